namespace Qratum.Chemistry;

public static partial class MollerPlesset2
{
    /// <summary>
    /// The correlation energy of an unrestricted state in hartree; add it to <see cref="MeanFieldResult.Energy"/>. For each spin Σ [(ia|jb) -
    /// (ib|ja)]² / (ε_i + ε_j - ε_a - ε_b) over i &lt; j, a &lt; b, and Σ (ia|JB)² / (ε_i + ε_J - ε_a - ε_B) for opposite spins. O(o n⁴) time for n
    /// functions and o occupied orbitals.
    /// </summary>
    /// <remarks>J. A. Pople, J. S. Binkley, R. Seeger, Int. J. Quantum Chem. Symp. 10, 1 (1976).</remarks>
    /// <param name="reference">The Hartree-Fock state, converged.</param>
    /// <param name="frozenOrbitals">So many lowest orbitals of each spin are not correlated, 0 (the default) to the number of electrons of spin down.</param>
    /// <param name="maxThreads">Upper limit of threads, at least 1, or -1 for as many as the machine offers; the result does not depend on it.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException"><paramref name="reference"/> has not converged.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="frozenOrbitals"/> or <paramref name="maxThreads"/> is out of range.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static double CorrelationEnergy(
        UnrestrictedHartreeFockResult reference, int frozenOrbitals = 0, int maxThreads = -1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        if (!reference.Converged) throw new ArgumentException($"The Hartree-Fock state has not converged ({reference.StopReason}); perturbation theory needs canonical orbitals.", nameof(reference));
        ArgumentOutOfRangeException.ThrowIfNegative(frozenOrbitals);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(frozenOrbitals, reference.OccupiedCount(Spin.Beta));
        Threads.Checked(maxThreads, nameof(maxThreads));
        if (reference.Integrals.Cholesky is { } vectors) return FromVectors(reference, vectors, frozenOrbitals, reference.OrbitalCount, maxThreads, cancellationToken);
        var (up, down) = (new SpinSpace(reference, Spin.Alpha, frozenOrbitals), new SpinSpace(reference, Spin.Beta, frozenOrbitals));
        var energy = 0.0;
        foreach (var own in (SpinSpace[])[up, down])
        {
            if (own.Correlated == 0 || own.Virtuals == 0) continue;
            var rowBytes = sizeof(double) * (long)own.Virtuals * PackedSymmetric.Count(reference.Integrals.FunctionCount);
            var batch = (int)Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / MemoryShare / rowBytes, 1, own.Correlated);
            for (var first = 0; first < own.Correlated; first += batch)
            {
                var count = Math.Min(batch, own.Correlated - first);
                foreach (var part in Batch(reference.Integrals, own, own == up ? down : null, first, count, maxThreads, cancellationToken)) energy += part;
            }
        }

        return energy;
    }

    /// <summary>For each orbital i of first..first+count-1, its pairs with j ≤ i of its own spin and, if there is one, with all J of the other.</summary>
    private static double[] Batch(
        AtomicIntegrals integrals, SpinSpace own, SpinSpace? other, int first, int count, int maxThreads, CancellationToken cancellationToken)
    {
        var n = integrals.FunctionCount;
        var half = IntegralTransform.Half(
            integrals, own.Coefficients, own.Frozen + first, count, own.Occupied, own.Virtuals, maxThreads, cancellationToken);
        var parts = new double[count];
        Threads.For(count, maxThreads, index =>
        {
            var i = first + index;
            var matrix = new double[n * n];
            var same = new double[own.Virtuals * (i + 1) * own.Virtuals]; // [a][j][b] = (ia|jb)
            var opposite = new double[own.Virtuals * (other is null ? 0 : other.Correlated * other.Virtuals)]; // [a][J][B]
            var middle = new double[Math.Max(i + 1, other?.Correlated ?? 0) * n];
            for (var a = 0; a < own.Virtuals; a++)
            {
                PackedColumns.UnpackOne(half[(index * own.Virtuals) + a], n, matrix);
                Transform(own, i + 1, same, a);
                if (other is not null) Transform(other, other.Correlated, opposite, a);
            }

            parts[index] = SameSpin(own, same, i) + (other is null ? 0 : OppositeSpin(own, other, opposite, i));

            void Transform(SpinSpace space, int partners, double[] target, int a)
            {
                var c = MatrixView.RowMajor(space.Coefficients, n, space.OrbitalCount);
                var size = partners * space.Virtuals;
                IntegralTransform.Congruence(
                    matrix, n, c.Slice(space.Frozen, partners), c.Slice(space.Occupied, space.Virtuals), middle, target.AsSpan(a * size, size));
            }
        }, cancellationToken);
        return parts;
    }

    private static double SameSpin(SpinSpace space, double[] block, int i)
    {
        var sum = 0.0;
        for (var j = 0; j < i; j++)
        {
            var level = space.Energies[space.Frozen + i] + space.Energies[space.Frozen + j];
            for (var a = 1; a < space.Virtuals; a++)
            {
                for (var b = 0; b < a; b++)
                {
                    var difference = block[(((a * (i + 1)) + j) * space.Virtuals) + b] - block[(((b * (i + 1)) + j) * space.Virtuals) + a];
                    sum += difference * difference / (level - space.Energies[space.Occupied + a] - space.Energies[space.Occupied + b]);
                }
            }
        }

        return sum;
    }

    private static double OppositeSpin(SpinSpace own, SpinSpace other, double[] block, int i)
    {
        var sum = 0.0;
        var place = 0;
        for (var a = 0; a < own.Virtuals; a++)
        {
            for (var j = 0; j < other.Correlated; j++)
            {
                var level = own.Energies[own.Frozen + i] + other.Energies[other.Frozen + j] - own.Energies[own.Occupied + a];
                for (var b = 0; b < other.Virtuals; b++, place++)
                {
                    sum += block[place] * block[place] / (level - other.Energies[other.Occupied + b]);
                }
            }
        }

        return sum;
    }

    /// <summary>The orbitals of one spin.</summary>
    private sealed class SpinSpace(double[] coefficients, double[] energies, int frozen, int occupied)
    {
        public SpinSpace(UnrestrictedHartreeFockResult reference, Spin spin, int frozen)
            : this(reference.CoefficientArray(spin), reference.EnergyArray(spin), frozen, reference.OccupiedCount(spin))
        {
        }

        public double[] Coefficients => coefficients;

        public double[] Energies => energies;

        public int OrbitalCount => energies.Length;

        public int Frozen => frozen;

        public int Occupied => occupied;

        public int Correlated => Occupied - Frozen;

        public int Virtuals => OrbitalCount - Occupied;
    }
}
