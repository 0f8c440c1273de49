namespace Qratum.Chemistry;

/// <summary>Which integrals count as zero by symmetry.</summary>
internal static class IntegralScreen
{
    /// <summary>
    /// In hartree. An integral that vanishes by symmetry is rounding, 1e-13 or so. What is left out breaks the symmetry, and so changes the
    /// energy of a symmetric state in second order only: by far less than 1e-15.
    /// </summary>
    public const double Vanishing = 1e-10;

    public static bool Vanishes(double integral) => Math.Abs(integral) < Vanishing;
}
