namespace Qratum.Optimization;

/// <summary>How <see cref="SimulatedAnnealing"/> works. Without a time limit the outcome is the same on every machine.</summary>
public sealed record AnnealingOptions
{
    /// <summary>Sweeps of one cooling, at least 1; 2000 by default. A sweep offers a flip to every spin.</summary>
    public int Sweeps
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(Sweeps), value, "The number of sweeps is at least 1.");
    } = 2000;

    /// <summary>Coolings from random starts, at least 1; 20 by default. With a time limit, the most that are begun.</summary>
    public int Restarts
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(Restarts), value, "The number of coolings is at least 1.");
    } = 20;

    /// <summary>
    /// Temperature at which a cooling begins, in units of the energy, positive; null for the largest root mean square that the terms of a spin can add up to.
    /// </summary>
    public double? HighestTemperature
    {
        get;
        init => field = Positive(value, nameof(HighestTemperature));
    }

    /// <summary>Temperature at which it ends, positive and below the highest; null for a tenth of the smallest term of the model, at least 1e-4 of the highest.</summary>
    public double? LowestTemperature
    {
        get;
        init => field = Positive(value, nameof(LowestTemperature));
    }

    /// <summary>Seed of starts and flips.</summary>
    public ulong Seed { get; init; }

    /// <summary>Time after which no further cooling begins, or null for none. With a limit the outcome depends on the speed of the machine.</summary>
    public TimeSpan? TimeLimit { get; init; }

    private static double? Positive(double? value, string name) => value is null or (> 0 and < double.PositiveInfinity) ? value
        : throw new ArgumentOutOfRangeException(name, value, "A temperature is a positive number.");
}
