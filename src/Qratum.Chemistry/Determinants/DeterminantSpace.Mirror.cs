namespace Qratum.Chemistry;

/// <remarks>Exchange of the spins, where both have as many electrons: α string i and β string j become β and α.</remarks>
internal sealed partial class DeterminantSpace
{
    /// <summary>Whether the spins can be exchanged.</summary>
    public bool HasMirror => Alpha == Beta;

    /// <summary>Place of the determinant with the spins exchanged.</summary>
    public int MirrorOf(int row, int column)
    {
        var beta = Beta.First[BetaLabel(row)] + column;
        return RowStart[beta] + row - Alpha.First[Alpha.LabelOf(row)];
    }

    /// <summary>States that are even (1) or odd (−1) under exchange, or all (0).</summary>
    public int CountOf(int parity)
    {
        if (parity == 0) return Count;
        if (Label != 0) return Count / 2;
        return (Count + (parity * Alpha.Count)) / 2; // determinants that are their own image are even
    }

    /// <summary>
    /// c ± its mirror image, in its place; of blocks off the diagonal of the labels, only the one of the lower label is read and the other becomes its image.
    /// </summary>
    public void AddMirrorImage(Span<double> c, int parity)
    {
        for (var label = 0; label < Labels.Count; label++)
        {
            var other = label ^ Label;
            if (other < label) continue;
            var (rows, columns) = (Alpha.CountOf(label), Alpha.CountOf(other));
            if (rows == 0 || columns == 0) continue;
            var block = c.Slice(RowStart[Alpha.First[label]], rows * columns);
            if (other != label) Copy(block, c.Slice(RowStart[Alpha.First[other]], rows * columns), rows, columns, parity);
            else Add(block, rows, parity);
        }
    }

    /// <summary>Makes c exactly even or odd, where it is so but for rounding.</summary>
    public void Symmetrise(Span<double> c, int parity)
    {
        if (Label == 0)
            foreach (ref var value in c) value /= 2;
        AddMirrorImage(c, parity);
    }

    private static void Copy(ReadOnlySpan<double> from, Span<double> to, int rows, int columns, int parity)
    {
        for (var i = 0; i < rows; i++)
        for (var j = 0; j < columns; j++)
            to[(j * rows) + i] = parity * from[(i * columns) + j];
    }

    private static void Add(Span<double> block, int rows, int parity)
    {
        for (var i = 0; i < rows; i++)
        for (var j = 0; j <= i; j++)
        {
            ref var lower = ref block[(i * rows) + j];
            ref var upper = ref block[(j * rows) + i];
            var sum = upper + (parity * lower);
            (upper, lower) = (sum, parity * sum);
        }
    }
}
