using System.Numerics;
using FsCheck.Xunit;
using Qratum.Testing;
using Xunit;

namespace Qratum.Core.Tests.States;

/// <summary>Every question to a state against its definition.</summary>
[Properties(Arbitrary = [typeof(StateGenerators)])]
public sealed class StateLaws
{
    // Sums of up to 2^10 products of amplitudes, 30 strings of coefficients of order one.
    private const double Tolerance = 1e-12;

    [Property(MaxTest = 150)]
    public void Expectation_values_alone_and_together(StateCase value)
    {
        using var state = StateVector.FromAmplitudes(value.Amplitudes);
        var together = state.Expectation(value.Sums);
        for (var s = 0; s < value.Sums.Length; s++)
        {
            var expected = DenseReference.Expectation(value.Sums[s], value.Amplitudes).Real;
            Assert.Equal(expected, state.Expectation(value.Sums[s]), Tolerance);
            Assert.Equal(expected, together[s], Tolerance);
        }

        // The same list again, and with another sum in its place.
        Assert.Equal(together, state.Expectation(value.Sums));
        (value.Sums[0], value.Sums[2]) = (value.Sums[2], value.Sums[0]);
        var changed = state.Expectation(value.Sums);
        Assert.Equal(together[2], changed[0], Tolerance);
        Assert.Equal(together[0], changed[2], Tolerance);
    }

    [Property(MaxTest = 100)]
    public void Products_with_sums(StateCase value)
    {
        using var state = StateVector.FromAmplitudes(value.Amplitudes);
        using var target = new StateVector(value.QubitCount);
        var sum = value.Sums[0] + (Complex.ImaginaryOne * value.Sums[1]);
        state.Apply(sum, target);
        var expected = DenseReference.Product(sum, value.Amplitudes);
        for (var i = 0; i < expected.Length; i++) Assert.True(Complex.Abs(expected[i] - target[i]) <= Tolerance, $"{i}: {target[i]}, not {expected[i]}");
        Assert.True(Complex.Abs(DenseReference.Inner(value.Amplitudes, expected) - state.InnerProduct(target)) <= Tolerance);
        Assert.Equal(expected.Sum(a => (a.Real * a.Real) + (a.Imaginary * a.Imaginary)), target.NormSquared, Tolerance * Math.Max(1, target.NormSquared));
    }

    [Property(MaxTest = 100)]
    public void Probabilities_and_collapse(StateCase value, byte number)
    {
        var qubit = number % value.QubitCount;
        using var state = StateVector.FromAmplitudes(value.Amplitudes);
        var one = value.Amplitudes.Where((_, i) => ((i >> qubit) & 1) != 0).Sum(a => (a.Real * a.Real) + (a.Imaginary * a.Imaginary));
        Assert.Equal(one, state.ProbabilityOfOne(qubit), Tolerance);
        var outcome = one > 0.5;
        var probability = outcome ? one : 1 - one;
        state.Collapse(qubit, outcome, probability);
        for (var i = 0; i < value.Amplitudes.Length; i++)
        {
            var expected = ((i >> qubit) & 1) != 0 == outcome ? value.Amplitudes[i] / Math.Sqrt(probability) : 0;
            Assert.True(Complex.Abs(expected - state[i]) <= Tolerance);
        }
    }

    [Property(MaxTest = 100)]
    public void Points_of_the_cumulative_distribution(StateCase value, ulong seed)
    {
        using var state = StateVector.FromAmplitudes(value.Amplitudes);
        var (points, outcomes) = (new double[100], new long[100]);
        RegisterSampling.SortedUniforms(seed, 0, new long[100], points);
        state.Sample(points, outcomes);
        var (before, index) = (0.0, 0L);
        for (var k = 0; k < points.Length; k++)
        {
            for (; index < outcomes[k]; index++) before += state.Probability(index);
            Assert.Equal(index, outcomes[k]);
            Assert.True(state.Probability(index) > 0);
            Assert.InRange(points[k], before - Tolerance, before + state.Probability(index) + Tolerance);
        }
    }
}
