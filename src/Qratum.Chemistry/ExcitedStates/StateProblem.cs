namespace Qratum.Chemistry;

/// <summary>All symmetries of a Hamiltonian, and what is to be told of a state.</summary>
internal sealed class StateProblem
{
    /// <summary>A part of a vector below this does not count for its symmetry.</summary>
    private const double Negligible = 1e-8;

    public StateProblem(ElectronIntegrals integrals, FermionicAnsatz ansatz, int maxThreads)
    {
        ansatz.ThrowIfOutside(integrals);
        var labels = OrbitalLabels.Find(integrals);
        var first = new DeterminantSpace(labels, integrals.AlphaElectrons, integrals.BetaElectrons);
        var tables = new SectorTables(integrals, first);
        int[] kept = [.. Enumerable.Range(0, ansatz.Excitations.Count).Where(k => labels.Conserves(ansatz.Excitations[k]))];
        Excitation[] excitations = [.. kept.Select(k => ansatz.Excitations[k])];
        // Parameters of excitations that are left out go, the others are numbered anew.
        var numbers = new Dictionary<int, int>();
        ParameterNumbers = [.. kept.Select(k => numbers.TryGetValue(ansatz.ParameterNumbers[k], out var n) ? n : numbers[ansatz.ParameterNumbers[k]] = numbers.Count)];
        (Integrals, ParameterCount, ReferenceLabel) = (integrals, numbers.Count, first.Label);
        Sectors = [.. Enumerable.Range(0, labels.Count).Select(label => label == first.Label ? first : first.WithLabel(label))
            .Where(space => space.Count > 0).Select(space => new StateSector(tables, space, excitations, maxThreads))];
    }

    public ElectronIntegrals Integrals { get; }

    public int ParameterCount { get; }

    /// <summary>Of each excitation of the sectors' programs.</summary>
    public int[] ParameterNumbers { get; }

    public int ReferenceLabel { get; }

    public IReadOnlyList<StateSector> Sectors { get; }

    /// <summary>The angle of each excitation.</summary>
    public double[] Angles(ReadOnlySpan<double> theta)
    {
        var angles = new double[ParameterNumbers.Length];
        for (var k = 0; k < angles.Length; k++) angles[k] = theta[ParameterNumbers[k]];
        return angles;
    }

    /// <summary>A vector over all determinants, measured; overlaps come later.</summary>
    /// <param name="full">Normalised.</param>
    /// <param name="energy">Total energy to state; null for ⟨H⟩.</param>
    /// <param name="converged">Whether its search converged.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public ExcitedState Measure(double[] full, double? energy, bool converged, CancellationToken cancellationToken)
    {
        var (mean, square, spin, label, isMixed) = (0.0, 0.0, 0.0, (int?)null, false);
        foreach (var sector in Sectors)
        {
            var part = sector.Space.FromFull(full);
            var weight = OrderedSums.Dot(part, part);
            if (weight == 0) continue;
            var image = sector.Apply(part, cancellationToken);
            mean += OrderedSums.Dot(part, image);
            square += OrderedSums.Dot(image, image);
            // The sector's formula takes a normalised vector.
            var scaled = Array.ConvertAll(part, c => c / Math.Sqrt(weight));
            spin += weight * SectorSpin.Expectation(sector.Space, scaled);
            if (weight <= Negligible) continue;
            isMixed |= label is not null;
            label = sector.Space.Label ^ ReferenceLabel;
        }

        return new ExcitedState(
            energy ?? (mean + Integrals.CoreEnergy), spin, Integrals.ElectronCount, isMixed ? null : label, 0, Math.Sqrt(Math.Max(0, square - (mean * mean))), converged, full);
    }
}
