using System.Numerics;

namespace Qratum.Chemistry;

/// <summary>⟨S²⟩ of a normalised real vector of a <see cref="DeterminantSpace"/>.</summary>
internal static class SectorSpin
{
    /// <summary>S² = S_z(S_z + 1) + N_β − Σ_pq E^α_qp E^β_pq.</summary>
    public static double Expectation(DeterminantSpace space, ReadOnlySpan<double> vector)
    {
        var exchange = 0.0;
        for (var row = 0; row < space.Alpha.Count; row++)
        {
            var (mask, first) = (space.Alpha[row], space.Beta.First[space.BetaLabel(row)]);
            var line = vector.Slice(space.RowStart[row], space.RowLength(row));
            for (var j = 0; j < line.Length; j++) exchange += line[j] * line[j] * BitOperations.PopCount(mask & space.Beta[first + j]);
        }

        var n = space.Labels.OrbitalCount;
        for (var p = 0; p < n; p++)
        for (var q = 0; q < n; q++)
        {
            if (p == q) continue;
            // α moves p → q, β moves q → p: the label of the determinant stays.
            var columns = new ColumnPairs(space.Beta, [q], [p]);
            foreach (var (from, to, sign) in StringMoves.List(space.Alpha, [p], [q]))
            {
                var label = space.BetaLabel(from);
                exchange += sign * Overlap(Line(vector, from), Line(vector, to), columns, label);
            }
        }

        var z = (space.Alpha.ElectronCount - space.Beta.ElectronCount) / 2.0;
        return (z * (z + 1)) + space.Beta.ElectronCount - exchange;

        ReadOnlySpan<double> Line(ReadOnlySpan<double> c, int row) => c.Slice(space.RowStart[row], space.RowLength(row));
    }

    private static double Overlap(ReadOnlySpan<double> from, ReadOnlySpan<double> to, ColumnPairs columns, int label)
    {
        var sum = 0.0;
        foreach (var pair in columns.Positive(label)) sum += from[pair.From] * to[pair.To];
        foreach (var pair in columns.Negative(label)) sum -= from[pair.From] * to[pair.To];
        return sum;
    }
}
