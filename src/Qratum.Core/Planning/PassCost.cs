using System.Numerics;

namespace Qratum;

/// <summary>
/// What work costs on data in a cache, in nanoseconds for each amplitude of double precision on one core at about 3.5 GHz. Only
/// ratios matter, for the choice between orders of work.
/// </summary>
internal static class PassCost
{
    private const double Rotation = 0.09, Lane = 0.1, Exchange = 0.1, Pauli = 0.4, Phase = 0.06, Ising = 0.25;

    // Of a fused multiply-add: eight of them make one amplitude of a 2 × 2 matrix.
    private const double Matrix = 0.14;

    /// <summary>Inside a vector.</summary>
    private const int LaneQubits = 3;

    /// <summary>What the operation costs where nothing is wasted; phases come free with others.</summary>
    public static double AtBest(CircuitOp op) => op switch
    {
        DiagonalOp => 0.001,
        RealRotationOp => Rotation,
        PauliRotationOp => Pauli,
        DenseOp dense => Of(dense.Pass),
        _ => 0,
    };

    /// <summary>What a pass costs.</summary>
    public static double Of(Pass pass) => pass switch
    {
        RealRotationPass rotation => OfRotations(rotation.Qubits.Count(q => q < LaneQubits), rotation.Qubits.Count(q => q >= LaneQubits)),
        DiagonalPass diagonal => diagonal.TermCount <= DiagonalPass.FewTerms ? Phase * diagonal.TermCount : Ising,
        RotationPass => Pauli,
        DensePass { IsExchange: true } => Exchange,
        DensePass dense => Matrix * (1 << dense.Qubits.Length) / (1 << dense.Controls.Length),
        BlockPass block => block.Cost,
        _ => 0,
    };

    // A sweep takes three qubits; with fewer the loads and stores count.
    private static double OfRotations(int lanes, int others) =>
        (Lane * lanes) + (lanes > 0 ? 0.05 : 0) + (others / 3 * 3 * Rotation) + (others % 3) switch { 0 => 0, 1 => 0.15, _ => 0.2 };
}
