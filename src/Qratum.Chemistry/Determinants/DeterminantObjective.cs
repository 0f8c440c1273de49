using System.Globalization;
using System.Numerics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;

namespace Qratum.Chemistry;

/// <summary>
/// ⟨ψ(θ)|H|ψ(θ)⟩ of a <see cref="FermionicAnsatz"/> with its whole gradient, on the determinants of fixed numbers of α and β electrons:
/// the fast engine of <see cref="GroundState"/>, without qubits. Equal to the statevector of the same ansatz to rounding.
/// </summary>
/// <remarks>
/// T joins determinants in pairs, and exp(θ(T − T†)) turns each pair by the angle θ; energies come from direct CI; the gradient from one sweep
/// that undoes the factors on |ψ⟩ and H|ψ⟩ together, at about three times the cost of the state, however many parameters there are. Where
/// integrals vanish by symmetry, only determinants of the symmetry of the reference are kept, as long as the parameters of excitations that
/// break it are zero; their derivatives then are exactly zero as well. The same bits for any number of threads. Not thread-safe.
/// </remarks>
public sealed class DeterminantObjective : IIdentifiedObjective
{
    /// <summary>Most determinants of a vector: arrays hold no more than 2³¹ elements.</summary>
    private const long MaximumDeterminants = 1L << 30;

    private readonly ElectronIntegrals _integrals;
    private readonly FermionicAnsatz _ansatz;
    private readonly OrbitalLabels _labels;
    private readonly int[] _conserving;
    private readonly int _maxThreads;
    private readonly Lazy<SectorHamiltonian> _sectorHamiltonian, _wholeHamiltonian;
    private readonly Lazy<SectorEvaluator> _sector, _whole;

    /// <summary>Makes the objective; tables are built when first needed.</summary>
    /// <param name="integrals">The Hamiltonian, at most 64 orbitals.</param>
    /// <param name="ansatz">The excitations.</param>
    /// <param name="maxThreads">Upper limit of threads, at least 1, or -1 for as many as the machine offers; the result does not depend on it.</param>
    /// <exception cref="ArgumentException">The ansatz needs orbitals that there are not.</exception>
    /// <exception cref="NotSupportedException">There are too many orbitals or determinants.</exception>
    /// <exception cref="InsufficientMemoryException">There is less memory than needed; the message says how much that is.</exception>
    public DeterminantObjective(ElectronIntegrals integrals, FermionicAnsatz ansatz, int maxThreads = -1)
        : this(integrals, ansatz, maxThreads, null)
    {
    }

    private DeterminantObjective(ElectronIntegrals integrals, FermionicAnsatz ansatz, int maxThreads, DeterminantObjective? tables)
    {
        ArgumentNullException.ThrowIfNull(integrals);
        ArgumentNullException.ThrowIfNull(ansatz);
        ansatz.ThrowIfOutside(integrals);
        if (integrals.OrbitalCount > DeterminantStrings.MaximumOrbitals)
            throw new NotSupportedException($"Determinants are kept for at most {DeterminantStrings.MaximumOrbitals} orbitals; there are {integrals.OrbitalCount}. Choose an active space.");
        (_integrals, _ansatz, _maxThreads) = (integrals, ansatz, Threads.Checked(maxThreads, nameof(maxThreads)));
        DeterminantCount = FullConfigurationInteraction.CountDeterminants(integrals);
        _labels = tables?._labels ?? OrbitalLabels.Find(integrals);
        _conserving = [.. Enumerable.Range(0, ansatz.Excitations.Count).Where(k => _labels.Conserves(ansatz.Excitations[k]))];
        ThrowIfTooLarge(DeterminantCount / _labels.Count);
        _sectorHamiltonian = tables?._sectorHamiltonian ?? new(() => HamiltonianOf(_labels));
        _wholeHamiltonian = tables?._wholeHamiltonian ?? new(() => HamiltonianOf(OrbitalLabels.None(integrals.OrbitalCount)));
        _sector = new(() => new SectorEvaluator(_sectorHamiltonian.Value, [.. _conserving.Select(k => ansatz.Excitations[k])], ansatz.Form, _maxThreads));
        _whole = new(() => new SectorEvaluator(_wholeHamiltonian.Value, ansatz.Excitations, ansatz.Form, _maxThreads));
        Identity = RunIdentity.Create("determinants", [IntegralsDigest(integrals), .. AnsatzText(ansatz)], Path);
    }

