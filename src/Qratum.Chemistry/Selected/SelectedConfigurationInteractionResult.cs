using System.Globalization;

namespace Qratum.Chemistry;

/// <summary>One state among chosen determinants.</summary>
/// <param name="Energy">Total energy, core energy included, in hartree.</param>
/// <param name="S2">⟨S²⟩; not that of a pure spin where the determinants do not span one.</param>
/// <param name="ResidualNorm">Norm of (H − E)c within the span, in hartree.</param>
/// <param name="Vector">Normalised coefficients in the order of <see cref="SelectedConfigurationInteractionResult.Determinants"/>, the largest in magnitude positive.</param>
public sealed record SelectedState(double Energy, double S2, double ResidualNorm, ReadOnlyMemory<double> Vector)
{
    /// <summary>Energy and spin.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Energy:F9} hartree, S² = {Math.Abs(S2):F4}");
}

/// <summary>The lowest states among chosen determinants. Immutable.</summary>
public sealed class SelectedConfigurationInteractionResult
{
    private readonly Determinant[] _determinants;

    internal SelectedConfigurationInteractionResult(ElectronIntegrals integrals, Determinant[] determinants, SelectedState[] states, int iterations, bool converged)
    {
        (OrbitalCount, _determinants, States, Iterations, Converged) = (integrals.OrbitalCount, determinants, Array.AsReadOnly(states), iterations, converged);
        Determinants = Array.AsReadOnly(determinants);
    }

    /// <summary>Number of orbitals.</summary>
    public int OrbitalCount { get; }

    /// <summary>The determinants, rising, each once.</summary>
    public IReadOnlyList<Determinant> Determinants { get; }

    /// <summary>The states, lowest first, at least one.</summary>
    public IReadOnlyList<SelectedState> States { get; }

    /// <summary>Total energy of the lowest state, in hartree.</summary>
    public double Energy => States[0].Energy;

    /// <summary>Iterations used.</summary>
    public int Iterations { get; }

    /// <summary>Whether every state met the tolerance.</summary>
    public bool Converged { get; }

    /// <summary>Electrons in each orbital, 0 to 1 of either spin, in a state.</summary>
    /// <param name="state">Number of the state, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such state.</exception>
    public (IReadOnlyList<double> Alpha, IReadOnlyList<double> Beta) Occupations(int state = 0)
    {
        var (alpha, beta) = SelectedVector.Occupations(OrbitalCount, _determinants, Checked(state).Vector.Span);
        return (Array.AsReadOnly(alpha), Array.AsReadOnly(beta));
    }

    /// <summary>
    /// Entropy of each orbital in a state: −Σ w ln w over the probabilities of its being empty, holding α, β or both; 0 to ln 4. What an
    /// orbital has to do with the others, and so the measure by which a space is chosen. O. Legeza, J. Sólyom, Phys. Rev. B 68, 195116 (2003).
    /// </summary>
    /// <param name="state">Number of the state, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such state.</exception>
    public IReadOnlyList<double> OrbitalEntropies(int state = 0) =>
        Array.AsReadOnly(SelectedVector.Entropies(OrbitalCount, _determinants, Checked(state).Vector.Span));

    /// <summary>The states, their number of determinants, and how the search ended.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"CI of {_determinants.Length} determinants: {string.Join("; ", States)}; {(Converged ? "converged" : "not converged")} in {Iterations} iterations");

    private SelectedState Checked(int state) => (uint)state < (uint)States.Count ? States[state]
        : throw new ArgumentOutOfRangeException(nameof(state), state, $"There are {States.Count} states, numbered from 0.");
}
