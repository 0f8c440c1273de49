namespace Qratum;

/// <summary>Limits of <see cref="OpenQasm2Reader"/>: a short text can describe a circuit that no memory holds.</summary>
public sealed record OpenQasm2Options
{
    /// <summary>The defaults.</summary>
    public static OpenQasm2Options Default { get; } = new();

    /// <summary>Greatest number of instructions after expansion, at least 1; the default of 10 million takes about 1.5 GB.</summary>
    public long MaximumInstructions
    {
        get;
        init => field = AtLeastOne(value, nameof(MaximumInstructions));
    } = 10_000_000;

    /// <summary>Greatest number of qubits, and of classical bits, at least 1.</summary>
    public int MaximumBits
    {
        get;
        init => field = (int)AtLeastOne(value, nameof(MaximumBits));
    } = 1 << 20;

    /// <summary>Greatest depth of brackets in an expression and of gate definitions that use one another, 1 to 1000.</summary>
    public int MaximumNesting
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1000, nameof(MaximumNesting));
            field = (int)AtLeastOne(value, nameof(MaximumNesting));
        }
    } = 200;

    /// <summary>Greatest depth of files that include one another, 1 to 100.</summary>
    public int MaximumIncludes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 100, nameof(MaximumIncludes));
            field = (int)AtLeastOne(value, nameof(MaximumIncludes));
        }
    } = 16;

    private static long AtLeastOne(long value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, name);
        return value;
    }
}
