using System.Collections.Immutable;
using System.Globalization;

namespace Qratum.Optimization;

/// <summary>The angles of a QAOA circuit: one γ and one β per layer, in radians. Immutable.</summary>
public sealed class QaoaAngles : IEquatable<QaoaAngles>
{
    /// <summary>Makes angles.</summary>
    /// <param name="gammas">γ of each layer, the first applied first.</param>
    /// <param name="betas">β of each layer; as many.</param>
    /// <exception cref="ArgumentException">There is no layer, the lengths differ, or an angle is not finite.</exception>
    public QaoaAngles(ReadOnlySpan<double> gammas, ReadOnlySpan<double> betas)
    {
        if (gammas.Length == 0 || gammas.Length != betas.Length)
            throw new ArgumentException($"There are {gammas.Length} gammas and {betas.Length} betas; as many of each are expected, at least one.");
        Gammas = [.. gammas];
        Betas = [.. betas];
        foreach (var angle in Gammas.AddRange(Betas))
        {
            if (!double.IsFinite(angle))
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"An angle is {angle:R}; finite numbers are expected."));
        }
    }

    /// <summary>Number of layers p, at least 1.</summary>
    public int Layers => Gammas.Length;

    /// <summary>γ of each layer, in radians: the layer applies exp(-iγC).</summary>
    public ImmutableArray<double> Gammas { get; }

    /// <summary>β of each layer, in radians: the layer applies exp(-iβ Σ X).</summary>
    public ImmutableArray<double> Betas { get; }

    /// <summary>Reads the parameter vector of <see cref="QaoaAnsatz"/>.</summary>
    /// <param name="parameters">All γ, then all β.</param>
    /// <exception cref="ArgumentException">The length is odd or zero.</exception>
    public static QaoaAngles FromParameters(ReadOnlySpan<double> parameters) => parameters.Length % 2 == 0
        ? new QaoaAngles(parameters[..(parameters.Length / 2)], parameters[(parameters.Length / 2)..])
        : throw new ArgumentException($"There are {parameters.Length} parameters; an even number is expected, all gammas and then all betas.", nameof(parameters));

    /// <summary>The parameter vector of <see cref="QaoaAnsatz"/>: all γ, then all β.</summary>
    public double[] ToParameters() => [.. Gammas, .. Betas];

    /// <inheritdoc/>
    public bool Equals(QaoaAngles? other) =>
        other is not null && Gammas.AsSpan().SequenceEqual(other.Gammas.AsSpan()) && Betas.AsSpan().SequenceEqual(other.Betas.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as QaoaAngles);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Layers, Gammas[0], Betas[0]);

    /// <summary>The angles as text.</summary>
    public override string ToString() => $"gamma {Join(Gammas)}, beta {Join(Betas)}";

    private static string Join(ImmutableArray<double> angles) =>
        string.Join(' ', angles.Select(a => a.ToString("F4", CultureInfo.InvariantCulture)));
}
