using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace Qratum.Cli.Tests;

/// <summary>The tool as a process of its own: what only a real process shows.</summary>
public sealed class ProcessTests
{
    private const string Hydrogens = "H 0 0 0; H 0 0 1; H 0 0 2; H 0 0 3";

    [Fact]
    public async Task Standard_output_holds_the_json_and_nothing_else()
    {
        var (exit, output, error) = await RunAsync("energy", "H 0 0 0; H 0 0 0.735", "--json");

        Assert.Equal(ExitCode.Ok, exit);
        Assert.Equal(-1.1169989968519904, JsonDocument.Parse(output).RootElement.GetProperty("energy").GetDouble(), 1e-9);
        Assert.DoesNotContain('\u001b', error);
    }

    [Fact]
    public async Task Bad_input_returns_2_without_a_stack_trace()
    {
        var (exit, output, error) = await RunAsync("energy", "H 0 0 0; H 0 0 0,735");

        Assert.Equal(ExitCode.BadInput, exit);
        Assert.Empty(output);
        Assert.StartsWith("error: MOLECULE: line 1, column 16", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_killed_run_resumes_to_identical_bits()
    {
        using var folder = new TemporaryFolder();
        var checkpoint = folder.PathOf("run.json");
        string[] line = ["vqe", Hydrogens, "--json", "--checkpoint", checkpoint];
        using (var killed = Start(line))
        {
            // Killed after its second line of progress, wherever that is: between two steps, inside one, or while it writes.
            await killed.StandardError.ReadLineAsync();
            await killed.StandardError.ReadLineAsync();
            killed.Kill();
            await killed.WaitForExitAsync();
        }

        var (exit, output, _) = await RunAsync([.. line, "--resume"]);
        var whole = await Tool.RunAsync("vqe", Hydrogens, "--json");

        Assert.Equal(ExitCode.Ok, exit);
        Assert.Equal(WithoutTimes(whole.Json), WithoutTimes(JsonDocument.Parse(output).RootElement));
    }

    private static string[] WithoutTimes(JsonElement json) =>
        [.. json.EnumerateObject().Where(p => p.Name != "seconds").Select(p => p.Name + p.Value.GetRawText())];

    private static async Task<(int Exit, string Out, string Error)> RunAsync(params string[] args)
    {
        using var process = Start(args);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    private static Process Start(string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(QratumTool).Assembly.Location, .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }
}
