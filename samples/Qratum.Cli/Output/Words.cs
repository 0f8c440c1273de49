using System.Text;

namespace Qratum.Cli;

/// <summary>Names of enumeration values as output shows them: <c>GradientTolerance</c> is <c>gradient-tolerance</c>.</summary>
internal static class Words
{
    public static string Of<T>(T value) where T : struct, Enum
    {
        var text = new StringBuilder();
        foreach (var c in value.ToString())
        {
            if (char.IsAsciiLetterUpper(c) && text.Length > 0) text.Append('-');
            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
