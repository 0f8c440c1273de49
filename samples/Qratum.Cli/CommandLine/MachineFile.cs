using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json;

namespace Qratum.Cli;

/// <summary>
/// Costs of a machine as a file: what <c>qratum machine</c> measures and prints. They are kept in the user's cache folder, so that a machine is
/// measured once.
/// </summary>
internal static class MachineFile
{
    private const int FormatVersion = 1;

    // Figures of one machine, or of one width of vectors, are not those of another that shares the folder.
    private static readonly string ThisMachine = FormattableString.Invariant(
        $"{Environment.MachineName}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} processors, {(Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128)}-bit vectors");

    /// <summary>The file in the user's cache folder: that of XDG_CACHE_HOME where it is set, else the system's; null where there is none.</summary>
    public static string? CachePath
    {
        get
        {
            var folder = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
            if (!Path.IsPathRooted(folder))
            {
                var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
                folder = OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
                    : home.Length == 0 ? "" : Path.Combine(home, OperatingSystem.IsMacOS() ? "Library/Caches" : ".cache");
            }

            return folder.Length == 0 ? null : Path.Combine(folder, "qratum", "machine.json");
        }
    }

    /// <summary>The costs in a file that the user names.</summary>
    /// <exception cref="BadInputException">The file cannot be read or holds no costs.</exception>
    public static MachineCost Read(string option, string path)
    {
        if (!File.Exists(path)) throw new BadInputException($"{option}: there is no file '{path}'; 'qratum machine --file {path}' writes one.");
        return Naming($"{option}: {path}", () => Parse(File.ReadAllBytes(path)).ToCost());
    }

    /// <summary>The costs of this machine: those in the cache, else measured now and kept there.</summary>
    /// <returns>Null where the machine cannot be measured, because memory is short.</returns>
    /// <exception cref="BadInputException">The file in the cache is damaged.</exception>
    public static MachineCost? OfThisMachine(CancellationToken cancellationToken)
    {
        var path = CachePath;
        if (path is not null && File.Exists(path))
        {
            var (cost, machine) = Naming(path, () =>
            {
                var report = Parse(File.ReadAllBytes(path));
                return (report.ToCost(), report.Machine);
            });
            if (machine == ThisMachine) return cost;
        }

        try
        {
            var cost = MachineCost.Measure(cancellationToken);
            if (path is not null) Keep(path, cost);
            return cost;
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Writes the costs of this machine.</summary>
    public static MachineReport Write(string? path, MachineCost cost)
    {
        var report = new MachineReport(cost.SecondLevelVisit, cost.ThirdLevelVisit, cost.MemoryVisit, cost.CachedQubits, cost.MultiplyAdds, ThisMachine);
        if (path is not null) AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, report, ReportsJson.Default.MachineReport));
        return report;
    }

    /// <summary>Makes the folder of the cache.</summary>
    public static void CreateFolder(string path) => Directory.CreateDirectory(Path.GetDirectoryName(path)!);

    private static void Keep(string path, MachineCost cost)
    {
        try
        {
            CreateFolder(path);
            Write(path, cost);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that cannot be written costs a measurement next time.
        }
    }

    private static MachineReport Parse(byte[] text)
    {
        // Editors put a mark at the beginning.
        var json = text.AsSpan();
        if (json.StartsWith("\uFEFF"u8)) json = json[3..];
        var report = JsonSerializer.Deserialize(json, ReportsJson.Default.MachineReport);
        return report is { FormatVersion: FormatVersion } ? report : throw new FormatException($"costs of a machine have formatVersion {FormatVersion}");
    }

    private static T Naming<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            var text = e is JsonException json ? FormattableString.Invariant($"line {json.LineNumber + 1}, byte {json.BytePositionInLine + 1}: it is not the JSON of 'qratum machine'") : BadInputException.TextOf(e);
            throw new BadInputException($"{file}: {text}. 'qratum machine' measures anew.", e);
        }
    }
}
