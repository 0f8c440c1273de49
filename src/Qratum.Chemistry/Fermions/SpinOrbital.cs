namespace Qratum.Chemistry;

/// <summary>Projection of an electron's spin.</summary>
public enum Spin
{
    /// <summary>Up, m_s = +½.</summary>
    Alpha,

    /// <summary>Down, m_s = −½.</summary>
    Beta,
}

/// <summary>
/// A spatial orbital with a spin. This type alone knows how spin orbitals are numbered as fermionic modes: blocked, orbital
/// p of n is mode p with spin α and mode p + n with spin β.
/// </summary>
/// <param name="Orbital">Spatial orbital, from 0.</param>
/// <param name="Spin">Spin.</param>
public readonly record struct SpinOrbital(int Orbital, Spin Spin)
{
    /// <summary>Spatial orbital with spin α.</summary>
    /// <param name="orbital">From 0.</param>
    public static SpinOrbital Alpha(int orbital) => new(orbital, Spin.Alpha);

    /// <summary>Spatial orbital with spin β.</summary>
    /// <param name="orbital">From 0.</param>
    public static SpinOrbital Beta(int orbital) => new(orbital, Spin.Beta);

    /// <summary>The spin orbital of a mode.</summary>
    /// <param name="mode">0 to 2n − 1.</param>
    /// <param name="orbitalCount">n, the number of spatial orbitals.</param>
    /// <exception cref="ArgumentOutOfRangeException">The mode is out of range.</exception>
    public static SpinOrbital FromMode(int mode, int orbitalCount)
    {
        if (mode < 0 || mode >= 2 * orbitalCount)
            throw new ArgumentOutOfRangeException(nameof(mode), mode, $"{orbitalCount} orbitals have the modes 0 to {(2 * orbitalCount) - 1}.");
        return mode < orbitalCount ? Alpha(mode) : Beta(mode - orbitalCount);
    }

    /// <summary>Number of the mode.</summary>
    /// <param name="orbitalCount">n, the number of spatial orbitals.</param>
    /// <exception cref="ArgumentOutOfRangeException">The orbital is not below <paramref name="orbitalCount"/>.</exception>
    public int Mode(int orbitalCount)
    {
        if (Orbital < 0 || Orbital >= orbitalCount)
            throw new ArgumentOutOfRangeException(nameof(orbitalCount), orbitalCount, $"Orbital {Orbital} is not among {orbitalCount} orbitals.");
        return Spin == Spin.Alpha ? Orbital : Orbital + orbitalCount;
    }

    /// <summary>Orbital and spin, such as <c>3α</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Orbital}{(Spin == Spin.Alpha ? 'α' : 'β')}");
}
