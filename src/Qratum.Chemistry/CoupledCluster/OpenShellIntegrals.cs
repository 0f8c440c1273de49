namespace Qratum.Chemistry;

/// <summary>
/// The integrals of <see cref="OpenShellEquations"/> by kind and by the spins of both pairs: entry 2 s + t holds (pq|rs) with p, q of spin s
/// and r, s of spin t; 0 is up. Each tensor is named by its indices in their order, i, j, k, l occupied and a, b, c, d empty.
/// </summary>
internal sealed class OpenShellIntegrals
{
    public OpenShellIntegrals(SpinPairIntegrals source, double[][] fock, int[] occupied, int maxThreads, CancellationToken cancellationToken)
    {
        (Fock, Occupied, Virtuals) = (fock, occupied, Array.ConvertAll(occupied, o => source.Orbitals - o));
        Kijl = Blocks((s, t) => source.Block(s, t, Full(s), Full(s), Full(t), Full(t)));
        Kilc = Blocks((s, t) => source.Block(s, t, Full(s), Full(s), Full(t), Empty(t)));
        Kcld = Blocks((s, t) => source.Block(s, t, Full(s), Empty(s), Full(t), Empty(t)));
        Kiac = Blocks((s, t) => source.Block(s, t, Full(s), Full(s), Empty(t), Empty(t)));
        Kcad = Blocks((s, t) => source.Block(s, t, Full(s), Empty(s), Empty(t), Empty(t)));
        Ladder = [.. Enumerable.Range(0, 2).Select(s => new ParticleLadder(source.Same(s), Occupied[s], Virtuals[s], isEven: false, maxThreads, cancellationToken))];
        Cdab = source.Block(0, 1, Empty(0), Empty(0), Empty(1), Empty(1)).Permuted("acbd", "cdab");

        Range Full(int spin) => ..Occupied[spin];
        Range Empty(int spin) => Occupied[spin]..;
        DenseTensor[] Blocks(Func<int, int, DenseTensor> block)
        {
            var blocks = new DenseTensor[4];
            Threads.For(4, maxThreads, st => blocks[st] = block(st / 2, st % 2), cancellationToken);
            return blocks;
        }
    }

    /// <summary>Occupied orbitals of each spin.</summary>
    public int[] Occupied { get; }

    /// <summary>Empty orbitals of each spin.</summary>
    public int[] Virtuals { get; }

    /// <summary>Fock matrix of each spin, n × n row-major.</summary>
    public double[][] Fock { get; }

    public DenseTensor[] Kijl { get; }

    public DenseTensor[] Kilc { get; }

    public DenseTensor[] Kcld { get; }

    public DenseTensor[] Kiac { get; }

    public DenseTensor[] Kcad { get; }

    /// <summary>(ac|bd) of one spin, odd part.</summary>
    public ParticleLadder[] Ladder { get; }

    /// <summary>(ac|bd) at c, d, a, b with a, c of spin up, b, d of spin down.</summary>
    public DenseTensor Cdab { get; }

    /// <summary>Numbers that the tensors hold together, at most; o and v are the larger spin's.</summary>
    public static Int128 Count(Int128 o, Int128 v) =>
        (4 * o * o * o * (o + v)) + (8 * o * o * v * v) + (4 * o * v * v * v) + (2 * v * v * v * v);
}
