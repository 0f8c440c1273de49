namespace Qratum;

/// <summary>How finely and with which circuit <see cref="PhaseEstimation"/> reads an energy.</summary>
public sealed record PhaseEstimationOptions
{
    /// <summary>Greatest number of bits: the circuit doubles with every one.</summary>
    public const int MaximumBits = 24;

    /// <summary>Bits that are read, 1 to <see cref="MaximumBits"/>; 10 by default. The window is cut into 2^bits energies.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not in the range.</exception>
    public int Bits
    {
        get;
        init
        {
            if (value is < 1 or > MaximumBits) throw new ArgumentOutOfRangeException(nameof(value), value, $"1 to {MaximumBits} bits are read.");
            field = value;
        }
    } = 10;

    /// <summary>
    /// Least and greatest energy that are told apart, in the unit of the operator; an energy outside appears inside, off by a multiple of the
    /// width. Null, the default, for a window that holds the whole spectrum: the coefficient of the identity plus and minus the other |coefficients|.
    /// </summary>
    /// <exception cref="ArgumentException">Not two finite numbers, the first below the second.</exception>
    public (double Low, double High)? Window
    {
        get;
        init
        {
            if (value is var (low, high) && !(double.IsFinite(low) && double.IsFinite(high) && low < high))
                throw new ArgumentException(FormattableString.Invariant($"The window {low} to {high} is empty: two finite numbers are needed, the lower first."), nameof(value));
            field = value;
        }
    }

    /// <summary>Order of the symmetric product formula: 2, the default, 4, 6 or 8.</summary>
    /// <exception cref="ArgumentOutOfRangeException">None of these.</exception>
    public int Order
    {
        get;
        init
        {
            if (value is not (2 or 4 or 6 or 8)) throw new ArgumentOutOfRangeException(nameof(value), value, "The order of a symmetric product formula is 2, 4, 6 or 8.");
            field = value;
        }
    } = 2;

    /// <summary>
    /// Steps of the formula in the evolution that reads the first bit, at least 1; each further bit takes twice as many. 4 by default; the formula's error
    /// of the energy falls with their number to the power of <see cref="Order"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int Steps
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 4;

    /// <summary>Runs of the circuit, each of which reads one energy; at least 1, 1000 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int Shots
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 1000;

    /// <summary>Seed of the shots.</summary>
    public ulong Seed { get; init; }
}
