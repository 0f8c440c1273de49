using System.Globalization;

namespace Qratum.Chemistry;

/// <summary>
/// Which orbitals are treated exactly. The orbitals below, doubly occupied, are frozen into the core energy; those above are
/// left out. Immutable; it is fitted to a Hamiltonian when it is applied.
/// </summary>
/// <example><c>ActiveSpace.Of(electrons: 6, orbitals: 6)</c>, <c>ActiveSpace.FrozenCore(molecule)</c>.</example>
public sealed class ActiveSpace
{
    private readonly string _text;
    private readonly Func<int, int, int, ActiveOrbitals> _fit;

    private ActiveSpace(string text, Func<int, int, int, ActiveOrbitals> fit) => (_text, _fit) = (text, fit);

    /// <summary>All electrons in all orbitals.</summary>
    public static ActiveSpace Full { get; } = new("full space", (n, alpha, beta) => new([], [.. Enumerable.Range(0, n)], alpha, beta));

    /// <summary>The highest electrons in the orbitals around the highest occupied one: CAS(electrons, orbitals).</summary>
    /// <param name="electrons">
    /// Electrons, at least 1. When applied: at most as many as there are, of the same parity, at least the unpaired ones.
    /// </param>
    /// <param name="orbitals">Orbitals, at least 1. When applied: they must hold the electrons and must not be more than there are.</param>
    public static ActiveSpace Of(int electrons, int orbitals)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(electrons, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(orbitals, 1);
        return new(string.Create(CultureInfo.InvariantCulture, $"{electrons} electrons in {orbitals} orbitals"), (n, alpha, beta) =>
        {
            var frozen = FrozenPairs(electrons, alpha, beta);
            if (orbitals > n - frozen)
                throw new ArgumentOutOfRangeException(nameof(orbitals), orbitals,
                    $"{orbitals} active orbitals were asked for; above {frozen} frozen ones there are {n - frozen}, so the range is {Math.Max(alpha, beta) - frozen} to {n - frozen}.");
            return Checked([.. Enumerable.Range(0, frozen)], [.. Enumerable.Range(frozen, orbitals)], alpha - frozen, beta - frozen);
        });
    }

    /// <summary>Chosen orbitals; the lowest orbitals not chosen are frozen, as many as hold the other electrons.</summary>
    /// <param name="electrons">Electrons in the chosen orbitals, at least 1; limits as for <see cref="Of"/>.</param>
    /// <param name="orbitals">Numbers of the orbitals from 0, by rising energy, each once.</param>
    /// <exception cref="ArgumentException">No orbital is given, or one twice.</exception>
    public static ActiveSpace OfOrbitals(int electrons, params ReadOnlySpan<int> orbitals)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(electrons, 1);
        int[] chosen = [.. orbitals];
        Array.Sort(chosen);
        if (chosen.Length == 0) throw new ArgumentException("An active space needs at least one orbital.", nameof(orbitals));
        for (var k = 0; k < chosen.Length; k++)
        {
            if (chosen[k] < 0) throw new ArgumentOutOfRangeException(nameof(orbitals), chosen[k], "Orbitals are numbered from 0.");
            if (k > 0 && chosen[k] == chosen[k - 1]) throw new ArgumentException($"Orbital {chosen[k]} is named twice.", nameof(orbitals));
        }

