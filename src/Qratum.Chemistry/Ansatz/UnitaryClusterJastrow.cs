using System.Numerics;

namespace Qratum.Chemistry;

/// <summary>
/// The unitary cluster Jastrow ansatz, UCJ: |ψ⟩ = U_f Π_μ [U_μ exp(iJ_μ) U_μ†] |Hartree-Fock⟩, rotations of orbitals around phases of pairs of
/// occupations. Local UCJ keeps the pairs that a machine has next to each other. Complex amplitudes: for qubits only.
/// </summary>
/// <remarks>
/// Y. Matsuzawa, Y. Kurashige, J. Chem. Theory Comput. 16, 944 (2020); local: M. Motta et al., Chem. Sci. 14, 11213 (2023). The first start is the
/// double factorisation of the first-order (MP2) double amplitudes: t = Σ_m λ_m y_m y_mᵀ, and for each m, exp(λ_m (Y² − Y†²)/2) becomes two layers with
/// X± = ½(1 ∓ i)(Y ± iY†) = U diag(e) U† and J = ±½λ_m (Σ_p e_p n_p)². Layers beyond the factors start at zero pairs and random rotations.
/// </remarks>
public static class UnitaryClusterJastrow
{
    /// <summary>Spread of random rotations where amplitudes give none, radians.</summary>
    private const double Spread = 0.1;

    /// <summary>Factors below this are none.</summary>
    private const double Vanishing = 1e-10;

    /// <summary>
    /// The circuit. Parameters, radians, for each layer: the angles θ, φ of n(n − 1)/2 complex Givens rotations of neighbours that make U, then the phases
    /// of n_pα + n_pβ for each p, of n_pα n_qα + n_pβ n_qβ for each same-spin pair, of n_pα n_qβ + n_qα n_pβ (p = q: n_pα n_pβ) for each opposite-spin
    /// pair; at the end the angles of n(n − 1)/2 real rotations that make U_f.
    /// </summary>
    /// <param name="integrals">Says orbitals and electrons; the numbers in it do not matter.</param>
    /// <param name="mapper">Mapping to qubits; Jordan-Wigner keeps neighbours neighbours.</param>
    /// <param name="layers">Layers, at least 1.</param>
    /// <param name="pairs">Which pairs have phases; null for all.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="layers"/> is below 1.</exception>
    /// <exception cref="ArgumentException">A pair names an orbital that there is not.</exception>
    /// <exception cref="NotSupportedException">The mapping does not send determinants to basis states.</exception>
    public static Circuit Create(ElectronIntegrals integrals, IFermionMapper mapper, int layers, JastrowPairs? pairs = null)
    {
        ArgumentNullException.ThrowIfNull(integrals);
        ArgumentNullException.ThrowIfNull(mapper);
        ArgumentOutOfRangeException.ThrowIfLessThan(layers, 1);
        var n = integrals.OrbitalCount;
        var (same, opposite) = (pairs ?? JastrowPairs.All(n)).Checked(n);
        var places = OrbitalRotation.Places(n);
        var perLayer = (2 * places.Length) + n + same.Length + opposite.Length;
        var circuit = new RotationCircuit(integrals, mapper, (layers * perLayer) + places.Length);
        var theta = circuit.Parameters;
        for (var layer = 0; layer < layers; layer++)
        {
            var at = layer * perLayer;
            // U† = D† G_M† … G_1†: G_1† acts first. D is diagonal as J is, and leaves.
            for (var k = 0; k < places.Length; k++) OrbitalRotation.Append(circuit, places[k], theta[at + (2 * k)], (Angle)theta[at + (2 * k) + 1], isInverse: true);
            circuit.AppendPhases(Phases(n, same, opposite).Select((d, k) => (d, (Angle)theta[at + (2 * places.Length) + k])));
            for (var k = places.Length - 1; k >= 0; k--) OrbitalRotation.Append(circuit, places[k], theta[at + (2 * k)], (Angle)theta[at + (2 * k) + 1]);
        }

        for (var k = places.Length - 1; k >= 0; k--) OrbitalRotation.Append(circuit, places[k], theta[(layers * perLayer) + k], null);
        return circuit.Build();
    }

