namespace Qratum.Optimization;

/// <summary>
/// Local search on round trips, symmetric or not: pieces of up to three cities are moved (Or-opt) or any piece is reversed (2-opt) while that shortens the trip; then double bridges
/// and descents again.
/// </summary>
internal static class TourImprovement
{
    private const int LongestPiece = 3;
    private const int MostStarts = 32;
    private const double Gain = 1e-9;

    internal static int[] Run(double[,] distances, int restarts, ulong seed, CancellationToken cancellationToken)
    {
        var n = distances.GetLength(0);
        var (best, least) = (Array.Empty<int>(), double.PositiveInfinity);
        for (var start = 0; start < Math.Min(n, MostStarts); start++)
        {
            var trip = NearestNext(distances, start);
            Descend(trip, distances, cancellationToken);
            Keep(trip);
        }

        var random = new PhiloxRandom(seed);
        for (var k = 0; k < restarts && n >= 8; k++)
        {
            var trip = DoubleBridge(best, random);
            Descend(trip, distances, cancellationToken);
            Keep(trip);
        }

        return best;

        void Keep(int[] trip)
        {
            var length = Length(trip, distances);
            if (length < least - Gain || best.Length == 0) (best, least) = (trip, length);
        }
    }

    private static double Length(int[] trip, double[,] distances)
    {
        var length = 0.0;
        for (var k = 0; k < trip.Length; k++) length += distances[trip[k], trip[(k + 1) % trip.Length]];
        return length;
    }

    private static int[] NearestNext(double[,] distances, int start)
    {
        var n = distances.GetLength(0);
        var (trip, isVisited) = (new int[n], new bool[n]);
        trip[0] = start;
        isVisited[start] = true;
        for (var k = 1; k < n; k++)
        {
            var next = -1;
            for (var c = 0; c < n; c++)
            {
                if (!isVisited[c] && (next < 0 || distances[trip[k - 1], c] < distances[trip[k - 1], next])) next = c;
            }

            trip[k] = next;
            isVisited[next] = true;
        }

        return trip;
    }

    private static void Descend(int[] trip, double[,] distances, CancellationToken cancellationToken)
    {
        while (TryMove(trip, distances) || TryReverse(trip, distances)) cancellationToken.ThrowIfCancellationRequested();
    }

    private static bool TryReverse(int[] trip, double[,] d)
    {
        var n = trip.Length;
        for (var i = 0; i + 1 < n; i++)
        {
            var (before, change) = (trip[(i + n - 1) % n], 0.0);
            for (var j = i + 1; j < n - (i == 0 ? 1 : 0); j++)
            {
                // Inside legs turn round, which costs where distances are not symmetric.
                change += d[trip[j], trip[j - 1]] - d[trip[j - 1], trip[j]];
                var after = trip[(j + 1) % n];
                if (change + d[before, trip[j]] + d[trip[i], after] - d[before, trip[i]] - d[trip[j], after] >= -Gain) continue;
                Array.Reverse(trip, i, j - i + 1);
                return true;
            }
        }

        return false;
    }

    private static bool TryMove(int[] trip, double[,] d)
    {
        var n = trip.Length;
        for (var length = 1; length <= Math.Min(LongestPiece, n - 2); length++)
        {
            for (var i = 0; i < n; i++)
            {
                int At(int offset) => trip[(i + offset) % n];
                var (before, first, last, after) = (At(n - 1), At(0), At(length - 1), At(length));
                var without = d[before, after] - d[before, first] - d[last, after];
                for (var k = length; k < n - 1; k++)
                {
                    var (left, right) = (At(k), At(k + 1));
                    if (without + d[left, first] + d[last, right] - d[left, right] >= -Gain) continue;
                    Rotate(trip, i, length, k);
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Moves the piece of a length that begins at i behind the city k places after i.</summary>
    private static void Rotate(int[] trip, int i, int length, int k)
    {
        var n = trip.Length;
        int[] around = [.. Enumerable.Range(0, n).Select(o => trip[(i + o) % n])];
        int[] moved = [.. around[length..(k + 1)], .. around[..length], .. around[(k + 1)..]];
        moved.CopyTo(trip, 0);
    }

    private static int[] DoubleBridge(int[] trip, PhiloxRandom random)
    {
        var cuts = new int[3];
        do
        {
            for (var k = 0; k < 3; k++) cuts[k] = 1 + (int)(random.NextDouble() * (trip.Length - 1));
            Array.Sort(cuts);
        }
        while (cuts[0] == cuts[1] || cuts[1] == cuts[2]);
        return [.. trip[..cuts[0]], .. trip[cuts[1]..cuts[2]], .. trip[cuts[0]..cuts[1]], .. trip[cuts[2]..]];
    }
}
