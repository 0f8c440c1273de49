using System.Globalization;

namespace Qratum.Optimization;

/// <summary>What a <see cref="Qaoa"/> run on the statevector simulator needs, found without running it.</summary>
/// <param name="Qubits">Qubits: one per spin.</param>
/// <param name="Terms">Pauli terms of the cost, the constant not counted: fields and couplings that are not zero.</param>
/// <param name="Parameters">Angles: two per layer.</param>
/// <param name="MemoryBytes">State vectors of 16 · 2^qubits bytes (three for an exact gradient, one when training on samples) and the cost of each basis state (8 bytes).</param>
/// <param name="RoughTime">Order of magnitude of the search on one processor; see the remarks.</param>
/// <remarks>
/// The time is starts × evaluations × layers × amplitudes × (qubits + 2) × 1 ns, the number of sweeps of one amplitude being 4 for an exact
/// gradient and 1 for samples, and of evaluations 50: what L-BFGS and COBYLA take on a processor of the year 2023, good to a factor of a few.
/// </remarks>
public sealed record QaoaEstimate(int Qubits, long Terms, int Parameters, double MemoryBytes, TimeSpan RoughTime)
{
    private const double BytesPerAmplitude = 16;
    private const double BytesPerCost = 8;
    private const double SecondsPerAmplitude = 1e-9;
    private const int Evaluations = 50;

    internal static QaoaEstimate Create(IsingModel model, QaoaOptions options)
    {
        var amplitudes = Math.Pow(2, model.SpinCount);
        var terms = (long)model.Couplings.EdgeCount;
        foreach (var field in model.Fields)
        {
            if (field != 0) terms++;
        }

        var isExact = options.Training == QaoaTraining.Expectation;
        var evaluations = (double)options.Starts * (options.MaximumIterations is 0 ? 1 : Evaluations);
        var seconds = evaluations * (isExact ? 4 : 1) * options.Layers * amplitudes * (model.SpinCount + 2) * SecondsPerAmplitude;
        return new QaoaEstimate(model.SpinCount, terms, 2 * options.Layers,
            (((isExact ? 3 : 1) * BytesPerAmplitude) + BytesPerCost) * amplitudes,
            TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.MaxValue.TotalSeconds / 2)));
    }

    /// <summary>One readable line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Qubits} qubits, {Terms} Pauli terms, {Parameters} parameters, {Bytes(MemoryBytes)}, about {RoughTime.TotalSeconds:G2} s");

    private static string Bytes(double bytes) => bytes < 1e6
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes:F0} bytes")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes:E3} bytes ({bytes / (1 << 30):G3} GiB)");
}
