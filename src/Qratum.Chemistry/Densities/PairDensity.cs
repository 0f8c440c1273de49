using System.Numerics.Tensors;

namespace Qratum.Chemistry;

/// <summary>
/// The two-particle density matrix of a real vector over determinants: Γ_pqrs = ⟨E_qp c|E_rs c⟩ − δ_qr γ_ps. The images E_rs c of one row of
/// determinants (one α string) are the rows of a matrix, and its products with itself, added up over the rows, are the overlaps.
/// </summary>
internal static class PairDensity
{
    /// <summary>Shares of the sum, each added up by one thread; the shares are added in their order.</summary>
    public const int Pieces = 8;

    /// <summary>Γ_pqrs at ((p·n + q)·n + r)·n + s.</summary>
    public static double[] Of(DeterminantStrings alpha, DeterminantStrings beta, ReadOnlyMemory<double> vector, int maxThreads, CancellationToken cancellationToken)
    {
        var n = alpha.OrbitalCount;
        var (alphaMoves, betaMoves) = (new SingleReplacements(alpha), new SingleReplacements(beta));
        var pieces = Math.Min(Pieces, alpha.Count);
        var shares = new double[pieces][];
        Threads.For(pieces, maxThreads, piece =>
        {
            shares[piece] = new double[n * n * n * n];
            var images = new double[n * n * beta.Count];
            var product = new double[shares[piece].Length];
            var end = (int)((long)alpha.Count * (piece + 1) / pieces);
            for (var row = (int)((long)alpha.Count * piece / pieces); row < end; row++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                FillImages(alpha, beta, alphaMoves, betaMoves, vector.Span, row, images);
                var view = MatrixView.RowMajor(images, n * n, beta.Count);
                Gemm.Multiply(view, view.Transposed, product);
                TensorPrimitives.Add(shares[piece], product, shares[piece]);
            }
        }, cancellationToken);
        for (var piece = 1; piece < pieces; piece++) TensorPrimitives.Add(shares[0], shares[piece], shares[0]);
        return Ordered(shares[0], ConfigurationDensity.Of(alpha, beta, vector, maxThreads, cancellationToken), n);
    }

    /// <summary>(E_rs c) in one row of determinants, at (r·n + s)·(β strings) + β string.</summary>
    private static void FillImages(
        DeterminantStrings alpha, DeterminantStrings beta, SingleReplacements alphaMoves, SingleReplacements betaMoves,
        ReadOnlySpan<double> vector, int row, double[] images)
    {
        var (n, width) = (alpha.OrbitalCount, beta.Count);
        Array.Clear(images);
        var mask = alpha[row];
        var own = vector.Slice(row * width, width);
        for (var p = 0; p < n; p++)
        {
            var target = images.AsSpan(((p * n) + p) * width, width);
            if (((mask >> p) & 1) != 0) TensorPrimitives.Add(target, own, target);
            for (var j = 0; j < width; j++)
                if (((beta[j] >> p) & 1) != 0) target[j] += own[j];
        }

        foreach (var move in alphaMoves.ByString(row))
        {
            var (r, s) = Direction(move.Pair, mask);
            var target = images.AsSpan(((r * n) + s) * width, width);
            TensorPrimitives.MultiplyAdd(vector.Slice(move.Source * width, width), move.Sign, target, target);
        }

        for (var j = 0; j < width; j++)
        {
            foreach (var move in betaMoves.ByString(j))
            {
                var (r, s) = Direction(move.Pair, beta[j]);
                images[(((r * n) + s) * width) + j] += move.Sign * own[move.Source];
            }
        }
    }

    /// <summary>The created and the annihilated orbital of a move whose target is known.</summary>
    private static (int Created, int Annihilated) Direction(int pair, ulong target)
    {
        var (p, q) = PackedSymmetric.PairAt(pair);
        return ((target >> p) & 1) != 0 ? (p, q) : (q, p);
    }

    private static double[] Ordered(double[] overlaps, double[] density, int n)
    {
        var result = new double[overlaps.Length];
        var square = n * n;
        for (int p = 0, at = 0; p < n; p++)
        for (var q = 0; q < n; q++)
        for (var r = 0; r < n; r++)
        for (var s = 0; s < n; s++, at++)
        {
            result[at] = overlaps[(((q * n) + p) * square) + (r * n) + s];
            if (q == r) result[at] -= density[(p * n) + s];
        }

        return result;
    }
}
