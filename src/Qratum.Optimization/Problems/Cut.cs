using System.Globalization;

namespace Qratum.Optimization;

/// <summary>The nodes of a graph parted in two.</summary>
/// <param name="Bits">Bit i is the side of node i (nodes from 0).</param>
/// <param name="Value">Sum of the weights of the edges between the two sides.</param>
public readonly record struct Cut(BitString Bits, double Value)
{
    /// <summary>
    /// The sides as text of 0 and 1, one character per node in the order of nodes: the first character is node 0, called 1 in Gset files.
    /// This is the reverse of the text of a <see cref="BitString"/>, which shows bit 0 at the right.
    /// </summary>
    public string Partition => string.Create(Bits.Length, Bits, static (text, bits) =>
    {
        for (var i = 0; i < text.Length; i++) text[i] = bits[i] ? '1' : '0';
    });

    /// <summary>The value and the partition.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"cut {Value:R}, partition {Partition}");
}
