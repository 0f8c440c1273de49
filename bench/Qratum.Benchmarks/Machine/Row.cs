namespace Qratum.Benchmarks.Machine;

/// <summary>One line of the table: what is timed, and the bound that it is compared with.</summary>
/// <param name="Name">Name, matched by <c>--rows</c>.</param>
/// <param name="Threads">Threads that work.</param>
/// <param name="Amplitudes">Number of amplitudes that the time is divided by; 0 for rows that have none.</param>
/// <param name="Floor">The bound in ns per amplitude; null where there is none.</param>
/// <param name="Timed">What is timed.</param>
internal sealed record Row(string Name, int Threads, double Amplitudes, Func<Floors, double>? Floor, Action Timed)
{
    /// <summary>Done before every sample, untimed.</summary>
    public Action Prepare { get; init; } = () => { };

    /// <summary>Done once at the end: compares the result with a reference, and tells the difference.</summary>
    public Func<string>? Check { get; init; }

    /// <summary>How often the work is repeated within a sample; the time is of one.</summary>
    public int Repeats { get; init; } = 1;
}