    /// <inheritdoc/>
    public int Dimension => _ansatz.ParameterCount;

    /// <inheritdoc/>
    public bool HasGradient => true;

    /// <summary>Number of determinants: C(n, N_α) · C(n, N_β), before symmetry.</summary>
    public BigInteger DeterminantCount { get; }

    /// <summary>Number of symmetry labels that the integrals conserve, 1, 2, 4 or 8; a vector holds about one in so many determinants.</summary>
    public int SymmetryLabels => _labels.Count;

    /// <summary>What fixes the energies: integrals and ansatz, not the points.</summary>
    public RunIdentity Identity { get; }

    private static string Path => Fma.IsSupported || AdvSimd.IsSupported
        ? "determinants, double, fused multiply-add" : "determinants, double, separate multiply and add";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A point has the wrong length.</exception>
    public ValueTask<IReadOnlyList<Evaluation>> EvaluateAsync(
        IReadOnlyList<ReadOnlyMemory<double>> points, EvaluationKind want, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(points);
        var answers = new Evaluation[points.Count];
        for (var k = 0; k < answers.Length; k++)
        {
            var theta = points[k].Span;
            if (theta.Length != Dimension) throw new ArgumentException($"Point {k} has {theta.Length} parameters; the ansatz has {Dimension}.", nameof(points));
            cancellationToken.ThrowIfCancellationRequested();
            answers[k] = want == EvaluationKind.Value ? new Evaluation(Energy(theta, cancellationToken)) : WithGradient(theta, cancellationToken);
        }

        QratumDiagnostics.CountEnergies(answers.Length);
        return ValueTask.FromResult<IReadOnlyList<Evaluation>>(answers);
    }

    /// <summary>The state over all determinants, in the order of <see cref="ConfigurationInteractionRoot.Vector"/>.</summary>
    /// <param name="theta">Parameters.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">Another number of parameters was given.</exception>
    public ReadOnlyMemory<double> ComputeState(ReadOnlySpan<double> theta, CancellationToken cancellationToken = default)
    {
        ThrowIfWrongLength(theta);
        var (evaluator, angles) = Choose(theta);
        return evaluator.Space.ToFull(evaluator.State(angles, cancellationToken));
    }

    /// <summary>⟨S²⟩ of the state: S(S + 1) for a pure spin.</summary>
    /// <param name="theta">Parameters.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">Another number of parameters was given.</exception>
    public double ComputeSpinSquared(ReadOnlySpan<double> theta, CancellationToken cancellationToken = default)
    {
        ThrowIfWrongLength(theta);
        var (evaluator, angles) = Choose(theta);
        return SectorSpin.Expectation(evaluator.Space, evaluator.State(angles, cancellationToken));
    }

    /// <summary>The one-particle density matrix of the state over the orbitals of the Hamiltonian.</summary>
    /// <param name="theta">Parameters.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">Another number of parameters was given.</exception>
    public OneParticleDensity ComputeOneParticleDensity(ReadOnlySpan<double> theta, CancellationToken cancellationToken = default)
    {
        var state = ComputeState(theta, cancellationToken);
        var n = _integrals.OrbitalCount;
        var alpha = new DeterminantStrings(n, _integrals.AlphaElectrons);
        var beta = _integrals.AlphaElectrons == _integrals.BetaElectrons ? alpha : new DeterminantStrings(n, _integrals.BetaElectrons);
        return new OneParticleDensity(n, ConfigurationDensity.Of(alpha, beta, state, _maxThreads, cancellationToken));
    }

    /// <summary>The two-particle density matrix of the state over the orbitals of the Hamiltonian; see <see cref="TwoParticleDensity.Of"/>.</summary>
    /// <param name="theta">Parameters.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">Another number of parameters was given.</exception>
    /// <exception cref="InsufficientMemoryException">The matrix does not fit; the message says how many bytes it needs.</exception>
    public TwoParticleDensity ComputeTwoParticleDensity(ReadOnlySpan<double> theta, CancellationToken cancellationToken = default) =>
        TwoParticleDensity.Of(_integrals, ComputeState(theta, cancellationToken), _maxThreads, cancellationToken);

