using System.Numerics;
using Xunit;

namespace Qratum.Optimization.Tests;

/// <summary>Start states and layers of mixers against their definitions, as dense vectors.</summary>
public class MixerTests
{
    private const double Tolerance = 1e-12;

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(5, 1)]
    [InlineData(5, 2)]
    [InlineData(6, 3)]
    [InlineData(6, 5)]
    [InlineData(7, 7)]
    public void Dicke_state_is_uniform(int qubits, int ones)
    {
        var builder = new CircuitBuilder(qubits);
        DickeState.Append(builder, ones, [.. Enumerable.Range(0, qubits)]);
        var state = State(builder.Build());
        var feasible = AllBits.Of(qubits).Count(b => b.PopCount == ones);
        foreach (var bits in AllBits.Of(qubits))
        {
            var expected = bits.PopCount == ones ? 1 / Math.Sqrt(feasible) : 0;
            Assert.Equal(expected, state[bits.ToUInt64()].Real, Tolerance);
            Assert.Equal(0, state[bits.ToUInt64()].Imaginary, Tolerance);
        }
    }

    [Fact]
    public void Dicke_state_refuses_what_does_not_fit()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => DickeState.Append(new CircuitBuilder(3), 4, 0, 1, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => DickeState.Append(new CircuitBuilder(3), -1, 0, 1, 2));
        Assert.Throws<ArgumentException>(() => DickeState.Append(new CircuitBuilder(3), 0));
    }

    public static TheoryData<string> Names => ["x", "warm", "ring", "complete", "groups", "grover", "grover of xy", "even"];

    /// <summary>A layer is the product of exp(-iβ_t B_t), each from the definition of B_t.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Layer_is_the_exponential_of_its_terms(string name)
    {
        var (mixer, terms) = Make(name);
        var random = new Random(3);
        var betas = Enumerable.Range(0, mixer.TermCount).Select(_ => (2 * random.NextDouble()) - 1).ToArray();
        var builder = new CircuitBuilder(mixer.QubitCount);
        for (var q = 0; q < mixer.QubitCount; q++) builder.U(0.3 + q, 0.1 * q, 0.2, q); // any state
        for (var q = 1; q < mixer.QubitCount; q++) builder.Cx(q - 1, q);
        var state = State(builder.Build());
        mixer.AppendLayer(builder, [.. betas.Select(b => (Angle)b)]);
        var after = State(builder.Build());
        Assert.Equal(mixer.TermCount, terms.Count);
        for (var t = 0; t < terms.Count; t++) state = Exponential(terms[t], betas[t], state);
        for (var x = 0; x < state.Length; x++) Assert.True((state[x] - after[x]).Magnitude < Tolerance, $"{name}: {state[x]} {after[x]} at {x}");
        Assert.Throws<ArgumentException>(() => mixer.AppendLayer(new CircuitBuilder(mixer.QubitCount), new Angle[mixer.TermCount + 1]));
    }

    /// <summary>Strings that a mixer is said not to reach have no amplitude after layers; all others have some.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Only_reachable_strings_have_amplitude(string name)
    {
        var (mixer, _) = Make(name);
        var builder = new CircuitBuilder(mixer.QubitCount);
        mixer.AppendStart(builder);
        for (var layer = 0; layer < 3; layer++)
        {
            for (var q = 0; q < mixer.QubitCount; q++) builder.Rz(0.4 + (0.3 * q), q);
            mixer.AppendLayer(builder, [.. Enumerable.Repeat((Angle)0.37, mixer.TermCount)]);
        }

        var state = State(builder.Build());
        foreach (var bits in AllBits.Of(mixer.QubitCount)) Assert.Equal(mixer.Reaches(bits), state[bits.ToUInt64()].Magnitude > 1e-9);
        Assert.False(mixer.Reaches(new BitString(0, mixer.QubitCount + 1)));
    }

    /// <summary>The start is an eigenstate of B with its greatest eigenvalue, so that slow changes work.</summary>
    [Theory]
    [InlineData("x")]
    [InlineData("warm")]
    [InlineData("grover")]
    [InlineData("complete")]
    public void Start_is_an_eigenstate(string name)
    {
        var (mixer, terms) = Make(name);
        var builder = new CircuitBuilder(mixer.QubitCount);
        mixer.AppendStart(builder);
        var start = State(builder.Build());
        var image = new Complex[start.Length];
        foreach (var term in terms)
        {
            var part = Apply(term, start);
            for (var x = 0; x < image.Length; x++) image[x] += part[x];
        }

        var value = Enumerable.Range(0, start.Length).Aggregate(Complex.Zero, (s, x) => s + (Complex.Conjugate(start[x]) * image[x])).Real;
        for (var x = 0; x < image.Length; x++) Assert.True((image[x] - (value * start[x])).Magnitude < Tolerance);
        Assert.True(value > 0);
    }

    [Fact]
    public void Bad_mixers_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TransverseMixer(0));
        Assert.Throws<ArgumentException>(() => new WarmStartMixer([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WarmStartMixer([0.5, 1.1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WarmStartMixer([0.5], 0.6));
        Assert.Throws<ArgumentException>(() => new XyMixer(4, [[0, 1], [1, 2]], [1, 1], XyPairs.Ring));
        Assert.Throws<ArgumentException>(() => new XyMixer(4, [[0, 4]], [1], XyPairs.Ring));
        Assert.Throws<ArgumentException>(() => new XyMixer(4, [[0, 1]], [3], XyPairs.Ring));
        Assert.Throws<ArgumentException>(() => new XyMixer(4, [[0, 1], []], [1, 0], XyPairs.Ring));
        Assert.Throws<ArgumentException>(() => new XyMixer(4, [[0, 1]], [1, 1], XyPairs.Ring));
    }

    [Fact]
    public void Complete_graph_of_pairs_has_every_pair_once()
    {
        for (var n = 2; n <= 7; n++)
        {
            var mixer = new XyMixer(n, 1, XyPairs.Complete);
            var builder = new CircuitBuilder(n);
            mixer.AppendLayer(builder, [.. Enumerable.Repeat((Angle)0.1, mixer.TermCount)]);
            var pairs = builder.Build().Instructions.Select(i => (i.Qubits[0], i.Qubits[1])).Distinct().ToArray();
            Assert.Equal(n * (n - 1) / 2, mixer.TermCount);
            Assert.Equal(mixer.TermCount, pairs.Length);
        }
    }

    private static (IMixer Mixer, List<PauliOrProjector> Terms) Make(string name)
    {
        const int n = 5;
        switch (name)
        {
            case "x":
                return (new TransverseMixer(n), [.. Enumerable.Range(0, n).Select(q => Pauli1(n, q, Pauli.X))]);
            case "warm":
            {
                double[] chances = [0.1, 0.5, 0.9, 0.3, 0.75];
                return (new WarmStartMixer(chances, 0.05), [.. chances.Select((c, q) =>
                {
                    var theta = 2 * Math.Asin(Math.Sqrt(c));
                    return new PauliOrProjector([(Math.Sin(theta), Single(n, q, Pauli.X)), (Math.Cos(theta), Single(n, q, Pauli.Z))], null);
                })]);
            }

            case "ring":
                return (new XyMixer(n, 2, XyPairs.Ring), [.. new[] { (0, 1), (2, 3), (1, 2), (3, 4), (4, 0) }.Select(p => Pair(n, p.Item1, p.Item2))]);
            case "complete":
                return (new XyMixer(3, 1, XyPairs.Complete), [.. Rounds3().Select(p => Pair(3, p.Item1, p.Item2))]);
            case "groups":
                return (new XyMixer(n, [[0, 3], [4, 1]], [1, 2], XyPairs.Ring), [Pair(n, 0, 3), Pauli1(n, 2, Pauli.X)]);
            case "grover":
                return (new GroverMixer(n), [new PauliOrProjector(null, Start(new TransverseMixer(n)))]);
            case "grover of xy":
                return (new GroverMixer(new XyMixer(n, 2, XyPairs.Ring)), [new PauliOrProjector(null, Start(new XyMixer(n, 2, XyPairs.Ring)))]);
            default:
            {
                var flip = PauliString.Identity(n);
                for (var q = 0; q < n; q++) flip = flip.With(q, Pauli.X);
                return (new EvenSector.Mixer(n), [.. Enumerable.Range(0, n).Select(q => Pauli1(n, q, Pauli.X)), new PauliOrProjector([(1, flip)], null)]);
            }
        }
    }

    private static IEnumerable<(int, int)> Rounds3()
    {
        var mixer = new XyMixer(3, 1, XyPairs.Complete);
        var builder = new CircuitBuilder(3);
        mixer.AppendLayer(builder, [.. Enumerable.Repeat((Angle)0.1, 3)]);
        return builder.Build().Instructions.Select(i => (i.Qubits[0], i.Qubits[1])).Distinct();
    }

    private static PauliString Single(int n, int q, Pauli pauli) => PauliString.Identity(n).With(q, pauli);

    private static PauliOrProjector Pauli1(int n, int q, Pauli pauli) => new([(1, Single(n, q, pauli))], null);

    private static PauliOrProjector Pair(int n, int i, int j) => new(
        [(0.5, Single(n, i, Pauli.X).With(j, Pauli.X)), (0.5, Single(n, i, Pauli.Y).With(j, Pauli.Y))], null);

    private static Complex[] Start(IMixer mixer)
    {
        var builder = new CircuitBuilder(mixer.QubitCount);
        mixer.AppendStart(builder);
        return State(builder.Build());
    }

    private static Complex[] State(Circuit circuit)
    {
        using var state = new StateVector(circuit.QubitCount);
        foreach (var instruction in circuit.Instructions) state.Apply(instruction.Gate!, instruction.Qubits.AsSpan());
        var amplitudes = new Complex[state.Length];
        state.CopyTo(0, amplitudes);
        return amplitudes;
    }

    /// <summary>exp(-iβB)ψ by its series: every B here has a norm of at most 1.</summary>
    private static Complex[] Exponential(PauliOrProjector term, double beta, Complex[] state)
    {
        var (sum, power) = ((Complex[])state.Clone(), state);
        for (var k = 1; k <= 40; k++)
        {
            power = Apply(term, power);
            for (var x = 0; x < power.Length; x++) sum[x] += power[x] *= new Complex(0, -beta) / k;
        }

        return sum;
    }

    private static Complex[] Apply(PauliOrProjector term, Complex[] state)
    {
        var result = new Complex[state.Length];
        if (term.Onto is { } s)
        {
            var overlap = Enumerable.Range(0, s.Length).Aggregate(Complex.Zero, (sum, x) => sum + (Complex.Conjugate(s[x]) * state[x]));
            for (var x = 0; x < s.Length; x++) result[x] = overlap * s[x];
            return result;
        }

        foreach (var (weight, pauli) in term.Sum!)
        {
            for (var x = 0; x < state.Length; x++)
            {
                var (y, factor) = (x, (Complex)weight);
                for (var q = 0; q < pauli.QubitCount; q++)
                {
                    var bit = x >> q & 1;
                    if (pauli[q] is Pauli.X or Pauli.Y) y ^= 1 << q;
                    if (pauli[q] == Pauli.Z && bit == 1) factor = -factor;
                    if (pauli[q] == Pauli.Y) factor *= bit == 0 ? Complex.ImaginaryOne : -Complex.ImaginaryOne;
                }

                result[y] += factor * state[x];
            }
        }

        return result;
    }

    private sealed record PauliOrProjector((double Weight, PauliString Pauli)[]? Sum, Complex[]? Onto);
}
