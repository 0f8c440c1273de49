using System.Numerics;
using FsCheck.Xunit;
using Qratum.Testing;
using Xunit;

namespace Qratum.Core.Tests.Backends;

[Properties(Arbitrary = [typeof(CircuitGenerators)])]
public sealed class SeveralObservablesTests
{
    // Exact formulas on both sides; rounding of sums of a few dozen terms, angles of up to some 40 gates.
    private const double Tolerance = 1e-10;

    // Fourth-order differences with step 1e-3: h⁴/30 times the fifth derivative, at most 40⁵ in theory and below 10⁴ in practice; rounding 1e-13.
    private const double DifferenceTolerance = 1e-7;

    private static readonly ReadOnlyMemory<double>[] Sets = [new[] { 0.4, -0.8 }, new[] { -2.1, 1.7 }];

    [Property(MaxTest = 100)]
    public async Task Rows_of_a_Jacobian_have_the_bits_of_each_gradient(Circuit circuit, ulong seed)
    {
        var observables = Observables(circuit.QubitCount, 4, seed);
        using var backend = new StateVectorBackend();
        var jacobians = await backend.JacobianAsync(new ObservablesPub(circuit, observables, Sets));
        var values = await backend.EstimateAllAsync(new ObservablesPub(circuit, observables, Sets));
        Assert.Equal(0, values.Shots);
        for (var j = 0; j < observables.Length; j++)
        {
            var alone = await backend.GradientAsync(new EstimatorPub(circuit, observables[j], Sets));
            for (var k = 0; k < Sets.Length; k++)
            {
                Assert.Equal(alone.Values[k], jacobians.Values[k][j]);
                Assert.Equal(alone.Values[k], values.Values[k][j], Tolerance);
                Assert.Equal(0, values.StandardErrors[k][j]);
                Assert.Equal(alone.Derivatives[k].ToArray(), jacobians.Derivatives[k][j].ToArray());
            }
        }
    }

    [Property(MaxTest = 60)]
    public async Task Three_ways_to_a_Jacobian_agree(Circuit circuit, ulong seed)
    {
        var pub = new ObservablesPub(circuit, Observables(circuit.QubitCount, 3, seed), Sets);
        using var backend = new StateVectorBackend();
        var adjoint = await backend.JacobianAsync(pub);
        AssertEqual(adjoint, await new ParameterShift(backend).JacobianAsync(pub), Tolerance);
        AssertEqual(adjoint, await new FiniteDifference(backend).JacobianAsync(pub), DifferenceTolerance);
    }

    [Property(MaxTest = 15)]
    public async Task A_backend_that_knows_nothing_of_several_observables_answers_them_too(ulong seed)
    {
        var circuit = CircuitGenerators.Random(3, 15, new PhiloxRandom(seed));
        var pub = new ObservablesPub(circuit, Observables(3, 3, seed), Sets);
        using var backend = new StateVectorBackend();
        IEstimator other = new SparseBackend();
        var (expected, found) = (await backend.EstimateAllAsync(pub), await other.EstimateAllAsync(pub));
        for (var k = 0; k < Sets.Length; k++)
        {
            for (var j = 0; j < 3; j++) Assert.Equal(expected.Values[k][j], found.Values[k][j], Tolerance);
        }

        IGradientEstimator shift = new ParameterShift(other);
        AssertEqual(await backend.JacobianAsync(pub), await shift.JacobianAsync(pub), Tolerance);
        IGradientEstimator plain = new OneByOne(backend);
        AssertEqual(await backend.JacobianAsync(pub), await plain.JacobianAsync(pub), 0);
    }

    [Fact]
    public async Task The_same_bits_for_any_number_of_threads()
    {
        foreach (var qubits in new[] { 9, 15 })
        {
            var circuit = CircuitGenerators.Random(qubits, 30, new PhiloxRandom(3));
            var pub = new ObservablesPub(circuit, Observables(qubits, 3, 5), Sets);
            var results = new List<(double[] Values, double[] Derivatives)>();
            foreach (var threads in new[] { 1, 2, 3, 7 })
            {
                using var backend = new StateVectorBackend(new SimulatorOptions { MaxThreads = threads });
                var (values, jacobians) = (await backend.EstimateAllAsync(pub), await backend.JacobianAsync(pub));
                results.Add(([.. values.Values.SelectMany(v => v)], [.. jacobians.Derivatives.SelectMany(d => d).SelectMany(d => d.ToArray())]));
            }

            Assert.All(results, r => Assert.Equal(results[0].Values, r.Values));
            Assert.All(results, r => Assert.Equal(results[0].Derivatives, r.Derivatives));
        }
    }

