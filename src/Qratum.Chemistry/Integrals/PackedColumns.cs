namespace Qratum.Chemistry;

/// <summary>Reads packed repulsion integrals by columns: for one pair kl the symmetric matrix of all (ij|kl).</summary>
internal static class PackedColumns
{
    /// <summary>Columns read together, so that each line of memory serves several of them.</summary>
    public const int Block = 16;

    /// <summary>
    /// Fills target[i, j, k] = (ij|kl of pair first + k) for k up to <see cref="Block"/>, the last index fastest; beyond count it is left alone.
    /// </summary>
    public static void Unpack(double[] packed, int n, int first, int count, Span<double> target)
    {
        for (int i = 0, ij = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++, ij++)
            {
                var numbers = target.Slice(((i * n) + j) * Block, count);
                var row = (int)PackedSymmetric.Count(ij);
                var below = Math.Clamp(ij + 1 - first, 0, count); // these pairs do not come after ij
                packed.AsSpan(row + first, below).CopyTo(numbers);
                for (var k = below; k < count; k++) numbers[k] = packed[(int)PackedSymmetric.Count(first + k) + ij];
                if (i != j) numbers.CopyTo(target[(((j * n) + i) * Block)..]);
            }
        }
    }

    /// <summary>Fills one full symmetric matrix from its packed lower triangle.</summary>
    public static void UnpackOne(ReadOnlySpan<double> triangle, int n, Span<double> matrix)
    {
        for (int i = 0, ij = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++, ij++) matrix[(i * n) + j] = matrix[(j * n) + i] = triangle[ij];
        }
    }
}
