using System.Collections.Immutable;
using System.Globalization;

namespace Qratum.Optimization;

/// <summary>Routes of vehicles, each from the depot through customers and back.</summary>
/// <param name="Routes">For each vehicle the customers in order, numbered from 1; 0 inside a route is a stop at the depot.</param>
/// <param name="Length">Length of all routes; null where something is wrong.</param>
/// <param name="Violations">What is wrong, in words.</param>
public sealed record VehicleRoutes(ImmutableArray<ImmutableArray<int>> Routes, double? Length, ImmutableArray<string> Violations)
{
    /// <summary>True where every customer is served once and every load fits.</summary>
    public bool IsFeasible => Violations.IsEmpty;

    /// <summary>Length, a route in each line, what is wrong.</summary>
    public override string ToString()
    {
        var lines = new List<string> { IsFeasible ? string.Create(CultureInfo.InvariantCulture, $"length {Length:R}") : "no routes: " + string.Join("; ", Violations) };
        lines.AddRange(Routes.Select(static (route, v) => $"vehicle {v}: {string.Join(" - ", (int[])[0, .. route, 0])}"));
        return string.Join('\n', lines);
    }
}

/// <summary>Capacitated vehicle routing: the shortest routes of some vehicles from a depot that serve every customer once, loads within capacity. For small instances.</summary>
/// <remarks>
/// A bit for each vehicle, position on its route and place (depot or customer): every position is at one place, which may be the depot. Lengths are at least 0, and any routes have
/// at most customers + vehicles legs that are not depot to depot, so a penalty above that many of the longest legs suffices.
/// </remarks>
public sealed class VehicleRouting : ModelledProblem<VehicleRoutes>
{
    private readonly double[,] _distances;
    private readonly int[] _demands;
    private readonly int _positions;

    /// <summary>Poses the problem.</summary>
    /// <param name="distances">Distance from row to column, at least 0; row and column 0 are the depot. At least 2 × 2.</param>
    /// <param name="demands">Demand of each customer 1, 2, …, at least 1.</param>
    /// <param name="capacity">What a vehicle carries, at least the largest demand.</param>
    /// <param name="vehicleCount">Number of vehicles, at least 1.</param>
    /// <exception cref="ArgumentException">Sizes do not fit, or a number is out of range.</exception>
    public VehicleRouting(double[,] distances, ReadOnlySpan<int> demands, int capacity, int vehicleCount)
        : base(new OptimizationModel("vehicle-routing"))
    {
        ArgumentNullException.ThrowIfNull(distances);
        ArgumentOutOfRangeException.ThrowIfLessThan(vehicleCount, 1);
        var n = distances.GetLength(0);
        if (n < 2 || n != distances.GetLength(1)) throw new ArgumentException($"The matrix of distances is {n} × {distances.GetLength(1)}; it is square with at least 2 rows.", nameof(distances));
        foreach (var distance in distances)
        {
            if (!(distance >= 0 && double.IsFinite(distance)))
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A distance is {distance:R}; a finite number of at least 0 is expected."), nameof(distances));
        }

        _demands = ProblemInputs.Sizes(demands, "customers", nameof(demands));
        if (_demands.Length != n - 1) throw new ArgumentException($"There are {_demands.Length} demands for {n - 1} customers.", nameof(demands));
        if (_demands.Max() > capacity) throw new ArgumentOutOfRangeException(nameof(capacity), capacity, $"A customer asks for {_demands.Max()}; the capacity is at least that.");
        _distances = (double[,])distances.Clone();
        (Capacity, VehicleCount) = (capacity, vehicleCount);

        // No route is longer than the number of the smallest demands that fit.
        var room = capacity;
        _positions = _demands.Order().TakeWhile(d => (room -= d) >= 0).Count();
        Pose();
    }

    /// <summary>What a vehicle carries.</summary>
    public int Capacity { get; }

    /// <summary>Number of vehicles.</summary>
    public int VehicleCount { get; }

