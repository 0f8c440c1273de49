namespace Qratum.Optimization;

/// <summary>A circuit of QAOA: its cost, mixer and number of layers, which gates share angles, and so the order of its parameters.</summary>
/// <remarks>Parameters are the γ of the first layer, of the second, ..., then the β of the first layer and so on.</remarks>
internal sealed class QaoaForm
{
    private readonly int[] _gammaOf; // of each term of the cost, within a layer
    private readonly int[] _betaOf; // of each term of the mixer

    public QaoaForm(CostFunction cost, IMixer mixer, int layers, AngleSharing sharing)
    {
        if (mixer.QubitCount != cost.SpinCount)
            throw new ArgumentException($"The mixer has {mixer.QubitCount} qubits, the model {cost.SpinCount} spins.", nameof(mixer));
        (Layers, Sharing) = (layers, sharing);
        (_gammaOf, GammasOfLayer) = Shared(cost, sharing);
        _betaOf = [.. Enumerable.Range(0, mixer.TermCount).Select(t => sharing == AngleSharing.Term ? t : 0)];
        BetasOfLayer = sharing == AngleSharing.Term ? mixer.TermCount : 1;
        Circuit = Build(cost, mixer);
    }

    public int Layers { get; }

    public AngleSharing Sharing { get; }

    /// <summary>Number of different γ of one layer, at least 1.</summary>
    public int GammasOfLayer { get; }

    /// <summary>Number of different β of one layer, at least 1.</summary>
    public int BetasOfLayer { get; }

    public int ParameterCount => Layers * (GammasOfLayer + BetasOfLayer);

    /// <summary>The circuit without measurements.</summary>
    public Circuit Circuit { get; }

    /// <summary>The parameters where all angles of a layer are equal.</summary>
    public double[] Expand(QaoaAngles angles)
    {
        var parameters = new double[ParameterCount];
        for (var layer = 0; layer < Layers; layer++)
        {
            parameters.AsSpan(layer * GammasOfLayer, GammasOfLayer).Fill(angles.Gammas[layer]);
            parameters.AsSpan((Layers * GammasOfLayer) + (layer * BetasOfLayer), BetasOfLayer).Fill(angles.Betas[layer]);
        }

        return parameters;
    }

    /// <summary>The mean angles of each layer.</summary>
    public QaoaAngles Means(ReadOnlySpan<double> parameters)
    {
        var (gammas, betas) = (new double[Layers], new double[Layers]);
        for (var layer = 0; layer < Layers; layer++)
        {
            gammas[layer] = PairwiseTerms.Sum(parameters.Slice(layer * GammasOfLayer, GammasOfLayer)) / GammasOfLayer;
            betas[layer] = PairwiseTerms.Sum(parameters.Slice((Layers * GammasOfLayer) + (layer * BetasOfLayer), BetasOfLayer)) / BetasOfLayer;
        }

        return new QaoaAngles(gammas, betas);
    }

    private static (int[] GammaOf, int Count) Shared(CostFunction cost, AngleSharing sharing)
    {
        switch (sharing)
        {
            case AngleSharing.Layer:
                return (new int[cost.Terms.Count], 1);
            case AngleSharing.Kind:
                int[] sizes = [.. cost.Terms.Select(static t => t.Spins.Length).Distinct().Order()];
                return ([.. cost.Terms.Select(t => Array.IndexOf(sizes, t.Spins.Length))], Math.Max(1, sizes.Length));
            case AngleSharing.Term:
                return ([.. Enumerable.Range(0, cost.Terms.Count)], Math.Max(1, cost.Terms.Count));
            default:
                throw new ArgumentOutOfRangeException(nameof(sharing), sharing, "Unknown way of sharing angles.");
        }
    }

    private Circuit Build(CostFunction cost, IMixer mixer)
    {
        var gammas = Names("gamma", GammasOfLayer);
        var betas = Names("beta", BetasOfLayer);

        // Declared first: a model without couplings would otherwise lose its gammas.
        var builder = new CircuitBuilder(cost.SpinCount).Declare([.. gammas.SelectMany(static g => g), .. betas.SelectMany(static b => b)]);
        mixer.AppendStart(builder);
        var angles = new Angle[mixer.TermCount];
        for (var layer = 0; layer < Layers; layer++)
        {
            for (var t = 0; t < cost.Terms.Count; t++) AppendPhase(builder, cost.Terms[t], gammas[layer][_gammaOf[t]]);
            for (var t = 0; t < angles.Length; t++) angles[t] = betas[layer][_betaOf[t]];
            mixer.AppendLayer(builder, angles);
        }

        return builder.Build();
    }

    /// <summary>exp(-iγC) of a term, C = -E.</summary>
    private static void AppendPhase(CircuitBuilder builder, CostTerm term, Parameter gamma)
    {
        var angle = -2 * term.Coefficient * (Angle)gamma;
        switch (term.Spins)
        {
            case [var i]:
                builder.Rz(angle, i);
                break;
            case [var i, var j]:
                builder.Rzz(angle, i, j);
                break;
            default:
                var product = PauliString.Identity(term.Spins.Length);
                for (var k = 0; k < term.Spins.Length; k++) product = product.With(k, Pauli.Z);
                builder.Rotation(product, angle, term.Spins);
                break;
        }
    }

    /// <summary>Names of the parameters of each layer; plain where a layer has one.</summary>
    private Parameter[][] Names(string letter, int count) => [.. Enumerable.Range(0, Layers).Select(layer =>
        Enumerable.Range(0, count).Select(k => new Parameter(count == 1 ? $"{letter}[{layer}]" : $"{letter}[{layer}][{k}]")).ToArray())];
}
