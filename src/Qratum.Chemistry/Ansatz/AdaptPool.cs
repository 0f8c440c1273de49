namespace Qratum.Chemistry;

/// <summary>What ADAPT-VQE chooses from.</summary>
internal interface IAdaptPool
{
    /// <summary>Number of operators.</summary>
    int Count { get; }

    /// <summary>The ansatz of operators in the order in which they act, each with a parameter of its own, started at zero.</summary>
    SearchAnsatz Of(IReadOnlyList<int> operators);
}

/// <summary>Excitations; those that share a parameter join together.</summary>
internal sealed class ExcitationGroups : IAdaptPool
{
    private readonly Excitation[][] _groups;
    private readonly ElectronIntegrals _integrals;
    private readonly IFermionMapper _mapper;

    public ExcitationGroups(FermionicAnsatz pool, ElectronIntegrals integrals, IFermionMapper mapper)
    {
        (_integrals, _mapper) = (integrals, mapper);
        _groups = [.. Enumerable.Range(0, pool.Excitations.Count).GroupBy(k => pool.ParameterNumbers[k])
            .OrderBy(g => g.Key).Select(g => g.Select(k => pool.Excitations[k]).ToArray())];
    }

    public int Count => _groups.Length;

    public SearchAnsatz Of(IReadOnlyList<int> operators)
    {
        var ansatz = new FermionicAnsatz(operators.SelectMany(g => _groups[g]), operators.SelectMany((g, k) => Enumerable.Repeat(k, _groups[g].Length)));
        return new SearchAnsatz(ansatz, () => ansatz.ToCircuit(_integrals, _mapper));
    }
}
