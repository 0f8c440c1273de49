using System.Numerics;
using Qratum.Testing;
using Xunit;

namespace Qratum.Core.Tests.States;

public sealed class StateAlgebraTests
{
    // Sums of up to 40 products of numbers of order one; 24 bits in single precision.
    private const double DoubleTolerance = 1e-12, SingleTolerance = 1e-4;

    public static TheoryData<int, Precision> Sizes()
    {
        var sizes = new TheoryData<int, Precision>();
        for (var qubits = 1; qubits <= 10; qubits++)
        {
            sizes.Add(qubits, Precision.Double);
            sizes.Add(qubits, Precision.Single);
        }

        return sizes;
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_sum_of_any_coefficients_times_a_state(int qubits, Precision precision)
    {
        var random = new PhiloxRandom((ulong)qubits, 5);
        var amplitudes = RandomStates.Next(random, qubits);
        using var state = StateVector.FromAmplitudes(amplitudes, precision);
        using var target = StateVector.FromAmplitudes(RandomStates.Next(random, qubits), precision);
        foreach (var kind in new[] { 0, 1, 2 })
        {
            var builder = new PauliSumBuilder(qubits);
            for (var t = 0; t < 40; t++)
            {
                var coefficient = new Complex(kind == 1 ? 0 : random.NextGaussian(), kind == 0 ? 0 : random.NextGaussian());
                builder.Add(coefficient, PauliString.FromFactors(Enumerable.Range(0, qubits).Select(_ => (Pauli)random.Next(4)).ToArray()));
            }

            var sum = builder.Build();
            state.Apply(sum, target);
            var expected = DenseReference.Product(sum, amplitudes);
            for (var i = 0; i < expected.Length; i++)
                Assert.True(Complex.Abs(expected[i] - target[i]) <= (precision == Precision.Double ? DoubleTolerance : SingleTolerance), $"{i}: {target[i]}, not {expected[i]}");
            // ⟨ψ|S|ψ⟩ of the dense reference.
            var mean = DenseReference.Expectation(sum, amplitudes);
            Assert.True(Complex.Abs(mean - state.InnerProduct(target)) <= (precision == Precision.Double ? DoubleTolerance : SingleTolerance));
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Linear_combinations(int qubits, Precision precision)
    {
        var random = new PhiloxRandom((ulong)qubits, 6);
        Complex[] a = RandomStates.Next(random, qubits), b = RandomStates.Next(random, qubits);
        using var state = StateVector.FromAmplitudes(a, precision);
        using var other = StateVector.FromAmplitudes(b, precision);
        var (factor, scale) = (new Complex(0.3, -1.2), new Complex(-0.7, 0.4));
        state.Add(factor, other);
        state.Scale(scale);
        state.Add(-0.5, state);
        var tolerance = precision == Precision.Double ? 1e-15 : 1e-6;
        for (var i = 0; i < a.Length; i++)
            Assert.True(Complex.Abs((0.5 * scale * (a[i] + (factor * b[i]))) - state[i]) <= tolerance);
        for (var i = 0; i < a.Length; i++) Assert.True(Complex.Abs(b[i] - other[i]) <= tolerance);
    }

    [Fact]
    public void The_same_bits_for_any_number_of_threads()
    {
        const int qubits = 15;
        var random = new PhiloxRandom(77);
        Complex[] a = RandomStates.Next(random, qubits), b = RandomStates.Next(random, qubits);
        var sum = new Complex(0.2, 0.7) * RandomSums.Next(random, qubits, 20);
        var results = new[] { 1, 2, 3, 7 }.Select(threads =>
        {
            using var state = StateVector.FromAmplitudes(a, maxThreads: threads);
            using var other = StateVector.FromAmplitudes(b, maxThreads: threads);
            state.Apply(sum, other);
            other.Add(new Complex(0.1, 0.2), state);
            return (other[123], other[32000], state.InnerProduct(other));
        }).ToList();
        Assert.Single(results.Distinct());
    }

    [Fact]
    public void Lanczos_steps_find_the_ground_state_of_an_Ising_chain()
    {
        // Open chain −Σ ZZ − Σ X of 8 spins at the critical point: E₀ = 1 − 1/sin(π/(4n + 2)) (P. Pfeuty, Ann. Phys. 57, 79 (1970)).
        const int spins = 8, steps = 40;
        var builder = new PauliSumBuilder(spins);
        for (var q = 0; q + 1 < spins; q++) builder.Add(-1, PauliString.Identity(spins).With(q, Pauli.Z).With(q + 1, Pauli.Z));
        for (var q = 0; q < spins; q++) builder.Add(-1, PauliString.Identity(spins).With(q, Pauli.X));
        var hamiltonian = builder.Build();
        using StateVector v = new(spins), before = new(spins), next = new(spins);
        before.Scale(0);
        var (diagonal, beside, beta) = (new List<double>(), new List<double>(), 0.0);
        for (var k = 0; k < steps; k++)
        {
            v.Apply(hamiltonian, next);
            var alpha = v.InnerProduct(next).Real;
            next.Add(-alpha, v);
            next.Add(-beta, before);
            diagonal.Add(alpha);
            beta = Math.Sqrt(next.NormSquared);
            if (beta < 1e-10) break;
            beside.Add(beta);
            next.Scale(1 / beta);
            before.CopyFrom(v);
            v.CopyFrom(next);
        }

        Assert.Equal(1 - (1 / Math.Sin(Math.PI / ((4 * spins) + 2))), Least(diagonal, beside), 1e-9);
    }

    [Fact]
    public void Arguments_that_do_not_fit_are_refused()
    {
        using StateVector state = new(3), larger = new(4), single = new(3, Precision.Single), target = new(3);
        var sum = PauliSum.Identity(3);
        Assert.Throws<ArgumentException>(() => state.Apply(sum, state));
        Assert.Throws<ArgumentException>(() => state.Apply(sum, larger));
        Assert.Throws<ArgumentException>(() => state.Apply(sum, single));
        Assert.Throws<ArgumentException>(() => state.Apply(PauliSum.Identity(4), target));
        Assert.Throws<ArgumentException>(() => state.Add(double.NaN, target));
        Assert.Throws<ArgumentException>(() => state.Add(1, larger));
        Assert.Throws<ArgumentException>(() => state.Scale(double.PositiveInfinity));
    }

    /// <summary>Least eigenvalue of a tridiagonal matrix, by bisection with Sturm sequences.</summary>
    private static double Least(List<double> diagonal, List<double> beside)
    {
        var (low, high) = (-100.0, 100.0);
        while (high - low > 1e-12)
        {
            var middle = (low + high) / 2;
            var (below, d) = (0, 1.0);
            for (var k = 0; k < diagonal.Count; k++)
            {
                d = diagonal[k] - middle - (k == 0 ? 0 : beside[k - 1] * beside[k - 1] / d);
                if (d < 0) below++;
            }

            if (below > 0) high = middle;
            else low = middle;
        }

        return low;
    }
}
