using System.Globalization;
using System.Numerics;

namespace Qratum.Chemistry;

/// <summary>
/// Full configuration interaction: the exact lowest states of a Hamiltonian with fixed numbers of α and β electrons, by
/// direct CI and Davidson's method. The yardstick of every other method in the same orbitals.
/// </summary>
public static class FullConfigurationInteraction
{
    /// <summary>Finds the lowest states.</summary>
    /// <param name="integrals">The Hamiltonian, at most 64 orbitals.</param>
    /// <param name="options">Number of states and limits; null for the defaults.</param>
    /// <param name="cancellationToken">Stops between iterations and between sweeps.</param>
    /// <returns>
    /// The states; of the space with N_α and N_β electrons whatever their spin, so that for N_α = N_β a triplet can come
    /// first: S² tells. The same bits for any number of threads.
    /// </returns>
    /// <exception cref="NotSupportedException">There are more orbitals or determinants than allowed; nothing has been allocated then.</exception>
    /// <exception cref="InsufficientMemoryException">There is less memory than needed; the message says how much that is.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static FullConfigurationInteractionResult Solve(
        ElectronIntegrals integrals, FullConfigurationInteractionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(integrals);
        options ??= new FullConfigurationInteractionOptions();
        ThrowIfTooLarge(integrals, options);
        var found = new StateSearch(integrals, options).Run(cancellationToken);
        var roots = new ConfigurationInteractionRoot[found.States.Count];
        for (var k = 0; k < roots.Length; k++)
        {
            var state = found.States[k];
            var spin = SectorSpin.Expectation(state.Space, state.Vector);
            var vector = state.Space.ToFull(state.Vector);
            if (vector.MaxBy(Math.Abs) < 0) System.Numerics.Tensors.TensorPrimitives.Negate<double>(vector, vector);
            roots[k] = new(state.Energy + integrals.CoreEnergy, spin, state.Residual, vector);
        }

        return new FullConfigurationInteractionResult(roots, integrals.CoreEnergy, found.Iterations, found.Converged);
    }

    /// <summary>The one-particle density matrix of a state over the orbitals of the Hamiltonian; the same bits for any number of threads.</summary>
    /// <param name="integrals">The Hamiltonian that the state was found for.</param>
    /// <param name="root">The state.</param>
    /// <param name="maxThreads">Upper limit of threads, at least 1, or -1 for as many as the machine offers.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">The state has another number of determinants than the Hamiltonian.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxThreads"/> is zero or below -1.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static OneParticleDensity Density(
        ElectronIntegrals integrals, ConfigurationInteractionRoot root, int maxThreads = -1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(integrals);
        ArgumentNullException.ThrowIfNull(root);
        Threads.Checked(maxThreads, nameof(maxThreads));
        if (CountDeterminants(integrals) != root.Vector.Length)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"The state has {root.Vector.Length} determinants; the Hamiltonian of {integrals} has {CountDeterminants(integrals)}."), nameof(root));
        var n = integrals.OrbitalCount;
        var alpha = new DeterminantStrings(n, integrals.AlphaElectrons);
        var beta = integrals.AlphaElectrons == integrals.BetaElectrons ? alpha : new DeterminantStrings(n, integrals.BetaElectrons);
        return new OneParticleDensity(n, ConfigurationDensity.Of(alpha, beta, root.Vector, maxThreads, cancellationToken));
    }

    /// <summary>Number of determinants: C(n, N_α) · C(n, N_β).</summary>
    /// <param name="integrals">The Hamiltonian.</param>
    public static BigInteger CountDeterminants(ElectronIntegrals integrals)
    {
        ArgumentNullException.ThrowIfNull(integrals);
        return DeterminantStrings.Binomial(integrals.OrbitalCount, integrals.AlphaElectrons)
            * DeterminantStrings.Binomial(integrals.OrbitalCount, integrals.BetaElectrons);
    }

    /// <summary>Memory that <see cref="Solve"/> needs at most, in bytes; infinite where no double can hold it.</summary>
    /// <param name="integrals">The Hamiltonian.</param>
    /// <param name="options">Number of states; null for the defaults.</param>
    public static double EstimateBytes(ElectronIntegrals integrals, FullConfigurationInteractionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(integrals);
        var roots = (options ?? new FullConfigurationInteractionOptions()).RootCount;
        return StateSearch.EstimateBytes(integrals, roots);
    }

    private static void ThrowIfTooLarge(ElectronIntegrals integrals, FullConfigurationInteractionOptions options)
    {
        if (integrals.OrbitalCount > DeterminantStrings.MaximumOrbitals)
            throw new NotSupportedException(string.Create(CultureInfo.InvariantCulture,
                $"Full CI handles at most {DeterminantStrings.MaximumOrbitals} orbitals; there are {integrals.OrbitalCount}. Choose an active space."));
        var count = CountDeterminants(integrals);
        var bytes = EstimateBytes(integrals, options);
        var available = (double)GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (count > options.MaxDeterminants)
            throw new NotSupportedException(string.Create(CultureInfo.InvariantCulture,
                $"Full CI of {integrals} has {count:N0} determinants and needs {Size(bytes)}; the limit is {options.MaxDeterminants:N0}. Choose an active space or raise MaxDeterminants."));
        if (bytes > available)
            throw new InsufficientMemoryException(string.Create(CultureInfo.InvariantCulture,
                $"Full CI of {integrals} has {count:N0} determinants and needs {Size(bytes)}; {Size(available)} are available. Choose an active space."));
    }

    private static string Size(double bytes) => bytes < 1L << 30
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / (1 << 20):F1} MiB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / (1 << 30):G4} GiB");
}
