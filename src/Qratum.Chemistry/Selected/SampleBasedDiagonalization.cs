namespace Qratum.Chemistry;

/// <summary>
/// Sample-based quantum diagonalisation: the determinants that a circuit's samples show are repaired to the right numbers of electrons, and the
/// Hamiltonian is diagonalised in the space they span. The energy is an upper bound of the exact one whatever the noise of the samples.
/// </summary>
/// <remarks>
/// J. Robledo-Moreno et al., Science Advances 11, eadu9991 (2025), arXiv:2405.05068: recovery of configurations by the occupations of the last round,
/// batches, and the product space of all α and β strings of a batch. Bits of a sample are those of <see cref="JordanWigner"/>: orbital p
/// of spin up is bit p, of spin down bit n + p.
/// </remarks>
public static class SampleBasedDiagonalization
{
    /// <summary>Samples a circuit and diagonalises.</summary>
    /// <param name="integrals">The Hamiltonian.</param>
    /// <param name="circuit">A state under Jordan-Wigner on 2n qubits, without measurements.</param>
    /// <param name="parameters">Values of the circuit's parameters.</param>
    /// <param name="sampler">Runs the circuit.</param>
    /// <param name="shots">Shots, at least 1.</param>
    /// <param name="options">Rounds, batches and limits; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">The circuit has another number of qubits than 2n.</exception>
    public static async Task<SampleBasedDiagonalizationResult> RunAsync(
        ElectronIntegrals integrals, Circuit circuit, ReadOnlyMemory<double> parameters, ISampler sampler, int shots,
        SampleBasedDiagonalizationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(integrals);
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentNullException.ThrowIfNull(sampler);
        if (circuit.QubitCount != 2 * integrals.OrbitalCount)
            throw new ArgumentException($"The circuit has {circuit.QubitCount} qubits; {integrals.OrbitalCount} orbitals need {2 * integrals.OrbitalCount}.", nameof(circuit));
        options ??= new SampleBasedDiagonalizationOptions();
        var measured = new CircuitBuilder(circuit.QubitCount, circuit.QubitCount).Declare(circuit.Parameters.AsSpan()).Append(circuit).MeasureAll().Build();
        var samples = await sampler.SampleAsync(new SamplerPub(measured, [parameters], shots, options.Seed), cancellationToken).ConfigureAwait(false);
        return Solve(integrals, samples.Counts[0], options, cancellationToken);
    }

    /// <summary>Diagonalises the span of given samples.</summary>
    /// <param name="integrals">The Hamiltonian, at most 32 orbitals of each spin in a string of 64 bits.</param>
    /// <param name="samples">Strings of 2n bits and how often they came up.</param>
    /// <param name="options">Rounds, batches and limits; null for the defaults.</param>
    /// <param name="cancellationToken">Stops between iterations of the search.</param>
    /// <exception cref="ArgumentException">There is no sample, or strings have another length than 2n.</exception>
    /// <exception cref="NotSupportedException">A batch spans more determinants than allowed.</exception>
    public static SampleBasedDiagonalizationResult Solve(
        ElectronIntegrals integrals, Counts samples, SampleBasedDiagonalizationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(integrals);
        ArgumentNullException.ThrowIfNull(samples);
        options ??= new SampleBasedDiagonalizationOptions();
        var n = integrals.OrbitalCount;
        if (n > 64) throw new NotSupportedException($"Samples are diagonalised for at most 64 orbitals; there are {n}. Choose an active space.");
        if (samples.Count == 0) throw new ArgumentException("There is no sample.", nameof(samples));
        if (samples.Length != 2 * n) throw new ArgumentException($"The samples have {samples.Length} bits; {n} orbitals need {2 * n}.", nameof(samples));
        var raw = samples.Select(s => new WeighedDeterminant(ToDeterminant(s.Key, n), s.Value)).ToArray();
        var right = raw.Where(s => IsRight(s.Determinant, integrals)).Sum(s => s.Weight);

        var history = new List<double>();
        SelectedConfigurationInteractionResult? best = null;
        var occupations = Initial(raw, integrals);
        for (var round = 0; round < options.Rounds; round++)
        {
            var recovery = new ConfigurationRecovery(integrals, occupations, new PhiloxRandom(options.Seed, stream: 2 * (ulong)round));
            var recovered = recovery.Repair(raw);
            var random = new PhiloxRandom(options.Seed, stream: (2 * (ulong)round) + 1);
            var (alpha, beta) = (new double[n], new double[n]);
            for (var batch = 0; batch < options.Batches; batch++)
            {
                var found = SelectedConfigurationInteraction.Solve(
                    integrals, ProductSpace(integrals, Draw(recovered, options.SamplesPerBatch, random), options), options.Search, cancellationToken);
                var (a, b) = found.Occupations();
                for (var p = 0; p < n; p++) (alpha[p], beta[p]) = (alpha[p] + (a[p] / options.Batches), beta[p] + (b[p] / options.Batches));
                if (best is null || found.Energy < best.Energy) best = found;
            }

            occupations = (alpha, beta);
            history.Add(best!.Energy);
        }

        return new SampleBasedDiagonalizationResult(best!, (double)right / samples.Shots, history.AsReadOnly(), options.Seed);
    }

