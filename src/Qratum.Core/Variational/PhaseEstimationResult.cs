using System.Globalization;

namespace Qratum;

/// <summary>An energy that was read, and the share of the shots that read it.</summary>
/// <param name="Energy">Lower end of the window plus a whole number of resolutions, in the unit of the operator.</param>
/// <param name="Share">0 to 1.</param>
public readonly record struct PhaseReading(double Energy, double Share);

/// <summary>What <see cref="PhaseEstimation"/> read.</summary>
public sealed record PhaseEstimationResult
{
    /// <summary>The energy that was read most often, the lowest of several; at most half a resolution from one of the formula's, most likely.</summary>
    public double Energy => Readings[0].Energy;

    /// <summary>Share of the shots that read it.</summary>
    public double Share => Readings[0].Share;

    /// <summary>All energies that came up, the most frequent first, then by energy.</summary>
    public required IReadOnlyList<PhaseReading> Readings { get; init; }

    /// <summary>Distance of two neighbouring readings, in the unit of the operator.</summary>
    public required double Resolution { get; init; }

    /// <summary>Least and greatest energy that were told apart.</summary>
    public required (double Low, double High) Window { get; init; }

    /// <summary>Rotations about strings in the circuit.</summary>
    public required long Rotations { get; init; }

    /// <summary>Shots.</summary>
    public required long Shots { get; init; }

    /// <summary>Seed of the shots; null where the sampler has none.</summary>
    public required ulong? Seed { get; init; }

    /// <summary>What fixes the bits of the result; null where the sampler does not say.</summary>
    public RunIdentity? Identity { get; init; }

    /// <summary>Energy, resolution and share in one line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"Energy {Energy:F6} in steps of {Resolution:0.0e-0}, {Share:P1} of {Shots} shots; {Rotations} rotations");
}