    /// <summary>A start near the ground state: see the remarks of the class; the same for the same seed.</summary>
    /// <param name="integrals">The Hamiltonian.</param>
    /// <param name="layers">Layers, at least 1.</param>
    /// <param name="pairs">The same as given to <see cref="Create"/>.</param>
    /// <param name="seed">Seed of rotations that amplitudes do not give; open shells have none that do.</param>
    /// <returns>One number for each parameter of <see cref="Create"/>, radians.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="layers"/> is below 1.</exception>
    /// <exception cref="ArgumentException">A pair names an orbital that there is not.</exception>
    public static double[] Start(ElectronIntegrals integrals, int layers, JastrowPairs? pairs = null, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(integrals);
        ArgumentOutOfRangeException.ThrowIfLessThan(layers, 1);
        var n = integrals.OrbitalCount;
        var (same, opposite) = (pairs ?? JastrowPairs.All(n)).Checked(n);
        var factors = integrals.AlphaElectrons == integrals.BetaElectrons ? DoubleFactors(integrals) : [];
        var random = new PhiloxRandom(seed, stream: 3);
        var start = new List<double>();
        for (var layer = 0; layer < layers; layer++)
        {
            if (layer >= factors.Count)
            {
                for (var k = 0; k < n * (n - 1); k++) start.Add(Spread * random.NextGaussian());
                for (var k = 0; k < n + same.Length + opposite.Length; k++) start.Add(Spread * random.NextGaussian());
                continue;
            }

            var (scale, values, vectors) = factors[layer];
            foreach (var (theta, phi) in OrbitalRotation.Decompose(vectors, n).Angles) start.AddRange([theta, phi]);
            // scale/2 (Σ e_p n_p)², n_p = n_pα + n_pβ.
            start.AddRange(values.Select(e => scale / 2 * e * e));
            start.AddRange(same.Select(pair => scale * values[pair.P] * values[pair.Q]));
            start.AddRange(opposite.Select(pair => scale * values[pair.P] * values[pair.Q]));
        }

        start.AddRange(new double[n * (n - 1) / 2]);
        return [.. start];
    }

    private static IEnumerable<FermionOperator> Phases(int n, (int P, int Q)[] same, (int P, int Q)[] opposite)
    {
        for (var p = 0; p < n; p++) yield return FermionOperator.Number(p) + FermionOperator.Number(p + n);
        foreach (var (p, q) in same) yield return Both(p, q) + Both(p + n, q + n);
        foreach (var (p, q) in opposite) yield return p == q ? Both(p, q + n) : Both(p, q + n) + Both(q, p + n);

        static FermionOperator Both(int j, int k) => FermionOperator.Number(j) * FermionOperator.Number(k);
    }

    /// <summary>Layers from first-order amplitudes, the largest factors first: the scale of (Σ e_p n_p)²/2, e and U, row-major.</summary>
    private static List<(double Scale, double[] Values, Complex[] Vectors)> DoubleFactors(ElectronIntegrals integrals)
    {
        var (n, occupied) = (integrals.OrbitalCount, integrals.AlphaElectrons);
        var (empty, layers) = (n - occupied, new List<(double, double[], Complex[])>());
        var size = occupied * empty;
        if (size == 0) return layers;
        var amplitudes = new double[size * size];
        for (var row = 0; row < size; row++)
        for (var column = 0; column < size; column++)
        {
            var (i, a, j, b) = (row / empty, occupied + (row % empty), column / empty, occupied + (column % empty));
            amplitudes[(row * size) + column] = Uccsd.FirstOrder(integrals, new Excitation(SpinOrbital.Alpha(i), SpinOrbital.Alpha(a), SpinOrbital.Beta(j), SpinOrbital.Beta(b)));
        }

        var (values, vectors) = Orbitals.Eigen(amplitudes, size);
        foreach (var m in Enumerable.Range(0, size).OrderByDescending(m => Math.Abs(values[m])))
        {
            if (Math.Abs(values[m]) < Vanishing) break;
            foreach (var sign in (ReadOnlySpan<int>)[1, -1])
            {
                // X = ½(1 ∓ i)(Y ± iY†), Y_ai = y_ai.
                var x = MathNet.Numerics.LinearAlgebra.Matrix<Complex>.Build.Dense(n, n);
                for (var k = 0; k < size; k++)
                {
                    var (i, a, y) = (k / empty, occupied + (k % empty), vectors[(k * size) + m]);
                    x[a, i] += 0.5 * new Complex(1, -sign) * y;
                    x[i, a] += 0.5 * new Complex(1, -sign) * new Complex(0, sign) * y;
                }

                var found = x.Evd(MathNet.Numerics.LinearAlgebra.Symmetricity.Hermitian);
                layers.Add((sign * values[m], [.. found.EigenValues.Select(e => e.Real)], found.EigenVectors.ToRowMajorArray()));
            }
        }

        return layers;
    }
}