    /// <summary>Mean occupations of the samples that have the right electrons; of the reference determinant where there is none.</summary>
    private static (double[] Alpha, double[] Beta) Initial(WeighedDeterminant[] raw, ElectronIntegrals integrals)
    {
        var n = integrals.OrbitalCount;
        var right = raw.Where(s => IsRight(s.Determinant, integrals)).ToArray();
        if (right.Length == 0) right = [new(new Determinant(Lowest(integrals.AlphaElectrons), Lowest(integrals.BetaElectrons)), 1)];
        var total = (double)right.Sum(s => s.Weight);
        return SelectedVector.Occupations(n, [.. right.Select(s => s.Determinant)], [.. right.Select(s => Math.Sqrt(s.Weight / total))]);
    }

    /// <summary>Draws without replacement, with probability by weight; all where there are not more.</summary>
    private static IEnumerable<Determinant> Draw(WeighedDeterminant[] all, int count, PhiloxRandom random)
    {
        if (all.Length <= count) return all.Select(s => s.Determinant);
        // Efraimidis and Spirakis: the largest u^(1/w) are such a sample.
        return all.Select(s => (s.Determinant, Key: Math.Log(1 - random.NextDouble()) / s.Weight)).OrderByDescending(s => s.Key).Take(count).Select(s => s.Determinant);
    }

    /// <summary>Every α string of a batch with every β string; the strings of both spins are shared where there are as many of each.</summary>
    private static List<Determinant> ProductSpace(ElectronIntegrals integrals, IEnumerable<Determinant> batch, SampleBasedDiagonalizationOptions options)
    {
        List<Determinant> drawn = [.. batch, new Determinant(Lowest(integrals.AlphaElectrons), Lowest(integrals.BetaElectrons))];
        ulong[] alpha = [.. drawn.Select(d => d.Alpha).Distinct().Order()], beta = [.. drawn.Select(d => d.Beta).Distinct().Order()];
        if (integrals.AlphaElectrons == integrals.BetaElectrons) alpha = beta = [.. alpha.Union(beta).Order()];
        var size = (long)alpha.Length * beta.Length;
        if (size > options.Search.MaxDeterminants)
            throw new NotSupportedException(FormattableString.Invariant(
                $"A batch spans {alpha.Length} · {beta.Length} = {size} determinants; the limit is {options.Search.MaxDeterminants}. Draw fewer samples a batch."));
        return [.. from a in alpha from b in beta select new Determinant(a, b)];
    }

    private static bool IsRight(Determinant d, ElectronIntegrals integrals) =>
        System.Numerics.BitOperations.PopCount(d.Alpha) == integrals.AlphaElectrons && System.Numerics.BitOperations.PopCount(d.Beta) == integrals.BetaElectrons;

    private static Determinant ToDeterminant(BitString bits, int n)
    {
        ulong alpha = 0, beta = 0;
        for (var p = 0; p < n; p++)
        {
            if (bits[p]) alpha |= 1UL << p;
            if (bits[n + p]) beta |= 1UL << p;
        }

        return new Determinant(alpha, beta);
    }

    private static ulong Lowest(int electrons) => electrons == 64 ? ulong.MaxValue : (1UL << electrons) - 1;
}
