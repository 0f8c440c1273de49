namespace Qratum.Optimization;

/// <summary>
/// The expectation value of a cone as a sum over bits of a product of factors of one or two of them: one bit for every spin, layer and
/// direction of time, the value that the spin has on a path through the circuit.
/// </summary>
/// <remarks>
/// At distance d ≥ 1 a spin has p - d + 1 bits forwards and as many backwards, the last of which are one and the same: what follows them acts
/// nowhere. At a root, p each; the last mixer and Z between them are one factor. Half a power of two per spin comes from the first state.
/// </remarks>
internal sealed class ConeFactors
{
    private readonly Cone _cone;
    private readonly int[] _first;
    private readonly List<ConeFactor> _factors = [];

    internal ConeFactors(Cone cone)
    {
        _cone = cone;
        _first = new int[cone.Count + 1];
        for (var i = 0; i < cone.Count; i++)
            _first[i + 1] = _first[i] + (2 * cone.PhaseLayers(i)) - (cone.Distances[i] == 0 ? 0 : 1);
        IsHalved = new bool[Count];
        for (var i = 0; i < cone.Count; i++) AddSpin(i);
        foreach (var (a, b, weight) in cone.Couplings)
        {
            for (var layer = 0; layer < cone.CouplingLayers(a, b); layer++)
            {
                _factors.Add(new(Forward(a, layer), Forward(b, layer), ConeFactorKind.Phase, layer, weight));
                _factors.Add(new(Backward(a, layer), Backward(b, layer), ConeFactorKind.Phase, layer, -weight));
            }
        }
    }

    /// <summary>Number of bits.</summary>
    internal int Count => _first[^1];

    /// <summary>For each bit whether a factor ½ belongs to it.</summary>
    internal bool[] IsHalved { get; }

    internal IReadOnlyList<ConeFactor> Factors => _factors;

    /// <summary>Number of bits of a cone.</summary>
    internal static long CountBits(Cone cone)
    {
        var bits = 0L;
        for (var i = 0; i < cone.Count; i++) bits += (2 * cone.PhaseLayers(i)) - (cone.Distances[i] == 0 ? 0 : 1);
        return bits;
    }

    private void AddSpin(int spin)
    {
        var (isRoot, last) = (_cone.Distances[spin] == 0, _cone.PhaseLayers(spin) - 1);
        IsHalved[Forward(spin, last)] = true;
        for (var layer = 0; layer < last; layer++)
        {
            _factors.Add(new(Forward(spin, layer), Forward(spin, layer + 1), ConeFactorKind.MixerForward, layer, 0));
            _factors.Add(new(Backward(spin, layer), Backward(spin, layer + 1), ConeFactorKind.MixerBackward, layer, 0));
        }

        if (isRoot) _factors.Add(new(Forward(spin, last), Backward(spin, last), ConeFactorKind.MeasuredMixer, last, 0));
        if (_cone.Fields[spin] == 0) return;
        for (var layer = 0; layer < _cone.Layers - _cone.Distances[spin]; layer++)
        {
            _factors.Add(new(Forward(spin, layer), -1, ConeFactorKind.Phase, layer, _cone.Fields[spin]));
            _factors.Add(new(Backward(spin, layer), -1, ConeFactorKind.Phase, layer, -_cone.Fields[spin]));
        }
    }

    private int Forward(int spin, int layer) => _first[spin] + layer;

    private int Backward(int spin, int layer)
    {
        var layers = _cone.PhaseLayers(spin);
        return _first[spin] + (layer == layers - 1 && _cone.Distances[spin] > 0 ? layer : layers + layer);
    }
}

/// <summary>What a factor is, with s = ±1 for bits 0 and 1.</summary>
internal enum ConeFactorKind
{
    /// <summary>exp(iγ c s) or exp(iγ c s t).</summary>
    Phase,

    /// <summary>⟨t|exp(-iβX)|s⟩.</summary>
    MixerForward,

    /// <summary>⟨s|exp(iβX)|t⟩.</summary>
    MixerBackward,

    /// <summary>⟨t|exp(iβX) Z exp(-iβX)|s⟩.</summary>
    MeasuredMixer,
}

/// <summary>One factor.</summary>
/// <param name="A">Its first bit, s.</param>
/// <param name="B">Its second bit, t; -1 where there is none.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Layer">The layer whose γ or β it has.</param>
/// <param name="Coefficient">The c of a phase.</param>
internal readonly record struct ConeFactor(int A, int B, ConeFactorKind Kind, int Layer, double Coefficient);
