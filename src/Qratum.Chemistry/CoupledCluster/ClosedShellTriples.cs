namespace Qratum.Chemistry;

/// <summary>
/// The (T) correction of a closed shell: connected triples from CCSD's doubles to fourth order, and their coupling to the singles to fifth.
/// For each i ≥ j ≥ k all a, b, c at once: W_ijk^abc is the sum over the six orders of the pairs (ia), (jb), (kc) of
/// Σ_d (ai|bd) t_kj^cd - Σ_l (ck|jl) t_il^ab. o³ v³ (v + o) multiply-adds; 3 v³ numbers a thread. Orbitals must be canonical.
/// </summary>
/// <remarks>
/// K. Raghavachari, G. W. Trucks, J. A. Pople, M. Head-Gordon, Chem. Phys. Lett. 157, 479 (1989); spin summed by A. P. Rendell, T. J. Lee,
/// A. Komornicki, Chem. Phys. Lett. 178, 462 (1991).
/// </remarks>
internal sealed class ClosedShellTriples(ClosedShellIntegrals integrals, DenseTensor t1, DenseTensor t2)
{
    // The six orders of three pairs, by where the first, second and third come from.
    private static readonly int[][] Orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];

    private readonly int _o = integrals.Occupied;
    private readonly int _v = integrals.Virtuals;
    private readonly DenseTensor _pairs = t2.Permuted("kcjd", "kjcd"); // a matrix c, d for each k, j

    /// <summary>The correction, hartree; the same bits from any number of threads.</summary>
    public double Energy(int maxThreads, CancellationToken cancellationToken)
    {
        var triples = (from i in Enumerable.Range(0, _o) from j in Enumerable.Range(0, i + 1) from k in Enumerable.Range(0, j + 1) where i > k select (i, j, k)).ToArray();
        var parts = new double[triples.Length];
        Threads.For(triples.Length, maxThreads, () => new Work(_v), (index, work) => parts[index] = OfTriple(triples[index], work), cancellationToken);
        var energy = 0.0;
        foreach (var part in parts) energy += part;
        return energy;
    }

    private double OfTriple((int I, int J, int K) triple, Work work)
    {
        var v = _v;
        int[] holes = [triple.I, triple.J, triple.K];
        Array.Clear(work.Connected.Data);
        foreach (var order in Orders) AddOrder(holes, order, work);

        // V adds the singles; [a, b, c] of the first, second and third occupied orbital.
        var (w, sum) = (work.Connected, 0.0);
        var (i, j, k) = triple;
        w.Data.CopyTo(work.Whole.Data, 0);
        for (var a = 0; a < v; a++)
        for (var b = 0; b < v; b++)
        {
            var row = work.Whole.Data.AsSpan(((a * v) + b) * v, v);
            for (var c = 0; c < v; c++)
            {
                row[c] += (t1[i, a] * integrals.Kcld[j, b, k, c]) + (t1[j, b] * integrals.Kcld[i, a, k, c]) + (t1[k, c] * integrals.Kcld[i, a, j, b]);
            }
        }

        // The sum over all orders of i, j and k of (4 W^abc + W^bca + W^cab) (V^abc - V^cba) / D / 3.
        var level = F(i) + F(j) + F(k);
        var (x, y) = (w.Data, work.Whole.Data);
        for (var a = 0; a < v; a++)
        for (var b = 0; b < v; b++)
        for (var c = 0; c < v; c++)
        {
            var abc = (((a * v) + b) * v) + c;
            var left = (4 * x[abc]) + x[(((b * v) + c) * v) + a] + x[(((c * v) + a) * v) + b];
            var right = (3 * y[abc]) - y[(((c * v) + b) * v) + a] - y[(((a * v) + c) * v) + b] - y[(((b * v) + a) * v) + c];
            sum += left * right / (level - F(_o + a) - F(_o + b) - F(_o + c));
        }

        return sum * (i == j || j == k ? 1 : 2) / 3;
    }

    /// <summary>One order of the pairs, computed with its own three names and added at the places of the given ones.</summary>
    private void AddOrder(int[] holes, int[] order, Work work)
    {
        var (v, i, j, k) = (_v, holes[order[0]], holes[order[1]], holes[order[2]]);
        // [a, b, c] = Σ_d (ia|bd) t_kj^cd - Σ_l (kc|jl) t_il^ab.
        var target = MatrixTarget.RowMajor(work.Ordered.Data, v * v, v);
        Gemm.Multiply(
            1, MatrixView.RowMajor(integrals.Kcad.Data.AsSpan(i * v * v * v, v * v * v), v * v, v), MatrixView.RowMajor(_pairs.Matrix(k, j), v, v).Transposed, 0, target);
        Gemm.Multiply(
            -1, MatrixView.RowMajor(_pairs.Data.AsSpan(i * _o * v * v, _o * v * v), _o, v * v).Transposed,
            new MatrixView(integrals.Kilc.Data.AsSpan(((j * _o * _o) + k) * v), _o, v, _o * v, 1), 1, target);
        const string letters = "abc";
        work.Connected.Add(letters, 1, work.Ordered, string.Concat(order.Select(place => letters[place])));
    }

    private double F(int p) => integrals.Fock[p * (_o + _v + 1)];

    /// <summary>Working memory of one thread.</summary>
    private sealed class Work(int v)
    {
        public DenseTensor Connected { get; } = new(v, v, v);

        public DenseTensor Whole { get; } = new(v, v, v);

        public DenseTensor Ordered { get; } = new(v, v, v);
    }
}
