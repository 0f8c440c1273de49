using System.Globalization;
using Qratum.Testing;
using Xunit;

namespace Qratum.Optimization.Tests;

/// <summary>Polynomials of bits and spins against their definition on every string.</summary>
public class PolynomialTests
{
    private const double Tolerance = 1e-10;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Values_are_the_sums_of_products(int seed)
    {
        var (terms, count) = Terms(seed);
        var (bits, spins) = (new BinaryPolynomialBuilder(count), new SpinPolynomialBuilder(count));
        foreach (var (coefficient, variables) in terms)
        {
            bits.Add(coefficient, variables);
            spins.Add(coefficient, variables);
        }

        var (binary, spin) = (bits.Build(), spins.Build());
        foreach (var x in AllBits.Of(count))
        {
            Assert.Equal(terms.Sum(t => t.Variables.All(v => x[v]) ? t.Coefficient : 0), binary.Value(x), Tolerance);
            Assert.Equal(terms.Sum(t => t.Coefficient * t.Variables.Aggregate(1, (p, v) => x[v] ? -p : p)), spin.Energy(x), Tolerance);
        }

        for (var k = 1; k < binary.TermCount; k++)
        {
            var one = binary[k - 1].Variables;
            var next = binary[k].Variables;
            Assert.True(one.Length < next.Length || (one.Length == next.Length && one.SequenceCompareTo(next) < 0));
            Assert.NotEqual(0, binary[k].Coefficient);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Conversions_keep_every_value(int seed)
    {
        var binary = Binary(seed);
        var spin = binary.ToSpinPolynomial();
        var back = spin.ToBinaryPolynomial();
        var diagonal = spin.ToPauliSum();
        foreach (var x in AllBits.Of(binary.VariableCount))
        {
            var value = binary.Value(x);
            Assert.Equal(value, spin.Energy(x), Tolerance);
            Assert.Equal(value, back.Value(x), Tolerance);
        }

        Assert.Equal(spin.TermCount + (spin.Constant != 0 ? 1 : 0), diagonal.Count);
    }

    /// <summary>For every x the least value over the new bits is the old value, taken where they are the products; no solution gets worse on the way back.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void Quadratic_form_has_the_same_least_values(int seed)
    {
        var binary = Binary(seed, variables: 5);
        var reduced = binary.Quadratize();
        Assert.True(reduced.Qubo.VariableCount <= 16, reduced.ToString());
        var least = AllBits.Of(5).ToDictionary(x => x, _ => double.PositiveInfinity);
        foreach (var y in AllBits.Of(reduced.Qubo.VariableCount))
        {
            var x = reduced.Restrict(y);
            var value = reduced.Qubo.Value(y);
            Assert.True(binary.Value(x) <= value + Tolerance);
            least[x] = Math.Min(least[x], value);
        }

        foreach (var (x, value) in least)
        {
            Assert.Equal(binary.Value(x), value, Tolerance);
            Assert.Equal(value, reduced.Qubo.Value(reduced.Extend(x)), Tolerance);
            Assert.Equal(x, reduced.Restrict(reduced.Extend(x)));
        }
    }

    [Fact]
    public void Pairwise_forms_go_there_and_back()
    {
        var qubo = new Qubo(new Graph(3, [new Edge(0, 2, -1.5)]), [1, 0, 2], 0.5);
        Assert.Equal(qubo, BinaryPolynomial.FromQubo(qubo).ToQubo());
        var model = new IsingModel(new Graph(3, [new Edge(0, 2, -1.5)]), [1, 0, 2], 0.5);
        Assert.Equal(model, SpinPolynomial.FromIsing(model).ToIsing());
        var cubic = new SpinPolynomialBuilder(3).Add(2, 0, 1, 2).Build();
        Assert.Contains("degree 3", Assert.Throws<InvalidOperationException>(cubic.ToIsing).Message, StringComparison.Ordinal);
        Assert.Equal(0, new BinaryPolynomialBuilder(2).Add(1, 0, 1).Add(-1, 1, 0).Build().TermCount);
        Assert.Equal(1, new SpinPolynomialBuilder(2).Add(3, 1, 0, 1).Build().Degree);
        Assert.Equal(new BinaryPolynomialBuilder(2).Add(3, 1, 0, 1).Build(), new BinaryPolynomialBuilder(2).Add(3, 0, 1).Build());
        Assert.Equal("2 s0 s1 s2", cubic.ToString());
    }

    [Fact]
    public void Bad_terms_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SpinPolynomialBuilder(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BinaryPolynomialBuilder(2).Add(1, 2));
        Assert.Throws<ArgumentException>(() => new BinaryPolynomialBuilder(2).Add(double.NaN, 1));
        Assert.Throws<ArgumentException>(() => new SpinPolynomialBuilder(2).Add(new SpinPolynomialBuilder(3).Build()));
        Assert.Throws<ArgumentException>(() => new SpinPolynomialBuilder(2).Build().Energy(new BitString(0, 3)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SpinPolynomialBuilder(2).Build()[0].Coefficient);
        var wide = new SpinPolynomialBuilder(40).Add(1, [.. Enumerable.Range(0, 40)]).Build();
        Assert.Throws<NotSupportedException>(wide.ToBinaryPolynomial);
    }

    /// <summary>The optima of the shared table (T. Packebusch, S. Mertens), by looking at every sequence; polynomial and definition agree on each.</summary>
    [SharedDataFact]
    public void Low_autocorrelation_optima_are_the_published_ones()
    {
        var table = File.ReadLines(SharedData.PathOf("graphs", "angles", "LABS_optimal_merit_factors.csv")).Skip(1).Select(l => l.Split(',')).ToArray();
        foreach (var row in table.Where(r => int.Parse(r[0], CultureInfo.InvariantCulture) <= 14))
        {
            var problem = new LowAutocorrelation(int.Parse(row[0], CultureInfo.InvariantCulture));
            var polynomial = problem.ToSpinPolynomial();
            var best = AllBits.Of(problem.Length).Select(problem.Interpret).MinBy(s => s.Energy);
            Assert.Equal(long.Parse(row[1], CultureInfo.InvariantCulture), best.Energy);
            Assert.Equal(double.Parse(row[2], CultureInfo.InvariantCulture), best.MeritFactor, 6e-4);
            Assert.Equal(best.Energy, polynomial.Energy(best.Bits), Tolerance);
            foreach (var bits in AllBits.Of(Math.Min(problem.Length, 8)).Select(b => new BitString(b.ToUInt64(), problem.Length)))
                Assert.Equal(problem.Interpret(bits).Energy, polynomial.Energy(bits), Tolerance);
        }
    }

    /// <summary>Energies of the circuit from its definition, and sequences of the least energy in the sample.</summary>
    [Fact]
    public async Task Qaoa_takes_polynomials()
    {
        var problem = new LowAutocorrelation(9);
        var polynomial = problem.ToSpinPolynomial();
        using var backend = new StateVectorBackend();
        var found = await new Qaoa(backend, new Lbfgs()).RunAsync(polynomial, new() { Layers = 4, Shots = 2000 });
        Assert.Equal(12, found.BestEnergy);
        Assert.Equal(12, problem.Interpret(found.Best).Energy);
        var circuit = QaoaAnsatz.Create(polynomial, 4, new TransverseMixer(9));
        using var state = new StateVector(9);
        foreach (var instruction in circuit.Bind([.. found.Parameters]).Instructions) state.Apply(instruction.Gate!, instruction.Qubits.AsSpan());
        var energy = AllBits.Of(9).Sum(b => state.Probability((long)b.ToUInt64()) * problem.Interpret(b).Energy);
        Assert.Equal(energy, found.Expectation, 1e-9);
        var start = await new Qaoa(backend, new Lbfgs()).RunAsync(polynomial, new() { Layers = 4, MaximumIterations = 0 });
        Assert.True(found.Expectation < start.Expectation);
        Assert.True(start.Expectation < polynomial.Constant); // better than chance
        await Assert.ThrowsAsync<ArgumentException>(() => new Qaoa(backend, new Lbfgs()).RunAsync(polynomial, new() { FlipSymmetry = FlipSymmetry.Reduced }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LowAutocorrelation(1));
    }

    private static BinaryPolynomial Binary(int seed, int variables = 0)
    {
        var (terms, count) = Terms(seed, variables);
        var builder = new BinaryPolynomialBuilder(count);
        foreach (var (coefficient, list) in terms) builder.Add(coefficient, list);
        return builder.Build();
    }

    private static (List<(double Coefficient, int[] Variables)> Terms, int Count) Terms(int seed, int variables = 0)
    {
        var random = new Random(seed);
        var count = variables > 0 ? variables : 1 + random.Next(7);
        return ([.. Enumerable.Range(0, random.Next(12)).Select(_ =>
            (Math.Round((4 * random.NextDouble()) - 2, 2), Enumerable.Range(0, count).Where(_ => random.NextDouble() < 0.5).OrderBy(_ => random.Next()).ToArray()))], count);
    }
}
