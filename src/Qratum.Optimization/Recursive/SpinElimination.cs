using System.Globalization;

namespace Qratum.Optimization;

/// <summary>One step of <see cref="RecursiveQaoa"/>: a spin became plus or minus another one, or got its value.</summary>
/// <param name="Round">Number of the round, from 0.</param>
/// <param name="Layers">Layers of the circuit in this round.</param>
/// <param name="Spin">The spin that is gone.</param>
/// <param name="Partner">The spin that it follows; -1 where it got a value.</param>
/// <param name="Sign">1 or -1: times the partner, or the value itself.</param>
/// <param name="Correlation">The expectation value that decided, -1 to 1; 0 for a spin that has no terms left.</param>
/// <param name="Remaining">Spins left after it.</param>
public readonly record struct SpinElimination(int Round, int Layers, int Spin, int Partner, int Sign, double Correlation, int Remaining)
{
    /// <summary>The step as an equation.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"s{Spin} = {(Sign < 0 ? "-" : "")}{(Partner < 0 ? "1" : $"s{Partner}")} ({Correlation:F4})");
}
