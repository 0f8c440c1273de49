using System.Globalization;
using Spectre.Console;

namespace Qratum.Cli;

/// <summary>
/// Shows what a long command is doing, on standard error: one line that is redrawn where a person watches, a line for each
/// step where the stream goes to a file.
/// </summary>
internal sealed class ProgressDisplay(Terminal terminal)
{
    /// <summary>Does the work; it is given what shows a line.</summary>
    public async Task<T> RunAsync<T>(string start, Func<Action<string>, Task<T>> work)
    {
        if (!terminal.IsErrorTerminal) return await work(terminal.Error.WriteLine).ConfigureAwait(false);
        return await terminal.Messages.Status().Spinner(Spinner.Known.Dots).StartAsync(
            Markup.Escape(start), status => work(line => status.Status = Markup.Escape(line))).ConfigureAwait(false);
    }
}

/// <summary>Reports at once and on the reporting thread, unlike <see cref="Progress{T}"/>: the order of lines is that of the steps.</summary>
internal sealed class DirectProgress<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}

/// <summary>Shows a line for each new iteration of a search, not for the evaluations inside one.</summary>
internal sealed class IterationProgress(string quantity, Action<string> show) : IProgress<HistoryPoint>
{
    private int _last = -1;

    public void Report(HistoryPoint value)
    {
        if (value.Iteration == _last) return;
        _last = value.Iteration;
        show(string.Create(CultureInfo.InvariantCulture, $"iteration {value.Iteration}  {quantity} {value.Value:F9}  evaluations {value.Evaluations}"));
    }
}
