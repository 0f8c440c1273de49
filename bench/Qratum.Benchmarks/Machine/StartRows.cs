using System.Diagnostics;

namespace Qratum.Benchmarks.Machine;

/// <summary>The command line from start of the process to its end, on a circuit of ten qubits; builds that are absent are left out.</summary>
internal static class StartRows
{
    public static IEnumerable<Row> Create(Func<string, bool> wanted)
    {
        if (RaceFiles.Folder is not { } folder) yield break;
        var circuit = Path.Combine(folder, "qft_10.qasm");
        foreach (var (name, path) in new[] { ("start JIT, qft_10", "bin/Qratum.Cli/release/qratum"), ("start AOT, qft_10", "publish/Qratum.Cli/release/qratum") })
        {
            if (wanted(name) && Find(path) is { } program) yield return new Row(name, 1, 0, null, () => Start(program, circuit));
        }
    }

    private static void Start(string program, string circuit)
    {
        using var process = Process.Start(new ProcessStartInfo(program, ["run", circuit, "--json"]) { RedirectStandardOutput = true })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }

    /// <summary>A file below the folder of build results that this program runs from.</summary>
    private static string? Find(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, path);
            if (folder.Name == "artifacts" && File.Exists(candidate)) return candidate;
        }

        return null;
    }
}
