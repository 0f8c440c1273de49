using System.Globalization;
using System.Text.Json;

namespace Qratum.Cli.Tests;

/// <summary>What one call of the tool gave.</summary>
internal sealed record ToolResult(int Exit, string Out, string Error)
{
    public JsonElement Json => JsonDocument.Parse(Out).RootElement;
}

/// <summary>Calls the tool inside this process, its output captured, as if both streams were redirected.</summary>
internal static class Tool
{
    public static Task<ToolResult> RunAsync(params string[] args) => RunAsync(CancellationToken.None, args);

    public static Task<ToolResult> RunAsync(CancellationToken cancellationToken, params string[] args) =>
        RunWatchedAsync(_ => { }, args, cancellationToken);

    /// <summary>Runs and shows each line that goes to standard error as it is written.</summary>
    public static async Task<ToolResult> RunWatchedAsync(Action<string> onError, string[] args, CancellationToken cancellationToken)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        using var error = new WatchedWriter(onError);
        var terminal = new Terminal(output, error, isOutputTerminal: false, isErrorTerminal: false, useColor: true);
        var exit = await QratumTool.RunAsync(args, terminal, cancellationToken: cancellationToken);
        return new ToolResult(exit, output.ToString(), error.ToString());
    }

    /// <summary>Runs under another culture, as a user of that country would.</summary>
    public static async Task<ToolResult> RunInCultureAsync(string culture, params string[] args)
    {
        var (before, beforeUi) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
            return await RunAsync(args);
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, beforeUi);
        }
    }
}

internal sealed class WatchedWriter(Action<string> onLine) : StringWriter(CultureInfo.InvariantCulture)
{
    public override void WriteLine(string? value)
    {
        base.WriteLine(value);
        onLine(value ?? "");
    }
}

/// <summary>A folder that goes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("qratum-cli-").FullName;

    public string PathOf(string name) => Path.Combine(Root, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(PathOf(name), text);
        return PathOf(name);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
