namespace Qratum;

/// <summary>
/// Sums of short vectors in one order everywhere: four partial sums, as wide as the narrowest processor, so that a search takes the same steps
/// on vectors of every width. Linear.
/// </summary>
internal static class OrderedSums
{
    /// <summary>Σ aₖ bₖ of vectors of the same length.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        if (a.Length != b.Length) throw new ArgumentException($"The vectors have {a.Length} and {b.Length} components; they must be of one length.", nameof(b));
        double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
        var k = 0;
        for (; k + 4 <= a.Length; k += 4)
        {
            s0 += a[k] * b[k];
            s1 += a[k + 1] * b[k + 1];
            s2 += a[k + 2] * b[k + 2];
            s3 += a[k + 3] * b[k + 3];
        }

        for (; k < a.Length; k++) s0 += a[k] * b[k];
        return (s0 + s1) + (s2 + s3);
    }

    /// <summary>√(Σ aₖ²).</summary>
    public static double Norm(ReadOnlySpan<double> a) => Math.Sqrt(Dot(a, a));

    /// <summary>√(Σ (aₖ − bₖ)²) of vectors of the same length.</summary>
    public static double Distance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        if (a.Length != b.Length) throw new ArgumentException($"The vectors have {a.Length} and {b.Length} components; they must be of one length.", nameof(b));
        var sum = 0.0;
        for (var k = 0; k < a.Length; k++) sum += (a[k] - b[k]) * (a[k] - b[k]);
        return Math.Sqrt(sum);
    }
}
