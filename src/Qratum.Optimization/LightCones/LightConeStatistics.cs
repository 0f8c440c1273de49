using System.Globalization;

namespace Qratum.Optimization;

/// <summary>What the light cones of a model are like.</summary>
/// <param name="Cones">Number of expectation values: couplings, and spins where there are fields.</param>
/// <param name="DistinctCones">Number of cones that differ, each computed once.</param>
/// <param name="LargestCone">Spins of the largest cone.</param>
/// <param name="LargestWidth">Binary logarithm of the largest table of a contraction; 0 where there is none.</param>
/// <param name="LargestState">Qubits of the largest state; 0 where there is none.</param>
/// <param name="ContractedCones">Distinct cones computed by contraction; the others by their state.</param>
/// <param name="Operations">Complex multiplications of one evaluation without gradient, roughly; a gradient takes about three times as many.</param>
/// <param name="BytesPerThread">Memory for the tables of the largest contraction, with gradient, in bytes.</param>
public sealed record LightConeStatistics(
    int Cones, int DistinctCones, int LargestCone, int LargestWidth, int LargestState, int ContractedCones, double Operations, long BytesPerThread)
{
    /// <summary>The numbers in one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Cones} cones, {DistinctCones} distinct ({ContractedCones} contracted), up to {LargestCone} spins, width {LargestWidth}, state of {LargestState} qubits, {Operations:G3} operations");
}
