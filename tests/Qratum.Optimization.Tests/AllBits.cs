namespace Qratum.Optimization.Tests;

/// <summary>Every configuration of a few bits: the slow twin of all searches.</summary>
internal static class AllBits
{
    internal static IEnumerable<BitString> Of(int count)
    {
        for (var value = 0UL; value < 1UL << count; value++) yield return new BitString(value, count);
    }
}
