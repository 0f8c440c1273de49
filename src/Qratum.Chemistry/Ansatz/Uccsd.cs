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
    /// <summary>The ansatz as a circuit that begins with the Hartree-Fock state.</summary>
    /// <param name="integrals">Says orbitals and electrons; the numbers in it do not matter.</param>
    /// <param name="mapper">Mapping to qubits.</param>
    /// <param name="options">Order and sharing of parameters; null for the defaults.</param>
    /// <returns>
    /// Parameters <c>theta[0]</c>, <c>theta[1]</c>, … in radians: parameter k belongs to excitation k, or, where parameters are
    /// shared, is numbered as its first excitation appears.
    /// </returns>
    /// <exception cref="NotSupportedException">The mapping does not send determinants to basis states.</exception>
    public static Circuit Create(ElectronIntegrals integrals, IFermionMapper mapper, UccsdOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(integrals);
        ArgumentNullException.ThrowIfNull(mapper);
        var excitations = Excitations(integrals, options);
        var numbers = ParameterNumbers(excitations, options);
        var parameters = new Parameter[numbers.Length == 0 ? 0 : numbers.Max() + 1];
        for (var k = 0; k < parameters.Length; k++) parameters[k] = new Parameter(FormattableString.Invariant($"theta[{k}]"));

        var builder = HartreeFockState.Create(integrals, mapper).ToBuilder().Declare(parameters);
        for (var k = 0; k < excitations.Count; k++)
        {
            // T − T† = i Σ c P with real c, and exp(iθcP) is the rotation by −2cθ.
            foreach (var (coefficient, pauli) in mapper.Map(excitations[k].ToGenerator(integrals.OrbitalCount)))
                builder.Rotation(pauli, -2 * coefficient.Imaginary * parameters[numbers[k]]);
        }

        return builder.Build();
    }

    /// <summary>The excitations in the order in which their factors act on the determinant.</summary>
    /// <param name="integrals">Says orbitals and electrons.</param>
    /// <param name="options">Order; null for the default.</param>
    public static IReadOnlyList<Excitation> Excitations(ElectronIntegrals integrals, UccsdOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(integrals);
        var singles = ExcitationPool.Singles(integrals.OrbitalCount, integrals.AlphaElectrons, integrals.BetaElectrons);
        var doubles = ExcitationPool.Doubles(integrals.OrbitalCount, integrals.AlphaElectrons, integrals.BetaElectrons);
        return options?.Order == ExcitationOrder.SinglesFirst ? [.. singles, .. doubles] : [.. doubles, .. singles];
    }

    /// <summary>
    /// First-order amplitudes (MP2) as a start of the search: (ai|bj) − (aj|bi) over ε_i + ε_j − ε_a − ε_b for doubles, the
    /// exchange part for like spins only, and f_ai over ε_i − ε_a for singles, which is 0 in Hartree-Fock orbitals; ε = f_pp.
    /// </summary>
    /// <param name="integrals">The Hamiltonian.</param>
    /// <param name="options">The same as given to <see cref="Create"/>.</param>
    /// <returns>One number for each parameter of <see cref="Create"/>, in its order, in radians; 0 where a denominator vanishes.</returns>
    public static double[] InitialAmplitudes(ElectronIntegrals integrals, UccsdOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(integrals);
        var excitations = Excitations(integrals, options);
        var numbers = ParameterNumbers(excitations, options);
        var amplitudes = new double[numbers.Length == 0 ? 0 : numbers.Max() + 1];
        for (var k = excitations.Count - 1; k >= 0; k--) amplitudes[numbers[k]] = FirstOrder(integrals, excitations[k]);
        return amplitudes;
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

    private static double FirstOrder(ElectronIntegrals integrals, Excitation excitation)
    {
        const double vanishing = 1e-8;
        var (from, to) = (excitation.Annihilated, excitation.Created);
        var denominator = from.Sum(Level) - to.Sum(Level);
        if (Math.Abs(denominator) < vanishing) return 0;
        if (from.Count == 1) return integrals.Fock(from[0].Spin, to[0].Orbital, from[0].Orbital) / denominator;
        var coupling = integrals.Repulsion(to[0].Orbital, from[0].Orbital, to[1].Orbital, from[1].Orbital);
        if (from[0].Spin == from[1].Spin)
            coupling -= integrals.Repulsion(to[0].Orbital, from[1].Orbital, to[1].Orbital, from[0].Orbital);
        return coupling / denominator;

        double Level(SpinOrbital s) => integrals.Fock(s.Spin, s.Orbital, s.Orbital);
    }
}