    /// <summary>Length of routes, and what is wrong with them.</summary>
    /// <param name="routes">For each vehicle the customers in order, from 1; 0 for a stop at the depot.</param>
    /// <exception cref="ArgumentException">There are more routes than vehicles.</exception>
    public VehicleRoutes Evaluate(IReadOnlyList<IReadOnlyList<int>> routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        if (routes.Count > VehicleCount) throw new ArgumentException($"There are {routes.Count} routes for {VehicleCount} vehicles.", nameof(routes));
        var (violations, visits, length) = (new List<string>(), new int[_demands.Length + 1], 0.0);
        for (var v = 0; v < routes.Count; v++)
        {
            var (load, here) = (0L, 0);
            foreach (var place in routes[v])
            {
                if (place < 0 || place > _demands.Length)
                {
                    violations.Add($"vehicle {v} is at no place at one of its stops");
                    continue;
                }

                visits[place]++;
                load += place == 0 ? 0 : _demands[place - 1];
                length += _distances[here, place];
                here = place;
            }

            length += here == 0 ? 0 : _distances[here, 0];
            if (load > Capacity) violations.Add($"vehicle {v} carries {load} of {Capacity}");
        }

        for (var c = 1; c < visits.Length; c++)
        {
            if (visits[c] != 1) violations.Add(visits[c] == 0 ? $"customer {c} is not served" : $"customer {c} is served {visits[c]} times");
        }

        return new VehicleRoutes([.. routes.Select(static r => r.ToImmutableArray())], violations.Count == 0 ? length : null, [.. violations]);
    }

    /// <summary>The shortest routes, proven, by dynamic programming over sets of customers: O(3ⁿ · vehicles) for n customers.</summary>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The routes, or null where the demands do not fit into the vehicles.</returns>
    /// <exception cref="NotSupportedException">There are more than 13 customers.</exception>
    public VehicleRoutes? SolveExactly(CancellationToken cancellationToken = default)
    {
        if (_demands.Length > RoutePartition.MostCustomers)
            throw new NotSupportedException($"{_demands.Length} customers are more than {RoutePartition.MostCustomers}, which dynamic programming over sets can do.");
        return RoutePartition.Solve(_distances, _demands, Capacity, VehicleCount, cancellationToken) is { } routes ? Evaluate(routes) : null;
    }

    private protected override VehicleRoutes Interpret(ModelSolution solution)
    {
        var places = _demands.Length + 1;
        var routes = new int[VehicleCount][];
        for (var v = 0; v < VehicleCount; v++)
        {
            var stops = new int[_positions];
            for (var p = 0; p < _positions; p++)
            {
                int[] here = [.. Enumerable.Range(0, places).Where(c => solution.Values[(((v * _positions) + p) * places) + c] == 1)];
                stops[p] = here.Length == 1 ? here[0] : -1;
            }

            // Waiting at the depot before, after, or twice in a row is no stop.
            routes[v] = [.. stops.Where((c, p) => c != 0 || (p > 0 && stops[p - 1] != 0 && stops[p..].Any(static s => s != 0)))];
        }

        return Evaluate(routes);
    }

    private void Pose()
    {
        var places = _demands.Length + 1;
        var x = new Variable[VehicleCount, _positions, places];
        for (var v = 0; v < VehicleCount; v++)
        {
            for (var p = 0; p < _positions; p++)
            {
                for (var c = 0; c < places; c++) x[v, p, c] = Model.AddBinary(string.Create(CultureInfo.InvariantCulture, $"vehicle_{v}_{p}_at_{c}"));
            }
        }

        var legs = new List<Expression>();
        for (var v = 0; v < VehicleCount; v++)
        {
            for (var c = 1; c < places; c++)
            {
                legs.Add(_distances[0, c] * x[v, 0, c]);
                legs.Add(_distances[c, 0] * x[v, _positions - 1, c]);
            }

            for (var p = 0; p + 1 < _positions; p++)
            {
                for (var c = 0; c < places; c++)
                {
                    for (var d = 0; d < places; d++)
                    {
                        if (c != d) legs.Add(_distances[c, d] * x[v, p, c] * x[v, p + 1, d]);
                    }
                }
            }
        }

        Model.Minimize(Expression.Sum(legs));
        var penalty = ProblemInputs.Above((_demands.Length + VehicleCount) * _distances.Cast<double>().Max(), [.. _distances.Cast<double>()]);
        for (var v = 0; v < VehicleCount; v++)
        {
            for (var p = 0; p < _positions; p++)
                Model.RequireProven(Expression.Sum(Enumerable.Range(0, places).Select(c => x[v, p, c])).EqualTo(1), $"vehicle_{v}_{p}", penalty);
            var load = from p in Enumerable.Range(0, _positions) from c in Enumerable.Range(1, places - 1) select _demands[c - 1] * x[v, p, c];
            Model.RequireProven(Expression.Sum(load) <= Capacity, $"load_{v}", penalty);
        }

        for (var c = 1; c < places; c++)
        {
            var visits = from v in Enumerable.Range(0, VehicleCount) from p in Enumerable.Range(0, _positions) select x[v, p, c];
            Model.RequireProven(Expression.Sum(visits).EqualTo(1), $"customer_{c}", penalty);
        }
    }
}
