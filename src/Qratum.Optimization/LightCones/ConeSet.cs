namespace Qratum.Optimization;

/// <summary>All cones of a model, each distinct one with its plan: a contraction or a circuit, whichever is less work.</summary>
internal sealed class ConeSet
{
    /// <summary>Terms read at a time: their cones are in memory together. Few to begin with, so that a model that does not fit is refused soon.</summary>
    private const int FirstChunk = 16, MostChunk = 4096;

    /// <summary>Bits above which no order of elimination is looked for.</summary>
    private const int MostBits = 8192;

    private readonly IsingModel _model;
    private readonly int _layers;
    private readonly LightConeOptions _options;
    private readonly Dictionary<Cone, int> _known = [];
    private readonly List<Entry> _entries = [];

    internal ConeSet(IsingModel model, int layers, LightConeOptions options, CancellationToken cancellationToken)
    {
        (_model, _layers, _options) = (model, layers, options);
        var couplings = model.Couplings.EdgeCount;
        Classes = new int[couplings + (model.HasFields ? model.SpinCount : 0)];
        Signs = new sbyte[Classes.Length];
        var network = new SpinNetwork(model);
        for (int start = 0, size = FirstChunk; start < Classes.Length; start += size, size = Math.Min(8 * size, MostChunk))
            ReadChunk(network, start, Math.Min(size, Classes.Length - start), cancellationToken);
        Entries = [.. _entries];
        var (state, width, spins, contracted, operations, numbers) = (0, 0, 0, 0, 0.0, 0L);
        foreach (var entry in Entries)
        {
            spins = Math.Max(spins, entry.Cone.Count);
            operations += entry.Plan?.Cost ?? ConeCircuit.CostOf(entry.Cone);
            if (entry.Plan is null)
            {
                state = Math.Max(state, entry.Cone.Count);
                continue;
            }

            contracted++;
            width = Math.Max(width, entry.Plan.Width);
            numbers = Math.Max(numbers, (2 * entry.Plan.Entries) + entry.Plan.WorkEntries);
        }

        Statistics = new LightConeStatistics(Classes.Length, Entries.Length, spins, width, state, contracted, operations, 16 * numbers);
    }

    /// <summary>A distinct cone, with one of the two ways to compute it.</summary>
    internal sealed record Entry(Cone Cone, ConePlan? Plan, ConeCircuit? Circuit);

    /// <summary>For each coupling, and then for each spin where there are fields, the number of its cone among <see cref="Entries"/>.</summary>
    internal int[] Classes { get; }

    /// <summary>For each of them the sign of its value.</summary>
    internal sbyte[] Signs { get; }

    internal Entry[] Entries { get; }

    internal LightConeStatistics Statistics { get; }

    private void ReadChunk(SpinNetwork network, int start, int count, CancellationToken cancellationToken)
    {
        var readings = new ConeReader.Reading[count];
        ConeThreads.For(readings.Length, _options.MaxThreads, () => new ConeReader(network, _layers), (k, reader) =>
        {
            var (i, j) = Ends(start + k);
            readings[k] = reader.Read(i, j, _options.MaximumWidth);
        }, cancellationToken);

        var fresh = new List<(Cone Cone, int Term)>();
        for (var k = 0; k < readings.Length; k++)
        {
            if (readings[k].Cone is not { } cone) throw Refusal(start + k, readings[k].Spins, readings[k].LeastWidth, isBound: true);
            if (!_known.TryGetValue(cone, out var number))
            {
                _known.Add(cone, number = _known.Count);
                fresh.Add((cone, start + k));
            }

            (Classes[start + k], Signs[start + k]) = (number, (sbyte)readings[k].Sign);
        }

        // One after the other in pieces, so that a model that does not fit is refused soon.
        foreach (var piece in fresh.Chunk(64))
        {
            var made = new (Entry? Entry, int Width)[piece.Length];
            ConeThreads.For(piece.Length, _options.MaxThreads, static () => 0, (k, _) => made[k] = Make(piece[k].Cone), cancellationToken);
            for (var k = 0; k < piece.Length; k++)
                _entries.Add(made[k].Entry ?? throw Refusal(piece[k].Term, piece[k].Cone.Count, made[k].Width, isBound: false));
        }
    }

    private (Entry? Entry, int Width) Make(Cone cone)
    {
        var isSmall = cone.Count <= _options.MaximumWidth;
        var (plan, width) = ConeFactors.CountBits(cone) > MostBits ? (null, int.MaxValue) : ConePlan.Make(cone, _options.MaximumWidth);
        if (isSmall && (plan is null || ConeCircuit.CostOf(cone) < plan.Cost)) return (new Entry(cone, null, new ConeCircuit(cone)), width);
        return (plan is null ? null : new Entry(cone, plan, null), width);
    }

    private (int I, int J) Ends(int term)
    {
        var couplings = _model.Couplings.EdgeSpan;
        return term < couplings.Length ? (couplings[term].I, couplings[term].J) : (term - couplings.Length, -1);
    }

    private NotSupportedException Refusal(int term, int spins, int width, bool isBound)
    {
        var (i, j) = Ends(term);
        var name = j < 0 ? $"spin {i}" : $"coupling {i}-{j}";
        var needed = width == int.MaxValue ? $"paths of more than {MostBits} bits" : $"tables of 2^{width} numbers{(isBound ? " or more" : "")}";
        return new NotSupportedException(
            $"With {_layers} layers the light cone of {name} has {spins} spins: it takes {needed}, or a state of {spins} qubits; the limit of both is {_options.MaximumWidth}" +
            $" ({nameof(LightConeOptions)}.{nameof(LightConeOptions.MaximumWidth)}). One layer has a closed form for any model ({nameof(SingleLayerObjective)}).");
    }
}
