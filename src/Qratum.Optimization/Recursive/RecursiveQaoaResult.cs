using System.Globalization;

namespace Qratum.Optimization;

/// <summary>Outcome of <see cref="RecursiveQaoa"/>; energies are minimized.</summary>
public sealed record RecursiveQaoaResult
{
    /// <summary>The configuration, bit i for spin i of the original model, after single spins were turned as long as that lowered the energy.</summary>
    public required BitString Best { get; init; }

    /// <summary>Its energy. For MaxCut the cut is its negative.</summary>
    public required double BestEnergy { get; init; }

    /// <summary>Energy of the configuration as the eliminations left it, before single spins were turned.</summary>
    public required double RecursiveEnergy { get; init; }

    /// <summary>The steps in their order.</summary>
    public required IReadOnlyList<SpinElimination> Eliminations { get; init; }

    /// <summary>The least energy of the model that was left, and how it was found.</summary>
    public required IsingMinimum Remainder { get; init; }

    /// <summary>Number of rounds, each with angles and correlations of its own.</summary>
    public required int Rounds { get; init; }

    /// <summary>Wall time.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>A readable line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"Energy {BestEnergy:R} after {Rounds} rounds and {Eliminations.Count} eliminations, {Remainder.Bits.Length} spins left: {Remainder}");
}
