namespace Qratum.Optimization;

/// <summary>
/// The expected energy of QAOA with one layer by its closed form, for models of any size: fields, weighted couplings, triangles and all.
/// The parameters are γ and β of <see cref="QaoaAnsatz"/>, in radians.
/// </summary>
/// <remarks>
/// A. Ozaeta, W. van Dam, P. L. McMahon, "Expectation values from the single-layer quantum approximate optimization algorithm on Ising
/// problems", Quantum Sci. Technol. 7 (2022) 045036, arXiv:2012.03421; for MaxCut Z. Wang, S. Hadfield, Z. Jiang, E. G. Rieffel, Phys. Rev. A
/// 97, 022304 (2018). Values and gradients take O(couplings), and O(degrees) for each coupling whose ends have a common neighbour. One thread.
/// An object may be used by one caller at a time.
/// </remarks>
public sealed class SingleLayerObjective : IObjective
{
    private readonly SpinNetwork _network;
    private readonly SingleLayerKernel _kernel;

    /// <summary>Prepares a model. O(Σ degree²).</summary>
    /// <param name="model">The model.</param>
    public SingleLayerObjective(IsingModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        Model = model;
        _network = new SpinNetwork(model, keepsZeros: true);
        _kernel = new SingleLayerKernel(_network);
    }

    /// <summary>The model.</summary>
    public IsingModel Model { get; }

    /// <summary>Two: γ, then β.</summary>
    public int Dimension => 2;

    /// <summary>Always.</summary>
    public bool HasGradient => true;

    /// <summary>Expectation values of all spins and couplings.</summary>
    /// <param name="angles">Angles of one layer.</param>
    /// <exception cref="ArgumentException">There is more than one layer.</exception>
    public SpinCorrelations Evaluate(QaoaAngles angles)
    {
        ArgumentNullException.ThrowIfNull(angles);
        if (angles.Layers != 1) throw new ArgumentException($"The angles have {angles.Layers} layers; this is the formula of one.", nameof(angles));
        _kernel.Compute(angles.Gammas[0]);
        var (sin, cos) = SinCos.Compute(2 * angles.Betas[0]);
        var couplings = new double[_kernel.YZ.Length];
        for (var k = 0; k < couplings.Length; k++) couplings[k] = sin * ((cos * _kernel.YZ[k]) + (sin * _kernel.YY[k]));
        return new SpinCorrelations(Model, [.. _kernel.Y.Select(y => sin * y)], couplings);
    }

    /// <summary>
    /// The angles of least energy: of all β, and of 0 &lt; γ ≤ π / (4 rms) with the root mean square of fields and couplings, scanned and then
    /// narrowed to 1e-10 of that range. Some hundred evaluations.
    /// </summary>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public QaoaAngles FindAngles(CancellationToken cancellationToken = default)
    {
        var scale = SingleLayerSearch.Scale(_network);
        var best = SingleLayerSearch.Global(_kernel, _network, scale == 0 ? 1 : 1e-10 / scale, cancellationToken);
        return new QaoaAngles([best.Gamma], [best.Beta]);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Evaluation>> EvaluateAsync(
        IReadOnlyList<ReadOnlyMemory<double>> points, EvaluationKind want, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(points);
        var answers = new Evaluation[points.Count];
        for (var k = 0; k < answers.Length; k++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (points[k].Length != 2) throw new ArgumentException($"Point {k} has {points[k].Length} values; γ and β are expected.", nameof(points));
            var (value, byGamma, byBeta) = _kernel.Compute(points[k].Span[0]).At(points[k].Span[1]);
            answers[k] = want == EvaluationKind.Value ? new Evaluation(value) : new Evaluation(value, new[] { byGamma, byBeta });
        }

        return ValueTask.FromResult<IReadOnlyList<Evaluation>>(answers);
    }
}
