using System.Globalization;

namespace Qratum.Optimization;

/// <summary>What mixers share.</summary>
internal static class MixerTerms
{
    internal static void Check(ReadOnlySpan<Angle> betas, int terms)
    {
        if (betas.Length != terms) throw new ArgumentException($"There are {betas.Length} angles for {terms} terms of the mixer.", nameof(betas));
    }

    internal static string Join(IEnumerable<int> numbers) => string.Join(' ', numbers.Select(static k => k.ToString(CultureInfo.InvariantCulture)));
}
