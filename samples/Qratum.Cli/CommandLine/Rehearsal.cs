namespace Qratum.Cli;

/// <summary>
/// Runs a small circuit on another thread while the command line and the circuit are read, and writes a small report while the circuit
/// runs, so that the code of both is compiled by the time it is needed: docs/decisions/0006. Nothing of it is seen, and no result depends
/// on it.
/// </summary>
internal sealed class Rehearsal
{
    private const int QubitCount = 10;

    // Larger files take longer to run than what is won, and what is compiled here may not be what they need, but takes memory.
    private const long LargestFile = 16 << 10;

    private static readonly SimulatorOptions s_options = new() { MaxThreads = 1 };
    private readonly List<Thread> _threads = [];

    /// <summary>One for the command that is named; null where it helps nothing, as where a single processor would have to do both.</summary>
    public static Rehearsal? Of(IReadOnlyList<string> args)
    {
        if (Environment.ProcessorCount == 1 || args is not ["run", ..]) return null;
        if (!args.Any(a => new FileInfo(a) is { Exists: true, Length: <= LargestFile })) return null;
        var rehearsal = new Rehearsal();
        rehearsal.Start(RunGates);
        return rehearsal;
    }

    public void StartOutput() => Start(SampleAndWrite);

    /// <summary>Waits until nothing is rehearsed any more: before something is timed, or needs the memory.</summary>
    public void Join()
    {
        foreach (var thread in _threads) thread.Join();
        _threads.Clear();
    }

    private void Start(ThreadStart work)
    {
        var thread = new Thread(work) { IsBackground = true };
        _threads.Add(thread);
        thread.Start();
    }

    private static void RunGates()
    {
        var builder = new CircuitBuilder(QubitCount);
        for (var q = 0; q < QubitCount; q++)
        {
            builder.H(q);
            for (var p = q + 1; p < QubitCount; p++) builder.Cp(Math.PI / (1 << (p - q)), p, q);
        }

        var run = new CircuitRun(builder.Build()) { Options = s_options };
        run.Plan();
        run.TimeGates(1, CancellationToken.None);
    }

    private static void SampleAndWrite()
    {
        var run = new CircuitRun(new CircuitBuilder(QubitCount).Build()) { Shots = 1, Options = s_options };
        run.RunAsync(CancellationToken.None).GetAwaiter().GetResult();
        var identity = RunIdentityReport.Of(run.Identity);
        var report = new RunReport(QubitCount, 0, run.Counts, null, null, null, identity, new RunSeconds(0.1, 0.1, [0.1]));
        JsonOutput.Write(report, ReportsJson.Default.RunReport, TextWriter.Null);
    }
}
