using System.Collections.Immutable;

namespace Qratum;

/// <summary>The minimizers by name.</summary>
public static class Minimizer
{
    private static readonly ImmutableSortedDictionary<string, MinimizerOptions> Known = new MinimizerOptions[]
    {
        new Adam(), new Cobyla(), new GradientDescent(), new Lbfgs(), new NelderMead(), new Spsa(),
    }.ToImmutableSortedDictionary(m => m.Name, m => m, StringComparer.Ordinal);

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
        return known is not null ? maxIterations is { } limit ? Known[known] with { MaxIterations = limit } : Known[known]
            : throw new ArgumentException($"There is no minimizer '{name}'; known are {string.Join(", ", Names)}.{NearestName.Hint(name.Trim(), Names)}", nameof(name));
    }
}
