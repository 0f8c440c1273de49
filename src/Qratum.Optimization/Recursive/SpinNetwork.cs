namespace Qratum.Optimization;

/// <summary>A model whose spins can be fixed one after the other: fields and sorted lists of couplings. Numbers of spins stay those of the model.</summary>
internal sealed class SpinNetwork
{
    private readonly List<(int To, double Weight)>[] _couplings;

    public SpinNetwork(IsingModel model)
    {
        Fields = model.Fields.ToArray();
        _couplings = [.. Enumerable.Range(0, model.SpinCount).Select(_ => new List<(int, double)>())];
        foreach (ref readonly var edge in model.Couplings.EdgeSpan)
        {
            if (edge.Weight == 0) continue;
            _couplings[edge.I].Add((edge.J, edge.Weight));
            _couplings[edge.J].Add((edge.I, edge.Weight));
        }

        foreach (var list in _couplings) list.Sort();
        Free = [.. Enumerable.Range(0, model.SpinCount)];
        Constant = model.Constant;
    }

    /// <summary>Spins that are not fixed, rising.</summary>
    public List<int> Free { get; }

    public double[] Fields { get; }

    public double Constant { get; private set; }

    /// <summary>Couplings of a free spin to free spins, by number.</summary>
    public IReadOnlyList<(int To, double Weight)> Couplings(int spin) => _couplings[spin];

    /// <summary>Fixes a spin: to a sign, or to a sign times another spin.</summary>
    public void Fix(int spin, int partner, int sign)
    {
        foreach (var (to, weight) in _couplings[spin])
        {
            _couplings[to].RemoveAt(_couplings[to].FindIndex(c => c.To == spin));
            if (partner < 0) Fields[to] += sign * weight;
            else if (to == partner) Constant += sign * weight;
            else Join(to, partner, sign * weight);
        }

        if (partner < 0) Constant += sign * Fields[spin];
        else Fields[partner] += sign * Fields[spin];
        Fields[spin] = 0;
        _couplings[spin].Clear();
        Free.RemoveAt(Free.BinarySearch(spin));
    }

    /// <summary>The model of the free spins, in their order.</summary>
    public IsingModel ToModel()
    {
        var edges = new List<Edge>();
        for (var i = 0; i < Free.Count; i++)
        {
            foreach (var (to, weight) in _couplings[Free[i]])
            {
                var j = Free.BinarySearch(to);
                if (j > i) edges.Add(new Edge(i, j, weight));
            }
        }

        return new IsingModel(new Graph(Free.Count, edges), [.. Free.Select(i => Fields[i])], Constant);
    }

    private void Join(int i, int j, double weight)
    {
        Add(i, j);
        Add(j, i);

        void Add(int from, int to)
        {
            var list = _couplings[from];
            var place = list.FindIndex(c => c.To >= to);
            if (place < 0) list.Add((to, weight));
            else if (list[place].To != to) list.Insert(place, (to, weight));
            else if (list[place].Weight + weight == 0) list.RemoveAt(place);
            else list[place] = (to, list[place].Weight + weight);
        }
    }
}
