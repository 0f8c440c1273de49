namespace Qratum.Chemistry;

/// <summary>
/// Repulsion integrals (pq|rs) of a closed shell by kind: o occupied orbitals i, j, k, l and v empty ones a, b, c, d. Each tensor is named by
/// its indices in their order.
/// </summary>
internal sealed class ClosedShellIntegrals
{
    public ClosedShellIntegrals(double[] packed, double[] fock, int occupied, int virtuals, int maxThreads, CancellationToken cancellationToken)
    {
        (Occupied, Virtuals, Fock) = (occupied, virtuals, fock);
        Kijl = Block(packed, 0, 0, 0, 0);
        Kilc = Block(packed, 0, 0, 0, occupied);
        Kcld = Block(packed, 0, occupied, 0, occupied);
        Kiac = Block(packed, 0, 0, occupied, occupied);
        Kcad = new DenseTensor(occupied, virtuals, virtuals, virtuals);
        Threads.For(occupied * virtuals, maxThreads, kc =>
        {
            Fill(packed, Kcad.Matrix(kc / virtuals, kc % virtuals), kc / virtuals, occupied + (kc % virtuals), occupied, occupied, virtuals, virtuals);
        }, cancellationToken);
        Exchange = Kcld.Permuted("kcld", "kdlc");
        Ladder = new ParticleLadder(packed, occupied, virtuals, isEven: true, maxThreads, cancellationToken);
    }

    /// <summary>Number o of occupied orbitals.</summary>
    public int Occupied { get; }

    /// <summary>Number v of empty orbitals.</summary>
    public int Virtuals { get; }

    /// <summary>Fock matrix, (o + v) × (o + v) row-major.</summary>
    public double[] Fock { get; }

    /// <summary>(ki|lj) at k, i, l, j.</summary>
    public DenseTensor Kijl { get; }

    /// <summary>(ki|lc).</summary>
    public DenseTensor Kilc { get; }

    /// <summary>(kc|ld).</summary>
    public DenseTensor Kcld { get; }

    /// <summary>(kd|lc) at k, c, l, d.</summary>
    public DenseTensor Exchange { get; }

    /// <summary>(ki|ac).</summary>
    public DenseTensor Kiac { get; }

    /// <summary>(kc|ad).</summary>
    public DenseTensor Kcad { get; }

    /// <summary>(ac|bd).</summary>
    public ParticleLadder Ladder { get; }

    /// <summary>Numbers that the tensors hold together.</summary>
    public static Int128 Count(Int128 o, Int128 v) =>
        (o * o * o * (o + v)) + (3 * o * o * v * v) + (o * v * v * v) + ParticleLadder.Count(v);

    private static void Fill(double[] packed, Span<double> matrix, int p, int q, int firstR, int firstS, int rows, int columns)
    {
        var pq = PackedSymmetric.LongIndexOf(p, q);
        for (var r = 0; r < rows; r++)
        {
            var row = matrix.Slice(r * columns, columns);
            for (var s = 0; s < row.Length; s++)
            {
                var rs = PackedSymmetric.LongIndexOf(firstR + r, firstS + s);
                row[s] = packed[pq >= rs ? PackedSymmetric.Count(pq) + rs : PackedSymmetric.Count(rs) + pq];
            }
        }
    }

    /// <summary>A block of orbitals, each index from the first occupied or the first empty orbital on.</summary>
    private DenseTensor Block(double[] packed, int firstP, int firstQ, int firstR, int firstS)
    {
        int Length(int first) => first == 0 ? Occupied : Virtuals;
        var tensor = new DenseTensor(Length(firstP), Length(firstQ), Length(firstR), Length(firstS));
        for (var p = 0; p < Length(firstP); p++)
        for (var q = 0; q < Length(firstQ); q++)
            Fill(packed, tensor.Matrix(p, q), firstP + p, firstQ + q, firstR, firstS, Length(firstR), Length(firstS));
        return tensor;
    }
}
