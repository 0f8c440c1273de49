using System.Globalization;

namespace Qratum.Chemistry;

/// <summary>The one reader of real numbers in chemistry files: invariant culture, Fortran's D exponents, finite values only.</summary>
internal static class NumberText
{
    public static double Parse(string word, TextLocation location)
    {
        var fortran = word.Replace('D', 'E').Replace('d', 'e');
        if (double.TryParse(fortran, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
        {
            return double.IsFinite(value) ? value : throw location.Error($"{Spelling.Quote(word)} is not a finite number.");
        }

        throw location.Error($"{Spelling.Quote(word)} is not a number{CommaHint(word)}.");
    }

    // A decimal comma is the commonest slip in text that passed through a localised spreadsheet.
    private static string CommaHint(string word)
    {
        if (!word.Contains(',', StringComparison.Ordinal)) return "";
        var withPoint = word.Replace(',', '.');
        return double.TryParse(withPoint, NumberStyles.Float, CultureInfo.InvariantCulture, out _) && word[^1] != ',' && word[0] != ','
            ? $": decimals are written with a point, write {withPoint}"
            : ": numbers are separated by spaces, without commas";
    }
}
