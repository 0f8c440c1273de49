using System.Numerics;
using System.Runtime.Intrinsics;
using Qratum.Kernels;
using Qratum.Testing;
using Xunit;

namespace Qratum.Core.Tests.Kernels;

/// <summary>One kernel text, three widths: the same bits from each, and the reference's amplitudes.</summary>
public sealed unsafe class VectorWidthTests
{
    private const double DoubleTolerance = 1e-12, SingleTolerance = 2e-5;
    private static readonly double[] Theta = [0.7, -1.9];

    public static TheoryData<int, int> Sizes()
    {
        var data = new TheoryData<int, int>();
        for (var qubits = 1; qubits <= 13; qubits++)
        {
            for (var seed = 0; seed < (qubits <= 10 ? 6 : 2); seed++) data.Add(qubits, seed);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Random_circuits(int qubits, int seed)
    {
        var circuit = CircuitGenerators.Random(qubits, qubits <= 10 ? 60 : 30, new PhiloxRandom((ulong)((100 * qubits) + seed)));
        Check(circuit);
    }

    [Fact]
    public void Every_target_and_pair_of_targets()
    {
        const int Qubits = 7;
        var random = new PhiloxRandom(17);
        for (var a = 0; a < Qubits; a++)
        {
            for (var b = 0; b < Qubits; b++)
            {
                if (a == b) continue;
                var builder = Spread(Qubits, random);
                builder.Apply(Gate.Unitary(Gate.FSim(random.NextDouble(), random.NextDouble()).ToMatrix().ToArray()), a, b);
                builder.Apply(Gate.U(0.3, 0.4, 0.5).Control(), a, b).Apply(Gate.Cx, b, a).Apply(Gate.Ry(1.1), a);
                builder.Apply(Gate.Rotation(PauliString.Parse("XY"), 0.9), a, b).Apply(Gate.Rotation(PauliString.Parse("YZ"), -0.4), a, b);
                Check(builder.Build());
            }
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(7)]
    public void Matrices_on_many_qubits(int targets)
    {
        const int Qubits = 9;
        var random = new PhiloxRandom((ulong)targets);
        for (var repeat = 0; repeat < 4; repeat++)
        {
            var order = Enumerable.Range(0, Qubits).ToArray();
            random.Shuffle(order);
            // A product of rotations is a unitary that no special case recognises.
            var matrix = SmallMatrix.Identity(1 << targets);
            for (var k = 0; k < 6; k++)
            {
                var letters = string.Concat(Enumerable.Range(0, targets).Select(_ => "XYZ"[random.Next(3)]));
                matrix = SmallMatrix.Product(Gate.Rotation(PauliString.Parse(letters), random.NextDouble()).ToMatrix().ToArray(), matrix, 1 << targets);
            }

            var gate = Gate.Unitary(matrix);
            Check(Spread(Qubits, random).Apply(gate, order.AsSpan(0, targets)).Apply(gate.Control(), order.AsSpan(0, targets + 1)).Build());
        }
    }

    [Fact]
    public void Exchanges_around_phases_become_phases_of_parities()
    {
        const int Qubits = 11;
        var builder = Spread(Qubits, new PhiloxRandom(3));
        builder.Apply(Gate.Cx, 2, 9).Apply(Gate.Rz(0.4), 9).Apply(Gate.Cx, 2, 9);
        builder.Apply(Gate.Cx, 0, 4).Apply(Gate.Cx, 4, 10).Apply(Gate.Phase(0.8), 10).Apply(Gate.T, 10).Apply(Gate.Cx, 4, 10).Apply(Gate.Cx, 0, 4);
        builder.Apply(Gate.Cx, 1, 3).Apply(Gate.Cz, 3, 5).Apply(Gate.Cx, 1, 3);
        builder.Apply(Gate.Cx, 1, 3).Apply(Gate.Ry(0.2), 1).Apply(Gate.Cx, 1, 3);
        var circuit = builder.Build();
        Check(circuit);
        // Two of the last four undo each other; what lies between the other two is no phase of their target alone.
        Assert.Equal(2, Flat(Planner.Plan(circuit).Passes).Count(p => p is DensePass));
    }

    [Fact]
    public void Rotations_by_any_angle_keep_their_accuracy()
    {
        double[] angles = [Math.PI, -Math.PI, 3 * Math.PI, Math.BitIncrement(Math.PI), Math.PI / 2, 0, 1e-300, 7, 100.5, 2 * Math.PI, 1e6];
        foreach (var shift in new[] { 0, 4, 7 })
        {
            var builder = new CircuitBuilder(12);
            for (var q = 0; q < 12; q++) builder.Apply(Gate.Ry(0.3 + q), q);
            builder.Apply(Gate.Cz, 0, 11);
            for (var q = 0; q < 12; q++) builder.Apply(Gate.Ry(angles[(q + shift) % angles.Length]), q);
            Check(builder.Build());
        }

        var turns = new CircuitBuilder(12);
        for (var q = 0; q < 12; q++) turns.Apply(Gate.Ry(Math.PI), q);
        using var state = new StateVector(12, Precision.Single);
        state.Apply(Planner.Plan(turns.Build()), []);
        Assert.Equal(1, state[4095].Real, SingleTolerance);
    }

    [Fact]
    public void Products_of_gates_that_are_diagonal_but_for_rounding()
    {
        Gate[][] words = [[Gate.H, Gate.X, Gate.H], [Gate.H, Gate.Z, Gate.H], [Gate.Sx, Gate.Sx], [Gate.H, Gate.T, Gate.Tdg, Gate.H, Gate.S], [Gate.Ry(0.3), Gate.Ry(-0.3), Gate.T], [Gate.Ry(1), Gate.S, Gate.Ry(Math.PI), Gate.Sdg, Gate.Ry(-1)]];
        foreach (var word in words)
        {
            var builder = Spread(5, new PhiloxRandom(8));
            builder.Apply(Gate.Cz, 0, 1).Apply(Gate.Cz, 2, 3).Apply(Gate.Cz, 3, 4);
            for (var q = 0; q < 5; q++)
            {
                foreach (var gate in word) builder.Apply(gate, q);
            }

            Check(builder.Apply(Gate.Cz, 0, 4).Build());
        }
    }

    private static CircuitBuilder Spread(int qubits, PhiloxRandom random)
    {
        var builder = new CircuitBuilder(qubits);
        for (var q = 0; q < qubits; q++) builder.Apply(Gate.U(random.NextDouble() * 3, random.NextDouble(), random.NextDouble()), q);
        return builder;
    }

    private static IEnumerable<Pass> Flat(IEnumerable<Pass> passes) => passes.SelectMany(p => p is BlockPass block ? Flat(block.Steps) : [p]);

    private static void Check(Circuit circuit)
    {
        var expected = DenseReference.Run(circuit, Theta.AsSpan(0, circuit.Parameters.Length));
        Check<double>(circuit, expected, DoubleTolerance);
        Check<float>(circuit, expected, SingleTolerance);
    }

    private static void Check<T>(Circuit circuit, Complex[] expected, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var wide = Run<VectorOps512<T>, Vector512<T>, T>(circuit);
        for (var k = 0; k < expected.Length; k++) Assert.True(Complex.Abs(expected[k] - wide[k]) < tolerance, $"{typeof(T).Name}, amplitude {k}: {wide[k]} is not {expected[k]}");
        Assert.Equal(wide, Run<VectorOps256<T>, Vector256<T>, T>(circuit));
        Assert.Equal(wide, Run<VectorOps128<T>, Vector128<T>, T>(circuit));
    }

    private static Complex[] Run<TOps, TVector, T>(Circuit circuit)
        where TOps : struct, IVectorOps<TVector, T>
        where TVector : struct
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var qubits = circuit.QubitCount;
        var all = (1L << qubits) - 1;
        using var buffer = new AlignedBuffer((UInt128)(Math.Max(1L, (1L << qubits) / Lanes<T>.Width) * 128), "A test");
        var state = (T*)buffer.Pointer;
        Amplitude<T>.Set(state, 0, 1, 0);
        using var room = new BindRoom();
        foreach (var pass in Planner.Plan(circuit).Passes.SelectMany(p => p is ReorderPass reorder ? reorder.Sweeps : [p]))
        {
            var free = ((BlockPass)pass).Free;
            var steps = StepFactory<TOps, TVector, T>.Create(pass, state, qubits, free, Theta.AsSpan(0, circuit.Parameters.Length), isInverse: false, room);
            var between = all & ~free;
            new BlockRange(steps, between).Run(0, 1L << BitOperations.PopCount((ulong)between), 0);
        }

        var result = new Complex[1 << qubits];
        for (var k = 0; k < result.Length; k++) result[k] = Amplitude<T>.Get(state, k);
        return result;
    }
}
