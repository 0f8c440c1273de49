namespace Qratum.Optimization;

/// <summary>
/// The exact expected energy of QAOA on sparse models of any size, with gradient: every ⟨Zᵢ⟩ and ⟨ZᵢZⱼ⟩ depends on the spins within distance p
/// alone, its light cone. The parameters are those of <see cref="QaoaAnsatz"/>: all γ, then all β, in radians.
/// </summary>
/// <remarks>
/// <para>E. Farhi, J. Goldstone, S. Gutmann, arXiv:1411.4028, section III. Cones that differ in nothing but numbers and signs of spins are
/// computed once. A cone is contracted as a sum over paths, one bit per spin, layer and direction of time (I. L. Markov and Y. Shi, SIAM J.
/// Comput. 38 (2008) 963), or, where that is less work, its state is simulated. Gradients are one sweep back through the same sums.</para>
/// <para>Time and memory of a cone grow as 2^width; cones that are trees of degree d have widths of about 2p + 1 for any d. Results have the same
/// bits for any number of threads. An object may be used by one caller at a time.</para>
/// </remarks>
public sealed class LightConeObjective : IObjective
{
    private readonly LightConeOptions _options;
    private readonly ConeSet _cones;
    private readonly double[] _coefficients;

    /// <summary>Finds all cones and plans their computation.</summary>
    /// <param name="model">The model; couplings of weight 0 do not join their spins.</param>
    /// <param name="layers">Number of layers p, at least 1.</param>
    /// <param name="options">Threads and limits; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the planning.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no layer.</exception>
    /// <exception cref="NotSupportedException">A cone is wider than <see cref="LightConeOptions.MaximumWidth"/>; the message says how wide.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public LightConeObjective(IsingModel model, int layers, LightConeOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(layers, 1);
        (Model, Layers, _options) = (model, layers, options ?? new LightConeOptions());
        _cones = new ConeSet(model, layers, _options, cancellationToken);

        // What the value of each distinct cone is multiplied by in the energy, added in the order of couplings and spins.
        _coefficients = new double[_cones.Entries.Length];
        var edges = model.Couplings.EdgeSpan;
        for (var k = 0; k < _cones.Classes.Length; k++)
            _coefficients[_cones.Classes[k]] += _cones.Signs[k] * (k < edges.Length ? edges[k].Weight : model.Fields[k - edges.Length]);
    }

    /// <summary>The model.</summary>
    public IsingModel Model { get; }

    /// <summary>Number of layers p.</summary>
    public int Layers { get; }

    /// <summary>Numbers and sizes of the cones.</summary>
    public LightConeStatistics Statistics => _cones.Statistics;

    /// <summary>2p: all γ, then all β.</summary>
    public int Dimension => 2 * Layers;

    /// <summary>Always.</summary>
    public bool HasGradient => true;

    /// <summary>Expectation values of all spins and couplings.</summary>
    /// <param name="angles">Angles of <see cref="Layers"/> layers.</param>
    /// <param name="cancellationToken">Stops the work between two cones.</param>
    /// <exception cref="ArgumentException">The angles have another number of layers.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public SpinCorrelations Evaluate(QaoaAngles angles, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(angles);
        if (angles.Layers != Layers) throw new ArgumentException($"The angles have {angles.Layers} layers, the cones {Layers}.", nameof(angles));
        var (values, _) = Compute(angles.ToParameters(), EvaluationKind.Value, isEvery: true, cancellationToken);
        var all = new double[_cones.Classes.Length];
        for (var k = 0; k < all.Length; k++) all[k] = _cones.Signs[k] * values[_cones.Classes[k]];
        var couplings = Model.Couplings.EdgeCount;
        return new SpinCorrelations(Model, Model.HasFields ? all.AsSpan(couplings) : new double[Model.SpinCount], all.AsSpan(0, couplings));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Evaluation>> EvaluateAsync(
        IReadOnlyList<ReadOnlyMemory<double>> points, EvaluationKind want, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(points);
        var answers = new Evaluation[points.Count];
        for (var k = 0; k < answers.Length; k++)
        {
            if (points[k].Length != Dimension)
                throw new ArgumentException($"Point {k} has {points[k].Length} values; {Dimension} are expected.", nameof(points));
            var (values, gradients) = Compute(points[k], want, isEvery: false, cancellationToken);
            var energy = Model.Constant;
            for (var c = 0; c < values.Length; c++) energy += _coefficients[c] * values[c];
            if (want == EvaluationKind.Value)
            {
                answers[k] = new Evaluation(energy);
                continue;
            }

            var gradient = new double[Dimension];
            for (var c = 0; c < values.Length; c++)
            {
                for (var a = 0; a < gradient.Length; a++) gradient[a] += _coefficients[c] * gradients[(c * gradient.Length) + a];
            }

            answers[k] = new Evaluation(energy, gradient);
        }

        return ValueTask.FromResult<IReadOnlyList<Evaluation>>(answers);
    }

    private (double[] Values, double[] Gradients) Compute(
        ReadOnlyMemory<double> angles, EvaluationKind want, bool isEvery, CancellationToken cancellationToken)
    {
        var values = new double[_cones.Entries.Length];
        var size = want == EvaluationKind.Value ? 0 : Dimension;
        var gradients = new double[values.Length * size];
        ConeThreads.For(values.Length, _options.MaxThreads, static () => new ConeContraction(), (k, contraction) =>
        {
            if (_coefficients[k] == 0 && !isEvery) return;
            var entry = _cones.Entries[k];
            var gradient = gradients.AsSpan(k * size, size);
            values[k] = entry.Plan is { } plan
                ? contraction.Compute(plan, angles.Span, gradient)
                : entry.Circuit!.Compute(angles.Span, gradient, cancellationToken);
        }, cancellationToken);
        return (values, gradients);
    }
}
