namespace Qratum.Chemistry;

/// <summary>Reads packed repulsion integrals by columns: for one pair kl the symmetric matrix of all (ij|kl).</summary>
internal static class PackedColumns
{
    /// <summary>Columns read together, so that each line of memory serves several of them.</summary>
    public const int Block = 16;

    /// <summary>Fills count full n × n matrices, one after another, for the pairs first..first+count-1.</summary>
    public static void Unpack(double[] packed, int n, int first, int count, Span<double> matrices)
    {
        var size = n * n;
        for (int i = 0, ij = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++, ij++)
            {
                var (upper, lower) = ((i * n) + j, (j * n) + i);
                var row = (int)PackedSymmetric.Count(ij);
                for (var c = 0; c < count; c++)
                {
                    var kl = first + c;
                    var value = ij >= kl ? packed[row + kl] : packed[(int)PackedSymmetric.Count(kl) + ij];
                    matrices[(c * size) + upper] = value;
                    matrices[(c * size) + lower] = value;
                }
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
