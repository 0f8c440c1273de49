namespace Qratum.Chemistry;

/// <summary>
/// The one place of this package that starts threads. What is counted here are pieces of work that write to places of their own; whoever
/// adds pieces up does so afterwards and in their order. So no result depends on the number of threads, as long as the number of pieces
/// does not.
/// </summary>
internal static class Threads
{
    /// <summary>Pieces that a thread gets in turn, when items are too cheap to be handed out one by one.</summary>
    private const int PiecesPerThread = 4;

    /// <summary>Checks an upper limit of threads as callers give it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is zero or below -1.</exception>
    public static int Checked(int maxThreads, string name) => maxThreads is -1 or >= 1
        ? maxThreads
        : throw new ArgumentOutOfRangeException(name, maxThreads, "The number of threads is at least 1, or -1 for one a processor.");

    /// <summary>Does items 0 to count - 1, each once, in any order.</summary>
    /// <param name="count">Number of items.</param>
    /// <param name="maxThreads">Upper limit of threads, or -1.</param>
    /// <param name="item">The work on one item.</param>
    /// <param name="cancellationToken">Checked before every item.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static void For(int count, int maxThreads, Action<int> item, CancellationToken cancellationToken) =>
        For(count, maxThreads, static () => 0, (i, _) => item(i), cancellationToken);

    /// <summary>Does items 0 to count - 1, each once, in any order, with working memory that one thread at a time uses.</summary>
    /// <param name="count">Number of items.</param>
    /// <param name="maxThreads">Upper limit of threads, or -1.</param>
    /// <param name="create">Makes the memory; what it holds before an item must not matter.</param>
    /// <param name="item">The work on one item.</param>
    /// <param name="cancellationToken">Checked before every item.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static void For<TMemory>(
        int count, int maxThreads, Func<TMemory> create, Action<int, TMemory> item, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (count <= 1 || maxThreads == 1)
        {
            if (count == 0) return;
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

    /// <summary>Does many cheap items that write to places of their own, several in a row on one thread.</summary>
    /// <param name="count">Number of items.</param>
    /// <param name="maxThreads">Upper limit of threads, or -1.</param>
    /// <param name="item">The work on one item.</param>
    /// <param name="cancellationToken">Checked first and between the pieces of several threads.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static void ForCheap(int count, int maxThreads, Action<int> item, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var threads = maxThreads < 0 ? Environment.ProcessorCount : maxThreads;
        if (threads == 1)
        {
            for (var i = 0; i < count; i++) item(i);
            return;
        }

        var pieces = Math.Min(count, threads * PiecesPerThread);
        For(pieces, threads, piece =>
        {
            var end = (int)((long)count * (piece + 1) / pieces);
            for (var i = (int)((long)count * piece / pieces); i < end; i++) item(i);
        }, cancellationToken);
    }
}
