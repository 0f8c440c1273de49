using Xunit;

namespace Qratum.Chemistry.Tests;

public class ElementTests
{
    [Theory]
    [InlineData(1, "H", "hydrogen")]
    [InlineData(8, "O", "oxygen")]
    [InlineData(26, "Fe", "iron")]
    [InlineData(36, "Kr", "krypton")]
    [InlineData(79, "Au", "gold")]
    [InlineData(118, "Og", "oganesson")]
    public void Table_has_number_symbol_and_name(int number, string symbol, string name)
    {
        var element = Element.FromAtomicNumber(number);
        Assert.Equal((number, symbol, name, symbol), (element.AtomicNumber, element.Symbol, element.Name, element.ToString()));
        Assert.Same(element, Element.All[number - 1]);
    }

    [Fact]
    public void Symbols_and_names_are_distinct_and_radii_sound()
    {
        Assert.Equal(118, Element.All.Count);
        Assert.Equal(118, Element.All.Select(e => e.Symbol).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(118, Element.All.Select(e => e.Name).Distinct().Count());
        Assert.All(Element.All, e => Assert.InRange(e.CovalentRadius.Angstrom, 0.3, 2.5));
        Assert.Equal(0.75, Element.Parse("C").CovalentRadius.Angstrom, 1e-15);
    }

    [Theory]
    [InlineData("Hx", "did you mean H (hydrogen)?")]
    [InlineData("Liz", "did you mean Li (lithium)?")]
    [InlineData("oxigen", "did you mean O (oxygen)?")]
    [InlineData("Aluminum", "did you mean Al (aluminium)?")]
    [InlineData("Chlorin3", "did you mean Cl (chlorine)?")]
    [InlineData("", "'' is not an element")]
    [InlineData(" H", "' H' is not an element")]
    public void Unknown_symbol_is_named_with_the_nearest(string symbol, string message)
    {
        Assert.Contains(message, Assert.Throws<FormatException>(() => Element.Parse(symbol)).Message, StringComparison.Ordinal);
        Assert.False(Element.TryParse(symbol, out var none));
        Assert.Null(none);
    }

    [Fact]
    public void Number_out_of_range_is_refused()
    {
        Assert.Contains("1 to 118", Assert.Throws<ArgumentOutOfRangeException>(() => Element.FromAtomicNumber(0)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Element.FromAtomicNumber(119));
        Assert.False(Element.TryParse(null, out _));
    }

    [Theory]
    [InlineData("H1", "H")]
    [InlineData("CA", "Ca")]
    [InlineData("c_alpha", "C")]
    [InlineData("Cl12b", "Cl")]
    [InlineData("017", "Cl")]
    public void Labels_are_read(string label, string symbol) =>
        Assert.Equal(symbol, Molecule.Parse($"{label} 0 0 0", charge: 1 - ((Element.Parse(symbol).AtomicNumber + 1) % 2)).Atoms[0].Element.Symbol);

    [Theory]
    [InlineData("H-1")]
    [InlineData("1H")]
    [InlineData("H(1)")]
    [InlineData("+1")]
    [InlineData("Ħ")]
    [InlineData("0")]
    [InlineData("_H")]
    public void Strange_labels_are_refused(string label) =>
        Assert.StartsWith("line 1, column 1: ", Assert.Throws<FormatException>(() => Molecule.Parse($"{label} 0 0 0")).Message, StringComparison.Ordinal);
}
