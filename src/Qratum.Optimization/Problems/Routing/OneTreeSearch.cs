namespace Qratum.Optimization;

/// <summary>
/// Branch and bound for symmetric round trips. A 1-tree is a spanning tree of all cities but one and two legs of that one; the shortest is no longer than any round trip, and
/// prices of cities, which change no comparison of trips, make it longer until most cities have two legs.
/// </summary>
/// <remarks>
/// M. Held, R. M. Karp, Math. Program. 1, 6 (1971); branching on the legs of a city with too many after T. Volgenant, R. Jonker, Eur. J. Oper. Res. 9, 83 (1982).
/// </remarks>
internal sealed class OneTreeSearch
{
    private const int FirstSteps = 400, FurtherSteps = 40;
    private const sbyte Free = 0, Required = 1, Forbidden = -1;

    private readonly double[,] _distances;
    private readonly int _n;
    private readonly double _step;
    private int[] _best;
    private double _least;

    internal OneTreeSearch(double[,] distances, int[] start)
    {
        (_distances, _n, _best) = (distances, distances.GetLength(0), start);
        for (var k = 0; k < _n; k++) _least += distances[start[k], start[(k + 1) % _n]];

        // Lengths of whole numbers differ by at least 1.
        _step = distances.Cast<double>().All(double.IsInteger) ? 1 - 1e-6 : 1e-9 * Math.Max(1, Math.Abs(_least));
    }

    internal int[] Run(CancellationToken cancellationToken)
    {
        Branch(new sbyte[_n, _n], new double[_n], FirstSteps, cancellationToken);
        return _best;
    }

    private void Branch(sbyte[,] legs, double[] prices, int steps, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        prices = (double[])prices.Clone();
        var tree = new OneTree(_n);
        if (!TryBound(legs, prices, steps, tree)) return;
        if (tree.IsTour)
        {
            Keep(tree);
            return;
        }

        // The city with the most legs, and the two of them that are still free.
        var city = -1;
        for (var c = 0; c < _n; c++)
        {
            if (tree.Degrees[c] > 2 && (city < 0 || tree.Degrees[c] > tree.Degrees[city])) city = c;
        }

        int[] free = [.. Enumerable.Range(0, _n).Where(c => tree.Has(city, c) && legs[city, c] == Free).OrderByDescending(c => _distances[city, c] + prices[c])];
        Child(legs, prices, cancellationToken, (city, free[0], Forbidden));
        if (free.Length < 2) return;
        Child(legs, prices, cancellationToken, (city, free[0], Required), (city, free[1], Forbidden));
        Child(legs, prices, cancellationToken, (city, free[0], Required), (city, free[1], Required));
    }

    private void Child(sbyte[,] legs, double[] prices, CancellationToken cancellationToken, params ReadOnlySpan<(int A, int B, sbyte Kind)> changes)
    {
        var next = (sbyte[,])legs.Clone();
        foreach (var (a, b, kind) in changes) next[a, b] = next[b, a] = kind;
        if (Settle(next)) Branch(next, prices, FurtherSteps, cancellationToken);
    }

    /// <summary>Cities with two required legs have no others; false where one has three, or cannot have two.</summary>
    private bool Settle(sbyte[,] legs)
    {
        for (var hasChanged = true; hasChanged;)
        {
            hasChanged = false;
            for (var c = 0; c < _n; c++)
            {
                var (required, possible) = (0, 0);
                for (var o = 0; o < _n; o++)
                {
                    if (o == c) continue;
                    required += legs[c, o] == Required ? 1 : 0;
                    possible += legs[c, o] == Forbidden ? 0 : 1;
                }

                if (required > 2 || possible < 2) return false;
                if ((required != 2 || possible == 2) && (possible != 2 || required == 2)) continue;
                for (var o = 0; o < _n; o++)
                {
                    if (o != c && legs[c, o] == Free) legs[c, o] = legs[o, c] = required == 2 ? Forbidden : Required;
                }

                hasChanged = true;
            }
        }

        return true;
    }

