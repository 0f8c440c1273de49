using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace Qratum.Cli.Tests;

/// <summary>The tool as a process of its own: what only a real process shows.</summary>
public sealed class ProcessTests
{
    private const string Hydrogens = "H 0 0 0; H 0 0 1; H 0 0 2; H 0 0 3";
    private const string Graph = "1 2 1; 2 3 2; 3 4 1; 4 5 3; 5 6 1; 6 1 2; 1 4 1; 2 5 1";

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

    /// <summary>Exact and sampled searches, with and without gradients; killed after so many lines of progress of each life.</summary>
    public static TheoryData<string, int[]> Killed => new()
    {
        { $"vqe|{Hydrogens}", [2] },
        { $"vqe|{Hydrogens}", [1, 1, 2] },
        { "vqe|H 0 0 0; H 0 0 0.735|--shots|500|--max-iterations|12|--seed|5", [3, 2] },
        { $"qaoa|{Graph}|--layers|2", [1, 1] },
        { $"qaoa|{Graph}|--layers|2|--training|samples|--shots|200|--max-iterations|12|--seed|5", [3, 2] },
    };

    [Theory]
    [MemberData(nameof(Killed))]
    public async Task A_run_killed_again_and_again_ends_in_the_bits_of_one_that_was_not(string words, int[] lives)
    {
        using var folder = new TemporaryFolder();
        string[] line = [.. words.Split('|'), "--json"];
        string[] saved = [.. line, "--checkpoint", folder.PathOf("run.json"), "--resume"];
        foreach (var lines in lives) await KillAsync(saved, lines);

        var (exit, output, error) = await RunAsync(saved);
        var whole = await Tool.RunAsync(line);

        Assert.True(exit == ExitCode.Ok, error);
        Assert.Equal(WithoutTimes(whole.Json), WithoutTimes(JsonDocument.Parse(output).RootElement));
    }

    [Theory]
    [InlineData($"vqe|{Hydrogens}", 10)]
    [InlineData($"vqe|{Hydrogens}|--minimizer|cobyla", 10)]
    [InlineData($"qaoa|{Graph}|--layers|3", 10)]
    [Trait("Category", "Nightly")]
    public async Task No_moment_of_death_changes_the_end(string words, int deaths)
    {
        using var folder = new TemporaryFolder();
        string[] line = [.. words.Split('|'), "--json"];
        string[] saved = [.. line, "--checkpoint", folder.PathOf("run.json"), "--resume"];
        var whole = WithoutTimes((await Tool.RunAsync(line)).Json);
        var random = new PhiloxRandom(7);
        for (var k = 0; k < deaths; k++)
        {
            await KillAsync(saved, lines: 0, milliseconds: random.Next(1500));
            var (exit, output, error) = await RunAsync(saved);
            Assert.True(exit == ExitCode.Ok, error);
            Assert.Equal(whole, WithoutTimes(JsonDocument.Parse(output).RootElement));
            if (k % 3 == 2) File.Delete(folder.PathOf("run.json"));
        }
    }

    /// <summary>
    /// Kills a run after so many lines of progress, wherever it is then: between two steps, inside one, or while it writes. A run that ends
    /// before that is as good.
    /// </summary>
    private static async Task KillAsync(string[] args, int lines, int milliseconds = 0)
    {
        using var process = Start(args);
        while (lines > 0 && await process.StandardError.ReadLineAsync() is { } text)
        {
            if (text.StartsWith("iteration ", StringComparison.Ordinal)) lines--;
        }

        if (milliseconds > 0) process.WaitForExit(milliseconds);
        process.Kill();
        await process.WaitForExitAsync();
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
