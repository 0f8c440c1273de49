using System.Globalization;

namespace Qratum.Chemistry;

/// <summary>A relaxed geometry, or as far as it came. Immutable.</summary>
public sealed class GeometryResult
{
    internal GeometryResult(NuclearGradient gradient, IReadOnlyList<GeometryStep> steps, int rejected, StopReason stopReason) =>
        (Gradient, Steps, RejectedSteps, StopReason) = (gradient, steps, rejected, stopReason);

    /// <summary>The molecule at the geometry found: the one of lowest energy.</summary>
    public Molecule Molecule => State.Molecule;

    /// <summary>The Hartree-Fock state there, with its warnings.</summary>
    public MeanFieldResult State => Gradient.State;

    /// <summary>Total energy there, hartree.</summary>
    public double Energy => State.Energy;

    /// <summary>The derivatives of the energy there.</summary>
    public NuclearGradient Gradient { get; }

    /// <summary>The geometries on the way, the start first, the result last; each with a lower energy than the one before but for rounding.</summary>
    public IReadOnlyList<GeometryStep> Steps { get; }

    /// <summary>Number of steps taken back because the energy rose.</summary>
    public int RejectedSteps { get; }

    /// <summary>Why it ended.</summary>
    public StopReason StopReason { get; }

    /// <summary>Whether gradient and step came below their limits.</summary>
    public bool Converged => StopReason.IsConverged();

    /// <summary>Molecule, energy and how it ended.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Molecule.Formula}: {Energy:F9} hartree, {(Converged ? "relaxed" : "NOT relaxed")} after {Steps.Count - 1} steps");
}
