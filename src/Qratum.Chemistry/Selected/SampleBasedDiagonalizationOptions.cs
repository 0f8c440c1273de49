using System.Globalization;

namespace Qratum.Chemistry;

/// <summary>How <see cref="SampleBasedDiagonalization"/> repairs and draws.</summary>
public sealed record SampleBasedDiagonalizationOptions
{
    /// <summary>Rounds of repair and diagonalisation, at least 1; by default 5.</summary>
    public int Rounds
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(Rounds));
            field = value;
        }
    } = 5;

    /// <summary>Batches of a round, at least 1; by default 3.</summary>
    public int Batches
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(Batches));
            field = value;
        }
    } = 3;

    /// <summary>Different determinants drawn for a batch, at least 1; by default 300. Its space has up to as many squared, four times that for equal spins.</summary>
    public int SamplesPerBatch
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(SamplesPerBatch));
            field = value;
        }
    } = 300;

    /// <summary>Seed of the draws, and of the sampler.</summary>
    public ulong Seed { get; init; }

    /// <summary>Limits of each diagonalisation; by default one state of at most 200,000 determinants.</summary>
    public FullConfigurationInteractionOptions Search { get; init; } = new() { MaxDeterminants = 200_000 };
}

/// <summary>What came of the samples.</summary>
/// <param name="Best">The lowest diagonalisation of all.</param>
/// <param name="RightFraction">Fraction of the shots that had the right numbers of electrons.</param>
/// <param name="History">Lowest energy after each round, total, in hartree.</param>
/// <param name="Seed">The seed.</param>
public sealed record SampleBasedDiagonalizationResult(
    SelectedConfigurationInteractionResult Best, double RightFraction, IReadOnlyList<double> History, ulong Seed)
{
    /// <summary>Total energy, in hartree: an upper bound of the exact one.</summary>
    public double Energy => Best.Energy;

    /// <summary>⟨S²⟩ of the state.</summary>
    public double S2 => Best.States[0].S2;

    /// <summary>Energy, determinants and samples.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Energy:F9} hartree in {Best.Determinants.Count} determinants; {RightFraction:P1} of the samples had the right electrons");
}
