using System.Numerics;

namespace Qratum.Chemistry;

/// <summary>
/// T = Π_k a†_{created k} a_{annihilated k}: electrons moved from spin orbitals to other ones, each keeping its spin. Immutable.
/// For two electrons of one spin this is a†_a a†_b a_j a_i, for different spins a†_aα a_iα a†_bβ a_jβ.
/// </summary>
public sealed class Excitation : IEquatable<Excitation>
{
    /// <summary>One electron moved.</summary>
    /// <param name="from">Annihilated.</param>
    /// <param name="to">Created, of the same spin, another orbital.</param>
    /// <exception cref="ArgumentException">The spins differ or the orbitals are equal.</exception>
    public Excitation(SpinOrbital from, SpinOrbital to)
        : this([from], [to])
    {
    }

    /// <summary>Two electrons moved.</summary>
    /// <param name="from1">Annihilated first factor.</param>
    /// <param name="to1">Created first factor, of the spin of <paramref name="from1"/>.</param>
    /// <param name="from2">Annihilated second factor.</param>
    /// <param name="to2">Created second factor, of the spin of <paramref name="from2"/>.</param>
    /// <exception cref="ArgumentException">Spins differ or a spin orbital occurs twice.</exception>
    public Excitation(SpinOrbital from1, SpinOrbital to1, SpinOrbital from2, SpinOrbital to2)
        : this([from1, from2], [to1, to2])
    {
    }

    private Excitation(SpinOrbital[] annihilated, SpinOrbital[] created)
    {
        for (var k = 0; k < annihilated.Length; k++)
        {
            if (annihilated[k].Spin != created[k].Spin)
                throw new ArgumentException($"{annihilated[k]} → {created[k]} would turn a spin.", nameof(created));
        }

        SpinOrbital[] all = [.. annihilated, .. created];
        if (all.Distinct().Count() != all.Length)
            throw new ArgumentException($"A spin orbital occurs twice in {Text(annihilated)} → {Text(created)}.", nameof(created));
        (Annihilated, Created) = (annihilated, created);
    }

    /// <summary>Where the electrons come from, one or two.</summary>
    public IReadOnlyList<SpinOrbital> Annihilated { get; }

    /// <summary>Where they go to, in the same order.</summary>
    public IReadOnlyList<SpinOrbital> Created { get; }

    /// <summary>The same with all spins turned: the mirror image, equal in a closed shell by symmetry.</summary>
    public Excitation Mirror()
    {
        var (from, to) = (Annihilated.Select(Turned).ToArray(), Created.Select(Turned).ToArray());
        // The two pairs a†a of different spins commute; α comes first as everywhere.
        if (from.Length == 2 && from[0].Spin == Spin.Beta && from[1].Spin == Spin.Alpha)
        {
            Array.Reverse(from);
            Array.Reverse(to);
        }

        return new Excitation(from, to);

        static SpinOrbital Turned(SpinOrbital s) => s with { Spin = s.Spin == Spin.Alpha ? Spin.Beta : Spin.Alpha };
    }

    /// <summary>T on 2n modes.</summary>
    /// <param name="orbitalCount">n, more than the largest orbital.</param>
    public FermionOperator ToFermionOperator(int orbitalCount)
    {
        var word = new List<LadderOperator>();
        for (var k = 0; k < Created.Count; k++)
        {
            word.Add(LadderOperator.Creation(Created[k].Mode(orbitalCount)));
            word.Add(LadderOperator.Annihilation(Annihilated[k].Mode(orbitalCount)));
        }

        return FermionOperator.Term(Complex.One, [.. word]).OnModes(2 * orbitalCount);
    }

    /// <summary>T − T† on 2n modes: anti-Hermitian, so that exp(θ(T − T†)) is a rotation by θ.</summary>
    /// <param name="orbitalCount">n, more than the largest orbital.</param>
    public FermionOperator ToGenerator(int orbitalCount)
    {
        var move = ToFermionOperator(orbitalCount);
        return move - move.Adjoint();
    }

    /// <inheritdoc/>
    public bool Equals(Excitation? other) =>
        other is not null && Annihilated.SequenceEqual(other.Annihilated) && Created.SequenceEqual(other.Created);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Excitation);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var s in Annihilated) hash.Add(s);
        foreach (var s in Created) hash.Add(s);
        return hash.ToHashCode();
    }

    /// <summary>For example <c>0α 1β → 2α 3β</c>.</summary>
    public override string ToString() => $"{Text(Annihilated)} → {Text(Created)}";

    private static string Text(IEnumerable<SpinOrbital> orbitals) => string.Join(' ', orbitals);
}
