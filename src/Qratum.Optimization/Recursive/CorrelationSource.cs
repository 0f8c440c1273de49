namespace Qratum.Optimization;

/// <summary>Where a round of <see cref="RecursiveQaoa"/> has its correlations from.</summary>
internal abstract class CorrelationSource
{
    /// <summary>Layers of the next round.</summary>
    internal abstract int Layers { get; }

    /// <summary>Offers every spin with a field (partner -1) and every coupled pair with its expectation value, in a fixed order.</summary>
    internal abstract Task VisitAsync(SpinNetwork network, Action<int, int, double> offer, CancellationToken cancellationToken);

    /// <summary>Offers the values of a model whose spins are some of the network's.</summary>
    private protected static void Offer(SpinCorrelations values, int[] spins, Action<int, int, double> offer)
    {
        var edges = values.Model.Couplings.EdgeSpan;
        for (var k = 0; k < edges.Length; k++) offer(spins[edges[k].I], spins[edges[k].J], values.Couplings[k]);
        for (var i = 0; i < spins.Length; i++)
        {
            if (values.Model.Fields[i] != 0) offer(spins[i], -1, values.Spins[i]);
        }
    }
}

/// <summary>The closed form of one layer at its best angles, which are searched near those of the round before.</summary>
internal sealed class SingleLayerSource : CorrelationSource
{
    /// <summary>Accuracy of γ, as a fraction of the inverse of the root mean square coupling: correlations are then good to its square.</summary>
    private const double Accuracy = 1e-5;

    /// <summary>After so large a part of the spins is gone, the whole range of γ is searched again.</summary>
    private const double Renewal = 0.9;

    private SingleLayerSearch.Best _best;
    private int _searchedAt;

    internal override int Layers => 1;

    internal override Task VisitAsync(SpinNetwork network, Action<int, int, double> offer, CancellationToken cancellationToken)
    {
        var kernel = new SingleLayerKernel(network);
        var scale = SingleLayerSearch.Scale(network);
        if (_searchedAt == 0 || network.Alive < Renewal * _searchedAt)
        {
            _best = SingleLayerSearch.Global(kernel, network, Accuracy / scale, cancellationToken);
            _searchedAt = network.Alive;
        }
        else
        {
            var near = SingleLayerSearch.At(kernel, _best.Gamma);
            _best = SingleLayerSearch.Local(kernel, near, 0.02 / scale, Accuracy / scale, cancellationToken);
        }

        kernel.Compute(_best.Gamma);
        var (sin, cos) = SinCos.Compute(2 * _best.Beta);
        var coupling = 0;
        for (var i = 0; i < network.Count; i++)
        {
            foreach (var j in network.Neighbours(i))
            {
                if (j < i) continue;
                offer(i, j, sin * ((cos * kernel.YZ[coupling]) + (sin * kernel.YY[coupling])));
                coupling++;
            }
        }

        for (var i = 0; i < network.Count; i++)
        {
            if (network.Fields[i] != 0) offer(i, -1, sin * kernel.Y[i]);
        }

        return Task.CompletedTask;
    }
}

/// <summary>Light cones of several layers; fewer where they do not fit, if that is allowed.</summary>
internal sealed class LightConeSource(RecursiveQaoaOptions options) : CorrelationSource
{
    private readonly SingleLayerSource _single = new();
    private int _layers = options.Layers;
    private QaoaAngles? _start = options.LightCones.Start;

    internal override int Layers => _layers;

    internal override async Task VisitAsync(SpinNetwork network, Action<int, int, double> offer, CancellationToken cancellationToken)
    {
        while (_layers > 1)
        {
            try
            {
                var (model, spins) = network.Remainder();
                var result = await LightConeQaoa.OptimizeAsync(
                    model, _layers, options.LightCones with { Start = _start }, cancellationToken: cancellationToken).ConfigureAwait(false);
                _start = result.Angles;
                Offer(result.Correlations, spins, offer);
                return;
            }
            catch (NotSupportedException) when (options.WhenTooWide == WhenTooWide.FewerLayers)
            {
                (_layers, _start) = (_layers - 1, null);
            }
        }

        await _single.VisitAsync(network, offer, cancellationToken).ConfigureAwait(false);
    }
}

/// <summary>Any backend, for models of as many spins as it has qubits.</summary>
internal sealed class BackendSource(IQuantumBackend backend, RecursiveQaoaOptions options) : CorrelationSource
{
    private double[]? _start;
    private ulong _round;

    internal override int Layers => options.Layers;

    internal override async Task VisitAsync(SpinNetwork network, Action<int, int, double> offer, CancellationToken cancellationToken)
    {
        var (model, spins) = network.Remainder();
        if (model.SpinCount > backend.Capabilities.MaximumQubits)
        {
            throw new NotSupportedException(
                $"The model has {model.SpinCount} spins; the backend '{backend.Name}' has at most {backend.Capabilities.MaximumQubits} qubits.");
        }

        var circuit = QaoaAnsatz.Create(model, options.Layers);
        IMinimizer minimizer = options.BackendMinimizer ?? (backend is IGradientEstimator ? new Lbfgs() : new Cobyla());
        var seed = new PhiloxRandom(options.Seed, stream: 4, _round++).NextUInt64();
        var objective = new EstimatorObjective(model.ToPauliSum(), circuit, backend, seed);
        var start = _start ?? StartingAngles.For(model, options.Layers).ToParameters();
        var minimum = await minimizer.MinimizeAsync(objective, start, seed: seed, cancellationToken: cancellationToken).ConfigureAwait(false);
        _start = minimum.Point.ToArray();

        var identity = PauliString.Identity(model.SpinCount);
        PauliString[] strings =
        [
            .. Enumerable.Range(0, model.SpinCount).Select(i => identity.With(i, Pauli.Z)),
            .. model.Couplings.Edges.Select(e => identity.With(e.I, Pauli.Z).With(e.J, Pauli.Z)),
        ];
        var observables = strings.Select(s => new PauliSumBuilder(model.SpinCount).Add(1, s).Build()).ToArray();
        var answer = await backend.EstimateAllAsync(
            new ObservablesPub(circuit, observables, [_start], Seed: new PhiloxRandom(seed, stream: 1).NextUInt64()), cancellationToken).ConfigureAwait(false);
        double[] values = [.. answer.Values[0]];
        Offer(new SpinCorrelations(model, values.AsSpan(0, model.SpinCount), values.AsSpan(model.SpinCount)), spins, offer);
    }
}
