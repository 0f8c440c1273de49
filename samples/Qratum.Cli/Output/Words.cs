using System.Text;
using Qratum.Chemistry;

namespace Qratum.Cli;

/// <summary>Names of enumeration values as output shows them: <c>GradientTolerance</c> is <c>gradient-tolerance</c>.</summary>
internal static class Words
{
    /// <summary>The name of an engine on the command line.</summary>
    public static string Of(EngineKind engine) => engine == EngineKind.Determinants ? "determinants" : "statevector";

    public static string Of<T>(T value) where T : struct, Enum
    {
        var text = new StringBuilder();
        var previous = 'A';
        foreach (var c in value.ToString())
        {
            // FullCI is full-ci.
            if (char.IsAsciiLetterUpper(c) && !char.IsAsciiLetterUpper(previous)) text.Append('-');
            text.Append(char.ToLowerInvariant(c));
            previous = c;
        }

        return text.ToString();
    }
}
