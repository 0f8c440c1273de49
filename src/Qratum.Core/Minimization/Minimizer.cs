using System.Collections.Immutable;

namespace Qratum;

/// <summary>The minimizers by name.</summary>
public static class Minimizer
{
    private static readonly ImmutableSortedDictionary<string, Func<int?, IMinimizer>> Known = new Dictionary<string, Func<int?, IMinimizer>>
    {
        ["adam"] = limit => limit is { } n ? new Adam { MaxIterations = n } : new Adam(),
        ["cobyla"] = limit => limit is { } n ? new Cobyla { MaxIterations = n } : new Cobyla(),
        ["gradient-descent"] = limit => limit is { } n ? new GradientDescent { MaxIterations = n } : new GradientDescent(),
        ["lbfgs"] = limit => limit is { } n ? new Lbfgs { MaxIterations = n } : new Lbfgs(),
        ["nelder-mead"] = limit => limit is { } n ? new NelderMead { MaxIterations = n } : new NelderMead(),
        ["spsa"] = limit => limit is { } n ? new Spsa { MaxIterations = n } : new Spsa(),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>Names that <see cref="Create"/> knows, in ordinal order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Known.Keys];

    /// <summary>A minimizer with its default options.</summary>
    /// <param name="name">One of <see cref="Names"/>; case does not matter.</param>
    /// <param name="maxIterations">Greatest number of iterations, at least 1; null for the method's own.</param>
    /// <exception cref="ArgumentException">The name is unknown; the message lists those that are known and suggests the nearest.</exception>
    public static IMinimizer Create(string name, int? maxIterations = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        var known = Names.FirstOrDefault(n => n.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase));
        return known is not null ? Known[known](maxIterations)
            : throw new ArgumentException($"There is no minimizer '{name}'; known are {string.Join(", ", Names)}.{NearestName.Hint(name.Trim(), Names)}", nameof(name));
    }
}
