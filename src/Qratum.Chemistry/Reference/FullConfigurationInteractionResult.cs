using System.Globalization;

namespace Qratum.Chemistry;

/// <summary>One eigenstate of the electronic Hamiltonian.</summary>
/// <param name="Energy">Total energy, core energy included, in hartree.</param>
/// <param name="S2">⟨S²⟩: S(S + 1), so 0 for a singlet, 0.75 for a doublet, 2 for a triplet.</param>
/// <param name="ResidualNorm">Norm of (H − E)c, in hartree.</param>
/// <param name="Vector">
/// Normalised coefficients of the determinants, the largest in magnitude positive: α string i and β string j at
/// i·(number of β strings) + j, strings in rising order of their bit masks. A determinant is the product of its creation
/// operators in rising order of modes, so this is also the amplitude of its basis state under Jordan-Wigner.
/// </param>
public sealed record ConfigurationInteractionRoot(double Energy, double S2, double ResidualNorm, ReadOnlyMemory<double> Vector)
{
    /// <summary>Spin multiplicity 2S + 1, from <see cref="S2"/>; not whole for a mixture of spins.</summary>
    public double Multiplicity => Math.Sqrt(1 + (4 * Math.Max(0, S2)));

    /// <summary>Energy and spin.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Energy:F9} hartree, S² = {Math.Abs(S2):F4}");
}

/// <summary>The lowest states with a fixed number of α and β electrons.</summary>
/// <param name="Roots">The states, lowest first, at least one.</param>
/// <param name="CoreEnergy">Nuclear repulsion and energy of frozen orbitals, in hartree; part of every energy.</param>
/// <param name="Iterations">Iterations used.</param>
/// <param name="Converged">Whether every state met the tolerance.</param>
public sealed record FullConfigurationInteractionResult(
    IReadOnlyList<ConfigurationInteractionRoot> Roots, double CoreEnergy, int Iterations, bool Converged)
{
    /// <summary>Total energy of the lowest state, in hartree.</summary>
    public double Energy => Roots[0].Energy;

    /// <summary>⟨S²⟩ of the lowest state.</summary>
    public double S2 => Roots[0].S2;

    /// <summary>Coefficients of the lowest state; the order is that of <see cref="ConfigurationInteractionRoot.Vector"/>.</summary>
    public ReadOnlyMemory<double> Vector => Roots[0].Vector;

    /// <summary>Number of determinants.</summary>
    public int DeterminantCount => Vector.Length;

    /// <summary>The states, their number of determinants, and how the search ended.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"FCI of {DeterminantCount} determinants: {string.Join("; ", Roots)}; {(Converged ? "converged" : "not converged")} in {Iterations} iterations");
}