    /// <summary>Raises prices; false as soon as nothing better can be below this node. The tree is the one of the best bound.</summary>
    private bool TryBound(sbyte[,] legs, double[] prices, int steps, OneTree tree)
    {
        var (bestBound, trial, bestPrices) = (double.NegativeInfinity, new OneTree(_n), (double[])prices.Clone());
        var scale = 1.0;
        for (var k = 0; k < steps; k++)
        {
            if (!trial.TryBuild(_distances, legs, prices)) return false;
            if (trial.Bound > _least - _step) return false;
            if (trial.Bound > bestBound)
            {
                bestBound = trial.Bound;
                tree.CopyFrom(trial);
                prices.CopyTo(bestPrices, 0);
            }

            var excess = trial.Degrees.Sum(static d => (d - 2) * (d - 2));
            if (excess == 0) break;

            // A step towards the length to beat, shrinking.
            var length = scale * Math.Max(_least - trial.Bound, 1e-9 * Math.Abs(_least)) / excess;
            for (var c = 0; c < _n; c++) prices[c] += length * (trial.Degrees[c] - 2);
            scale *= steps == FirstSteps ? 0.985 : 0.93;
        }

        bestPrices.CopyTo(prices, 0);
        return true;
    }

    private void Keep(OneTree tree)
    {
        var (trip, previous, length) = (new int[_n], -1, 0.0);
        for (var k = 1; k < _n; k++)
        {
            var here = trip[k - 1];
            var next = Enumerable.Range(0, _n).First(c => c != previous && tree.Has(here, c));
            length += _distances[here, next];
            (previous, trip[k]) = (here, next);
        }

        length += _distances[trip[^1], 0];
        if (length >= _least) return;
        (_best, _least) = (trip, length);
    }
}

/// <summary>The shortest 1-tree around city 0 at given prices.</summary>
internal sealed class OneTree(int cityCount)
{
    private readonly bool[,] _has = new bool[cityCount, cityCount];
    private readonly double[] _nearest = new double[cityCount];
    private readonly int[] _link = new int[cityCount];
    private readonly bool[] _isIn = new bool[cityCount];

    internal int[] Degrees { get; } = new int[cityCount];

    /// <summary>Length with prices less twice all prices: no round trip is shorter.</summary>
    internal double Bound { get; private set; }

    internal bool IsTour => Array.TrueForAll(Degrees, static d => d == 2);

    internal bool Has(int a, int b) => _has[a, b];

    internal void CopyFrom(OneTree other)
    {
        Array.Copy(other._has, _has, _has.Length);
        other.Degrees.CopyTo(Degrees, 0);
        Bound = other.Bound;
    }

    /// <summary>Prim's tree of cities 1 … n - 1, required legs first, then two legs of city 0; false where forbidden legs leave none.</summary>
    internal bool TryBuild(double[,] distances, sbyte[,] legs, double[] prices)
    {
        Array.Clear(_has);
        Array.Clear(Degrees);
        Array.Clear(_isIn);
        Bound = -2 * prices.Sum();
        Array.Fill(_nearest, double.PositiveInfinity);
        _isIn[1] = true;
        Reach(1, distances, legs, prices);
        for (var added = 2; added < cityCount; added++)
        {
            var next = -1;
            for (var c = 1; c < cityCount; c++)
            {
                if (!_isIn[c] && (next < 0 || _nearest[c] < _nearest[next])) next = c;
            }

            if (double.IsPositiveInfinity(_nearest[next])) return false;
            _isIn[next] = true;
            Add(_link[next], next, distances, prices);
            Reach(next, distances, legs, prices);
        }

        for (var k = 0; k < 2; k++)
        {
            var next = -1;
            for (var c = 1; c < cityCount; c++)
            {
                if (!_has[0, c] && legs[0, c] >= 0 && (next < 0 || Key(0, c, distances, legs, prices) < Key(0, next, distances, legs, prices))) next = c;
            }

            if (next < 0) return false;
            Add(0, next, distances, prices);
        }

        return true;
    }

    private void Reach(int city, double[,] distances, sbyte[,] legs, double[] prices)
    {
        for (var c = 1; c < cityCount; c++)
        {
            if (_isIn[c] || legs[city, c] < 0) continue;
            var key = Key(city, c, distances, legs, prices);
            if (key < _nearest[c]) (_nearest[c], _link[c]) = (key, city);
        }
    }

    private static double Key(int a, int b, double[,] distances, sbyte[,] legs, double[] prices) =>
        legs[a, b] > 0 ? double.NegativeInfinity : distances[a, b] + prices[a] + prices[b];

    private void Add(int a, int b, double[,] distances, double[] prices)
    {
        _has[a, b] = _has[b, a] = true;
        Degrees[a]++;
        Degrees[b]++;
        Bound += distances[a, b] + prices[a] + prices[b];
    }
}
