namespace Qratum.Chemistry;

/// <summary>
/// Unitary coupled cluster with single and double excitations in product form:
/// |ψ(θ)⟩ = … exp(θ_1 (T_1 − T†_1)) exp(θ_0 (T_0 − T†_0)) |Hartree-Fock⟩, each factor exact. θ = 0 is Hartree-Fock.
/// </summary>
/// <remarks>
/// P. J. J. O'Malley et al., Phys. Rev. X 6, 031007 (2016) for the product; J. Romero et al., Quantum Sci. Technol. 4, 014008
/// (2018) for the circuits. T_k are the excitations of <see cref="Excitations"/> in their order; the Pauli strings of one
/// T − T† commute, so its exponential is exactly a product of Pauli rotations.
/// </remarks>
public static class Uccsd
{
    /// <summary>Amplitudes below this, in radians, are rounding or forbidden by symmetry.</summary>
    internal const double Vanishing = 1e-8;

    /// <summary>The ansatz as a circuit that begins with the Hartree-Fock state.</summary>
    /// <param name="integrals">Says orbitals and electrons; the numbers in it matter only where the options ask for amplitudes.</param>
    /// <param name="mapper">Mapping to qubits.</param>
    /// <param name="options">Order and sharing of parameters; null for the defaults.</param>
    /// <returns>
    /// Parameters <c>theta[0]</c>, <c>theta[1]</c>, … in radians: parameter k belongs to excitation k, or, where parameters are
    /// shared, is numbered as its first excitation appears.
    /// </returns>
    /// <exception cref="NotSupportedException">
    /// The mapping does not send determinants to basis states, or the options ask for the exponential of the sum.
    /// </exception>
    public static Circuit Create(ElectronIntegrals integrals, IFermionMapper mapper, UccsdOptions? options = null) =>
        Ansatz(integrals, options).ToCircuit(integrals, mapper);

    /// <summary>The ansatz as excitations, for the determinant engine or as a circuit.</summary>
    /// <param name="integrals">Says orbitals and electrons; the numbers in it matter only where the options ask for amplitudes.</param>
    /// <param name="options">Order, selection, sharing, form and start; null for the defaults.</param>
    public static FermionicAnsatz Ansatz(ElectronIntegrals integrals, UccsdOptions? options = null)
    {
        options ??= new UccsdOptions();
        var excitations = Excitations(integrals, options);
        var numbers = ParameterNumbers(excitations, options);
        var start = options.Start == AmplitudeStart.MollerPlesset ? Amplitudes(integrals, excitations, numbers) : null;
        return new FermionicAnsatz(excitations, numbers, options.Form, start);
    }

    /// <summary>The excitations in the order in which their factors act on the determinant.</summary>
    /// <param name="integrals">Says orbitals and electrons.</param>
    /// <param name="options">Order and selection; null for the default.</param>
    public static IReadOnlyList<Excitation> Excitations(ElectronIntegrals integrals, UccsdOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(integrals);
        options ??= new UccsdOptions();
        var singles = ExcitationPool.Singles(integrals.OrbitalCount, integrals.AlphaElectrons, integrals.BetaElectrons);
        var doubles = ExcitationPool.Doubles(integrals.OrbitalCount, integrals.AlphaElectrons, integrals.BetaElectrons);
        if (options.Doubles == DoublesSelection.NonZeroAmplitude)
            doubles = [.. doubles.Where(e => Math.Abs(FirstOrder(integrals, e)) >= Vanishing)];
        if (options.DoublesOrder == DoublesOrder.FallingAmplitude) doubles = ByFallingAmplitude(integrals, doubles);
        return options.Order == ExcitationOrder.SinglesFirst ? [.. singles, .. doubles] : [.. doubles, .. singles];
    }

    /// <summary>
    /// First-order amplitudes (MP2) as a start of the search: (ai|bj) − (aj|bi) over ε_i + ε_j − ε_a − ε_b for doubles, the
    /// exchange part for like spins only, and f_ai over ε_i − ε_a for singles, which is 0 in Hartree-Fock orbitals; ε = f_pp.
    /// </summary>
    /// <param name="integrals">The Hamiltonian.</param>
    /// <param name="options">The same as given to <see cref="Create"/>.</param>
    /// <returns>
    /// One number for each parameter of <see cref="Create"/>, in its order, in radians; 0 where a denominator vanishes or symmetry forbids
    /// the excitation.
    /// </returns>
    public static double[] InitialAmplitudes(ElectronIntegrals integrals, UccsdOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(integrals);
        var excitations = Excitations(integrals, options);
        return Amplitudes(integrals, excitations, ParameterNumbers(excitations, options));
    }

    /// <summary>Which parameter each excitation has.</summary>
    internal static int[] ParameterNumbers(IReadOnlyList<Excitation> excitations, UccsdOptions? options)
    {
        var known = new Dictionary<Excitation, int>();
        var numbers = new int[excitations.Count];
        var next = 0;
        for (var k = 0; k < numbers.Length; k++)
        {
            var excitation = excitations[k];
            if (options?.Sharing == ParameterSharing.SpinMirror && known.TryGetValue(excitation.Mirror(), out var number)) numbers[k] = number;
            else numbers[k] = next++;
            known[excitation] = numbers[k];
        }

        return numbers;
    }

    /// <summary>First-order amplitude of each parameter.</summary>
    internal static double[] Amplitudes(ElectronIntegrals integrals, IReadOnlyList<Excitation> excitations, int[] numbers)
    {
        var amplitudes = new double[numbers.Length == 0 ? 0 : numbers.Max() + 1];
        for (var k = excitations.Count - 1; k >= 0; k--) amplitudes[numbers[k]] = FirstOrder(integrals, excitations[k]);
        for (var k = 0; k < amplitudes.Length; k++)
            if (Math.Abs(amplitudes[k]) < Vanishing) amplitudes[k] = 0;
        return amplitudes;
    }

    /// <summary>Mirror images stay together, at the place of the first of them; equal amplitudes stay in the order of the loops.</summary>
    internal static List<Excitation> ByFallingAmplitude(ElectronIntegrals integrals, IReadOnlyList<Excitation> doubles)
    {
        var numbers = ParameterNumbers(doubles, new UccsdOptions { Sharing = ParameterSharing.SpinMirror });
        return [.. doubles.Select((excitation, k) => (excitation, Number: numbers[k])).GroupBy(d => d.Number)
            .OrderByDescending(g => Math.Abs(FirstOrder(integrals, g.First().excitation))).SelectMany(g => g.Select(d => d.excitation))];
    }

    /// <summary>First-order amplitude of an excitation from filled to empty orbitals; 0 where the denominator vanishes.</summary>
    internal static double FirstOrder(ElectronIntegrals integrals, Excitation excitation)
    {
        const double degenerate = 1e-8;
        var (from, to) = (excitation.Annihilated, excitation.Created);
        var denominator = from.Sum(Level) - to.Sum(Level);
        if (Math.Abs(denominator) < degenerate) return 0;
        if (from.Count == 1) return integrals.Fock(from[0].Spin, to[0].Orbital, from[0].Orbital) / denominator;
        var coupling = integrals.Repulsion(to[0].Orbital, from[0].Orbital, to[1].Orbital, from[1].Orbital);
        if (from[0].Spin == from[1].Spin)
            coupling -= integrals.Repulsion(to[0].Orbital, from[1].Orbital, to[1].Orbital, from[0].Orbital);
        return coupling / denominator;

        double Level(SpinOrbital s) => integrals.Fock(s.Spin, s.Orbital, s.Orbital);
    }
}
