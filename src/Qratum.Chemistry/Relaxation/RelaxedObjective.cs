namespace Qratum.Chemistry;

/// <summary>
/// The energy of an ansatz in an active space as a function of its parameters and of rotations of the orbitals: θ, then one number for each pair of
/// orbitals that can mix, an angle times the root of a guess of the curvature along it. Not to be used twice at a time.
/// </summary>
internal sealed class RelaxedObjective : IObjective
{
    /// <summary>Least curvature that the guess allows, hartree.</summary>
    private const double LeastCurvature = 0.3;

    private readonly ElectronIntegrals _whole;
    private readonly ActiveSpace _space;
    private readonly ActiveOrbitals _orbitals;
    private readonly FermionicAnsatz _ansatz;
    private readonly int _maxThreads;
    private readonly (int P, int Q)[] _pairs;
    private readonly double[] _scales;

    /// <param name="whole">The Hamiltonian over all orbitals.</param>
    /// <param name="space">The active ones.</param>
    /// <param name="ansatz">Over the active orbitals.</param>
    /// <param name="maxThreads">Upper limit of threads, or -1.</param>
    /// <param name="isSymmetric">Whether only orbitals of one symmetry mix: derivatives of others vanish where the orbitals have it.</param>
    public RelaxedObjective(ElectronIntegrals whole, ActiveSpace space, FermionicAnsatz ansatz, int maxThreads, bool isSymmetric = true)
    {
        (_whole, _space, _ansatz, _maxThreads) = (whole, space, ansatz, maxThreads);
        _orbitals = space.Fit(whole.OrbitalCount, whole.AlphaElectrons, whole.BetaElectrons);
        var labels = OrbitalLabels.Find(whole);
        // Rotations among active orbitals are what single excitations do already.
        var isActiveMixed = ansatz.Excitations.All(e => e.Annihilated.Count > 1);
        var (core, active) = (_orbitals.Core.ToHashSet(), _orbitals.Active.ToHashSet());
        int ClassOf(int p) => core.Contains(p) ? 0 : active.Contains(p) ? 1 : 2;
        _pairs = [.. Enumerable.Range(0, whole.OrbitalCount).SelectMany(p => Enumerable.Range(0, p).Select(q => (P: p, Q: q)))
            .Where(pair => (!isSymmetric || labels[pair.P] == labels[pair.Q]) && (ClassOf(pair.P) != ClassOf(pair.Q) || (isActiveMixed && ClassOf(pair.P) == 1)))];
        _scales = Array.ConvertAll(_pairs, pair => 1 / Math.Sqrt(Math.Max(LeastCurvature, Curvature(pair.P, pair.Q))));
    }

    public int Dimension => _ansatz.ParameterCount + _pairs.Length;

    public bool HasGradient => true;

    /// <summary>The rotation U at a point, n × n row-major, and the Hamiltonian in the rotated orbitals, all of them and the active ones.</summary>
    public (double[] Rotation, ElectronIntegrals Whole, ElectronIntegrals Active) OrbitalsAt(ReadOnlySpan<double> point)
    {
        var rotation = OrbitalTurn.Exponential(Kappa(point), _whole.OrbitalCount);
        var rotated = _whole.Rotate(rotation);
        return (rotation, rotated, rotated.Select(_space));
    }

    public async ValueTask<IReadOnlyList<Evaluation>> EvaluateAsync(
        IReadOnlyList<ReadOnlyMemory<double>> points, EvaluationKind want, CancellationToken cancellationToken = default)
    {
        var answers = new Evaluation[points.Count];
        for (var k = 0; k < answers.Length; k++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (_, whole, active) = OrbitalsAt(points[k].Span);
            var objective = new DeterminantObjective(active, _ansatz, _maxThreads);
            var theta = points[k][.._ansatz.ParameterCount];
            var inner = (await objective.EvaluateAsync([theta], want, cancellationToken).ConfigureAwait(false))[0];
            answers[k] = want == EvaluationKind.Value ? inner : new Evaluation(inner.Value, Gradient(points[k].Span, objective, inner, whole, cancellationToken));
        }

        return answers;
    }

    private double[] Gradient(ReadOnlySpan<double> point, DeterminantObjective objective, Evaluation inner, ElectronIntegrals whole, CancellationToken cancellationToken)
    {
        var theta = point[.._ansatz.ParameterCount];
        var right = OrbitalGradient.Of(whole, _orbitals, objective.ComputeOneParticleDensity(theta, cancellationToken), objective.ComputeTwoParticleDensity(theta, cancellationToken));
        var left = OrbitalTurn.PullBack(Kappa(point), right, _whole.OrbitalCount);
        return [.. inner.Gradient.Span, .. _pairs.Select((pair, k) => _scales[k] * left[(pair.P * _whole.OrbitalCount) + pair.Q])];
    }

    private double[] Kappa(ReadOnlySpan<double> point)
    {
        var n = _whole.OrbitalCount;
        var kappa = new double[n * n];
        for (var k = 0; k < _pairs.Length; k++)
        {
            var angle = _scales[k] * point[_ansatz.ParameterCount + k];
            kappa[(_pairs[k].P * n) + _pairs[k].Q] = angle;
            kappa[(_pairs[k].Q * n) + _pairs[k].P] = -angle;
        }

        return kappa;
    }

    /// <summary>That of the reference determinant: 2 (n_q − n_p)(f_pp − f_qq) with the mean of both spins' Fock matrices.</summary>
    private double Curvature(int p, int q) => 2 * Math.Abs((Electrons(p) - Electrons(q)) * (Level(p) - Level(q)));

    private int Electrons(int p) => (p < _whole.AlphaElectrons ? 1 : 0) + (p < _whole.BetaElectrons ? 1 : 0);

    private double Level(int p) => (_whole.Fock(Spin.Alpha, p, p) + _whole.Fock(Spin.Beta, p, p)) / 2;
}
