using FsCheck;
using FsCheck.Fluent;
using Qratum.Chemistry;

namespace Qratum.Testing;

/// <summary>
/// Random molecules for properties: <c>[Property(Arbitrary = [typeof(MoleculeGenerators)])]</c>. Atoms sit near the points of a
/// grid, so that no two collide; shrinking drops atoms, turns them into hydrogen, rounds coordinates and removes charge and spin.
/// </summary>
public static class MoleculeGenerators
{
    private const double Spacing = 1.6;
    private const int PointsPerAxis = 4;

    /// <summary>Up to six atoms, H to Kr with the light ones favoured, any charge from −2 to 2 and any low multiplicity.</summary>
    public static Arbitrary<Molecule> Molecules() => Arb.From(
        from atoms in Atoms(1, 6, Gen.Frequency((4, Gen.Elements(1, 1, 2, 3, 6, 7, 8, 9)), (1, Gen.Choose(1, 36))))
        from charge in Gen.Frequency((3, Gen.Constant(0)), (2, Gen.Choose(-2, 2)))
        from unpaired in Gen.Choose(0, 5)
        select Valid(atoms, charge, unpaired + 1),
        Shrink);

    /// <summary>Small closed-shell molecules.</summary>
    public static Arbitrary<ClosedShellMolecule> ClosedShells() => Arb.From(
        Atoms(1, 3, Gen.Choose(1, 9)).Select(Pair).Where(m => m.ElectronCount <= 12).Select(m => new ClosedShellMolecule(m)),
        closed => Shrink(closed.Molecule)
            .Select(m => new ClosedShellMolecule(Pair(m.Atoms)))
            .Where(smaller => !smaller.Molecule.Equals(closed.Molecule)));

    /// <summary>Any of the elements.</summary>
    public static Arbitrary<Element> Elements() => Arb.From(
        Gen.Elements<Element>(Element.All),
        element => element.AtomicNumber > 1 ? [Element.FromAtomicNumber(1), Element.FromAtomicNumber(element.AtomicNumber / 2)] : []);

    private static Gen<IReadOnlyList<Atom>> Atoms(int least, int most, Gen<int> atomicNumbers) =>
        from count in Gen.Choose(least, most)
        from points in Gen.Shuffle(Enumerable.Range(0, PointsPerAxis * PointsPerAxis * PointsPerAxis))
        from numbers in Gen.ArrayOf(atomicNumbers, count)
        from jitter in Gen.ArrayOf(Gen.Choose(-3000, 3000), 3 * count)
        select (IReadOnlyList<Atom>)[.. Enumerable.Range(0, count).Select(i => new Atom(
            Element.FromAtomicNumber(numbers[i]),
            Place(points[i] % PointsPerAxis, jitter[3 * i]),
            Place(points[i] / PointsPerAxis % PointsPerAxis, jitter[(3 * i) + 1]),
            Place(points[i] / PointsPerAxis / PointsPerAxis, jitter[(3 * i) + 2])))];

    // Thirds keep the coordinates from being short decimals, which readers and writers would find too easy.
    private static double Place(int point, int jitter) => (point * Spacing) + (jitter / 9000.0);

    private static Molecule Pair(IReadOnlyList<Atom> atoms)
    {
        var protons = atoms.Sum(a => a.Element.AtomicNumber);

        // A lone proton becomes a hydride, everything else odd a cation.
        return new Molecule(atoms, protons % 2 == 0 ? 0 : protons == 1 ? -1 : 1);
    }

    /// <summary>The nearest charge and multiplicity the atoms allow.</summary>
    private static Molecule Valid(IReadOnlyList<Atom> atoms, int charge, int multiplicity)
    {
        var protons = atoms.Sum(a => a.Element.AtomicNumber);
        charge = Math.Min(charge, protons);
        var electrons = protons - charge;
        multiplicity = Math.Min(multiplicity, electrons + 1);
        return new Molecule(atoms, charge, (electrons + multiplicity) % 2 == 1 ? multiplicity : multiplicity > 1 ? multiplicity - 1 : 2);
    }

    private static IEnumerable<Molecule> Shrink(Molecule molecule)
    {
        var atoms = molecule.Atoms;
        var (charge, multiplicity) = (molecule.Charge, molecule.Multiplicity);
        var hydrogen = Element.FromAtomicNumber(1);
        IEnumerable<Molecule> Candidates()
        {
            if (atoms.Count > 1)
            {
                for (var i = 0; i < atoms.Count; i++) yield return Valid([.. atoms.Take(i), .. atoms.Skip(i + 1)], charge, multiplicity);
            }

            if (charge != 0) yield return Valid(atoms, 0, multiplicity);
            if (multiplicity > 2) yield return Valid(atoms, charge, multiplicity - 2);
            for (var i = 0; i < atoms.Count; i++)
            {
                if (atoms[i].Element != hydrogen)
                    yield return Valid([.. atoms.Take(i), atoms[i] with { Element = hydrogen }, .. atoms.Skip(i + 1)], charge, multiplicity);

                // Jitter is less than half the spacing, so rounding to tenths keeps atoms apart.
                var round = new Atom(atoms[i].Element, Math.Round(atoms[i].X, 1), Math.Round(atoms[i].Y, 1), Math.Round(atoms[i].Z, 1));
                if (round != atoms[i]) yield return Valid([.. atoms.Take(i), round, .. atoms.Skip(i + 1)], charge, multiplicity);
            }
        }

        return Candidates().Where(smaller => !smaller.Equals(molecule));
    }
}
