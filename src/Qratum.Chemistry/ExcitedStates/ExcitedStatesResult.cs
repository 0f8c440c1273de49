using System.Globalization;
using System.Text;

namespace Qratum.Chemistry;

/// <summary>One state, the ground state or an excited one.</summary>
/// <param name="Energy">Total energy in hartree: ⟨H⟩ of the vector; for the equation of motion that of the ground state plus the excitation energy.</param>
/// <param name="SpinSquared">⟨S²⟩ of the vector: S(S + 1) for a pure spin.</param>
/// <param name="Electrons">⟨N⟩.</param>
/// <param name="Symmetry">
/// Which of <see cref="DeterminantObjective.SymmetryLabels"/> the state has, relative to the reference determinant: 0 is that of the reference; null where
/// the vector mixes them.
/// </param>
/// <param name="LargestOverlap">Largest |⟨other|state⟩| with another state of the result: 0 for eigenstates.</param>
/// <param name="ResidualNorm">
/// ‖(H − E)ψ‖ with E = ⟨H⟩ of the vector, in hartree: there is an exact energy within this distance of ⟨H⟩.
/// </param>
/// <param name="Converged">Whether its search met the test of convergence; true where there was none.</param>
/// <param name="Vector">Normalised coefficients in the order of <see cref="ConfigurationInteractionRoot.Vector"/>.</param>
public sealed record ExcitedState(
    double Energy, double SpinSquared, double Electrons, int? Symmetry, double LargestOverlap, double ResidualNorm, bool Converged, ReadOnlyMemory<double> Vector)
{
    /// <summary>Spin multiplicity 2S + 1, from <see cref="SpinSquared"/>; not whole for a mixture of spins.</summary>
    public double Multiplicity => Math.Sqrt(1 + (4 * Math.Max(0, SpinSquared)));

    /// <summary>Energy and spin.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Energy:F9} hartree, S² = {Math.Abs(SpinSquared):F4}");
}

/// <summary>What may be wrong with an excited state.</summary>
public enum ExcitedStatesWarningKind
{
    /// <summary>A search ended before its test of convergence; the value is the energy in hartree.</summary>
    SearchNotConverged,

    /// <summary>Two states overlap by the value.</summary>
    NotOrthogonal,

    /// <summary>⟨S²⟩ is the value away from that of a pure spin.</summary>
    MixesSpins,

    /// <summary>The residual, the value in hartree, is large: the state is far from an exact one.</summary>
    LargeResidual,

    /// <summary>Fewer states were found than asked for; the value is their number.</summary>
    TooFewStates,
}

/// <summary>One warning about an excited state.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="State">Number of the state, 0 for the ground state.</param>
/// <param name="Value">How much, see <see cref="ExcitedStatesWarningKind"/>.</param>
/// <param name="Message">The same as a sentence.</param>
public sealed record ExcitedStatesWarning(ExcitedStatesWarningKind Kind, int State, double Value, string Message)
{
    /// <summary>The sentence.</summary>
    public override string ToString() => Message;
}

/// <summary>States of a molecule, lowest first.</summary>
public sealed record ExcitedStatesResult
{
    /// <summary>The states by rising energy, the ground state first.</summary>
    public required IReadOnlyList<ExcitedState> States { get; init; }

    /// <summary>How they were found.</summary>
    public required ExcitedStatesMethod Method { get; init; }

    /// <summary>As many of the lowest energies of full CI in the same orbitals, rising, in hartree, any spin and symmetry; null where it was too large.</summary>
    public required IReadOnlyList<double>? Exact { get; init; }

    /// <summary>Evaluations of all searches.</summary>
    public required int Evaluations { get; init; }

    /// <summary>What is doubtful; empty when nothing is.</summary>
    public required IReadOnlyList<ExcitedStatesWarning> Warnings { get; init; }

    /// <summary>Energy of a state above the ground state, hartree.</summary>
    /// <param name="state">Its number, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such state.</exception>
    public double ExcitationEnergy(int state)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)state, (uint)States.Count, nameof(state));
        return States[state].Energy - States[0].Energy;
    }

    /// <summary>One line a state.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        for (var k = 0; k < States.Count; k++)
            text.Append(CultureInfo.InvariantCulture, $"{k}: {States[k]}{(k == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {ExcitationEnergy(k):F6} above"))}\n");
        foreach (var warning in Warnings) text.Append("warning: ").Append(warning.Message).Append('\n');
        return text.ToString().TrimEnd('\n');
    }
}
