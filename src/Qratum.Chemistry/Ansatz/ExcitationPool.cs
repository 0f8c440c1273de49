namespace Qratum.Chemistry;

/// <summary>Lists of spin-conserving excitations: of the determinant whose lowest orbitals are filled, and generalised ones between any orbitals.</summary>
public static class ExcitationPool
{
    /// <summary>All single excitations i → a: those of α, then those of β; loops over i, then a.</summary>
    /// <param name="orbitalCount">n, at least the electrons of each spin.</param>
    /// <param name="alphaElectrons">Filled α orbitals, 0 to n.</param>
    /// <param name="betaElectrons">Filled β orbitals, 0 to n.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are more electrons of a spin than orbitals, or fewer than 0.</exception>
    public static IReadOnlyList<Excitation> Singles(int orbitalCount, int alphaElectrons, int betaElectrons)
    {
        ThrowIfOutside(orbitalCount, alphaElectrons, betaElectrons);
        var list = new List<Excitation>();
        foreach (var (spin, electrons) in (ReadOnlySpan<(Spin, int)>)[(Spin.Alpha, alphaElectrons), (Spin.Beta, betaElectrons)])
        {
            for (var i = 0; i < electrons; i++)
            for (var a = electrons; a < orbitalCount; a++)
                list.Add(new Excitation(new(i, spin), new(a, spin)));
        }

        return list;
    }

    /// <summary>
    /// All double excitations: α-β (loops over i of α, j of β, a of α, b of β), then α-α, then β-β (loops over i &lt; j, a &lt; b).
    /// </summary>
    /// <param name="orbitalCount">n, at least the electrons of each spin.</param>
    /// <param name="alphaElectrons">Filled α orbitals, 0 to n.</param>
    /// <param name="betaElectrons">Filled β orbitals, 0 to n.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are more electrons of a spin than orbitals, or fewer than 0.</exception>
    public static IReadOnlyList<Excitation> Doubles(int orbitalCount, int alphaElectrons, int betaElectrons)
    {
        ThrowIfOutside(orbitalCount, alphaElectrons, betaElectrons);
        var list = new List<Excitation>();
        for (var i = 0; i < alphaElectrons; i++)
        for (var j = 0; j < betaElectrons; j++)
        for (var a = alphaElectrons; a < orbitalCount; a++)
        for (var b = betaElectrons; b < orbitalCount; b++)
            list.Add(new Excitation(SpinOrbital.Alpha(i), SpinOrbital.Alpha(a), SpinOrbital.Beta(j), SpinOrbital.Beta(b)));

        foreach (var (spin, electrons) in (ReadOnlySpan<(Spin, int)>)[(Spin.Alpha, alphaElectrons), (Spin.Beta, betaElectrons)])
        {
            for (var i = 0; i < electrons; i++)
            for (var j = i + 1; j < electrons; j++)
            for (var a = electrons; a < orbitalCount; a++)
            for (var b = a + 1; b < orbitalCount; b++)
                list.Add(new Excitation(new(i, spin), new(a, spin), new(j, spin), new(b, spin)));
        }

        return list;
    }

    /// <summary>
    /// All generalised singles q → p, p &gt; q, whatever is filled: T and T† count once. Those of α, then those of β; loops over p, then q.
    /// n(n − 1) of them.
    /// </summary>
    /// <param name="orbitalCount">n, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="orbitalCount"/> is below 1.</exception>
    public static IReadOnlyList<Excitation> GeneralisedSingles(int orbitalCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(orbitalCount, 1);
        var list = new List<Excitation>();
        foreach (var spin in (ReadOnlySpan<Spin>)[Spin.Alpha, Spin.Beta])
        {
            for (var p = 0; p < orbitalCount; p++)
            for (var q = 0; q < p; q++)
                list.Add(new Excitation(new(q, spin), new(p, spin)));
        }

        return list;
    }

    /// <summary>
    /// All generalised doubles of four different spin orbitals, whatever is filled: T and T† count once. α-β: loops over α pairs q &lt; p, then β
    /// pairs s &lt; r; both electrons upwards first, then one up and one down, the one of the larger pair up, so that a mirror image is in the
    /// list as it stands. Then α-α and β-β: four orbitals in three ways, the lowest one emptied. n²(n − 1)²/2 + n(n − 1)(n − 2)(n − 3)/4.
    /// </summary>
    /// <param name="orbitalCount">n, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="orbitalCount"/> is below 1.</exception>
    public static IReadOnlyList<Excitation> GeneralisedDoubles(int orbitalCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(orbitalCount, 1);
        var list = new List<Excitation>();
        for (var p = 0; p < orbitalCount; p++)
        for (var q = 0; q < p; q++)
        for (var r = 0; r < orbitalCount; r++)
        for (var s = 0; s < r; s++)
        {
            list.Add(new Excitation(SpinOrbital.Alpha(q), SpinOrbital.Alpha(p), SpinOrbital.Beta(s), SpinOrbital.Beta(r)));
            list.Add((p, q).CompareTo((r, s)) >= 0
                ? new Excitation(SpinOrbital.Alpha(q), SpinOrbital.Alpha(p), SpinOrbital.Beta(r), SpinOrbital.Beta(s))
                : new Excitation(SpinOrbital.Alpha(p), SpinOrbital.Alpha(q), SpinOrbital.Beta(s), SpinOrbital.Beta(r)));
        }

        foreach (var spin in (ReadOnlySpan<Spin>)[Spin.Alpha, Spin.Beta])
        {
            for (var i = 0; i < orbitalCount; i++)
            for (var j = i + 1; j < orbitalCount; j++)
            for (var a = j + 1; a < orbitalCount; a++)
            for (var b = a + 1; b < orbitalCount; b++)
            {
                list.Add(new Excitation(new(i, spin), new(a, spin), new(j, spin), new(b, spin)));
                list.Add(new Excitation(new(i, spin), new(j, spin), new(a, spin), new(b, spin)));
                list.Add(new Excitation(new(i, spin), new(j, spin), new(b, spin), new(a, spin)));
            }
        }

        return list;
    }

    private static void ThrowIfOutside(int orbitalCount, int alphaElectrons, int betaElectrons)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(orbitalCount, 1);
        foreach (var electrons in (ReadOnlySpan<int>)[alphaElectrons, betaElectrons])
        {
            if (electrons < 0 || electrons > orbitalCount)
                throw new ArgumentOutOfRangeException(nameof(orbitalCount), orbitalCount,
                    $"{electrons} electrons of one spin do not fit in {orbitalCount} orbitals; the range is 0 to {orbitalCount}.");
        }
    }
}
