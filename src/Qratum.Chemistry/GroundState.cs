using System.Diagnostics;

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
        var engine = ChooseEngine(options);
        GroundStateEstimate.Create(molecule, options).ThrowIfTooLarge(options.Estimator is null);

        var scf = RestrictedOpenShellHartreeFock.Solve(molecule, BasisSet.ByName(options.Basis), new HartreeFockOptions { Logger = options.Logger }, cancellationToken);
        var mark = clock.Elapsed;
        var integrals = scf.ToElectronIntegrals(options.ActiveSpace, cancellationToken);
        var mapper = new JordanWigner();
        var hamiltonian = new Lazy<PauliSum>(() => mapper.Map(integrals));
        var ansatz = AnsatzOf(options, integrals);
        var minimizer = options.Minimizer ?? (options.Shots is null ? new Lbfgs() : Minimizer.Create("cobyla"));
        using var problem = engine == EngineKind.Determinants
            ? (SearchProblem)new DeterminantProblem(integrals, minimizer, options)
            : new QubitProblem(integrals, minimizer, options, mapper, hamiltonian.Value, a => CircuitOf(a, options, integrals, mapper));
        var mapping = Lap(clock, ref mark);

        var outcome = await new GroundStateSearch(options, problem).RunAsync(ansatz, integrals, progress, cancellationToken).ConfigureAwait(false);
        var check = await problem.CheckAsync(outcome.Ansatz, outcome.Start, outcome.Vqe.Parameters, cancellationToken).ConfigureAwait(false);
        var searching = Lap(clock, ref mark);

        var determinants = FullConfigurationInteraction.CountDeterminants(integrals);
        double? exact = determinants <= options.MaximumExactDeterminants
            ? FullConfigurationInteraction.Solve(integrals, cancellationToken: cancellationToken).Energy
            : null;
        var comparing = Lap(clock, ref mark);
        var vqe = outcome.Vqe with { QubitCount = 2 * integrals.OrbitalCount };
        return new GroundStateResult
        {
            MeanField = scf,
            Integrals = integrals,
            Engine = engine,
            Determinants = determinants,
            SpinSquared = check.Spin,
            Electrons = check.Electrons,
            Excitations = outcome.Ansatz,
            MappedHamiltonian = hamiltonian,
            AnsatzCircuit = new Lazy<Circuit>(() => CircuitOf(outcome.Ansatz, options, integrals, mapper)),
            Vqe = vqe,
            Exact = exact,
            Warnings = [.. GroundStateDoubts.Of(scf, vqe, exact, options, integrals, check)],
            Times = new GroundStateTimes(scf.IntegralTime, scf.ScfTime, mapping, searching, comparing, clock.Elapsed),
        };
    }

    /// <summary>What <see cref="SolveAsync(Molecule, GroundStateOptions?, IProgress{HistoryPoint}?, CancellationToken)"/> would need, without running it.</summary>
    /// <exception cref="ArgumentException">The basis does not know an element, or the active space does not fit.</exception>
    public static GroundStateEstimate Estimate(Molecule molecule, GroundStateOptions? options = null) =>
        GroundStateEstimate.Create(molecule, options ?? new GroundStateOptions());

    /// <summary>Determinants where they can do it.</summary>
    /// <exception cref="NotSupportedException">The engine asked for cannot.</exception>
    internal static EngineKind ChooseEngine(GroundStateOptions options)
    {
        var obstacle = options.Ansatz == AnsatzKind.HardwareEfficient ? "the hardware-efficient circuit does not conserve the number of electrons"
            : options.Shots is not null ? "shots are taken of qubits"
            : options.Estimator is not null ? "an estimator was given for circuits" : null;
        var isSum = options.Ansatz == AnsatzKind.Uccsd && options.CoupledCluster?.Form == AnsatzForm.ExponentialOfSum;
        return options.Engine switch
        {
            EngineKind.Determinants when obstacle is not null => throw new NotSupportedException($"The determinant engine cannot run this: {obstacle}."),
            EngineKind.StateVector when isSum => throw new NotSupportedException("The exponential of a sum of excitations is no circuit; take the determinant engine, or the product form."),
            EngineKind.Auto when obstacle is not null => EngineKind.StateVector,
            EngineKind.Auto => EngineKind.Determinants,
            EngineKind.Determinants or EngineKind.StateVector => options.Engine,
            var other => throw new ArgumentOutOfRangeException(nameof(options), other, "Allowed are Auto, Determinants and StateVector."),
        };
    }

    /// <summary>Null for a circuit that is none of excitations. ADAPT begins with its pool.</summary>
    private static FermionicAnsatz? AnsatzOf(GroundStateOptions options, ElectronIntegrals integrals) => options.Ansatz switch
    {
        AnsatzKind.Uccsd => Uccsd.Ansatz(integrals, options.CoupledCluster ?? UccsdOptions.Fast(integrals)),
        AnsatzKind.Adapt => Uccsd.Ansatz(integrals, options.CoupledCluster ?? (UccsdOptions.Fast(integrals) with { DoublesOrder = DoublesOrder.Loops })),
        AnsatzKind.KUpCcgsd => PairedCoupledCluster.Generalised(integrals.OrbitalCount, options.Layers, options.Seed),
        AnsatzKind.Custom => options.CustomAnsatz ?? throw new ArgumentException("AnsatzKind.Custom needs a CustomAnsatz.", nameof(options)),
        AnsatzKind.HardwareEfficient => null,
        var other => throw new ArgumentOutOfRangeException(nameof(options), other, $"{other} is no ansatz; allowed are {string.Join(", ", Enum.GetNames<AnsatzKind>())}."),
    };

    private static Circuit CircuitOf(FermionicAnsatz? ansatz, GroundStateOptions options, ElectronIntegrals integrals, IFermionMapper mapper) =>
        ansatz?.ToCircuit(integrals, mapper)
        ?? HardwareEfficient.Create(2 * integrals.OrbitalCount, options.Layers, HartreeFockState.Create(integrals, mapper));

    private static TimeSpan Lap(Stopwatch clock, ref TimeSpan mark)
    {
        var now = clock.Elapsed;
        var lap = now - mark;
        mark = now;
        return lap;
    }
}
