using System.Collections.Frozen;

namespace Qratum.Chemistry;

/// <summary>A Gaussian basis set: for each of some elements, the contracted shells put on its atoms. Immutable.</summary>
public sealed partial class BasisSet
{
    private readonly FrozenDictionary<Element, IReadOnlyList<Shell>> _shells;

    internal BasisSet(string name, bool isSpherical, IReadOnlyDictionary<Element, IReadOnlyList<Shell>> shells)
    {
        (Name, IsSpherical) = (name, isSpherical);
        _shells = shells.ToFrozenDictionary();
        Elements = Array.AsReadOnly(shells.Keys.OrderBy(e => e.AtomicNumber).ToArray());
    }

    /// <summary>The customary name, such as "6-31G*".</summary>
    public string Name { get; }

    /// <summary>
    /// Whether d and higher shells hold the 2l+1 real solid harmonics (true) or the (l+1)(l+2)/2 Cartesian functions (false); each
    /// set comes with its own custom, which <see cref="WithSphericalFunctions"/> and <see cref="WithCartesianFunctions"/> override.
    /// </summary>
    public bool IsSpherical { get; }

    /// <summary>The elements the set has, by atomic number.</summary>
    public IReadOnlyList<Element> Elements { get; }

    /// <summary>Whether the set has an element.</summary>
    /// <param name="element">The element.</param>
    public bool Contains(Element element)
    {
        ArgumentNullException.ThrowIfNull(element);
        return _shells.ContainsKey(element);
    }

    /// <summary>The shells on an atom of an element.</summary>
    /// <param name="element">The element.</param>
    /// <returns>
    /// First all s shells, then p, d, ..., those of one angular momentum in the published order; shells published with shared
    /// exponents (SP) are two.
    /// </returns>
    /// <exception cref="ArgumentException">The set does not have the element; the message lists those it has.</exception>
    public IReadOnlyList<Shell> ShellsFor(Element element)
    {
        ArgumentNullException.ThrowIfNull(element);
        return _shells.TryGetValue(element, out var shells)
            ? shells
            : throw new ArgumentException(
                $"The basis set {Name} does not have {element.Symbol} ({element.Name}); it has {Describe(Elements)}.", nameof(element));
    }

    /// <summary>Number of basis functions on the atoms of a molecule.</summary>
    /// <param name="molecule">The molecule.</param>
    /// <exception cref="ArgumentException">The set lacks elements of the molecule; the message names them and lists those that there are.</exception>
    public int FunctionCount(Molecule molecule)
    {
        ThrowIfAbsent(molecule);
        return molecule.Atoms.Sum(atom => ShellsFor(atom.Element).Sum(shell => shell.FunctionCount));
    }

    /// <summary>Says which elements of a molecule the set does not have, all of them at once.</summary>
    /// <exception cref="ArgumentException">There is such an element.</exception>
    internal void ThrowIfAbsent(Molecule molecule)
    {
        ArgumentNullException.ThrowIfNull(molecule);
        var absent = molecule.Atoms.Select(atom => atom.Element).Where(e => !Contains(e)).Distinct().OrderBy(e => e.AtomicNumber).ToArray();
        if (absent.Length == 0) return;
        throw new ArgumentException(
            $"The basis set {Name} does not have {string.Join(" and ", absent.Select(e => $"{e.Symbol} ({e.Name})"))}; it has {Describe(Elements)}.", nameof(molecule));
    }

    /// <summary>The same shells with real solid harmonics (5 d, 7 f functions).</summary>
    public BasisSet WithSphericalFunctions() => With(isSpherical: true);

    /// <summary>The same shells with Cartesian functions (6 d, 10 f functions).</summary>
    public BasisSet WithCartesianFunctions() => With(isSpherical: false);

    /// <summary>Name, kind of functions and elements.</summary>
    public override string ToString() => $"{Name} ({(IsSpherical ? "spherical" : "cartesian")}; {Describe(Elements)})";

    private BasisSet With(bool isSpherical) => isSpherical == IsSpherical
        ? this
        : new BasisSet(Name, isSpherical, _shells.ToDictionary(
            pair => pair.Key,
            IReadOnlyList<Shell> (pair) => Array.AsReadOnly(pair.Value
                .Select(s => new Shell(s.AngularMomentum, isSpherical, s.Exponents.Span, s.Coefficients.Span)).ToArray())));

    // "H to Ca, Ga to Kr": runs of neighbours in the periodic table are drawn together.
    private static string Describe(IReadOnlyList<Element> elements)
    {
        var runs = new List<string>();
        for (var i = 0; i < elements.Count;)
        {
            var last = i;
            while (last + 1 < elements.Count && elements[last + 1].AtomicNumber == elements[last].AtomicNumber + 1) last++;
            runs.Add((last - i) switch
            {
                0 => elements[i].Symbol,
                1 => $"{elements[i].Symbol}, {elements[last].Symbol}",
                _ => $"{elements[i].Symbol} to {elements[last].Symbol}",
            });
            i = last + 1;
        }

        return string.Join(", ", runs);
    }
}
