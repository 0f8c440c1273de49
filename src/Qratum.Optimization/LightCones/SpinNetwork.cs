namespace Qratum.Optimization;

/// <summary>
/// A model as lists of neighbours, rows sorted by neighbour. Spins keep their numbers when others are fixed to them
/// (<see cref="Substitute"/>); a spin that is gone has no neighbours and no field.
/// </summary>
internal sealed class SpinNetwork
{
    private readonly int[][] _neighbours;
    private readonly double[][] _weights;
    private readonly int[] _degrees;
    private readonly double[] _fields;
    private readonly bool[] _isGone;

    /// <param name="model">The model.</param>
    /// <param name="keepsZeros">Whether couplings of weight 0 stay in the rows.</param>
    internal SpinNetwork(IsingModel model, bool keepsZeros = false)
    {
        var graph = model.Couplings;
        var count = graph.NodeCount;
        (_neighbours, _weights, _degrees) = (new int[count][], new double[count][], new int[count]);
        _fields = model.Fields.ToArray();
        _isGone = new bool[count];
        (Constant, Alive) = (model.Constant, count);
        for (var i = 0; i < count; i++)
        {
            var all = graph.Neighbours(i);
            var weights = graph.NeighbourWeights(i);
            (_neighbours[i], _weights[i]) = (new int[all.Length], new double[all.Length]);
            for (var k = 0; k < all.Length; k++)
            {
                if (weights[k] != 0 || keepsZeros) Append(i, all[k], weights[k]);
            }
        }
    }

    /// <summary>Number of spins of the original model.</summary>
    internal int Count => _degrees.Length;

    /// <summary>Number of spins left.</summary>
    internal int Alive { get; private set; }

    /// <summary>The constant of the energy.</summary>
    internal double Constant { get; private set; }

    internal ReadOnlySpan<double> Fields => _fields;

    internal bool HasFields => Array.Exists(_fields, static h => h != 0);

    internal bool IsAlive(int spin) => !_isGone[spin];

    internal ReadOnlySpan<int> Neighbours(int spin) => _neighbours[spin].AsSpan(0, _degrees[spin]);

    internal ReadOnlySpan<double> Weights(int spin) => _weights[spin].AsSpan(0, _degrees[spin]);

    /// <summary>Replaces spin j by sign times spin i. O(degree of i and j, and for each neighbour of j its degree).</summary>
    internal void Substitute(int j, int i, int sign)
    {
        foreach (var (k, weight) in TakeAway(j))
        {
            if (k == i) Constant += sign * weight;
            else Add(i, k, sign * weight);
        }

        _fields[i] += sign * _fields[j];
        _fields[j] = 0;
    }

    /// <summary>Gives spin i the value sign. O(sum of the degrees of its neighbours).</summary>
    internal void Fix(int i, int sign)
    {
        foreach (var (k, weight) in TakeAway(i)) _fields[k] += sign * weight;
        Constant += sign * _fields[i];
        _fields[i] = 0;
    }

    /// <summary>The spins that are left, renumbered in their order, as a model of their own.</summary>
    internal (IsingModel Model, int[] Spins) Remainder()
    {
        var spins = Enumerable.Range(0, Count).Where(IsAlive).ToArray();
        var place = new int[Count];
        for (var k = 0; k < spins.Length; k++) place[spins[k]] = k;
        var edges = new List<Edge>();
        foreach (var i in spins)
        {
            for (var k = 0; k < _degrees[i]; k++)
            {
                if (_neighbours[i][k] > i) edges.Add(new Edge(place[i], place[_neighbours[i][k]], _weights[i][k]));
            }
        }

        return (new IsingModel(new Graph(spins.Length, edges), [.. spins.Select(i => _fields[i])], Constant), spins);
    }

    private (int Spin, double Weight)[] TakeAway(int spin)
    {
        var row = new (int, double)[_degrees[spin]];
        for (var k = 0; k < row.Length; k++)
        {
            row[k] = (_neighbours[spin][k], _weights[spin][k]);
            Remove(_neighbours[spin][k], spin);
        }

        (_degrees[spin], _isGone[spin]) = (0, true);
        Alive--;
        return row;
    }

    private void Add(int i, int k, double weight)
    {
        var place = Neighbours(i).BinarySearch(k);
        if (place < 0)
        {
            Insert(i, ~place, k, weight);
            Insert(k, ~Neighbours(k).BinarySearch(i), i, weight);
            return;
        }

        var sum = _weights[i][place] + weight;
        if (sum == 0)
        {
            Remove(i, k);
            Remove(k, i);
            return;
        }

        _weights[i][place] = sum;
        _weights[k][Neighbours(k).BinarySearch(i)] = sum;
    }

    private void Append(int i, int k, double weight) => Insert(i, _degrees[i], k, weight);

    private void Insert(int i, int place, int k, double weight)
    {
        var degree = _degrees[i];
        if (degree == _neighbours[i].Length)
        {
            Array.Resize(ref _neighbours[i], Math.Max(4, 2 * degree));
            Array.Resize(ref _weights[i], Math.Max(4, 2 * degree));
        }

        Array.Copy(_neighbours[i], place, _neighbours[i], place + 1, degree - place);
        Array.Copy(_weights[i], place, _weights[i], place + 1, degree - place);
        (_neighbours[i][place], _weights[i][place]) = (k, weight);
        _degrees[i]++;
    }

    private void Remove(int i, int k)
    {
        var place = Neighbours(i).BinarySearch(k);
        var rest = _degrees[i] - place - 1;
        Array.Copy(_neighbours[i], place + 1, _neighbours[i], place, rest);
        Array.Copy(_weights[i], place + 1, _weights[i], place, rest);
        _degrees[i]--;
    }
}
