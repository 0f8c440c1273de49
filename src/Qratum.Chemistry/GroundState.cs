using System.Diagnostics;

namespace Qratum.Chemistry;

/// <summary>
/// The front door of chemistry: a geometry in, a ground-state energy out. It only composes the public steps: Hartree-Fock,
/// orbital integrals, a mapping to qubits, ansatz, <see cref="Vqe"/>, and full configuration interaction for comparison.
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
        if (options is { ActiveSpace: not null, ActiveSpaceBy: not null })
            throw new ArgumentException("An active space is either given or chosen by a measure, not both.", nameof(options));
        if (options is { RelaxOrbitals: true, ActiveSpaceBy: not null })
            throw new NotSupportedException("Orbitals are relaxed in a given active space, not yet in one that is chosen by a measure.");
        if (options.ActiveSpaceBy is null) GroundStateEstimate.Create(molecule, options).ThrowIfTooLarge(options.Estimator is null);
        var scf = RestrictedOpenShellHartreeFock.Solve(molecule, options.Basis, new HartreeFockOptions { Logger = options.Logger, Storage = IntegralStorage.Stored }, cancellationToken);
        var mark = clock.Elapsed;
        var chosen = options.ActiveSpaceBy is { } measure ? AutomaticActiveSpace.Choose(scf, measure, cancellationToken) : null;
        if (chosen is not null) GroundStateEstimate.Create(chosen.Integrals, options).ThrowIfTooLarge(options.Estimator is null);
        var integrals = chosen?.Integrals ?? scf.ToElectronIntegrals(options.ActiveSpace, cancellationToken);
        var result = await SearchAsync(scf, integrals, () => scf.ToElectronIntegrals(null, cancellationToken), options, progress, clock, mark, cancellationToken).ConfigureAwait(false);
        return result with { Chosen = chosen };
    }

    /// <summary>Solves a Hamiltonian given by its integrals, of an FCIDUMP file for example; basis, charge and multiplicity of the options mean nothing here.</summary>
    /// <param name="integrals">The Hamiltonian; the reference determinant fills its first orbitals.</param>
    /// <param name="options">What to do; null for the defaults.</param>
    /// <param name="progress">Told the best energy after each step of the search.</param>
    /// <param name="cancellationToken">Stops the work; a checkpoint then holds the last whole step.</param>
    /// <exception cref="ArgumentException">An option does not fit the Hamiltonian.</exception>
    /// <exception cref="NotSupportedException">The engine cannot run the ansatz, or more memory is needed than there is.</exception>
    public static Task<GroundStateResult> SolveAsync(
        ElectronIntegrals integrals, GroundStateOptions? options = null, IProgress<HistoryPoint>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(integrals);
        options ??= new GroundStateOptions();
        if (options.ActiveSpaceBy is not null) throw new ArgumentException("The orbitals of given integrals cannot be chosen by a measure; select them beforehand.", nameof(options));
        var clock = Stopwatch.StartNew();
        GroundStateEstimate.Create(integrals, options).ThrowIfTooLarge(options.Estimator is null);
        return SearchAsync(null, options.ActiveSpace is { } space ? integrals.Select(space) : integrals, () => integrals, options, progress, clock, clock.Elapsed, cancellationToken);
    }

    private static async Task<GroundStateResult> SearchAsync(
        HartreeFockResult? scf, ElectronIntegrals integrals, Func<ElectronIntegrals> whole, GroundStateOptions options, IProgress<HistoryPoint>? progress,
        Stopwatch clock, TimeSpan mark, CancellationToken cancellationToken)
    {
        var engine = ChooseEngine(options);
        if (options.RelaxOrbitals && engine != EngineKind.Determinants)
            throw new NotSupportedException("Orbitals are relaxed by the density matrices of the determinant engine, which cannot run this.");
        var mapper = options.Mapper ?? new JordanWigner();
        var hamiltonian = new Lazy<PauliSum>(() => mapper.Map(integrals));
        var minimizer = options.Minimizer ?? DefaultMinimizer(options);
        using var problem = engine == EngineKind.Determinants
            ? (SearchProblem)new DeterminantProblem(integrals, minimizer, options)
            : new QubitProblem(integrals, minimizer, options, mapper, hamiltonian.Value);
        var pool = AnsatzFactory.CreatePool(options, integrals, mapper);
        var ansatz = pool is null ? AnsatzFactory.Create(options, integrals, mapper) : pool.Of([]);
        var mapping = Lap(clock, ref mark);

        var outcome = await new GroundStateSearch(options, problem).RunAsync(ansatz, pool, progress, cancellationToken).ConfigureAwait(false);
        double[]? rotation = null;
        if (options.RelaxOrbitals)
        {
            (outcome, integrals, rotation) = await OrbitalRelaxation.RunAsync(options, whole(), outcome, minimizer, mapper, progress, cancellationToken).ConfigureAwait(false);
            hamiltonian = new Lazy<PauliSum>(() => mapper.Map(integrals));
        }

        using var final = rotation is null ? null : new DeterminantProblem(integrals, minimizer, options);
        var answered = final ?? problem;
        var check = await answered.CheckAsync(outcome.Ansatz, outcome.Start, outcome.Vqe.Parameters, cancellationToken).ConfigureAwait(false);
        var searching = Lap(clock, ref mark);

        var determinants = FullConfigurationInteraction.CountDeterminants(integrals);
        double? exact = determinants <= options.MaximumExactDeterminants
            ? FullConfigurationInteraction.Solve(integrals, cancellationToken: cancellationToken).Energy
            : null;
        var comparing = Lap(clock, ref mark);
        var vqe = outcome.Vqe with { QubitCount = mapper.Map(FermionOperator.Number(0).OnModes(2 * integrals.OrbitalCount)).QubitCount };
        return new GroundStateResult
        {
            MeanField = scf,
            Integrals = integrals,
            Engine = engine,
            Determinants = determinants,
            SpinSquared = check.Spin,
            Electrons = check.Electrons,
            Excitations = outcome.Ansatz.Excitations,
            LazyDensity = answered.DensityOf(outcome.Ansatz, outcome.Vqe.Parameters) is { } density ? new Lazy<OneParticleDensity>(density) : null,
            Space = options.ActiveSpace,
            Rotation = rotation,
            StartEnergies = outcome.StartEnergies,
            MappedHamiltonian = hamiltonian,
            AnsatzCircuit = new Lazy<Circuit>(() => outcome.Ansatz.Circuit),
            Vqe = vqe,
            Exact = exact,
            Warnings = [.. GroundStateDoubts.Of(scf, vqe, exact, options, integrals, check)],
            Times = new GroundStateTimes(scf?.IntegralTime ?? TimeSpan.Zero, scf?.ScfTime ?? TimeSpan.Zero, mapping, searching, comparing, clock.Elapsed),
        };
    }

    /// <summary>What <see cref="SolveAsync(Molecule, GroundStateOptions?, IProgress{HistoryPoint}?, CancellationToken)"/> would need, without running it.</summary>
    /// <exception cref="ArgumentException">The basis does not know an element, or the active space does not fit.</exception>
    public static GroundStateEstimate Estimate(Molecule molecule, GroundStateOptions? options = null) =>
        GroundStateEstimate.Create(molecule, options ?? new GroundStateOptions());

    /// <summary>What <see cref="SolveAsync(ElectronIntegrals, GroundStateOptions?, IProgress{HistoryPoint}?, CancellationToken)"/> would need, without running it.</summary>
    /// <exception cref="ArgumentException">The active space does not fit.</exception>
    public static GroundStateEstimate Estimate(ElectronIntegrals integrals, GroundStateOptions? options = null) =>
        GroundStateEstimate.Create(integrals, options ?? new GroundStateOptions());

    /// <summary>Determinants where they can do it.</summary>
    /// <exception cref="NotSupportedException">The engine asked for cannot.</exception>
    internal static EngineKind ChooseEngine(GroundStateOptions options)
    {
        var obstacle = options.Ansatz switch
        {
            AnsatzKind.HardwareEfficient => "the hardware-efficient circuit does not conserve the number of electrons",
            AnsatzKind.QubitAdapt => "rotations of Pauli strings do not conserve the number of electrons",
            AnsatzKind.Ucj or AnsatzKind.Lucj => "the amplitudes of cluster Jastrow are complex",
            AnsatzKind.Givens => "Givens rotations are of qubits",
            _ => null,
        };
        obstacle ??=
            options.Shots is not null ? "shots are taken of qubits"
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

    /// <summary>Layers and generalised excitations have long curved valleys, which a full memory follows: 2-UpCCGSD of water takes some 2000 steps instead of some 10,000.</summary>
    private static IMinimizer DefaultMinimizer(GroundStateOptions options) => (options.Shots, options.Ansatz) switch
    {
        (not null, _) => Minimizer.Create("cobyla"),
        (_, AnsatzKind.KUpCcgsd or AnsatzKind.Uccgsd or AnsatzKind.Ucj or AnsatzKind.Lucj) => new Lbfgs { Memory = 100, MaxIterations = 4000 },
        _ => new Lbfgs(),
    };

    private static TimeSpan Lap(Stopwatch clock, ref TimeSpan mark)
    {
        var now = clock.Elapsed;
        var lap = now - mark;
        mark = now;
        return lap;
    }
}
