using System.Diagnostics;
using System.Globalization;

namespace Qratum.Chemistry;

/// <summary>
/// The front door of chemistry: a geometry in, a ground-state energy out. It only composes the public steps: Hartree-Fock,
/// orbital integrals, Jordan-Wigner, ansatz, <see cref="Vqe"/>, and full configuration interaction for comparison.
/// </summary>
public static class GroundState
{
    /// <summary>Solves a molecule given as text, ångström, such as <c>H 0 0 0; H 0 0 0.735</c>.</summary>
    /// <param name="molecule">Atoms separated by semicolons or lines.</param>
    /// <param name="options">What to do; null for the defaults.</param>
    /// <param name="progress">Told the best energy after each step of the search.</param>
    /// <param name="cancellationToken">Stops the work; a checkpoint then holds the last whole step.</param>
    /// <exception cref="FormatException">The text is malformed; the message gives line and column.</exception>
    /// <exception cref="ArgumentException">An option does not fit the molecule.</exception>
    /// <exception cref="NotSupportedException">The method cannot treat the molecule, for example one of open shells.</exception>
    public static Task<GroundStateResult> SolveAsync(
        string molecule, GroundStateOptions? options = null, IProgress<HistoryPoint>? progress = null,
        CancellationToken cancellationToken = default)
    {
        options ??= new GroundStateOptions();
        return SolveAsync(Molecule.Parse(molecule, LengthUnit.Angstrom, options.Charge, options.Multiplicity), options, progress, cancellationToken);
    }

    /// <summary>Solves a molecule; its own charge and multiplicity count, not those of the options.</summary>
    /// <inheritdoc cref="SolveAsync(string, GroundStateOptions?, IProgress{HistoryPoint}?, CancellationToken)"/>
    public static async Task<GroundStateResult> SolveAsync(
        Molecule molecule, GroundStateOptions? options = null, IProgress<HistoryPoint>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(molecule);
        options ??= new GroundStateOptions();
        var clock = Stopwatch.StartNew();
        GroundStateEstimate.Create(molecule, options).ThrowIfTooLarge(options.Estimator is null);

        var scf = RestrictedHartreeFock.Solve(molecule, BasisSet.ByName(options.Basis), new HartreeFockOptions { Logger = options.Logger }, cancellationToken);
        var mark = clock.Elapsed;
        var integrals = scf.ToElectronIntegrals(options.ActiveSpace, cancellationToken);
        var mapper = new JordanWigner();
        var hamiltonian = mapper.Map(integrals);
        var ansatz = CreateAnsatz(options, integrals, mapper);
        var mapping = Lap(clock, ref mark);

        using var simulator = options.Estimator is null ? new StateVectorBackend() : null;
        var search = new GroundStateSearch(options, hamiltonian, ansatz);
        var vqe = await search.RunAsync(options.Estimator ?? simulator!, progress, cancellationToken).ConfigureAwait(false);
        var searching = Lap(clock, ref mark);

        double? exact = FullConfigurationInteraction.CountDeterminants(integrals) <= options.MaximumExactDeterminants
            ? FullConfigurationInteraction.Solve(integrals, cancellationToken: cancellationToken).Energy
            : null;
        var comparing = Lap(clock, ref mark);
        return new GroundStateResult
        {
            MeanField = scf,
            Integrals = integrals,
            Hamiltonian = hamiltonian,
            Ansatz = ansatz,
            Vqe = vqe,
            Exact = exact,
            Warnings = [.. Doubts(scf, vqe, exact, options)],
            Times = new GroundStateTimes(scf.IntegralTime, scf.ScfTime, mapping, searching, comparing, clock.Elapsed),
        };
    }

    /// <summary>What <see cref="SolveAsync(Molecule, GroundStateOptions?, IProgress{HistoryPoint}?, CancellationToken)"/> would need, without running it.</summary>
    /// <exception cref="ArgumentException">The basis does not know an element, or the active space does not fit.</exception>
    public static GroundStateEstimate Estimate(Molecule molecule, GroundStateOptions? options = null) =>
        GroundStateEstimate.Create(molecule, options ?? new GroundStateOptions());

    private static Circuit CreateAnsatz(GroundStateOptions options, ElectronIntegrals integrals, IFermionMapper mapper) => options.Ansatz switch
    {
        AnsatzKind.Uccsd => Uccsd.Create(integrals, mapper),
        AnsatzKind.HardwareEfficient => HardwareEfficient.Create(2 * integrals.OrbitalCount, options.Layers, HartreeFockState.Create(integrals, mapper)),
        var other => throw new ArgumentOutOfRangeException(nameof(options), other, $"{other} is no ansatz; allowed are {string.Join(", ", Enum.GetNames<AnsatzKind>())}."),
    };

    private static IEnumerable<string> Doubts(HartreeFockResult scf, VqeResult vqe, double? exact, GroundStateOptions options)
    {
        // Rounding of sums of about a thousand terms of order one.
        const double rounding = 1e-9;
        if (!scf.Converged) yield return $"Hartree-Fock did not converge ({scf.StopReason}).";
        if (!vqe.Converged) yield return $"The search did not converge ({vqe.StopReason}).";
        if (options.Shots is not null) yield break;
        if (vqe.Energy > scf.Energy + rounding)
            yield return string.Create(CultureInfo.InvariantCulture, $"The energy lies {vqe.Energy - scf.Energy:E1} hartree above Hartree-Fock.");
        if (options.Ansatz == AnsatzKind.Uccsd && exact is { } bound && vqe.Energy < bound - rounding)
            yield return string.Create(CultureInfo.InvariantCulture, $"The energy lies {bound - vqe.Energy:E1} hartree below full CI, which a variational energy cannot.");
        if (options.Ansatz == AnsatzKind.HardwareEfficient && exact is { } low && vqe.Energy < low - rounding)
            yield return "The energy lies below full CI of this number of electrons: the circuit does not conserve it.";
    }

    private static TimeSpan Lap(Stopwatch clock, ref TimeSpan mark)
    {
        var now = clock.Elapsed;
        var lap = now - mark;
        mark = now;
        return lap;
    }
}
