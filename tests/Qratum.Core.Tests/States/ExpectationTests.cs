using System.Globalization;
using System.Numerics;
using Qratum.Testing;
using Xunit;

namespace Qratum.Core.Tests.States;

public sealed class ExpectationTests
{
    // Sums of up to 2^13 products of normalised amplitudes, 60 strings with coefficients below 4.
    private const double DoubleTolerance = 1e-12, SingleTolerance = 3e-6;

    public static TheoryData<int, int> Cases()
    {
        var cases = new TheoryData<int, int>();
        for (var qubits = 1; qubits <= 13; qubits++)
        {
            foreach (var terms in new[] { 1, 3, 60 }) cases.Add(qubits, terms);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Equal_the_dense_reference(int qubits, int terms)
    {
        var random = new PhiloxRandom((ulong)((100 * qubits) + terms));
        var amplitudes = RandomStates.Next(random, qubits);
        foreach (var sum in new[] { RandomSums.Next(random, qubits, terms), FewMasks(random, qubits, terms) })
        {
            var image = Image(sum, amplitudes);
            var expected = Inner(amplitudes, image).Real;
            foreach (var (precision, tolerance) in new[] { (Precision.Double, DoubleTolerance), (Precision.Single, SingleTolerance * sum.OneNorm) })
            {
                using var state = StateVector.FromAmplitudes(amplitudes, precision);
                using var target = new StateVector(qubits, precision);
                Assert.Equal(expected, state.Expectation(sum), tolerance);
                Assert.Equal(expected, state.ApplyObservable(sum, target), tolerance);
                for (var i = 0; i < image.Length; i++)
                    Assert.True(Complex.Abs(image[i] - target[i]) <= tolerance, $"{precision} amplitude {i}: {target[i]} is not {image[i]}");
            }
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(14)]
    public void Many_observables_in_one_call(int qubits)
    {
        var random = new PhiloxRandom(31);
        using var state = StateVector.FromAmplitudes(RandomStates.Next(random, qubits));
        PauliSum[] sums = [RandomSums.Next(random, qubits, 7), PauliSum.Zero(qubits), RandomSums.Next(random, qubits, 30), PauliSum.Identity(qubits, 2)];
        var values = state.Expectation(sums);
        Assert.Equal(sums.Length, values.Length);
        for (var k = 0; k < sums.Length; k++) Assert.Equal(state.Expectation(sums[k]), values[k], DoubleTolerance);
        Assert.Equal(0, values[1]);
        Assert.Empty(state.Expectation([]));
        Assert.Throws<ArgumentException>(() => state.Expectation([sums[0], PauliSum.Identity(qubits + 1)]));
        Assert.Throws<ArgumentException>(() => state.Expectation([PauliSum.Identity(qubits, Complex.ImaginaryOne), sums[0]]));
    }

    [Theory]
    [InlineData(Precision.Double)]
    [InlineData(Precision.Single)]
    public void The_same_bits_for_any_number_of_threads(Precision precision)
    {
        const int qubits = 15;
        var random = new PhiloxRandom(32);
        var amplitudes = RandomStates.Next(random, qubits);
        PauliSum[] sums = [RandomSums.Next(random, qubits, 50), FewMasks(random, qubits, 50)];
        var results = new[] { 1, 2, 3, 7 }.Select(threads =>
        {
            using var state = StateVector.FromAmplitudes(amplitudes, precision, threads);
            using var target = new StateVector(qubits, precision, threads);
            var applied = state.ApplyObservable(sums[0], target);
            return (state.Expectation(sums[0]), state.Expectation(sums)[1], applied, target[12345]);
        }).ToList();
        Assert.Single(results.Distinct());
    }

    [Fact]
    public void A_sum_without_terms_is_zero()
    {
        using var state = new StateVector(3);
        using var target = new StateVector(3);
        Assert.Equal(0, state.Expectation(PauliSum.Zero(3)));
        Assert.Equal(0, state.ApplyObservable(PauliSum.Zero(3), target));
        Assert.Equal(0, target.NormSquared);
        Assert.Throws<ArgumentException>(() => state.ApplyObservable(PauliSum.Identity(3), state));
    }

    [SharedDataFact]
    [Trait("Category", "Nightly")]
    public void Two_thousand_strings_equal_string_by_string()
    {
        var sum = Read(SharedData.PathOf("workloads", "ham_jw_20_2000.txt"));
        var amplitudes = RandomStates.Next(new PhiloxRandom(33), sum.QubitCount);
        using var state = StateVector.FromAmplitudes(amplitudes);
        var expected = sum.Take(200).Sum(t => t.Coefficient.Real * StringValue(t.Pauli, amplitudes));
        var builder = new PauliSumBuilder(sum.QubitCount);
        foreach (var term in sum.Take(200)) builder.Add(term.Coefficient, term.Pauli);
        Assert.Equal(expected, state.Expectation(builder.Build()), 1e-11);
    }

    /// <summary>Lines of a coefficient and factors such as X3; comments and the number of qubits come first.</summary>
    private static PauliSum Read(string path)
    {
        PauliSumBuilder? builder = null;
        foreach (var words in File.ReadLines(path).Where(l => !l.StartsWith('#')).Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
        {
            if (builder is null)
            {
                builder = new PauliSumBuilder(int.Parse(words[1], CultureInfo.InvariantCulture));
                continue;
            }

            var pauli = PauliString.Identity(builder.QubitCount);
            foreach (var word in words.Skip(1)) pauli = pauli.With(int.Parse(word.AsSpan(1), CultureInfo.InvariantCulture), Enum.Parse<Pauli>(word.AsSpan(0, 1)));
            builder.Add(double.Parse(words[0], CultureInfo.InvariantCulture), pauli);
        }

        return builder!.Build();
    }

    /// <summary>Many Z masks on few X masks, as in molecules.</summary>
    private static PauliSum FewMasks(PhiloxRandom random, int qubits, int terms)
    {
        var builder = new PauliSumBuilder(qubits);
        var factors = new Pauli[qubits];
        for (var t = 0; t < terms; t++)
        {
            var x = new PhiloxRandom(7, (ulong)(t % 3));
            for (var q = 0; q < qubits; q++)
            {
                var flips = x.Next(3) == 0;
                factors[q] = (flips, random.Next(2) == 0) switch
                {
                    (true, true) => Pauli.Y,
                    (true, false) => Pauli.X,
                    (false, true) => Pauli.Z,
                    _ => Pauli.I,
                };
            }

            builder.Add(random.Next(-64, 65) / 16.0, PauliString.FromFactors(factors));
        }

        return builder.Build();
    }

    private static Complex[] Image(PauliSum sum, Complex[] amplitudes)
    {
        var image = new Complex[amplitudes.Length];
        foreach (var (coefficient, pauli) in sum)
        {
            var (x, z) = ((int)pauli.X.Low, (long)pauli.Z.Low);
            var phase = coefficient * Complex.Pow(Complex.ImaginaryOne, pauli.YCount);
            for (var i = 0; i < amplitudes.Length; i++)
                image[i ^ x] += (BitOperations.PopCount((ulong)(z & i)) & 1) == 0 ? phase * amplitudes[i] : -phase * amplitudes[i];
        }

        return image;
    }

    private static double StringValue(PauliString pauli, Complex[] amplitudes)
    {
        var builder = new PauliSumBuilder(pauli.QubitCount);
        builder.Add(1, pauli);
        return Inner(amplitudes, Image(builder.Build(), amplitudes)).Real;
    }

    private static Complex Inner(Complex[] a, Complex[] b)
    {
        var sum = Complex.Zero;
        for (var i = 0; i < a.Length; i++) sum += Complex.Conjugate(a[i]) * b[i];
        return sum;
    }
}
