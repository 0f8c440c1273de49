using System.Globalization;

namespace Qratum.Optimization;

/// <summary>
/// How few numbers make the angles of many layers: angles are a linear function of what is searched. Immutable; made by the static members.
/// </summary>
public sealed class AngleSchedule : IEquatable<AngleSchedule>
{
    private readonly Shape _shape;
    private readonly int _frequencies;

    private AngleSchedule(Shape shape, int frequencies = 0) => (_shape, _frequencies) = (shape, frequencies);

    private enum Shape
    {
        Free,
        Ramp,
        Fourier,
    }

    /// <summary>Every layer's angles are searched by themselves; the default.</summary>
    public static AngleSchedule Free { get; } = new(Shape.Free);

    /// <summary>
    /// A discretised slow change: γₖ = a (k + ½)/p, βₖ = b (1 - (k + ½)/p) for k = 0 … p - 1, two numbers whatever the layers.
    /// S. H. Sack, M. Serbyn, Quantum 5, 491 (2021), arXiv:2101.05742.
    /// </summary>
    public static AngleSchedule Ramp { get; } = new(Shape.Ramp);

    /// <summary>
    /// γₖ = Σ_m u_m sin((m + ½)(k + ½)π/p), βₖ = Σ_m v_m cos((m + ½)(k + ½)π/p) with q frequencies, 2q numbers: FOURIER of L. Zhou et al., Phys. Rev.
    /// X 10, 021067 (2020), arXiv:1812.01041, section VI.
    /// </summary>
    /// <param name="frequencies">q, at least 1; more than layers count as many as layers.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no frequency.</exception>
    public static AngleSchedule Fourier(int frequencies)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(frequencies, 1);
        return new AngleSchedule(Shape.Fourier, frequencies);
    }

    /// <summary>Whether the angles themselves are searched.</summary>
    internal bool IsFree => _shape == Shape.Free;

    /// <inheritdoc/>
    public bool Equals(AngleSchedule? other) => other is not null && _shape == other._shape && _frequencies == other._frequencies;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AngleSchedule);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_shape, _frequencies);

    /// <summary>The name on the command line: <c>free</c>, <c>ramp</c> or <c>fourier:q</c>.</summary>
    public override string ToString() => _shape switch
    {
        Shape.Free => "free",
        Shape.Ramp => "ramp",
        _ => string.Create(CultureInfo.InvariantCulture, $"fourier:{_frequencies}"),
    };

    /// <summary>Number of shapes over so many layers.</summary>
    internal int ShapeCount(int layers) => _shape switch
    {
        Shape.Ramp => 1,
        Shape.Fourier => Math.Min(_frequencies, layers),
        _ => layers,
    };

    /// <summary>The shapes of γ over the layers, orthogonal to each other; row m is that of number m.</summary>
    internal double[][] GammaShapes(int layers) => _shape switch
    {
        Shape.Ramp => [[.. Enumerable.Range(0, layers).Select(k => (k + 0.5) / layers)]],
        Shape.Fourier => Waves(layers, static x => SinCos.Compute(Math.PI * x).Sin),
        _ => Units(layers),
    };

    /// <summary>The shapes of β over the layers, orthogonal to each other.</summary>
    internal double[][] BetaShapes(int layers) => _shape switch
    {
        Shape.Ramp => [[.. Enumerable.Range(0, layers).Select(k => 1 - ((k + 0.5) / layers))]],
        Shape.Fourier => Waves(layers, static x => SinCos.Compute(Math.PI * x).Cos),
        _ => Units(layers),
    };

    private double[][] Waves(int layers, Func<double, double> wave) => [.. Enumerable.Range(0, ShapeCount(layers)).Select(m =>
        Enumerable.Range(0, layers).Select(k => wave((m + 0.5) * (k + 0.5) / layers)).ToArray())];

    private static double[][] Units(int layers) => [.. Enumerable.Range(0, layers).Select(m =>
        Enumerable.Range(0, layers).Select(k => k == m ? 1.0 : 0.0).ToArray())];
}
