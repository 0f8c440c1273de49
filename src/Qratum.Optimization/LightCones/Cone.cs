using System.Runtime.InteropServices;

namespace Qratum.Optimization;

/// <summary>
/// What the expectation value of one spin or of a product of two depends on: the spins within distance p of these roots, and how they are
/// coupled. Spins are numbered within the cone. Two cones with the same words have the same expectation values.
/// </summary>
/// <remarks>
/// Seen backwards, the mixer of layer p acts on the roots alone, the phases of layer p couple them to their neighbours, and so on: a spin at
/// distance d takes part in the phases of layers 1 to p - d + 1 and in the mixers of layers 1 to p - d. Couplings between two spins at distance
/// p, and fields of those, cancel in every layer.
/// </remarks>
internal sealed class Cone : IEquatable<Cone>
{
    private readonly long[] _words;
    private readonly int _hash;

    /// <summary>A cone from its parts in their final order: the words are the parts.</summary>
    internal Cone(int layers, int[] distances, double[] fields, (int A, int B, double Weight)[] couplings)
    {
        (Layers, Distances, Fields, Couplings) = (layers, distances, fields, couplings);
        _words = new long[1 + (2 * distances.Length) + (2 * couplings.Length)];
        var k = 0;
        _words[k++] = ((long)layers << 32) | (uint)distances.Length;
        for (var i = 0; i < distances.Length; i++)
        {
            _words[k++] = distances[i];
            _words[k++] = BitConverter.DoubleToInt64Bits(fields[i]);
        }

        foreach (var (a, b, weight) in couplings)
        {
            _words[k++] = ((long)a << 32) | (uint)b;
            _words[k++] = BitConverter.DoubleToInt64Bits(weight);
        }

        var hash = new HashCode();
        hash.AddBytes(MemoryMarshal.AsBytes(_words.AsSpan()));
        _hash = hash.ToHashCode();
    }

    /// <summary>Number of layers p.</summary>
    internal int Layers { get; }

    /// <summary>Distance of each spin from the nearest root; roots have 0.</summary>
    internal int[] Distances { get; }

    /// <summary>Fields, 0 for spins at distance p.</summary>
    internal double[] Fields { get; }

    /// <summary>Couplings with A below B, sorted; none between two spins at distance p.</summary>
    internal (int A, int B, double Weight)[] Couplings { get; }

    /// <summary>Number of spins.</summary>
    internal int Count => Distances.Length;

    /// <summary>Last layer whose phases a spin takes part in.</summary>
    internal int PhaseLayers(int spin) => Math.Min(Layers, Layers - Distances[spin] + 1);

    /// <summary>Last layer in which a coupling acts: one of its ends must be within the mixers' reach.</summary>
    internal int CouplingLayers(int a, int b) => Layers - Math.Min(Distances[a], Distances[b]);

    public bool Equals(Cone? other) => other is not null && _hash == other._hash && _words.AsSpan().SequenceEqual(other._words);

    public override bool Equals(object? obj) => Equals(obj as Cone);

    public override int GetHashCode() => _hash;
}
