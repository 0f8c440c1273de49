namespace Qratum.Optimization;

/// <summary>
/// The quantum approximate optimization algorithm: angles of <see cref="QaoaAnsatz"/> searched by any <see cref="IMinimizer"/> on any
/// <see cref="IQuantumBackend"/>, then a sample of the final state and its best bit string.
/// </summary>
/// <remarks>E. Farhi, J. Goldstone, S. Gutmann, arXiv:1411.4028.</remarks>
public sealed class Qaoa
{
    private readonly IQuantumBackend _backend;
    private readonly IMinimizer _minimizer;

    /// <summary>Wires the collaborators.</summary>
    /// <param name="backend">Computes expectation values and samples.</param>
    /// <param name="minimizer">Searches the angles.</param>
    public Qaoa(IQuantumBackend backend, IMinimizer minimizer)
    {
        ArgumentNullException.ThrowIfNull(backend);
        ArgumentNullException.ThrowIfNull(minimizer);
        _backend = backend;
        _minimizer = minimizer;
    }

    /// <summary>Qubits, terms, parameters, memory and rough time of a run, without running it; cheap for any size.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">Layers, training and the like; null for the defaults.</param>
    public static QaoaEstimate Estimate(IsingModel model, QaoaOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        return QaoaEstimate.Create(model, options ?? new QaoaOptions());
    }

    /// <summary>Finds a low energy of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">Layers, shots, seed and the like; null for the defaults.</param>
    /// <param name="progress">Told the best energy of the running search after each step.</param>
    /// <param name="cancellationToken">Stops the run; the last <see cref="QaoaOptions.AfterStep"/> call holds the last whole step.</param>
    /// <exception cref="ArgumentException">The starting angles have another number of layers, or the saved run does not fit.</exception>
    /// <exception cref="NotSupportedException">The model has too many spins for the backend, or the minimizer needs gradients that are not to be had.</exception>
    /// <exception cref="BackendException">The device or the network failed.</exception>
    public async Task<QaoaResult> RunAsync(
        IsingModel model, QaoaOptions? options = null, IProgress<HistoryPoint>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new QaoaOptions();
        if (options.FlipSymmetry == FlipSymmetry.Reduced && model.SpinCount > 1)
        {
            if (model.HasFields) throw new ArgumentException("The model has fields: its energy changes when all spins flip, so there is no symmetry to use.", nameof(options));
            if (options.Mixer is not (null or TransverseMixer))
                throw new ArgumentException($"The symmetry is that of the standard mixer, not of '{options.Mixer.Description}'.", nameof(options));
            var half = EvenSector.Reduce(model);
            var found = await Run(CostFunction.Of(half), new EvenSector.Mixer(half.SpinCount), Start(model, options), options)
                .RunAsync(progress, cancellationToken).ConfigureAwait(false);
            return found with { Best = EvenSector.Widen(found.Best), Counts = EvenSector.Widen(found.Counts) };
        }

        return await Run(CostFunction.Of(model), options.Mixer ?? new TransverseMixer(model.SpinCount), Start(model, options), options)
            .RunAsync(progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finds a low energy of a polynomial of spins of any degree.</summary>
    /// <param name="polynomial">The energy.</param>
    /// <param name="options">Layers, shots, seed and the like; null for the defaults. Without a start the search begins at a ramp scaled by the terms.</param>
    /// <param name="progress">Told the best energy of the running search after each step.</param>
    /// <param name="cancellationToken">Stops the run; the last <see cref="QaoaOptions.AfterStep"/> call holds the last whole step.</param>
    /// <exception cref="ArgumentException">As for a model, or half the state is asked for: that is for pairwise models.</exception>
    /// <exception cref="NotSupportedException">As for a model.</exception>
    /// <exception cref="BackendException">The device or the network failed.</exception>
    public async Task<QaoaResult> RunAsync(
        SpinPolynomial polynomial, QaoaOptions? options = null, IProgress<HistoryPoint>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(polynomial);
        options ??= new QaoaOptions();
        if (options.FlipSymmetry != FlipSymmetry.Unused)
            throw new ArgumentException("Half of the state stands for the whole in pairwise models only, not in polynomials.", nameof(options));
        var start = options.Start ?? StartingAngles.For(polynomial, options.Growth == LayerGrowth.None ? options.Layers : 1);
        return await Run(CostFunction.Of(polynomial), options.Mixer ?? new TransverseMixer(polynomial.SpinCount), start, options)
            .RunAsync(progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finds a large cut and compares it with a classical reference (<see cref="QaoaOptions.Reference"/>).</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="options">Layers, shots, seed and the like; null for the defaults.</param>
    /// <param name="progress">Told the best expected cut of the running search after each step.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <exception cref="ArgumentException">As for a model.</exception>
    /// <exception cref="NotSupportedException">As for a model.</exception>
    /// <exception cref="BackendException">The device or the network failed.</exception>
    public async Task<MaxCutResult> RunAsync(
        MaxCut problem, QaoaOptions? options = null, IProgress<HistoryPoint>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        options ??= new QaoaOptions();
        var model = problem.ToIsing();
        var cuts = progress is null ? null : new CutProgress(progress);
        var result = await RunAsync(model, options, cuts, cancellationToken).ConfigureAwait(false);
        var reference = ReferenceSearch.Minimize(model, options.Reference, cancellationToken);
        return MaxCutResult.Create(problem, result, reference, options.Reference);
    }

    private static QaoaAngles Start(IsingModel model, QaoaOptions options) =>
        options.Start ?? StartingAngles.For(model, options.Growth == LayerGrowth.None ? options.Layers : 1);

    private QaoaRun Run(CostFunction cost, IMixer mixer, QaoaAngles start, QaoaOptions options) =>
        cost.SpinCount <= _backend.Capabilities.MaximumQubits ? new QaoaRun(_backend, _minimizer, cost, mixer, start, options)
        : throw new NotSupportedException(
            $"The model has {cost.SpinCount} spins; the backend '{_backend.Name}' has at most {_backend.Capabilities.MaximumQubits} qubits. {nameof(LightConeQaoa)} and {nameof(RecursiveQaoa)} take larger models.");

    private sealed class CutProgress(IProgress<HistoryPoint> inner) : IProgress<HistoryPoint>
    {
        public void Report(HistoryPoint value) => inner.Report(value with { Value = -value.Value });
    }
}
