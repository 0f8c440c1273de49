using System.Numerics;
using System.Runtime.Intrinsics;

namespace Qratum.Chemistry;

/// <summary>
/// The product … exp(θ_1 G_1) exp(θ_0 G_0), G = T − T†, on vectors of a <see cref="DeterminantSpace"/>: T joins determinants in pairs and
/// exp(θG) turns each pair by θ, exactly. Factors act in the order given.
/// </summary>
internal sealed class RotationProgram : IPropagator
{
    /// <summary>Interleaved rows of a block that should stay in the second cache, in bytes.</summary>
    private const int BlockBytes = 384 << 10;

    /// <summary>Below this many determinants a thread costs more than it saves.</summary>
    private const int ThreadedDeterminants = 1 << 15;

    private readonly DeterminantSpace _space;
    private readonly List<RotationBatch> _batches = [];
    private readonly double[] _cos, _sin;
    private readonly int _threads;
    private Vector128<double>[]? _both;

    /// <summary>Prepares the pairs.</summary>
    /// <param name="space">Where the factors act; each must conserve its label.</param>
    /// <param name="excitations">T_0, T_1, ….</param>
    /// <param name="maxThreads">Upper limit of threads, or -1.</param>
    public RotationProgram(DeterminantSpace space, IReadOnlyList<Excitation> excitations, int maxThreads)
    {
        _space = space;
        _threads = space.Count < ThreadedDeterminants ? 1 : maxThreads;
        (_cos, _sin) = (new double[excitations.Count], new double[excitations.Count]);
        var widest = Enumerable.Range(0, space.Labels.Count).Max(space.Beta.CountOf);
        var (waiting, moving) = (new List<Factor>(), 0UL);
        foreach (var factor in FactorTable.Prepare(space, excitations))
        {
            var together = moving | factor.AlphaOrbitals;
            if (waiting.Count > 0 && BlockRows(together) * widest * 16.0 > BlockBytes)
            {
                _batches.Add(new RotationBatch(space, waiting));
                waiting = [];
                together = factor.AlphaOrbitals;
            }

            waiting.Add(factor);
            moving = together;
        }

        if (waiting.Count > 0) _batches.Add(new RotationBatch(space, waiting));
    }

    /// <summary>Applies all factors.</summary>
    public void Forward(double[] c, ReadOnlySpan<double> angles, CancellationToken cancellationToken)
    {
        SetAngles(angles);
        foreach (var batch in _batches)
            Threads.ForCheap(batch.BlockCount, _threads, block => batch.Forward(block, c, _cos, _sin), cancellationToken);
    }

    /// <summary>Undoes all factors on ψ and λ together; on the way 2⟨λ_k|G_k|ψ_k⟩ is the derivative by the angle of factor k.</summary>
    public void Backward(double[] psi, double[] lambda, ReadOnlySpan<double> angles, Span<double> derivatives, CancellationToken cancellationToken)
    {
        var both = _both ??= new Vector128<double>[psi.Length];
        RotationKernel.Interleave(psi, lambda, both);
        SetAngles(angles);
        for (var b = _batches.Count - 1; b >= 0; b--)
        {
            var batch = _batches[b];
            var shares = new double[batch.BlockCount * batch.FactorCount];
            Threads.ForCheap(batch.BlockCount, _threads,
                block => batch.Backward(block, both, _cos, _sin, shares.AsSpan(block * batch.FactorCount, batch.FactorCount)), cancellationToken);
            for (var f = 0; f < batch.FactorCount; f++)
            {
                var sum = 0.0;
                for (var block = 0; block < batch.BlockCount; block++) sum += shares[(block * batch.FactorCount) + f];
                derivatives[batch.NumberOf(f)] = 2 * sum;
            }
        }
    }

    private void SetAngles(ReadOnlySpan<double> angles)
    {
        for (var k = 0; k < angles.Length; k++) (_sin[k], _cos[k]) = SinCos.Compute(angles[k]);
    }

    private static double BlockRows(ulong orbitals)
    {
        var count = BitOperations.PopCount(orbitals);
        return (double)DeterminantStrings.Binomial(count, count / 2);
    }
}
