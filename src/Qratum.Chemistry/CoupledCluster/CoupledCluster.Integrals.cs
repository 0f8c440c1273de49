using System.Diagnostics;
using System.Globalization;

namespace Qratum.Chemistry;

public static partial class CoupledCluster
{
    /// <summary>Elements of a Fock matrix, hartree, that a converged field leaves behind.</summary>
    private const double CanonicalTolerance = 1e-6;

    /// <summary>
    /// CCSD on the determinant that fills the lowest orbitals of any integrals: of a file, an active space, or orbitals that are not
    /// Hartree-Fock's, such as those of ROHF, since the whole Fock matrix is used.
    /// </summary>
    /// <param name="integrals">The integrals; <see cref="CoupledClusterResult.ReferenceEnergy"/> is their <see cref="ElectronIntegrals.ReferenceEnergy"/>.</param>
    /// <param name="options">How; null for the defaults. Orbitals frozen here stay filled.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">A filled orbital does not lie below all empty ones, by the diagonal of the Fock matrix; or it is not diagonal and (T) was asked for.</exception>
    /// <exception cref="ArgumentOutOfRangeException">More orbitals are frozen than doubly occupied.</exception>
    /// <exception cref="NotSupportedException">The (T) correction of open shells was asked for.</exception>
    /// <exception cref="InsufficientMemoryException">It needs more memory than it may take; the message holds the bytes. Nothing was allocated.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static CoupledClusterResult Solve(
        ElectronIntegrals integrals, CoupledClusterOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(integrals);
        options ??= new CoupledClusterOptions();
        var (frozen, count) = (options.FrozenOrbitals, integrals.OrbitalCount - options.FrozenOrbitals);
        ThrowIfTooManyFrozen(Math.Min(integrals.AlphaElectrons, integrals.BetaElectrons), options);
        int[] occupied = [integrals.AlphaElectrons - frozen, integrals.BetaElectrons - frozen];
        var isClosed = occupied[0] == occupied[1];
        if (isClosed) ThrowIfTooLarge(occupied[0], count - occupied[0], options);
        else
        {
            ThrowIfTriples(options);
            ThrowIfTooLarge(occupied, count, options);
        }

        var start = Stopwatch.GetTimestamp();
        double[][] fock = [Fock(integrals, Spin.Alpha, frozen), isClosed ? [] : Fock(integrals, Spin.Beta, frozen)];
        for (var s = 0; s < (isClosed ? 1 : 2); s++) ThrowIfInverted(fock[s], count, occupied[s], frozen, nameof(integrals));
        if (options.Triples != TriplesCorrection.None && !IsDiagonal(fock[0], count))
            throw new ArgumentException("The (T) correction needs canonical orbitals; the Fock matrix of these is not diagonal.", nameof(integrals));
        var packed = frozen == 0 ? integrals.RepulsionSpan.ToArray() : WithoutFrozen(integrals, frozen);
        return isClosed
            ? ClosedShell(packed, fock[0], occupied[0], count - occupied[0], integrals.ReferenceEnergy, integrals.CoreEnergy, start, options, cancellationToken)
            : OpenShell(
                new SpinPairIntegrals(packed, null, null, count), fock, occupied, integrals.ReferenceEnergy, integrals.CoreEnergy, start, options, cancellationToken);
    }

    private static double[] Fock(ElectronIntegrals integrals, Spin spin, int frozen)
    {
        var count = integrals.OrbitalCount - frozen;
        var matrix = new double[count * count];
        for (var p = 0; p < count; p++)
        for (var q = 0; q <= p; q++)
            matrix[(p * count) + q] = matrix[(q * count) + p] = integrals.Fock(spin, frozen + p, frozen + q);
        return matrix;
    }

    private static bool IsDiagonal(double[] matrix, int count)
    {
        for (var p = 0; p < count; p++)
        for (var q = 0; q < p; q++)
            if (Math.Abs(matrix[(p * count) + q]) > CanonicalTolerance) return false;
        return true;
    }

    private static void ThrowIfInverted(double[] fock, int count, int occupied, int frozen, string name)
    {
        for (var i = 0; i < occupied; i++)
        for (var a = occupied; a < count; a++)
        {
            if (fock[i * (count + 1)] < fock[a * (count + 1)]) continue;
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"Occupied orbital {frozen + i} does not lie below empty orbital {frozen + a}; coupled cluster needs the lowest orbitals filled."), name);
        }
    }

    private static double[] WithoutFrozen(ElectronIntegrals integrals, int frozen)
    {
        var count = integrals.OrbitalCount - frozen;
        var packed = new double[PackedSymmetric.Count(PackedSymmetric.Count(count))];
        long at = 0;
        for (var p = 0; p < count; p++)
        for (var q = 0; q <= p; q++)
        for (var r = 0; r <= p; r++)
        for (var s = 0; s <= (r == p ? q : r); s++)
            packed[at++] = integrals.Repulsion(frozen + p, frozen + q, frozen + r, frozen + s);
        return packed;
    }
}
