namespace Qratum.Chemistry;

public static partial class MollerPlesset2
{
    /// <summary>What a pair of occupied orbitals adds; (ia|jb) is at a · |b| + b.</summary>
    private delegate double PairEnergy(int i, int j, ReadOnlySpan<double> block);

    /// <summary>The closed-shell energy from Cholesky vectors, with at most so many orbitals in a batch.</summary>
    internal static double FromVectors(
        HartreeFockResult reference, CholeskyIntegrals vectors, int frozen, int mostTogether, int maxThreads, CancellationToken cancellationToken)
    {
        var space = new SpinSpace(reference.CoefficientArray, reference.OrbitalEnergyArray, frozen, reference.OccupiedCount);
        return PairSum(vectors, space, space, (i, j, block) =>
        {
            var (sum, v) = (0.0, space.Virtuals);
            var level = space.Energies[space.Frozen + i] + space.Energies[space.Frozen + j];
            for (var a = 0; a < v; a++)
            {
                for (var b = 0; b < v; b++)
                {
                    var (direct, exchange) = (block[(a * v) + b], block[(b * v) + a]);
                    sum += direct * ((2 * direct) - exchange) / (level - space.Energies[space.Occupied + a] - space.Energies[space.Occupied + b]);
                }
            }

            return i == j ? sum : 2 * sum; // j < i stands for (i, j) and (j, i)
        }, mostTogether, maxThreads, cancellationToken);
    }

    /// <summary>The unrestricted energy from Cholesky vectors, with at most so many orbitals in a batch.</summary>
    internal static double FromVectors(
        UnrestrictedHartreeFockResult reference, CholeskyIntegrals vectors, int frozen, int mostTogether, int maxThreads, CancellationToken cancellationToken)
    {
        var (up, down) = (new SpinSpace(reference, Spin.Alpha, frozen), new SpinSpace(reference, Spin.Beta, frozen));
        return SameSpin(up, vectors, mostTogether, maxThreads, cancellationToken) + SameSpin(down, vectors, mostTogether, maxThreads, cancellationToken)
            + OppositeSpin(up, down, vectors, mostTogether, maxThreads, cancellationToken);
    }

    /// <summary>The energy of pairs of one spin from Cholesky vectors.</summary>
    private static double SameSpin(SpinSpace space, CholeskyIntegrals vectors, int mostTogether, int maxThreads, CancellationToken cancellationToken) =>
        PairSum(vectors, space, space, (i, j, block) =>
        {
            var (sum, v) = (0.0, space.Virtuals);
            if (i == j) return 0;
            var level = space.Energies[space.Frozen + i] + space.Energies[space.Frozen + j];
            for (var a = 1; a < v; a++)
            {
                for (var b = 0; b < a; b++)
                {
                    var difference = block[(a * v) + b] - block[(b * v) + a];
                    sum += difference * difference / (level - space.Energies[space.Occupied + a] - space.Energies[space.Occupied + b]);
                }
            }

            return sum;
        }, mostTogether, maxThreads, cancellationToken);

    /// <summary>The energy of pairs of opposite spins from Cholesky vectors.</summary>
    private static double OppositeSpin(SpinSpace up, SpinSpace down, CholeskyIntegrals vectors, int mostTogether, int maxThreads, CancellationToken cancellationToken) =>
        PairSum(vectors, up, down, (i, j, block) =>
        {
            var (sum, place) = (0.0, 0);
            for (var a = 0; a < up.Virtuals; a++)
            {
                var level = up.Energies[up.Frozen + i] + down.Energies[down.Frozen + j] - up.Energies[up.Occupied + a];
                for (var b = 0; b < down.Virtuals; b++, place++) sum += block[place] * block[place] / (level - down.Energies[down.Occupied + b]);
            }

            return sum;
        }, mostTogether, maxThreads, cancellationToken);

    /// <summary>The sum over pairs (i, j), of one space those with j ≤ i, by batches of orbitals whose vectors fit into their share of the memory.</summary>
    private static double PairSum(
        CholeskyIntegrals vectors, SpinSpace own, SpinSpace other, PairEnergy energy, int mostTogether, int maxThreads, CancellationToken cancellationToken)
    {
        var sum = 0.0;
        if (own.Correlated == 0 || own.Virtuals == 0 || other.Correlated == 0 || other.Virtuals == 0) return sum;
        var isTriangle = ReferenceEquals(own, other);
        var orbitalBytes = 2L * sizeof(double) * vectors.Count * Math.Max(own.Virtuals, other.Virtuals); // of two batches
        var batch = (int)Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / MemoryShare / orbitalBytes, 1, mostTogether);
        for (var firstI = 0; firstI < own.Correlated; firstI += batch)
        {
            var left = Batch(own, firstI);
            for (var firstJ = 0; firstJ < (isTriangle ? firstI + left.Length : other.Correlated); firstJ += batch)
            {
                var right = isTriangle && firstJ == firstI ? left : Batch(other, firstJ);
                foreach (var part in Pairs(left, right, firstI, firstJ)) sum += part;
            }
        }

        return sum;

        double[][] Batch(SpinSpace space, int first) => CholeskyTransform.ByOrbital(
            vectors, space.Coefficients, space.Frozen + first, Math.Min(batch, space.Correlated - first), space.Occupied, space.Virtuals, maxThreads, cancellationToken);

        double[] Pairs(double[][] left, double[][] right, int firstI, int firstJ)
        {
            var parts = new double[left.Length * right.Length];
            Threads.For(parts.Length, maxThreads, () => new double[own.Virtuals * other.Virtuals], (index, block) =>
            {
                var (i, j) = Math.DivRem(index, right.Length);
                if (isTriangle && firstJ + j > firstI + i) return;
                Gemm.Multiply(
                    MatrixView.RowMajor(left[i], vectors.Count, own.Virtuals).Transposed, MatrixView.RowMajor(right[j], vectors.Count, other.Virtuals), block);
                parts[index] = energy(firstI + i, firstJ + j, block);
            }, cancellationToken);
            return parts;
        }
    }
}
