namespace Qratum.Cli;

/// <summary>
/// Places of the nodes of a graph in the unit square. Dense and tiny graphs lie on a circle; others are spread by forces:
/// edges pull, nodes push (Fruchterman and Reingold, Software: Practice and Experience 21, 1129, 1991), started from the circle,
/// without randomness. O(nodes²) per step.
/// </summary>
internal static class GraphLayout
{
    private const int Steps = 300;

    public static DataPoint[] Place(int nodes, IReadOnlyList<(int From, int To)> edges)
    {
        var places = Circle(nodes);
        if (nodes <= 6 || edges.Count > nodes * (nodes - 1L) / 4) return places;

        var steps = (int)Math.Clamp(4e7 / ((double)nodes * nodes), 20, Steps);
        var rest = 1.0 / Math.Sqrt(nodes);
        var force = new (double X, double Y)[nodes];
        for (var step = 0; step < steps; step++)
        {
            Array.Clear(force);
            Push(places, force, rest);
            Pull(places, force, edges, rest);
            var limit = 0.1 * (1 - (step / (double)steps));
            for (var i = 0; i < nodes; i++)
            {
                var (x, y) = force[i];
                // A weak pull to the middle keeps unconnected parts in the picture.
                x -= 0.3 * (places[i].X - 0.5);
                y -= 0.3 * (places[i].Y - 0.5);
                var length = Math.Sqrt((x * x) + (y * y));
                if (length == 0) continue;
                var scale = Math.Min(length, limit) / length;
                places[i] = new DataPoint(places[i].X + (x * scale), places[i].Y + (y * scale));
            }
        }

        return FitSquare(places);
    }

    internal static DataPoint[] Circle(int nodes) => [.. Enumerable.Range(0, nodes).Select(i =>
    {
        var angle = (2 * Math.PI * i / nodes) - (Math.PI / 2);
        return new DataPoint(0.5 + (0.5 * Math.Cos(angle)), 0.5 + (0.5 * Math.Sin(angle)));
    })];

    private static void Push(DataPoint[] places, (double X, double Y)[] force, double rest)
    {
        for (var i = 0; i < places.Length; i++)
        {
            for (var j = i + 1; j < places.Length; j++)
            {
                var (dx, dy) = (places[i].X - places[j].X, places[i].Y - places[j].Y);
                var square = Math.Max((dx * dx) + (dy * dy), 1e-6);
                var push = rest * rest / square;
                force[i] = (force[i].X + (dx * push), force[i].Y + (dy * push));
                force[j] = (force[j].X - (dx * push), force[j].Y - (dy * push));
            }
        }
    }

    private static void Pull(
        DataPoint[] places, (double X, double Y)[] force, IReadOnlyList<(int From, int To)> edges, double rest)
    {
        foreach (var (i, j) in edges)
        {
            var (dx, dy) = (places[i].X - places[j].X, places[i].Y - places[j].Y);
            var pull = Math.Sqrt((dx * dx) + (dy * dy)) / rest;
            force[i] = (force[i].X - (dx * pull), force[i].Y - (dy * pull));
            force[j] = (force[j].X + (dx * pull), force[j].Y + (dy * pull));
        }
    }

    private static DataPoint[] FitSquare(DataPoint[] places)
    {
        var (left, right) = (places.Min(p => p.X), places.Max(p => p.X));
        var (low, high) = (places.Min(p => p.Y), places.Max(p => p.Y));
        var (width, height) = (Math.Max(right - left, 1e-9), Math.Max(high - low, 1e-9));
        return [.. places.Select(p => new DataPoint((p.X - left) / width, (p.Y - low) / height))];
    }
}
