namespace Qratum.Chemistry;

/// <summary>
/// How a geometry is relaxed. It counts as relaxed when gradient and next step are all below their limits, or the gradient is below a hundredth of
/// its; the defaults give bonds to about 0.001 ångström.
/// </summary>
public sealed class GeometryOptions
{
    /// <summary>Greatest number of steps, at least 0; 100 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public int MaxSteps
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    }

    = 100;

    /// <summary>Limit of the largest derivative of the energy, hartree per bohr; 4.5e-4 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public double LargestGradient
    {
        get;
        init => field = Positive(value, nameof(LargestGradient));
    }

    = 4.5e-4;

    /// <summary>Limit of the root mean square of the derivatives, hartree per bohr; 3e-4 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public double MeanGradient
    {
        get;
        init => field = Positive(value, nameof(MeanGradient));
    }

    = 3e-4;

    /// <summary>Limit of the largest change of a coordinate that the next step would make, bohr; 1.8e-3 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public double LargestStep
    {
        get;
        init => field = Positive(value, nameof(LargestStep));
    }

    = 1.8e-3;

    /// <summary>Limit of the root mean square of those changes, bohr; 1.2e-3 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public double MeanStep
    {
        get;
        init => field = Positive(value, nameof(MeanStep));
    }

    = 1.2e-3;

    /// <summary>
    /// How the orbitals are found. At the first geometry as it says; then from the orbitals of the geometry before, without stability analysis; once
    /// more as it says at the end.
    /// </summary>
    /// <exception cref="ArgumentNullException">Null.</exception>
    public HartreeFockOptions HartreeFock
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    }

    = new();

    /// <summary>Told of every geometry whose gradient is known, on the calculating thread's way through <see cref="IProgress{T}.Report"/>.</summary>
    public IProgress<GeometryStep>? Progress { get; init; }

    private static double Positive(double value, string name) =>
        value > 0 ? value : throw new ArgumentOutOfRangeException(name, value, "The limit must be positive.");
}

/// <summary>One geometry on the way to the relaxed one.</summary>
/// <param name="Number">Number of the step that led to it; 0 for the start.</param>
/// <param name="Molecule">The geometry.</param>
/// <param name="Energy">Total energy, hartree.</param>
/// <param name="LargestGradient">Largest derivative of the energy by absolute value, hartree per bohr.</param>
/// <param name="MeanGradient">Root mean square of the derivatives, hartree per bohr.</param>
/// <param name="Step">Length of the step that led to it over all coordinates, bohr; 0 for the start.</param>
public sealed record GeometryStep(int Number, Molecule Molecule, double Energy, double LargestGradient, double MeanGradient, double Step);