        return new(string.Create(CultureInfo.InvariantCulture, $"{electrons} electrons in orbitals {string.Join(", ", chosen)}"), (n, alpha, beta) =>
        {
            if (chosen[^1] >= n)
                throw new ArgumentOutOfRangeException(nameof(orbitals), chosen[^1], $"There is no orbital {chosen[^1]}; orbitals are 0 to {n - 1}.");
            var frozen = FrozenPairs(electrons, alpha, beta);
            int[] core = [.. Enumerable.Range(0, n).Except(chosen).Take(frozen)];
            if (core.Length < frozen)
                throw new ArgumentException($"{frozen} orbitals must be frozen to leave {electrons} electrons; only {core.Length} are not chosen.", nameof(orbitals));
            return Checked(core, chosen, alpha - frozen, beta - frozen);
        });
    }

    /// <summary>The lowest orbitals frozen, all others active.</summary>
    /// <param name="count">Number of frozen orbitals, at least 0; when applied, at most the doubly occupied ones.</param>
    public static ActiveSpace Frozen(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return new(string.Create(CultureInfo.InvariantCulture, $"{count} frozen orbitals"), (n, alpha, beta) =>
        {
            if (count > Math.Min(alpha, beta))
                throw new ArgumentOutOfRangeException(nameof(count), count,
                    $"{count} orbitals were to be frozen; {Math.Min(alpha, beta)} are doubly occupied, so the range is 0 to {Math.Min(alpha, beta)}.");
            if (count == n) throw new ArgumentOutOfRangeException(nameof(count), count, $"All {n} orbitals were to be frozen; at least one must stay active.");
            return new([.. Enumerable.Range(0, count)], [.. Enumerable.Range(count, n - count)], alpha - count, beta - count);
        });
    }

    /// <summary>The customary frozen core: no orbital for an atom up to Be, 1 from B to Mg, 5 from Al to Zn, 9 from Ga to Kr.</summary>
    /// <param name="molecule">The molecule; its orbitals by rising energy are taken to begin with the cores.</param>
    public static ActiveSpace FrozenCore(Molecule molecule)
    {
        ArgumentNullException.ThrowIfNull(molecule);
        return Frozen(CoreOrbitalCount(molecule));
    }

    /// <summary>Number of orbitals that <see cref="FrozenCore"/> freezes.</summary>
    /// <param name="molecule">The molecule.</param>
    public static int CoreOrbitalCount(Molecule molecule)
    {
        ArgumentNullException.ThrowIfNull(molecule);
        return molecule.Atoms.Sum(atom => CoreOrbitals(atom.Element.AtomicNumber));
    }

    /// <summary>Electrons of each spin that this space has among so many orbitals and electrons.</summary>
    /// <param name="orbitalCount">All orbitals.</param>
    /// <param name="alphaElectrons">All electrons of spin up.</param>
    /// <param name="betaElectrons">All electrons of spin down.</param>
    /// <exception cref="ArgumentException">The space does not fit.</exception>
    public (int Alpha, int Beta) Electrons(int orbitalCount, int alphaElectrons, int betaElectrons)
    {
        var fitted = Fit(orbitalCount, alphaElectrons, betaElectrons);
        return (fitted.AlphaElectrons, fitted.BetaElectrons);
    }

    /// <summary>What is chosen.</summary>
    public override string ToString() => _text;

    /// <summary>The orbitals of this space among n orbitals with the given electrons.</summary>
    internal ActiveOrbitals Fit(int orbitalCount, int alphaElectrons, int betaElectrons) => _fit(orbitalCount, alphaElectrons, betaElectrons);

    /// <summary>
    /// Doubly occupied core orbitals of an atom: those of the noble gas before it, but for s-block atoms the one before that,
    /// whose outer core lies close to the valence shell and correlates with it; 3d stays active up to Zn.
    /// </summary>
    private static int CoreOrbitals(int atomicNumber) => atomicNumber switch
    {
        <= 4 => 0,
        <= 12 => 1,
        <= 30 => 5,
        <= 36 => 9,
        _ => throw new NotSupportedException($"No customary core is listed for atomic number {atomicNumber}; the range is 1 to 36."),
    };

    private static int FrozenPairs(int electrons, int alpha, int beta)
    {
        var (total, unpaired) = (alpha + beta, Math.Abs(alpha - beta));
        if (electrons > total || electrons < unpaired || (total - electrons) % 2 != 0)
            throw new ArgumentOutOfRangeException(nameof(electrons), electrons,
                $"{electrons} active electrons were asked for; of {total} electrons, {unpaired} of them unpaired, allowed are {Math.Max(unpaired, total % 2 == 0 ? 2 : 1)} to {total} in steps of 2.");
        return (total - electrons) / 2;
    }

    private static ActiveOrbitals Checked(int[] core, int[] active, int alpha, int beta)
    {
        if (Math.Max(alpha, beta) > active.Length)
            throw new ArgumentOutOfRangeException(nameof(active), active.Length,
                $"{active.Length} active orbitals cannot hold {alpha} α and {beta} β electrons; at least {Math.Max(alpha, beta)} are needed.");
        return new(core, active, alpha, beta);
    }
}

/// <summary>An active space fitted to a Hamiltonian: orbital numbers, rising, and the electrons in the active ones.</summary>
internal sealed record ActiveOrbitals(int[] Core, int[] Active, int AlphaElectrons, int BetaElectrons);
