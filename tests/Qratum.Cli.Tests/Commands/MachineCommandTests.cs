using System.Text.Json;
using Xunit;

namespace Qratum.Cli.Tests;

[Collection(CacheFolder.Name)]
public sealed class MachineCommandTests
{
    [Fact]
    public async Task Figures_are_printed_and_written()
    {
        using var folder = new TemporaryFolder();
        var file = folder.PathOf("costs.json");

        var json = await Tool.RunInCultureAsync("de-DE", "machine", "--file", file, "--json");

        Assert.Equal(ExitCode.Ok, json.Exit);
        Assert.Equal(["formatVersion", "secondLevelVisit", "thirdLevelVisit", "memoryVisit", "cachedQubits", "multiplyAdds", "machine"], json.Json.EnumerateObject().Select(p => p.Name));
        Assert.Equal(json.Json.ToString(), JsonDocument.Parse(File.ReadAllText(file)).RootElement.ToString());
        var text = await Tool.RunInCultureAsync("de-DE", "machine", "--file", file);
        Assert.Contains("multiply-adds in a nanosecond", text.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(",", text.Out.Split('\n')[0].Split("ns for")[0], StringComparison.Ordinal);
        Assert.Equal([file], Directory.GetFiles(folder.Root));
    }

    [Fact]
    public async Task A_machine_is_measured_once()
    {
        using var folder = new TemporaryFolder();
        var bell = folder.Write("bell.qasm", DrawCommandTests.Bell);
        using var cache = new Cache(folder.PathOf("cache"));
        async Task<double> BytesPerSecond() => (await Tool.RunAsync("run", bell, "--explain", "--json")).Json.GetProperty("plan").GetProperty("bytesPerSecond").GetDouble();

        var first = await BytesPerSecond();
        var file = Path.Combine(folder.PathOf("cache"), "qratum", "machine.json");
        var written = File.ReadAllText(file);
        Assert.Equal(first, await BytesPerSecond());
        Assert.Equal(written, File.ReadAllText(file));

        // The figures of another machine are no figures of this one.
        File.WriteAllText(file, written.Replace("processors", "processors of another", StringComparison.Ordinal));
        await BytesPerSecond();
        Assert.DoesNotContain("of another", File.ReadAllText(file), StringComparison.Ordinal);

        File.WriteAllText(file, "{");
        var damaged = await Tool.RunAsync("run", bell, "--explain");
        Assert.Equal(ExitCode.BadInput, damaged.Exit);
        Assert.Contains(file, damaged.Error, StringComparison.Ordinal);
        Assert.Contains("'qratum machine' measures anew", damaged.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, (await Tool.RunAsync("machine")).Exit);
        await BytesPerSecond();
    }

    [Fact]
    public async Task A_cache_that_cannot_be_written_is_no_fault()
    {
        using var folder = new TemporaryFolder();
        // A file where a folder should be.
        using var cache = new Cache(folder.Write("cache", ""));

        Assert.Equal(ExitCode.Ok, (await Tool.RunAsync("run", folder.Write("bell.qasm", DrawCommandTests.Bell), "--explain")).Exit);
    }

    /// <summary>Another cache folder for a while; tests of one class run one after the other.</summary>
    private sealed class Cache : IDisposable
    {
        private readonly string? _before = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");

        public Cache(string folder) => Environment.SetEnvironmentVariable("XDG_CACHE_HOME", folder);

        public void Dispose() => Environment.SetEnvironmentVariable("XDG_CACHE_HOME", _before);
    }
}
