using Qratum.Kernels;

namespace Qratum;

/// <summary>
/// What work costs on data in a cache, in nanoseconds for each amplitude of double precision on one core at about 3.5 GHz. Only
/// ratios matter, for the choice between orders of work.
/// </summary>
internal static class PassCost
{
    private const double Rotation = 0.09, Lane = 0.1, Exchange = 0.1, Pauli = 0.4, Phase = 0.06;

    // Of many phases: a factor for each cell; a table of a cell; rows of lines and of lanes, where qubits of a cell are coupled to others.
    private const double IsingBase = 0.1, IsingTable = 0.14, IsingLines = 0.16, IsingLanes = 0.16;


    // Of a fused multiply-add: eight of them make one amplitude of a 2 × 2 matrix.
    private const double Matrix = 0.14;

    /// <summary>Inside a vector.</summary>
    private const int LaneQubits = 3, CellQubits = 9;

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
        DiagonalPass diagonal => OfPhases(diagonal),
        RotationPass => Pauli,
        DensePass { IsExchange: true } => Exchange,
        DensePass dense => Matrix * (1 << dense.Qubits.Length) / (1 << dense.Controls.Length),
        BlockPass block => block.Cost,
        _ => 0,
    };

    // A sweep takes three qubits; with fewer the loads and stores count.
    private static double OfRotations(int lanes, int others) =>
        (Lane * lanes) + (lanes > 0 ? 0.05 : 0) + (others / 3 * 3 * Rotation) + (others % 3) switch { 0 => 0, 1 => 0.15, _ => 0.2 };

    private static double OfPhases(DiagonalPass pass)
    {
        var cost = default(RoundCost);
        foreach (var term in pass.Terms) cost.Add(term);
        return cost.Total;
    }

    /// <summary>What rotations cost and the phases before them, counted one by one.</summary>
    public struct RoundCost
    {
        private int _lanes, _others, _terms;
        private double _rest;
        private bool _hasTable, _hasLines, _hasLanes;

        public void Add(CircuitOp op)
        {
            switch (op)
            {
                case DiagonalOp phase: Add(phase.Term); break;
                case RealRotationOp { Qubit: < LaneQubits }: _lanes++; break;
                case RealRotationOp: _others++; break;
                default: _rest += AtBest(op); break;
            }
        }

        public void Add(DiagonalTerm term)
        {
            const long InLane = (1 << LaneQubits) - 1, InCell = (1 << CellQubits) - 1;
            var isInside = (term.Mask & ~InCell) == 0;
            _hasTable |= isInside;
            _hasLines |= !isInside && (term.Mask & InCell & ~InLane) != 0;
            _hasLanes |= !isInside && (term.Mask & InLane) != 0;
            _terms++;
        }

        public readonly double Total => _rest + OfRotations(_lanes, _others)
            + (_terms <= DiagonalPass.FewTerms ? Phase * _terms : IsingBase + (_hasTable ? IsingTable : 0) + (_hasLines ? IsingLines : 0) + (_hasLanes ? IsingLanes : 0));
    }
}