    [Fact]
    public async Task None_and_one_observable()
    {
        var circuit = CircuitGenerators.Random(4, 20, new PhiloxRandom(8));
        var observables = Observables(4, 1, 9);
        using var backend = new StateVectorBackend();
        var none = await backend.JacobianAsync(new ObservablesPub(circuit, [], Sets));
        Assert.All(none.Values, Assert.Empty);
        Assert.All((await backend.EstimateAllAsync(new ObservablesPub(circuit, [], Sets))).Values, Assert.Empty);
        Assert.All((await new ParameterShift(backend).JacobianAsync(new ObservablesPub(circuit, [], Sets))).Derivatives, Assert.Empty);
        var one = await backend.EstimateAllAsync(new ObservablesPub(circuit, observables, Sets));
        var alone = await backend.EstimateAsync(new EstimatorPub(circuit, observables[0], Sets));
        Assert.Equal(alone.Values, one.Values.Select(v => v[0]));
    }

    [Fact]
    public async Task Requests_that_do_not_fit_are_refused()
    {
        var circuit = CircuitGenerators.Random(2, 8, new PhiloxRandom(8));
        var z = PauliSum.FromTerms((1, "ZZ"));
        using var backend = new StateVectorBackend();
        async Task Refused<TError>(ObservablesPub pub)
            where TError : Exception
        {
            await Assert.ThrowsAnyAsync<TError>(async () => await backend.EstimateAllAsync(pub));
            await Assert.ThrowsAnyAsync<TError>(async () => await backend.JacobianAsync(pub));
        }

        await Refused<ArgumentException>(new ObservablesPub(circuit, [z, PauliSum.FromTerms((1, "Z"))], Sets));
        await Refused<ArgumentException>(new ObservablesPub(circuit, [z, Complex.ImaginaryOne * z], Sets));
        await Refused<ArgumentException>(new ObservablesPub(circuit, [z], [new[] { 0.1 }]));
        await Refused<ArgumentException>(new ObservablesPub(circuit, null!, Sets));
        await Refused<NotSupportedException>(new ObservablesPub(new CircuitBuilder(2, 2).MeasureAll().Build(), [z], [ReadOnlyMemory<double>.Empty]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FiniteDifference(backend, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FiniteDifference(backend, double.NaN));
    }

    private static PauliSum[] Observables(int qubits, int count, ulong seed)
    {
        var random = new PhiloxRandom(seed, 2);
        return [.. Enumerable.Range(0, count).Select(_ => PauliSumGenerators.Random(qubits, 6, random))];
    }

    private static void AssertEqual(Jacobians expected, Jacobians found, double tolerance)
    {
        for (var k = 0; k < expected.Values.Count; k++)
        {
            for (var j = 0; j < expected.Values[k].Count; j++)
            {
                Assert.Equal(expected.Values[k][j], found.Values[k][j], tolerance);
                for (var p = 0; p < expected.Derivatives[k][j].Length; p++)
                    Assert.Equal(expected.Derivatives[k][j].Span[p], found.Derivatives[k][j].Span[p], tolerance);
            }
        }
    }

    /// <summary>Has gradients and nothing for several observables.</summary>
    private sealed class OneByOne(StateVectorBackend backend) : IGradientEstimator
    {
        public ValueTask<Estimates> EstimateAsync(EstimatorPub pub, CancellationToken cancellationToken = default) => backend.EstimateAsync(pub, cancellationToken);

        public ValueTask<Gradients> GradientAsync(EstimatorPub pub, CancellationToken cancellationToken = default) => backend.GradientAsync(pub, cancellationToken);
    }
}
