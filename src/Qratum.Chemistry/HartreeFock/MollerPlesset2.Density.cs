using System.Numerics.Tensors;

namespace Qratum.Chemistry;

public static partial class MollerPlesset2
{
    /// <summary>
    /// The unrelaxed one-particle density matrix over the Hartree-Fock orbitals, both spins: 2 for each occupied orbital, less
    /// Σ 2 t_ik^ab (2 t_jk^ab - t_jk^ba) among the occupied ones, and Σ 2 t_ij^ac (2 t_ij^bc - t_ij^cb) among the empty ones, with
    /// t_ij^ab = (ia|jb) / (ε_i + ε_j - ε_a - ε_b). The orbitals do not answer to the correlation, hence unrelaxed; nothing joins occupied
    /// and empty orbitals. O(o² v² (o + v) + o n⁴) time for o occupied and v empty orbitals of n functions.
    /// </summary>
    /// <remarks>J. Gauss, D. Cremer, Adv. Quantum Chem. 23, 205 (1992); the second-order density without its relaxation.</remarks>
    /// <param name="reference">The Hartree-Fock state, converged.</param>
    /// <param name="frozenOrbitals">So many lowest orbitals are not correlated and stay full, 0 (the default) to the number of occupied ones.</param>
    /// <param name="maxThreads">Upper limit of threads, at least 1, or -1 for as many as the machine offers; the result does not depend on it.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException"><paramref name="reference"/> has not converged.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="frozenOrbitals"/> or <paramref name="maxThreads"/> is out of range.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static OneParticleDensity Density(
        HartreeFockResult reference, int frozenOrbitals = 0, int maxThreads = -1, CancellationToken cancellationToken = default)
    {
        ThrowIfUnfit(reference, frozenOrbitals, maxThreads);
        var (all, occupied) = (reference.OrbitalCount, reference.OccupiedCount);
        var (virtuals, correlated) = (all - occupied, occupied - frozenOrbitals);
        var (holes, particles) = (new double[correlated * correlated], new double[virtuals * virtuals]);
        if (virtuals > 0 && correlated > 0)
        {
            var batch = BatchSize(reference);
            for (var first = frozenOrbitals; first < occupied; first += batch)
            {
                foreach (var (hole, particle) in DensityBatch(reference, frozenOrbitals, first, Math.Min(batch, occupied - first), maxThreads, cancellationToken))
                {
                    TensorPrimitives.Add<double>(holes, hole, holes);
                    TensorPrimitives.Add<double>(particles, particle, particles);
                }
            }
        }

        var density = new double[all * all];
        for (var i = 0; i < occupied; i++) density[(i * all) + i] = 2;
        for (var i = 0; i < correlated; i++)
        for (var j = 0; j < correlated; j++)
            density[((frozenOrbitals + i) * all) + frozenOrbitals + j] -= holes[(i * correlated) + j];
        for (var a = 0; a < virtuals; a++)
            particles.AsSpan(a * virtuals, virtuals).CopyTo(density.AsSpan(((occupied + a) * all) + occupied, virtuals));
        return new OneParticleDensity(all, density);
    }

    /// <summary>For each orbital k of first..first+count-1, what its pairs with all others add to both blocks.</summary>
    private static (double[] Holes, double[] Particles)[] DensityBatch(
        HartreeFockResult reference, int frozen, int first, int count, int maxThreads, CancellationToken cancellationToken)
    {
        var (n, occupied) = (reference.Integrals.FunctionCount, reference.OccupiedCount);
        var (virtuals, correlated) = (reference.OrbitalCount - occupied, occupied - frozen);
        var half = IntegralTransform.Half(
            reference.Integrals, reference.CoefficientArray, first, count, occupied, virtuals, maxThreads, cancellationToken);
        var parts = new (double[], double[])[count];
        Threads.For(count, maxThreads, () => new DensityWork(n, correlated, virtuals), (index, work) =>
        {
            var c = MatrixView.RowMajor(reference.CoefficientArray, n, reference.OrbitalCount);
            for (var a = 0; a < virtuals; a++)
            {
                PackedColumns.UnpackOne(half[(index * virtuals) + a], n, work.Matrix);
                IntegralTransform.Congruence(
                    work.Matrix, n, c.Slice(frozen, correlated), c.Slice(occupied, virtuals), work.Middle,
                    work.Row.AsSpan(0, correlated * virtuals)); // (ka|ib) at i·v + b
                for (var i = 0; i < correlated; i++)
                {
                    var level = reference.OrbitalEnergyArray[first + index] + reference.OrbitalEnergyArray[frozen + i] - reference.OrbitalEnergyArray[occupied + a];
                    for (var b = 0; b < virtuals; b++)
                    {
                        // t_ki^ab at (i, a, b) and at (i, b, a).
                        var amplitude = work.Row[(i * virtuals) + b] / (level - reference.OrbitalEnergyArray[occupied + b]);
                        work.Amplitudes[(((i * virtuals) + a) * virtuals) + b] = amplitude;
                        work.Exchanged[(((i * virtuals) + b) * virtuals) + a] = amplitude;
                    }
                }
            }

            // Exchanged becomes 2 (2 t_ki^ab - t_ki^ba).
            TensorPrimitives.Multiply(work.Exchanged, -2, work.Exchanged);
            TensorPrimitives.MultiplyAdd<double>(work.Amplitudes, 4, work.Exchanged, work.Exchanged);
            var (holes, particles) = (new double[correlated * correlated], new double[virtuals * virtuals]);
            var pairs = virtuals * virtuals;
            Gemm.Multiply(
                MatrixView.RowMajor(work.Amplitudes, correlated, pairs), MatrixView.RowMajor(work.Exchanged, correlated, pairs).Transposed, holes);
            // Both sums run over one electron's k and all partners i: t_ik^ab = t_ki^ba brings every term to a fixed k.
            Gemm.Multiply(
                MatrixView.RowMajor(work.Amplitudes, correlated * virtuals, virtuals).Transposed,
                MatrixView.RowMajor(work.Exchanged, correlated * virtuals, virtuals), particles);
            parts[index] = (holes, particles);
        }, cancellationToken);
        return parts;
    }

    /// <summary>Working memory of one thread.</summary>
    private sealed class DensityWork(int n, int correlated, int virtuals)
    {
        public double[] Matrix { get; } = new double[n * n];

        public double[] Middle { get; } = new double[correlated * n];

        public double[] Row { get; } = new double[correlated * virtuals];

        public double[] Amplitudes { get; } = new double[correlated * virtuals * virtuals];

        public double[] Exchanged { get; } = new double[correlated * virtuals * virtuals];
    }
}
