namespace Qratum.Chemistry;

/// <summary>Cholesky vectors between orbitals: B_ab,P = Σ C_ia C_jb L_ij,P, so that no integral over functions is needed.</summary>
internal static class CholeskyTransform
{
    /// <summary>Pairs of functions that one thread computes at a time.</summary>
    private const int Piece = 1024;

    /// <summary>What <see cref="IntegralTransform.Half"/> gives: (ab|kl) = Σ_P B_ab,P L_kl,P. O(M n (n + |a|) |b|) and O(M n² |a| |b| / 2) multiply-adds.</summary>
    public static double[][] Half(
        CholeskyIntegrals vectors, double[] coefficients, int firstA, int countA, int firstB, int countB, int maxThreads, CancellationToken cancellationToken)
    {
        var pairs = vectors.PairCount;
        var same = firstA == firstB && countA == countB;
        (int A, int B)[] wanted = [.. Enumerable.Range(0, countA).SelectMany(a => Enumerable.Range(0, same ? a + 1 : countB).Select(b => (a, b)))];
        var half = new double[countA * countB][];
        Array.Fill(half, []);
        foreach (var (a, b) in wanted) half[(a * countB) + b] = new double[pairs];
        var orbitals = Orbitals(vectors, coefficients, firstA, countA, firstB, countB, maxThreads, cancellationToken);
        int[] rows = [.. wanted.Select(w => (w.A * countB) + w.B)];
        Threads.For((pairs + Piece - 1) / Piece, maxThreads, () => new double[rows.Length * Piece], (piece, result) =>
        {
            var (first, count) = (piece * Piece, Math.Min(Piece, pairs - (piece * Piece)));
            var isFirst = true;
            foreach (var chunk in vectors.Chunks)
            {
                // B is stored by vectors, [P, ab].
                var left = new MatrixView(orbitals.AsSpan(chunk.First * countA * countB), chunk.Count, rows.Length, countA * countB, 0, [], rows).Transposed;
                var right = new MatrixView(chunk.Data.AsSpan(first), chunk.Count, count, pairs, 1);
                Gemm.Multiply(1, left, right, isFirst ? 0 : 1, MatrixTarget.RowMajor(result, rows.Length, count));
                isFirst = false;
            }

            for (var r = 0; r < rows.Length; r++) result.AsSpan(r * count, count).CopyTo(half[rows[r]].AsSpan(first));
        }, cancellationToken);
        return half;
    }

    /// <summary>For each orbital a of one window its B with those of another, [P, b]: M |a| |b| numbers.</summary>
    public static double[][] ByOrbital(
        CholeskyIntegrals vectors, double[] coefficients, int firstA, int countA, int firstB, int countB, int maxThreads, CancellationToken cancellationToken)
    {
        var (n, pairs) = (vectors.FunctionCount, vectors.PairCount);
        var all = coefficients.Length / n;
        var result = new double[countA][];
        for (var a = 0; a < countA; a++) result[a] = new double[(long)vectors.Count * countB];
        (CholeskyIntegrals.Chunk Chunk, int Vector)[] each = [.. vectors.Chunks.SelectMany(c => Enumerable.Range(0, c.Count).Select(p => (c, p)))];
        Threads.For(each.Length, maxThreads, () => (Matrix: new double[n * n], Middle: new double[countA * n], Both: new double[countA * countB]), (k, work) =>
        {
            var (chunk, p) = each[k];
            var c = MatrixView.RowMajor(coefficients, n, all);
            PackedColumns.UnpackOne(chunk.Data.AsSpan(p * pairs, pairs), n, work.Matrix);
            IntegralTransform.Congruence(work.Matrix, n, c.Slice(firstA, countA), c.Slice(firstB, countB), work.Middle, work.Both);
            for (var a = 0; a < countA; a++) work.Both.AsSpan(a * countB, countB).CopyTo(result[a].AsSpan((chunk.First + p) * countB));
        }, cancellationToken);
        return result;
    }

    /// <summary>B as [P, a, b].</summary>
    private static double[] Orbitals(
        CholeskyIntegrals vectors, double[] coefficients, int firstA, int countA, int firstB, int countB, int maxThreads, CancellationToken cancellationToken)
    {
        var (n, pairs, size) = (vectors.FunctionCount, vectors.PairCount, countA * countB);
        var all = coefficients.Length / n;
        MemoryCheck.ThrowIfAbsent((Int128)vectors.Count * size, $"{vectors.Count} Cholesky vectors over {countA} and {countB} orbitals");
        var result = new double[vectors.Count * size];
        (CholeskyIntegrals.Chunk Chunk, int Vector)[] each = [.. vectors.Chunks.SelectMany(c => Enumerable.Range(0, c.Count).Select(p => (c, p)))];
        Threads.For(each.Length, maxThreads, () => (Matrix: new double[n * n], Middle: new double[countA * n]), (k, work) =>
        {
            var (chunk, p) = each[k];
            var c = MatrixView.RowMajor(coefficients, n, all);
            PackedColumns.UnpackOne(chunk.Data.AsSpan(p * pairs, pairs), n, work.Matrix);
            IntegralTransform.Congruence(work.Matrix, n, c.Slice(firstA, countA), c.Slice(firstB, countB), work.Middle, result.AsSpan((chunk.First + p) * size, size));
        }, cancellationToken);
        return result;
    }
}
