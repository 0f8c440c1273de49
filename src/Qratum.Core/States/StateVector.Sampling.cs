using System.Globalization;

namespace Qratum;

public sealed partial class StateVector
{
    /// <summary>
    /// Shots drawn from the distribution of all qubits; the same seed gives the same counts for any number of threads. Two passes over
    /// the state and linear time in the shots.
    /// </summary>
    /// <param name="shots">At least 1.</param>
    /// <param name="seed">Fixes every shot.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="shots"/> is less than 1.</exception>
    public Counts Sample(int shots, ulong seed) => RegisterSampling.Sample(this, shots, seed, stream: 0, toOutcome: null);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are fewer outcomes than numbers, or the numbers do not rise within [0, 1).</exception>
    public void Sample(ReadOnlySpan<double> sortedUniforms, Span<long> outcomes)
    {
        if (outcomes.Length < sortedUniforms.Length)
            throw new ArgumentException($"{sortedUniforms.Length} points need as many outcomes, not {outcomes.Length}.", nameof(outcomes));
        if (sortedUniforms.IsEmpty) return;
        ThrowIfNotRising(sortedUniforms);
        QratumDiagnostics.CountPass(_amplitudes.Lines * 256);
        _amplitudes.Sample(sortedUniforms, outcomes);
    }

    private static void ThrowIfNotRising(ReadOnlySpan<double> sortedUniforms)
    {
        var before = 0.0;
        for (var k = 0; k < sortedUniforms.Length; k++)
        {
            // Written so that NaN does not pass.
            if (!(sortedUniforms[k] >= before && sortedUniforms[k] < 1))
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Point {k} is {sortedUniforms[k]:R}; allowed are numbers from {before:R}, the one before or 0, to below 1."), nameof(sortedUniforms));
            before = sortedUniforms[k];
        }
    }
}
