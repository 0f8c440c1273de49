using System.Numerics;
using Qratum.Testing;
using Xunit;

namespace Qratum.Core.Tests.Circuits;

public sealed class GateLaws
{
    // Products of a few matrices of at most 16 × 16; powers go through an eigenvalue solver.
    private const double Exact = 1e-13, Solved = 1e-10;

    public static TheoryData<string> Names => [.. Catalogue.Keys];

    private static Dictionary<string, Gate> Catalogue { get; } = Gates().ToDictionary(g => $"{g}");

    private static IEnumerable<Gate> Gates()
    {
        Gate[] plain =
        [
            Gate.Id, Gate.X, Gate.Y, Gate.Z, Gate.H, Gate.S, Gate.Sdg, Gate.T, Gate.Tdg, Gate.Sx, Gate.Sxdg, Gate.Rx(0.7), Gate.Ry(-1.1), Gate.Rz(2.9),
            Gate.Phase(-0.4), Gate.U(0.3, 1.4, -2.2), Gate.Swap, Gate.ISwap, Gate.ISwapdg, Gate.FSim(0.6, 1.9), Gate.Rxx(1.3), Gate.Ryy(-0.2), Gate.Rzz(0.8),
            Gate.Rotation(PauliString.Parse("XZY"), 0.9), Gate.Rotation(PauliString.Parse("ZZZ"), -2.0),
        ];
        return [.. plain, .. plain.Where(g => g.QubitCount < 3).Select(g => g.Control()), Gate.Ccx, Gate.H.Control(3), Gate.Phase(0.3).Control(3)];
    }

    [Fact]
    public void Every_kind_of_gate_is_covered() =>
        Assert.Equal(Enum.GetValues<StandardGateKind>(), Catalogue.Values.OfType<StandardGate>().Select(g => g.Kind).Distinct().Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void A_gate_is_unitary_and_its_inverse_undoes_it(string name)
    {
        var gate = Catalogue[name];
        var u = Matrix(gate);
        AssertEqual(Identity(gate.QubitCount), Multiply(Matrix(gate.Inverse()), u), Exact);
        AssertEqual(Adjoint(u), Matrix(gate.Inverse()), Exact);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_diagonal_gate_is_diagonal_and_says_so(string name)
    {
        var gate = Catalogue[name];
        var u = Matrix(gate);
        var dimension = 1 << gate.QubitCount;
        var diagonal = Enumerable.Range(0, u.Length).All(k => k / dimension == k % dimension || Complex.Abs(u[k]) < Exact);
        Assert.Equal(diagonal, gate.IsDiagonal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Control_acts_where_the_first_bit_is_one(string name)
    {
        var gate = Catalogue[name];
        var u = Matrix(gate);
        var controlled = Matrix(gate.Control());
        var dimension = 1 << gate.QubitCount;
        for (var row = 0; row < 2 * dimension; row++)
        {
            for (var column = 0; column < 2 * dimension; column++)
            {
                var expected = (row & column & 1) == 1 ? u[((row >> 1) * dimension) + (column >> 1)] : row == column ? 1 : 0;
                Assert.True(Complex.Abs(expected - controlled[(row * 2 * dimension) + column]) < Exact);
            }
        }

        Assert.Equal(gate.Control(2), gate.Control().Control());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Powers_add(string name)
    {
        var gate = Catalogue[name];
        var u = Matrix(gate);
        AssertEqual(u, Multiply(Matrix(gate.Power(0.25)), Matrix(gate.Power(0.75))), Solved);
        AssertEqual(Identity(gate.QubitCount), Matrix(gate.Power(0)), Solved);
        AssertEqual(Multiply(u, u), Matrix(gate.Power(2)), Solved);
        AssertEqual(Adjoint(u), Matrix(gate.Power(-1)), Solved);
        Assert.Throws<ArgumentOutOfRangeException>(() => gate.Power(double.NaN));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Applying_a_gate_multiplies_by_its_matrix(string name)
    {
        var gate = Catalogue[name];
        var random = new PhiloxRandom(17);
        const int qubits = 7;
        for (var trial = 0; trial < 4; trial++)
        {
            var order = Enumerable.Range(0, qubits).ToArray();
            random.Shuffle(order);
            var on = order[..gate.QubitCount];
            var before = new Complex[1 << qubits];
            for (var i = 0; i < before.Length; i++) before[i] = new Complex(random.NextGaussian(), random.NextGaussian());
            using var state = StateVector.FromAmplitudes(before);
            state.Apply(gate, on);
            var expected = Applied(Matrix(gate), on, before);
            for (var i = 0; i < before.Length; i++) Assert.True(Complex.Abs(expected[i] - state[i]) < Exact * 10, $"{gate} on {string.Join(",", on)}: amplitude {i}");
        }
    }

    [Fact]
    public void Rotations_are_exponentials_of_their_strings()
    {
        foreach (var (gate, text) in new[] { (Gate.Rx(0.7), "X"), (Gate.Ry(0.7), "Y"), (Gate.Rz(0.7), "Z"), (Gate.Rxx(0.7), "XX"), (Gate.Ryy(0.7), "YY"), (Gate.Rzz(0.7), "ZZ") })
            AssertEqual(Matrix(Gate.Rotation(PauliString.Parse(text), 0.7)), Matrix(gate), Exact);
    }

    [Fact]
    public void Matrices_that_are_not_unitary_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Gate.Unitary([1, 0, 0, 2]));
        Assert.Throws<ArgumentException>(() => Gate.Unitary([1, 0, 0]));
        Assert.Throws<ArgumentException>(() => Gate.Unitary([double.NaN, 0, 0, 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Gate.X.Control(0));
        Assert.Throws<InvalidOperationException>(() => Gate.Rx(new Parameter("a")).ToMatrix());
    }

    private static Complex[] Matrix(Gate gate) => gate.ToMatrix().ToArray();

    private static Complex[] Identity(int qubits) => [.. Enumerable.Range(0, 1 << (2 * qubits)).Select(k => k >> qubits == (k & ((1 << qubits) - 1)) ? Complex.One : 0)];

    private static Complex[] Adjoint(Complex[] m)
    {
        var n = (int)Math.Sqrt(m.Length);
        return [.. Enumerable.Range(0, m.Length).Select(k => Complex.Conjugate(m[((k % n) * n) + (k / n)]))];
    }

    private static Complex[] Multiply(Complex[] a, Complex[] b)
    {
        var n = (int)Math.Sqrt(a.Length);
        return [.. Enumerable.Range(0, a.Length).Select(k => Enumerable.Range(0, n).Select(j => a[((k / n) * n) + j] * b[(j * n) + (k % n)]).Aggregate(Complex.Add))];
    }

    private static Complex[] Applied(Complex[] matrix, int[] qubits, Complex[] state)
    {
        var n = 1 << qubits.Length;
        var result = new Complex[state.Length];
        for (var i = 0; i < state.Length; i++)
        {
            var column = qubits.Select((q, k) => ((i >> q) & 1) << k).Sum();
            var rest = qubits.Aggregate(i, (t, q) => t & ~(1 << q));
            for (var row = 0; row < n; row++) result[rest | qubits.Select((q, k) => ((row >> k) & 1) << q).Sum()] += matrix[(row * n) + column] * state[i];
        }

        return result;
    }

    private static void AssertEqual(Complex[] expected, Complex[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var k = 0; k < expected.Length; k++) Assert.True(Complex.Abs(expected[k] - actual[k]) < tolerance, $"Element {k}: {actual[k]} is not {expected[k]}.");
    }
}
