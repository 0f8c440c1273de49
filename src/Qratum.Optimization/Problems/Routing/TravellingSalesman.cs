using System.Collections.Immutable;
using System.Globalization;

namespace Qratum.Optimization;

/// <summary>The travelling salesman problem: the shortest round trip through all cities, distances symmetric or not.</summary>
/// <remarks>
/// <para>A bit for each city but the first and each position after the first: (n - 1)² bits, cities slowest. A. Lucas, Frontiers in Physics 2, 5 (2014),
/// section 7.2. <see cref="EncodedModel.CreateMixer"/> gives a mixer that keeps each city at one position.</para>
/// <para>The distances are shifted to be at least 0 (every round trip changes by n times the shift), so that the length of any bits is at least 0 and a
/// penalty above the length of one known trip suffices; that trip is found by <see cref="SolveHeuristically"/>.</para>
/// </remarks>
public sealed partial class TravellingSalesman : ModelledProblem<Tour>
{
    private readonly double[,] _distances;

    /// <summary>Poses the problem.</summary>
    /// <param name="distances">Distance from row to column, finite; the diagonal plays no part. At least 2 × 2.</param>
    /// <param name="name">Name of the instance.</param>
    /// <exception cref="ArgumentException">The matrix is not square, has less than two rows, or holds a number that is not finite.</exception>
    public TravellingSalesman(double[,] distances, string name = "tsp")
        : this(distances, name, [])
    {
    }

    internal TravellingSalesman(double[,] distances, string name, ImmutableArray<(double X, double Y)> points)
        : base(new OptimizationModel(name))
    {
        ArgumentNullException.ThrowIfNull(distances);
        var n = distances.GetLength(0);
        if (n < 2 || n != distances.GetLength(1))
            throw new ArgumentException($"The matrix of distances is {n} × {distances.GetLength(1)}; it is square with at least 2 rows.", nameof(distances));
        foreach (var distance in distances) ProblemInputs.CheckFinite(distance, "A distance", nameof(distances));
        _distances = (double[,])distances.Clone();
        (CityCount, Points, Name) = (n, points, name);
    }

    /// <summary>Name of the instance.</summary>
    public string Name { get; }

    /// <summary>Number of cities.</summary>
    public int CityCount { get; }

    /// <summary>Where the cities are, in the units of the file; empty where that is not known.</summary>
    public ImmutableArray<(double X, double Y)> Points { get; }

