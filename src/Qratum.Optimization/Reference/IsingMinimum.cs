using System.Globalization;

namespace Qratum.Optimization;

/// <summary>The best configuration of an <see cref="IsingModel"/> that a classical method found, and what it proved.</summary>
/// <param name="Bits">The configuration, bit i for spin i.</param>
/// <param name="Energy">Its energy.</param>
/// <param name="LowerBound">No configuration has less energy than this; negative infinity where nothing was proven.</param>
/// <param name="OptimumIs"><see cref="OptimumIs.Exact"/> when <paramref name="Energy"/> is proven to be the least, otherwise <see cref="OptimumIs.BestKnown"/>.</param>
/// <param name="Method">How it was found, in words.</param>
/// <param name="Steps">Work done, in the method's own unit: configurations, nodes of the search tree, table entries or flips.</param>
public sealed record IsingMinimum(BitString Bits, double Energy, double LowerBound, OptimumIs OptimumIs, string Method, long Steps)
{
    /// <summary>The result in one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"energy {Energy:R} ({OptimumIs.ToText()}, {Method}), at least {LowerBound:R}");
}
