namespace Qratum.Chemistry.Tests;

/// <summary>Reports on the thread of the search, so that a test can stop it at a step.</summary>
internal sealed class SynchronousProgress(Action<HistoryPoint> report) : IProgress<HistoryPoint>
{
    public void Report(HistoryPoint value) => report(value);
}