    /// <summary>True where both directions between any two cities are equally long.</summary>
    public bool IsSymmetric
    {
        get
        {
            for (var i = 0; i < CityCount; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    if (_distances[i, j] != _distances[j, i]) return false;
                }
            }

            return true;
        }
    }

    /// <summary>The distance between two cities.</summary>
    /// <param name="from">From 0.</param>
    /// <param name="to">From 0.</param>
    public double Distance(int from, int to) => _distances[from, to];

    /// <summary>The length of a trip, and what is wrong with it.</summary>
    /// <param name="order">Cities from 0 in the order of the trip; any city may be first.</param>
    public Tour Evaluate(IEnumerable<int> order)
    {
        ArgumentNullException.ThrowIfNull(order);
        var trip = order.ToArray();
        var violations = new List<string>();
        var visits = new int[CityCount];
        for (var k = 0; k < trip.Length; k++)
        {
            if (trip[k] < 0 || trip[k] >= CityCount) violations.Add(string.Create(CultureInfo.InvariantCulture, $"there is no city at position {k}"));
            else visits[trip[k]]++;
        }

        for (var city = 0; city < CityCount; city++)
        {
            if (visits[city] != 1) violations.Add(visits[city] == 0 ? $"city {city} is not visited" : $"city {city} is visited {visits[city]} times");
        }

        if (violations.Count > 0) return new Tour([.. trip], null, [.. violations]);
        var first = Array.IndexOf(trip, 0);
        trip = [.. trip[first..], .. trip[..first]];
        var length = 0.0;
        for (var k = 0; k < trip.Length; k++) length += _distances[trip[k], trip[(k + 1) % trip.Length]];
        return new Tour([.. trip], length, []);
    }

    /// <summary>
    /// The shortest round trip, proven: by dynamic programming over sets of cities (M. Held, R. M. Karp, J. SIAM 10, 196 (1962); O(2ⁿ n²) time, O(2ⁿ n) memory) where that
    /// is small or distances are not symmetric, otherwise by branch and bound on 1-trees (M. Held, R. M. Karp, Math. Program. 1, 6 (1971)), for some fifty cities.
    /// </summary>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="NotSupportedException">Distances are not symmetric and there are more than 22 cities.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public Tour SolveExactly(CancellationToken cancellationToken = default)
    {
        if (CityCount <= HeldKarp.SmallCities) return Evaluate(HeldKarp.Solve(_distances, cancellationToken));
        if (IsSymmetric) return Evaluate(new OneTreeSearch(_distances, [.. SolveHeuristically(cancellationToken: cancellationToken).Order]).Run(cancellationToken));
        if (CityCount > HeldKarp.MostCities)
            throw new NotSupportedException($"Distances are not symmetric: {CityCount} cities are more than {HeldKarp.MostCities}, which dynamic programming can hold.");
        return Evaluate(HeldKarp.Solve(_distances, cancellationToken));
    }

    /// <summary>A short round trip: the nearest next city from up to 32 starts, improved by moving pieces of up to three cities and by reversing pieces; no proof. O(n³) and more.</summary>
    /// <param name="restarts">Further descents from trips that were changed at random.</param>
    /// <param name="seed">Seed of the changes.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public Tour SolveHeuristically(int restarts = 50, ulong seed = 0, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(restarts);
        return Evaluate(TourImprovement.Run(_distances, restarts, seed, cancellationToken));
    }

    private protected override Tour Interpret(ModelSolution solution)
    {
        var order = new int[CityCount];
        var others = CityCount - 1;
        var violations = new List<string>();
        for (var p = 1; p < CityCount; p++)
        {
            int[] here = [.. Enumerable.Range(1, others).Where(c => solution.Values[((c - 1) * others) + p - 1] == 1)];
            order[p] = here.Length == 1 ? here[0] : -1;
            if (here.Length > 1) violations.Add($"cities {string.Join(", ", here)} are all at position {p}");
        }

        var tour = Evaluate(order);
        return violations.Count == 0 ? tour : tour with { Violations = [.. violations, .. tour.Violations] };
    }

    private protected override void Pose(OptimizationModel model)
    {
        var n = CityCount;
        var x = new Variable[n, n];
        for (var c = 1; c < n; c++)
        {
            for (var p = 1; p < n; p++) x[c, p] = model.AddBinary(string.Create(CultureInfo.InvariantCulture, $"city_{c}_at_{p}"));
        }

        var shift = 0.0;
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++) shift = i == j ? shift : Math.Min(shift, _distances[i, j]);
        }

        var legs = new List<Expression> { n * shift };
        for (var c = 1; c < n; c++)
        {
            legs.Add((_distances[0, c] - shift) * x[c, 1]);
            legs.Add((_distances[c, 0] - shift) * x[c, n - 1]);
            for (var d = 1; d < n; d++)
            {
                for (var p = 1; p + 1 < n && d != c; p++) legs.Add((_distances[c, d] - shift) * x[c, p] * x[d, p + 1]);
            }
        }

        model.Minimize(Expression.Sum(legs));
        var known = Evaluate(TourImprovement.Run(_distances, restarts: 0, seed: 0, CancellationToken.None)).Length!.Value - (n * shift);
        var penalty = ProblemInputs.Above(known, [.. _distances.Cast<double>()]);
        for (var c = 1; c < n; c++) model.RequireProven(Expression.Sum(Enumerable.Range(1, n - 1).Select(p => x[c, p])).EqualTo(1), $"city_{c}", penalty);
        for (var p = 1; p < n; p++) model.RequireProven(Expression.Sum(Enumerable.Range(1, n - 1).Select(c => x[c, p])).EqualTo(1), $"position_{p}", penalty);
    }
}
