namespace Qratum.Chemistry;

/// <summary>The ansatz that <see cref="GroundStateOptions"/> ask for.</summary>
internal static class AnsatzFactory
{
    /// <summary>Spread of random starts of circuits that know nothing of chemistry, radians: at zero their gradients can vanish by symmetry.</summary>
    private const double CircuitSpread = 0.1;

    /// <summary>The ansatz; for ADAPT, which has none before it is searched, see <see cref="CreatePool"/>.</summary>
    public static SearchAnsatz Create(GroundStateOptions options, ElectronIntegrals integrals, IFermionMapper mapper)
    {
        return options.Ansatz switch
        {
            AnsatzKind.Uccsd => Of(Uccsd.Ansatz(integrals, options.CoupledCluster ?? UccsdOptions.Fast(integrals))),
            AnsatzKind.Uccgsd => Of(Uccgsd.Ansatz(integrals, options.CoupledCluster?.Sharing)),
            AnsatzKind.PUccd => Of(PairedCoupledCluster.Doubles(integrals)),
            AnsatzKind.KUpCcgsd => Of(PairedCoupledCluster.Generalised(integrals.OrbitalCount, options.Layers, options.Seed), isStartRandom: true),
            AnsatzKind.Custom => Of(options.CustomAnsatz ?? throw new ArgumentException("AnsatzKind.Custom needs a CustomAnsatz.", nameof(options))),
            AnsatzKind.Ucj => JastrowOf(JastrowPairs.All(integrals.OrbitalCount)),
            AnsatzKind.Lucj => JastrowOf(options.JastrowPairs ?? JastrowPairs.Neighbours(integrals.OrbitalCount)),
            AnsatzKind.Givens => GivensOf(options.CoupledCluster ?? UccsdOptions.Fast(integrals)),
            AnsatzKind.HardwareEfficient => HardwareEfficientOf(options, HartreeFockState.Create(integrals, mapper)),
            var other => throw new ArgumentOutOfRangeException(nameof(options), other, $"{other} is no ansatz; allowed are {string.Join(", ", Enum.GetNames<AnsatzKind>())}."),
        };

        SearchAnsatz JastrowOf(JastrowPairs pairs) => new(
            UnitaryClusterJastrow.Create(integrals, mapper, options.Layers, pairs), UnitaryClusterJastrow.Start(integrals, options.Layers, pairs, options.Seed));

        SearchAnsatz GivensOf(UccsdOptions variant)
        {
            ThrowIfNotJordanWigner(mapper, "Givens rotations");
            return new(GivensCircuit.Create(integrals, variant), Uccsd.Ansatz(integrals, variant).Start);
        }

        SearchAnsatz Of(FermionicAnsatz ansatz, bool isStartRandom = false) => new(ansatz, () => ansatz.ToCircuit(integrals, mapper), isStartRandom);
    }

    /// <summary>What ADAPT chooses from; null for an ansatz that is there from the beginning.</summary>
    public static IAdaptPool? CreatePool(GroundStateOptions options, ElectronIntegrals integrals, IFermionMapper mapper) => options.Ansatz switch
    {
        AnsatzKind.Adapt => new ExcitationGroups(
            Uccsd.Ansatz(integrals, options.CoupledCluster ?? (UccsdOptions.Fast(integrals) with { DoublesOrder = DoublesOrder.Loops })), integrals, mapper),
        AnsatzKind.QubitAdapt => new QubitOperators(QubitStrings(options, integrals, mapper), integrals, mapper),
        _ => null,
    };

    private static IReadOnlyList<PauliString> QubitStrings(GroundStateOptions options, ElectronIntegrals integrals, IFermionMapper mapper)
    {
        if (options.QubitPool == QubitPoolKind.Minimal) return QubitPool.Minimal(HartreeFockState.BasisState(integrals, mapper).Length);
        ThrowIfNotJordanWigner(mapper, "The pool of excitations");
        var labels = OrbitalLabels.Find(integrals);
        return QubitPool.Excitations(integrals, Uccsd.Excitations(integrals, options.CoupledCluster).Where(labels.Conserves));
    }

    private static void ThrowIfNotJordanWigner(IFermionMapper mapper, string what)
    {
        if (mapper is not JordanWigner) throw new NotSupportedException($"{what} need Jordan-Wigner, where a qubit is the occupation of a spin orbital; the mapping is {mapper}.");
    }

    /// <summary>Gaussian numbers of the seed.</summary>
    public static double[] RandomStart(int dimension, double spread, ulong seed, ulong stream)
    {
        var start = new double[dimension];
        var random = new PhiloxRandom(seed, stream);
        for (var k = 0; k < start.Length; k++) start[k] = spread * random.NextGaussian();
        return start;
    }

    private static SearchAnsatz HardwareEfficientOf(GroundStateOptions options, Circuit reference)
    {
        var circuit = HardwareEfficient.Create(reference.QubitCount, options.Layers, reference);
        return new SearchAnsatz(circuit, RandomStart(circuit.Parameters.Length, CircuitSpread, options.Seed, stream: 1), isStartRandom: true);
    }
}
