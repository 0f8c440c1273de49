using System.CommandLine;
using Spectre.Console;

namespace Qratum.Cli;

/// <summary><c>qratum backends</c>: which names run circuits here, and which package brings the others.</summary>
internal sealed class BackendsCommand : Command
{
    private readonly Option<bool> _json = OptionOf.Json();

    public BackendsCommand(Terminal terminal)
        : base("backends", "List the backends by name, and the packages that bring those not built in")
    {
        Add(_json);
        SetAction(parsed =>
        {
            var report = new BackendsReport([.. Backends()]);
            if (parsed.GetValue(_json)) JsonOutput.Write(report, ReportsJson.Default.BackendsReport, terminal);
            else Show(report, terminal);
            return ExitCode.Ok;
        });
    }

    private static IEnumerable<BackendEntry> Backends()
    {
        yield return new BackendEntry("simulator", [], true, "Qratum.Core", "exact statevector simulation on this machine's processor");
        yield return new BackendEntry("cuda", [], false, "Qratum.Backends.Cuda", "the same execution plans on an NVIDIA GPU");
        yield return new BackendEntry("ibm", ["ibmq"], false, "Qratum.Backends.Ibm", "IBM Quantum computers");
        yield return new BackendEntry("cuquantum", [], false, "Qratum.Backends.Cuda", "the cuStateVec library on an NVIDIA GPU");
    }

    private static void Show(BackendsReport report, Terminal terminal)
    {
        var table = new Table().AddColumns("name", "available", "package", "runs circuits on").Border(TableBorder.Simple);
        foreach (var backend in report.Backends)
        {
            var names = string.Join(", ", [backend.Name, .. backend.Aliases]);
            table.AddRow(names, backend.Available ? "[green]yes[/]" : "no", backend.Package, backend.Description);
        }

        terminal.Results.Write(table);
    }
}

/// <summary>Result of <c>qratum backends</c>.</summary>
internal sealed record BackendsReport(IReadOnlyList<BackendEntry> Backends) : Report;

internal sealed record BackendEntry(string Name, IReadOnlyList<string> Aliases, bool Available, string Package, string Description);
