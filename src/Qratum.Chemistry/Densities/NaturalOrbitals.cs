using System.Globalization;
using System.Numerics.Tensors;

namespace Qratum.Chemistry;

/// <summary>
/// The orbitals in which the one-particle density matrix of a state is diagonal, and how many electrons are in each: the shortest way to
/// write a correlated state, and the measure of which orbitals it needs. P.-O. Löwdin, Phys. Rev. 97, 1474 (1955). Immutable.
/// </summary>
public sealed class NaturalOrbitals
{
    private readonly double[] _occupations, _coefficients;

    internal NaturalOrbitals(OneParticleDensity density)
    {
        var n = density.OrbitalCount;
        // The eigenvalues come rising; of -γ this is the order of falling occupation, equal ones in the order of the orbitals.
        var negative = new double[n * n];
        TensorPrimitives.Negate(density.Span, negative);
        (_occupations, _coefficients) = Orbitals.Eigen(negative, n);
        TensorPrimitives.Negate<double>(_occupations, _occupations);
        Orbitals.FixPhases(_coefficients, n, n);
        ElectronCount = density.Trace;
    }

    /// <summary>Number of orbitals n.</summary>
    public int OrbitalCount => _occupations.Length;

    /// <summary>Electrons of all orbitals together.</summary>
    public double ElectronCount { get; }

    /// <summary>
    /// Electrons in each orbital, falling; 0 to 2 but for rounding where the density is that of a state. That of perturbation theory is
    /// none, and may leave the range where the theory does not apply.
    /// </summary>
    public ReadOnlySpan<double> Occupations => _occupations;

    /// <summary>
    /// The natural orbitals in the columns, over the orbitals of the density: shape [n, n], orthogonal; each column's largest component is
    /// positive.
    /// </summary>
    public ReadOnlyTensorSpan<double> Coefficients => new(_coefficients, [OrbitalCount, OrbitalCount]);

    /// <summary>U_pk at p·n + k.</summary>
    internal ReadOnlySpan<double> CoefficientSpan => _coefficients;

    /// <summary>
    /// The natural orbitals over the basis functions of a molecule, as a new tensor of shape [functions, n]. O(functions · n²).
    /// </summary>
    /// <param name="state">The state over whose orbitals, or some of them, the density is.</param>
    /// <param name="space">Which of its orbitals these are; null for all.</param>
    /// <exception cref="ArgumentException">The density is over another number of orbitals than the space has.</exception>
    public Tensor<double> ToBasisFunctions(HartreeFockResult state, ActiveSpace? space = null)
    {
        ArgumentNullException.ThrowIfNull(state);
        var active = (space ?? ActiveSpace.Full).Fit(state.OrbitalCount, state.Molecule.AlphaElectrons, state.Molecule.BetaElectrons).Active;
        if (active.Length != OrbitalCount)
            throw new ArgumentException($"The density is over {OrbitalCount} orbitals; the space has {active.Length}.", nameof(space));
        var (functions, n) = (state.Integrals.FunctionCount, OrbitalCount);
        var result = new double[functions * n];
        for (var i = 0; i < functions; i++)
        {
            var row = result.AsSpan(i * n, n);
            for (var p = 0; p < n; p++)
            {
                TensorPrimitives.MultiplyAdd(
                    _coefficients.AsSpan(p * n, n), state.CoefficientArray[(i * state.OrbitalCount) + active[p]], row, row);
            }
        }

        return Tensor.Create(result, [functions, n]);
    }

    /// <summary>
    /// The orbitals that are neither full nor empty, as a space of a Hamiltonian in natural orbitals (see
    /// <see cref="ElectronIntegrals.Rotate(NaturalOrbitals)"/>): those before are frozen, those behind left out.
    /// </summary>
    /// <param name="threshold">
    /// An orbital is active when it is this far from 0 and from 2 electrons, above 0 and below 1; by default 0.02, the customary choice.
    /// P. Pulay, T. P. Hamilton, J. Chem. Phys. 88, 4926 (1988).
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is out of its range.</exception>
    /// <exception cref="InvalidOperationException">No orbital is that far from full and empty; the message tells the farthest.</exception>
    public ActiveSpace ToActiveSpace(double threshold = 0.02)
    {
        if (!(threshold > 0 && threshold < 1)) throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "The threshold is above 0 and below 1.");
        var frozen = _occupations.Count(n => n > 2 - threshold);
        var active = _occupations.Count(n => n >= threshold) - frozen;
        var electrons = (int)Math.Round(ElectronCount) - (2 * frozen);
        if (active > 0 && electrons > 0) return ActiveSpace.Of(electrons, active);
        throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture,
            $"No natural orbital is {threshold} electrons away from full and from empty; the farthest is {_occupations.Max(n => Math.Min(n, 2 - n)):R} away."));
    }

    /// <summary>The occupations in one line.</summary>
    public override string ToString() =>
        "natural occupations " + string.Join(", ", _occupations.Select(n => n.ToString("F6", CultureInfo.InvariantCulture)));
}
