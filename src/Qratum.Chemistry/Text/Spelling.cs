namespace Qratum.Chemistry;

/// <summary>Words in messages.</summary>
internal static class Spelling
{
    // A message should stay readable when the text is not what it should be at all.
    private const int LongestQuote = 60;

    /// <summary>The text in quotes, cut where it is long.</summary>
    public static string Quote(string text) => text.Length <= LongestQuote ? $"'{text}'" : $"'{text[..LongestQuote]}...'";
}
