namespace Qratum.Optimization;

internal enum LpSection
{
    Constraints,
    Bounds,
    Integers,
    Binaries,
    End,
}

/// <summary>The keywords that begin sections of an LP file, in any case.</summary>
internal static class LpSections
{
    /// <summary>The section that begins at a position and how many words name it; null where none does.</summary>
    internal static (LpSection Section, int Words)? At(List<LpToken> tokens, int position)
    {
        var token = tokens[position];
        if (token.Kind != LpTokenKind.Name) return null;
        var next = position + 1 < tokens.Count ? tokens[position + 1] : token;

        // A name before a colon is a label, whatever it says.
        if (next.Is(":")) return null;
        switch (token.Text.ToUpperInvariant())
        {
            case "ST" or "S.T." or "ST.": return (LpSection.Constraints, 1);
            case "SUBJECT" when Follows(next, "TO"): return (LpSection.Constraints, 2);
            case "SUCH" when Follows(next, "THAT"): return (LpSection.Constraints, 2);
            case "BOUNDS" or "BOUND": return (LpSection.Bounds, 1);
            case "GENERAL" or "GENERALS" or "GEN" or "INTEGER" or "INTEGERS" or "INT": return (LpSection.Integers, 1);
            case "BINARY" or "BINARIES" or "BIN": return (LpSection.Binaries, 1);
            case "END": return (LpSection.End, 1);
            default: return null;
        }
    }

    /// <summary>True for a maximization, false for a minimization, null for another word.</summary>
    internal static bool? IsMaximization(string word) => word.ToUpperInvariant() switch
    {
        "MAX" or "MAXIMIZE" or "MAXIMISE" or "MAXIMUM" => true,
        "MIN" or "MINIMIZE" or "MINIMISE" or "MINIMUM" => false,
        _ => null,
    };

    /// <summary>Sections that other programs know and that have no meaning here.</summary>
    internal static bool IsForeign(string word) => word.ToUpperInvariant() is "SEMI-CONTINUOUS" or "SEMI" or "SEMIS" or "SOS" or "SOS1" or "SOS2" or "PWLOBJ" or "LAZY" or "USER";

    internal static bool IsKeyword(string name) => IsMaximization(name) is not null || IsForeign(name)
        || name.ToUpperInvariant() is "ST" or "S.T." or "ST." or "SUBJECT" or "SUCH" or "BOUNDS" or "BOUND" or "GENERAL" or "GENERALS" or "GEN" or "INTEGER" or "INTEGERS"
            or "INT" or "BINARY" or "BINARIES" or "BIN" or "END" or "FREE" or "INF" or "INFINITY";

    private static bool Follows(LpToken token, string word) => token.Kind == LpTokenKind.Name && token.Text.Equals(word, StringComparison.OrdinalIgnoreCase);
}
