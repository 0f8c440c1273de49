using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Qratum.Chemistry;

/// <summary>A chemical element, hydrogen to oganesson. One object per element, so reference equality is equality.</summary>
public sealed class Element
{
    private static readonly Element[] ByNumber = [.. ElementTable.Rows.Select((row, i) => new Element(i + 1, row))];

    private static readonly FrozenDictionary<string, Element> BySymbol =
        ByNumber.ToFrozenDictionary(e => e.Symbol, StringComparer.OrdinalIgnoreCase);

    // Nothing longer can be a slip in a name; rutherfordium has 13 letters.
    private const int LongestName = 20;

    private Element(int atomicNumber, (string Symbol, string Name, int RadiusInPicometres) row)
    {
        AtomicNumber = atomicNumber;
        (Symbol, Name) = (row.Symbol, row.Name);
        CovalentRadius = Length.FromAngstrom(row.RadiusInPicometres / 100.0);
    }

    /// <summary>All elements in the order of their atomic numbers.</summary>
    public static IReadOnlyList<Element> All { get; } = Array.AsReadOnly(ByNumber);

    /// <summary>The nuclear charge in units of the elementary charge, 1 to 118.</summary>
    public int AtomicNumber { get; }

    /// <summary>The symbol in its usual letter case, such as "He".</summary>
    public string Symbol { get; }

    /// <summary>The English name in lower case, IUPAC spelling.</summary>
    public string Name { get; }

    /// <summary>Single-bond covalent radius; P. Pyykkö and M. Atsumi, Chem. Eur. J. 15, 186 (2009), table 1.</summary>
    public Length CovalentRadius { get; }

    /// <summary>The element with an atomic number.</summary>
    /// <param name="atomicNumber">1 to 118.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    public static Element FromAtomicNumber(int atomicNumber) => atomicNumber >= 1 && atomicNumber <= ByNumber.Length
        ? ByNumber[atomicNumber - 1]
        : throw new ArgumentOutOfRangeException(
            nameof(atomicNumber), atomicNumber, $"There is no element with this atomic number; it must be 1 to {ByNumber.Length}.");

    /// <summary>The element with a symbol, in any letter case.</summary>
    /// <param name="symbol">A symbol such as "He", "he" or "HE", without blanks.</param>
    /// <exception cref="FormatException">There is no such element; the message names the nearest one.</exception>
    public static Element Parse(string symbol)
    {
        ArgumentNullException.ThrowIfNull(symbol);
        return TryParse(symbol, out var element) ? element : throw new FormatException(UnknownMessage(symbol));
    }

    /// <summary>Finds the element with a symbol, in any letter case.</summary>
    /// <param name="symbol">A symbol such as "He", without blanks.</param>
    /// <param name="element">The element, or null when there is none.</param>
    /// <returns>Whether there is such an element.</returns>
    public static bool TryParse([NotNullWhen(true)] string? symbol, [NotNullWhen(true)] out Element? element)
    {
        element = null;
        return symbol is not null && BySymbol.TryGetValue(symbol, out element);
    }

    /// <summary>The symbol.</summary>
    public override string ToString() => Symbol;

    /// <summary>
    /// The element named by an atom label: a symbol, a symbol followed by a number or an underscore (H1, C_2a), or an atomic
    /// number.
    /// </summary>
    internal static Element FromLabel(string label, TextLocation location)
    {
        var letters = 0;
        while (letters < label.Length && char.IsAsciiLetter(label[letters])) letters++;
        if (letters == 0 && label.All(char.IsAsciiDigit))
        {
            return int.TryParse(label, out var number) && number >= 1 && number <= ByNumber.Length
                ? ByNumber[number - 1]
                : throw location.Error($"{Spelling.Quote(label)} is not the atomic number of an element; it must be 1 to {ByNumber.Length}.");
        }

        var suffixIsPlain = letters == label.Length
            || ((char.IsAsciiDigit(label[letters]) || label[letters] == '_') && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'));
        return suffixIsPlain && TryParse(label[..letters], out var element) ? element : throw location.Error(UnknownMessage(label));
    }

    private static string UnknownMessage(string symbol)
    {
        var word = symbol.TrimEnd("0123456789_".ToCharArray());
        if (word.Length > LongestName) return $"{Spelling.Quote(symbol)} is not an element.";

        // A whole word is more likely the name of an element than a far misspelt symbol.
        string NameOf(Element element) => word.Length > 3 ? element.Name : element.Symbol;
        var nearestName = NearestName.Closest(word, ByNumber.Select(NameOf));
        var nearest = ByNumber.First(element => NameOf(element) == nearestName);
        return $"'{symbol}' is not an element; did you mean {nearest.Symbol} ({nearest.Name})?";
    }
}
