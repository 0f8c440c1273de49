using System.CommandLine;
using System.Globalization;

namespace Qratum.Cli;

/// <summary><c>qratum machine</c>: measures what sweeps and arithmetic take here, and keeps it for <c>qratum run --explain</c>.</summary>
internal sealed class MachineCommand : Command
{
    private readonly Option<string?> _file = OptionOf.OutputFile("--file", "Where to write the figures; the user's cache folder without");
    private readonly Option<bool> _json = OptionOf.Json();

    public MachineCommand(Terminal terminal)
        : base("machine", "Measure caches, memory and arithmetic of this machine for the estimates of 'qratum run --explain'")
    {
        Add(_file);
        Add(_json);
        SetAction((parsed, cancellationToken) =>
        {
            var cost = MachineCost.Measure(cancellationToken);
            var path = parsed.GetValue(_file);
            if (path is null && MachineFile.CachePath is { } cache)
            {
                MachineFile.CreateFolder(cache);
                path = cache;
            }

            var report = MachineFile.Write(path, cost);
            if (parsed.GetValue(_json)) JsonOutput.Write(report, ReportsJson.Default.MachineReport, terminal);
            else Show(report, path, terminal);
            return Task.FromResult(ExitCode.Ok);
        });
    }

    private static void Show(MachineReport report, string? path, Terminal terminal)
    {
        static string Visit(double nanoseconds) => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds:F3} ns for each amplitude, {32 / nanoseconds:F1} GB/s read and written");
        var facts = new Facts()
            .Add("second-level cache", Visit(report.SecondLevelVisit))
            .Add("third-level cache", $"{Visit(report.ThirdLevelVisit)}, up to {Facts.Whole(report.CachedQubits)} qubits")
            .Add("memory", Visit(report.MemoryVisit))
            .Add("arithmetic", string.Create(CultureInfo.InvariantCulture, $"{report.MultiplyAdds:F1} multiply-adds in a nanosecond"))
            .Add("machine", report.Machine ?? "");
        if (path is not null) facts.Add("kept in", path);
        facts.Write(terminal);
    }
}

/// <summary>
/// Result of <c>qratum machine</c>, and the file it writes: nanoseconds of one thread for each amplitude of double precision, and the fields of
/// <see cref="MachineCost"/>.
/// </summary>
internal sealed record MachineReport(
    double SecondLevelVisit, double ThirdLevelVisit, double MemoryVisit, int CachedQubits, double MultiplyAdds, string? Machine) : Report
{
    /// <exception cref="ArgumentOutOfRangeException">A figure is out of range.</exception>
    public MachineCost ToCost() => new()
    {
        SecondLevelVisit = SecondLevelVisit, ThirdLevelVisit = ThirdLevelVisit, MemoryVisit = MemoryVisit, CachedQubits = CachedQubits, MultiplyAdds = MultiplyAdds,
    };
}
