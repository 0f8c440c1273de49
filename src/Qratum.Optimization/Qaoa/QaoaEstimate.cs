using System.Globalization;

namespace Qratum.Optimization;

/// <summary>What a <see cref="Qaoa"/> run on the statevector simulator needs, found without running it.</summary>
/// <param name="Qubits">Qubits: one per spin, one less where <see cref="FlipSymmetry.Reduced"/> applies.</param>
/// <param name="Terms">Pauli terms of the cost, the constant not counted: fields and couplings that are not zero.</param>
/// <param name="Parameters">Numbers that are searched: two per layer in the standard algorithm, as sharing and schedule say otherwise.</param>
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
        var qubits = model.SpinCount - (options.FlipSymmetry == FlipSymmetry.Reduced && model.SpinCount > 1 ? 1 : 0);
        var amplitudes = Math.Pow(2, qubits);
        var fields = 0L;
        foreach (var field in model.Fields)
        {
            if (field != 0) fields++;
        }

        var terms = model.Couplings.EdgeCount + fields;

        var isExact = options.Training == QaoaTraining.Expectation;
        var evaluations = (double)options.Starts * (options.MaximumIterations is 0 ? 1 : Evaluations);
        var seconds = evaluations * (isExact ? 4 : 1) * options.Layers * amplitudes * (qubits + 2) * SecondsPerAmplitude;
        return new QaoaEstimate(qubits, terms, Searched(model, options, terms, fields > 0 && model.Couplings.EdgeCount > 0 ? 2 : 1),
            (((isExact ? 3 : 1) * BytesPerAmplitude) + BytesPerCost) * amplitudes,
            TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.MaxValue.TotalSeconds / 2)));
    }

    private static int Searched(IsingModel model, QaoaOptions options, long terms, int kinds)
    {
        var (gammas, betas) = options.Sharing switch
        {
            AngleSharing.Term => (Math.Max(1, terms), options.Mixer?.TermCount ?? model.SpinCount),
            AngleSharing.Kind => (kinds, 1),
            _ => (1L, 1),
        };
        return (int)Math.Min(int.MaxValue, options.Schedule.ShapeCount(options.Layers) * (gammas + betas));
    }

    /// <summary>One readable line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Qubits} qubits, {Terms} Pauli terms, {Parameters} parameters, {Bytes(MemoryBytes)}, about {RoughTime.TotalSeconds:G2} s");

    private static string Bytes(double bytes) => bytes < 1e6
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes:F0} bytes")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes:E3} bytes ({bytes / (1 << 30):G3} GiB)");
}