    /// <summary>The energies of another ansatz for the same Hamiltonian, whose tables both objects then use: not at the same time.</summary>
    /// <param name="ansatz">The excitations.</param>
    /// <exception cref="ArgumentException">The ansatz needs orbitals that there are not.</exception>
    public DeterminantObjective WithAnsatz(FermionicAnsatz ansatz) => new(_integrals, ansatz, _maxThreads, this);

    private double Energy(ReadOnlySpan<double> theta, CancellationToken cancellationToken)
    {
        var (evaluator, angles) = Choose(theta);
        return evaluator.Energy(angles, cancellationToken) + _integrals.CoreEnergy;
    }

    private Evaluation WithGradient(ReadOnlySpan<double> theta, CancellationToken cancellationToken)
    {
        var (evaluator, angles) = Choose(theta);
        var (derivatives, gradient) = (new double[angles.Length], new double[Dimension]);
        var energy = evaluator.Energy(angles, derivatives, cancellationToken) + _integrals.CoreEnergy;
        for (var k = 0; k < derivatives.Length; k++)
            gradient[_ansatz.ParameterNumbers[IsSector(evaluator) ? _conserving[k] : k]] += derivatives[k];
        return new Evaluation(energy, gradient);
    }

    private bool IsSector(SectorEvaluator evaluator) => _sector.IsValueCreated && evaluator == _sector.Value;

    /// <summary>The space that holds the state, and the angle of each of its excitations.</summary>
    private (SectorEvaluator Evaluator, double[] Angles) Choose(ReadOnlySpan<double> theta)
    {
        var all = new double[_ansatz.Excitations.Count];
        for (var k = 0; k < all.Length; k++) all[k] = theta[_ansatz.ParameterNumbers[k]];
        if (_conserving.Length == all.Length) return (_sector.Value, all);
        var angles = Array.ConvertAll(_conserving, k => all[k]);
        var moved = all.Count(a => a != 0) - angles.Count(a => a != 0);
        if (moved == 0) return (_sector.Value, angles);
        ThrowIfTooLarge(DeterminantCount);
        return (_whole.Value, all);
    }

    private SectorHamiltonian HamiltonianOf(OrbitalLabels labels) => new(
        _integrals, new DeterminantSpace(labels, _integrals.AlphaElectrons, _integrals.BetaElectrons), _maxThreads);

    private void ThrowIfTooLarge(BigInteger determinants)
    {
        const int vectors = 5; // ψ, Hψ, both interleaved, and room for tables
        var bytes = 8.0 * vectors * (double)determinants;
        var available = (double)GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (determinants > MaximumDeterminants)
            throw new NotSupportedException(string.Create(CultureInfo.InvariantCulture, $"{_integrals} have {determinants:N0} determinants of one symmetry; the limit is {MaximumDeterminants:N0}. Choose an active space."));
        if (bytes > available)
            throw new InsufficientMemoryException(string.Create(CultureInfo.InvariantCulture,
                $"{_integrals} have {determinants:N0} determinants of one symmetry, which need {bytes / (1 << 30):G4} GiB; {available / (1 << 30):G4} GiB are available. Choose an active space."));
    }

    private void ThrowIfWrongLength(ReadOnlySpan<double> theta)
    {
        if (theta.Length != Dimension) throw new ArgumentException($"{theta.Length} parameters were given; the ansatz has {Dimension}.", nameof(theta));
    }

    /// <summary>SHA-256 of numbers and integrals, so that the same Hamiltonian has the same name everywhere.</summary>
    internal static string IntegralsDigest(ElectronIntegrals integrals)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[8];
        foreach (var count in (ReadOnlySpan<int>)[integrals.OrbitalCount, integrals.AlphaElectrons, integrals.BetaElectrons]) Add(number, count);
        Add(number, integrals.CoreEnergy);
        foreach (var value in integrals.OneElectronSpan) Add(number, value);
        foreach (var value in integrals.RepulsionSpan) Add(number, value);
        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Add(Span<byte> bytes, double value)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
            hash.AppendData(bytes);
        }
    }

    internal static IEnumerable<string> AnsatzText(FermionicAnsatz ansatz) =>
        ansatz.Excitations.Select((e, k) => FormattableString.Invariant($"{ansatz.ParameterNumbers[k]}: {e}")).Append(ansatz.Form.ToString());
}
