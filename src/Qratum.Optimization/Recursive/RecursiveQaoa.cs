using System.Diagnostics;

namespace Qratum.Optimization;

/// <summary>
/// Recursive QAOA: the strongest ⟨ZᵢZⱼ⟩ or ⟨Zᵢ⟩ of the best state decides that sⱼ = ±sᵢ, or sᵢ = ±1, the model loses that spin, and so on until
/// few are left, which are solved exactly. At the end single spins turn as long as that lowers the energy.
/// </summary>
/// <remarks>
/// S. Bravyi, A. Kliesch, R. Koenig, E. Tang, "Obstacles to variational quantum optimization from symmetry protection", Phys. Rev. Lett. 125
/// (2020) 260505, arXiv:1910.08980. Without a backend nothing is sampled: one layer by its closed form, about ten evaluations of O(couplings) a
/// round, for models of thousands of spins; several layers by light cones. Nothing is random then; of equally strong values the first counts,
/// couplings before fields. The spin with fewer couplings of a pair is the one that goes.
/// </remarks>
public sealed class RecursiveQaoa
{
    private readonly RecursiveQaoaOptions _options;
    private readonly IQuantumBackend? _backend;

    /// <summary>Correlations are computed exactly, without a state.</summary>
    /// <param name="options">Layers, cutoff and the like; null for the defaults.</param>
    public RecursiveQaoa(RecursiveQaoaOptions? options = null) => _options = options ?? new RecursiveQaoaOptions();

    /// <summary>Correlations come from a backend, which has a qubit for each spin.</summary>
    /// <param name="backend">Estimates expectation values.</param>
    /// <param name="options">Layers, cutoff and the like; null for the defaults.</param>
    public RecursiveQaoa(IQuantumBackend backend, RecursiveQaoaOptions? options = null)
        : this(options)
    {
        ArgumentNullException.ThrowIfNull(backend);
        _backend = backend;
    }

    /// <summary>Finds a configuration of low energy.</summary>
    /// <param name="model">The model.</param>
    /// <param name="progress">Told every step.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="NotSupportedException">
    /// The model has too many spins for the backend, or its light cones are too wide and <see cref="WhenTooWide.Refuse"/> was asked.
    /// </exception>
    /// <exception cref="BackendException">The device or the network failed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<RecursiveQaoaResult> RunAsync(
        IsingModel model, IProgress<SpinElimination>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var clock = Stopwatch.StartNew();
        var network = new SpinNetwork(model);
        CorrelationSource source = _backend is { } backend ? new BackendSource(backend, _options)
            : _options.Layers > 1 ? new LightConeSource(_options) : new SingleLayerSource();
        var steps = new List<SpinElimination>();
        var round = 0;
        for (; network.Alive > _options.CutoffSpins; round++)
        {
            var wanted = Math.Min(_options.EliminationsPerRound, network.Alive - _options.CutoffSpins);
            var chosen = await ChooseAsync(source, network, wanted, cancellationToken).ConfigureAwait(false);
            foreach (var (first, second, value) in chosen)
            {
                var (keep, go) = second < 0 ? (-1, first)
                    : network.Neighbours(first).Length < network.Neighbours(second).Length ? (second, first) : (first, second);
                var sign = value != 0 ? Math.Sign(value) : UndecidedSign(network, keep, go);
                if (keep < 0) network.Fix(go, sign);
                else network.Substitute(go, keep, sign);
                steps.Add(new SpinElimination(round, source.Layers, go, keep, sign, value, network.Alive));
                progress?.Report(steps[^1]);
            }
        }

        var (rest, spins) = network.Remainder();
        var remainder = ReferenceSearch.Minimize(rest, _options.Reference, cancellationToken);
        var values = new int[model.SpinCount];
        for (var k = 0; k < spins.Length; k++) values[spins[k]] = remainder.Bits[k] ? -1 : 1;
        for (var k = steps.Count - 1; k >= 0; k--)
            values[steps[k].Spin] = steps[k].Sign * (steps[k].Partner < 0 ? 1 : values[steps[k].Partner]);
        var recursive = model.Energy(BitString.FromBits([.. values.Select(static s => s < 0)]));
        CorrelationRounding.Descend(model, values);
        var best = BitString.FromBits([.. values.Select(static s => s < 0)]);
        return new RecursiveQaoaResult
        {
            Best = best,
            BestEnergy = model.Energy(best),
            RecursiveEnergy = recursive,
            Eliminations = steps,
            Remainder = remainder,
            Rounds = round,
            Elapsed = clock.Elapsed,
        };
    }

    /// <summary>The strongest values, no two of which share a spin; spins without any term where no term is left.</summary>
    private static async Task<List<(int First, int Second, double Value)>> ChooseAsync(
        CorrelationSource source, SpinNetwork network, int wanted, CancellationToken cancellationToken)
    {
        var hasTerms = false;
        for (var i = 0; i < network.Count && !hasTerms; i++) hasTerms = network.Fields[i] != 0 || network.Neighbours(i).Length > 0;
        if (!hasTerms) return [.. Enumerable.Range(0, network.Count).Where(network.IsAlive).Take(wanted).Select(static i => (i, -1, 0.0))];

        if (wanted == 1)
        {
            var best = (First: -1, Second: -1, Value: 0.0);
            await source.VisitAsync(network, (i, j, value) =>
            {
                if (best.First < 0 || Math.Abs(value) > Math.Abs(best.Value)) best = (i, j, value);
            }, cancellationToken).ConfigureAwait(false);
            return [best];
        }

        var all = new List<(int First, int Second, double Value, int Order)>();
        await source.VisitAsync(network, (i, j, value) => all.Add((i, j, value, all.Count)), cancellationToken).ConfigureAwait(false);
        all.Sort(static (a, b) => Math.Abs(a.Value) != Math.Abs(b.Value) ? Math.Abs(b.Value).CompareTo(Math.Abs(a.Value)) : a.Order.CompareTo(b.Order));
        var taken = new HashSet<int>();
        var chosen = new List<(int, int, double)>();
        foreach (var (i, j, value, _) in all)
        {
            if (chosen.Count == wanted) break;
            if (taken.Contains(i) || taken.Contains(j)) continue;
            taken.Add(i);
            if (j >= 0) taken.Add(j);
            chosen.Add((i, j, value));
        }

        return chosen;
    }

    /// <summary>Where a value is exactly 0: the sign that lowers the energy of the term itself.</summary>
    private static int UndecidedSign(SpinNetwork network, int keep, int go)
    {
        var place = keep < 0 ? -1 : network.Neighbours(go).BinarySearch(keep);
        var term = keep < 0 ? network.Fields[go] : place < 0 ? 0 : network.Weights(go)[place];
        return term > 0 ? -1 : 1;
    }
}
