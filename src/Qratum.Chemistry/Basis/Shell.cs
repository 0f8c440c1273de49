namespace Qratum.Chemistry;

/// <summary>
/// One contracted Gaussian shell of a basis set: all functions of one angular momentum with one radial part. Immutable.
/// </summary>
/// <remarks>
/// The radial part is Σ c_k N_k r^l exp(−α_k r²), N_k normalising each primitive for itself; the contraction as a whole is
/// normalised by whoever evaluates it, so that coefficients can be kept exactly as published.
/// </remarks>
public sealed class Shell
{
    /// <summary>Makes a shell.</summary>
    /// <param name="angularMomentum">0 for s, 1 for p, 2 for d, ...</param>
    /// <param name="isSpherical">True for the 2l+1 real solid harmonics, false for the (l+1)(l+2)/2 Cartesian functions.</param>
    /// <param name="exponents">α_k in bohr⁻², positive.</param>
    /// <param name="coefficients">c_k as published, one for each exponent.</param>
    /// <exception cref="ArgumentException">The lengths differ or are zero, or a number is not finite.</exception>
    public Shell(int angularMomentum, bool isSpherical, ReadOnlySpan<double> exponents, ReadOnlySpan<double> coefficients)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(angularMomentum);
        if (exponents.Length == 0 || exponents.Length != coefficients.Length)
            throw new ArgumentException($"A shell of {exponents.Length} exponents has {coefficients.Length} coefficients; it needs as many, at least one.");
        for (var k = 0; k < exponents.Length; k++)
        {
            if (!(exponents[k] > 0) || !double.IsFinite(exponents[k]) || !double.IsFinite(coefficients[k]))
                throw new ArgumentException($"Primitive {k} has exponent {exponents[k]:R} and coefficient {coefficients[k]:R}; the exponent must be positive and both finite.");
        }

        AngularMomentum = angularMomentum;
        IsSpherical = isSpherical || angularMomentum < 2;
        Exponents = exponents.ToArray();
        Coefficients = coefficients.ToArray();
    }

    /// <summary>0 for s, 1 for p, 2 for d, ...</summary>
    public int AngularMomentum { get; }

    /// <summary>Whether the functions are real solid harmonics; s and p shells always count as spherical.</summary>
    public bool IsSpherical { get; }

    /// <summary>Exponents in bohr⁻².</summary>
    public ReadOnlyMemory<double> Exponents { get; }

    /// <summary>Contraction coefficients of the normalised primitives.</summary>
    public ReadOnlyMemory<double> Coefficients { get; }

    /// <summary>Number of functions in the shell.</summary>
    public int FunctionCount => IsSpherical
        ? (2 * AngularMomentum) + 1
        : (AngularMomentum + 1) * (AngularMomentum + 2) / 2;
}
