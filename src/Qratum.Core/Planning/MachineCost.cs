using System.Globalization;
using System.Runtime.CompilerServices;

namespace Qratum;

/// <summary>
/// What one core of a machine takes: visits to amplitudes, wherever they lie, and arithmetic. <see cref="Planner"/> weighs orders of work by it and
/// <see cref="ExecutionPlan.Report"/> estimates times. Immutable.
/// </summary>
/// <remarks>
/// The defaults are those of a Zen 4 core at 3.5 GHz with 512-bit vectors and are the same everywhere, so that plans, and with them the last bits
/// of results, do not depend on the machine. <see cref="Measure"/> gives the figures of this one; a plan depends on them only where they
/// are passed to <see cref="Planner.Plan(Circuit, MachineCost)"/> or <see cref="SimulatorOptions.Machine"/>.
/// A visit reads an amplitude of 16 bytes and writes it back, as in a sweep over the whole state in place; in single precision it takes half.
/// </remarks>
public sealed partial record MachineCost
{
    // Amplitudes of 16 bytes: 512 KiB.
    private const int SecondLevelQubits = 15;

    // What the planner's costs of work are for: eight multiply-adds for an amplitude of a 2 × 2 matrix in 0.28 ns.
    private const double ReferenceMultiplyAdds = 28.6;

    /// <summary>The figures that are used where none are given.</summary>
    public static MachineCost Default { get; } = new();

    /// <summary>Nanoseconds of a visit in the second-level cache, states of up to 15 qubits; positive and finite, by default 0.1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive and finite.</exception>
    public double SecondLevelVisit
    {
        get;
        init => field = Positive(value);
    } = 0.1;

    /// <summary>Nanoseconds of a visit in the third-level cache, states of up to <see cref="CachedQubits"/>; positive and finite, by default 0.2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive and finite.</exception>
    public double ThirdLevelVisit
    {
        get;
        init => field = Positive(value);
    } = 0.2;

    /// <summary>Nanoseconds of a visit in memory; positive and finite, by default 0.6.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive and finite.</exception>
    public double MemoryVisit
    {
        get;
        init => field = Positive(value);
    } = 0.6;

    /// <summary>Qubits of the largest state of double precision that the third-level cache holds, 15 to 40; by default 20, which is 16 MiB.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    public int CachedQubits
    {
        get;
        init => field = value is >= SecondLevelQubits and <= 40 ? value
            : throw new ArgumentOutOfRangeException(nameof(CachedQubits), value, $"{nameof(CachedQubits)} is {value}; allowed are {SecondLevelQubits} to 40.");
    } = 20;

    /// <summary>Multiply-adds of double precision in a nanosecond, from data in registers; positive and finite, by default 28.6.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive and finite.</exception>
    public double MultiplyAdds
    {
        get;
        init => field = Positive(value);
    } = ReferenceMultiplyAdds;

    /// <summary>Time of work on data in a cache as a multiple of what <see cref="PassCost"/> says.</summary>
    internal double Work => ReferenceMultiplyAdds / MultiplyAdds;

    /// <summary>Nanoseconds of a visit to an amplitude of a state of double precision.</summary>
    /// <param name="qubitCount">Qubits of the state.</param>
    public double Visit(int qubitCount) => qubitCount <= SecondLevelQubits ? SecondLevelVisit : qubitCount <= CachedQubits ? ThirdLevelVisit : MemoryVisit;

    /// <summary>The figures in one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"visit {SecondLevelVisit:G3} ns in second-level cache, {ThirdLevelVisit:G3} ns in third-level cache (up to {CachedQubits} qubits), {MemoryVisit:G3} ns in memory; {MultiplyAdds:G3} multiply-adds in a nanosecond");

    private static double Positive(double value, [CallerMemberName] string name = "") => value > 0 && double.IsFinite(value) ? value
        : throw new ArgumentOutOfRangeException(name, value, string.Create(CultureInfo.InvariantCulture, $"{name} is {value:R}; it must be positive and finite."));
}
