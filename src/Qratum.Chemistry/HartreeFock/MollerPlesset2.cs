namespace Qratum.Chemistry;

/// <summary>
/// Second-order Møller-Plesset perturbation theory on a closed-shell or unrestricted Hartree-Fock state. C. Møller, M. S. Plesset, Phys. Rev. 46,
/// 618 (1934).
/// </summary>
public static partial class MollerPlesset2
{
    /// <summary>Half-transformed integrals are kept for as many occupied orbitals at once as fit in this share of the memory.</summary>
    private const int MemoryShare = 4;

    /// <summary>
    /// The correlation energy Σ (ia|jb) [2 (ia|jb) - (ib|ja)] / (ε_i + ε_j - ε_a - ε_b) in hartree; add it to
    /// <see cref="MeanFieldResult.Energy"/>. O(o n⁴) time for n functions and o occupied orbitals; from M Cholesky vectors
    /// O(o² v² M) for v empty ones.
    /// </summary>
    /// <param name="reference">The Hartree-Fock state, converged.</param>
    /// <param name="frozenOrbitals">So many lowest orbitals are not correlated, 0 (the default) to the number of occupied ones.</param>
    /// <param name="maxThreads">Upper limit of threads, at least 1, or -1 for as many as the machine offers; the result does not depend on it.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException"><paramref name="reference"/> has not converged.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="frozenOrbitals"/> or <paramref name="maxThreads"/> is out of range.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static double CorrelationEnergy(
        HartreeFockResult reference, int frozenOrbitals = 0, int maxThreads = -1, CancellationToken cancellationToken = default)
    {
        ThrowIfUnfit(reference, frozenOrbitals, maxThreads);
        var occupied = reference.OccupiedCount;
        var virtuals = reference.OrbitalCount - occupied;
        if (virtuals == 0 || frozenOrbitals == occupied) return 0;
        if (reference.Integrals.Cholesky is { } vectors)
            return FromVectors(reference, vectors, frozenOrbitals, occupied, maxThreads, cancellationToken);

        var batch = BatchSize(reference);
        var energy = 0.0;
        for (var first = frozenOrbitals; first < occupied; first += batch)
        {
            var count = Math.Min(batch, occupied - first);
            foreach (var part in Batch(reference, frozenOrbitals, first, count, maxThreads, cancellationToken)) energy += part;
        }

        return energy;
    }

    private static void ThrowIfUnfit(HartreeFockResult reference, int frozenOrbitals, int maxThreads)
    {
        ArgumentNullException.ThrowIfNull(reference);
        if (!reference.Converged) throw new ArgumentException($"The Hartree-Fock state has not converged ({reference.StopReason}); perturbation theory needs canonical orbitals.", nameof(reference));
        if (reference.OpenCount > 0) throw new ArgumentException("The state is an open shell with one set of orbitals (ROHF); perturbation theory of open shells needs an unrestricted state (UHF).", nameof(reference));
        ArgumentOutOfRangeException.ThrowIfNegative(frozenOrbitals);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(frozenOrbitals, reference.OccupiedCount);
        Threads.Checked(maxThreads, nameof(maxThreads));
    }

    /// <summary>Occupied orbitals whose half-transformed integrals fit into their share of the memory.</summary>
    private static int BatchSize(HartreeFockResult reference)
    {
        var rowBytes = sizeof(double) * (long)(reference.OrbitalCount - reference.OccupiedCount) * PackedSymmetric.Count(reference.Integrals.FunctionCount);
        return (int)Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / MemoryShare / rowBytes, 1, reference.OccupiedCount);
    }

    /// <summary>Contribution of each orbital i of first..first+count-1 with all j ≤ i.</summary>
    private static double[] Batch(
        HartreeFockResult reference, int frozen, int first, int count, int maxThreads, CancellationToken cancellationToken)
    {
        var n = reference.Integrals.FunctionCount;
        var occupied = reference.OccupiedCount;
        var virtuals = reference.OrbitalCount - occupied;
        var half = IntegralTransform.Half(
            reference.Integrals, reference.CoefficientArray, first, count, occupied, virtuals, maxThreads, cancellationToken);
        var parts = new double[count];
        Threads.For(count, maxThreads, index =>
        {
            var i = first + index;
            var partners = i - frozen + 1;
            var c = MatrixView.RowMajor(reference.CoefficientArray, n, reference.OrbitalCount);
            var (matrix, middle) = (new double[n * n], new double[partners * n]);
            var block = new double[virtuals * partners * virtuals]; // [a][j][b] = (ia|jb)
            for (var a = 0; a < virtuals; a++)
            {
                PackedColumns.UnpackOne(half[(index * virtuals) + a], n, matrix);
                IntegralTransform.Congruence(
                    matrix, n, c.Slice(frozen, partners), c.Slice(occupied, virtuals), middle, block.AsSpan(a * partners * virtuals, partners * virtuals));
            }

            parts[index] = PairEnergies(reference.OrbitalEnergies, block, i, frozen, occupied, virtuals);
        }, cancellationToken);
        return parts;
    }

    private static double PairEnergies(ReadOnlySpan<double> energies, double[] block, int i, int frozen, int occupied, int virtuals)
    {
        var partners = i - frozen + 1;
        var sum = 0.0;
        for (var j = 0; j < partners; j++)
        {
            var pair = 0.0;
            var level = energies[i] + energies[frozen + j];
            for (var a = 0; a < virtuals; a++)
            {
                for (var b = 0; b < virtuals; b++)
                {
                    var direct = block[(((a * partners) + j) * virtuals) + b];
                    var exchange = block[(((b * partners) + j) * virtuals) + a];
                    pair += direct * ((2 * direct) - exchange) / (level - energies[occupied + a] - energies[occupied + b]);
                }
            }

            sum += j + 1 == partners ? pair : 2 * pair; // j < i stands for (i, j) and (j, i)
        }

        return sum;
    }
}
