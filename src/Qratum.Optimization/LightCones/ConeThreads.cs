namespace Qratum.Optimization;

/// <summary>The one place here that starts threads. Items write to places of their own, so that results do not depend on the number of threads.</summary>
internal static class ConeThreads
{
    /// <summary>Does items 0 to count - 1, each once, in any order, with working memory that one thread at a time uses.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    internal static void For<TMemory>(
        int count, int maxThreads, Func<TMemory> create, Action<int, TMemory> item, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (count == 0) return;
        if (count == 1 || maxThreads == 1)
        {
            var memory = create();
            for (var i = 0; i < count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                item(i, memory);
            }

            return;
        }

        var options = new ParallelOptions { MaxDegreeOfParallelism = maxThreads, CancellationToken = cancellationToken };
        Parallel.For(0, count, options, create, (i, _, memory) =>
        {
            item(i, memory);
            return memory;
        }, static _ => { });
    }
}
