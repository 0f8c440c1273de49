namespace Qratum.Chemistry;

public sealed partial class Molecule
{
    // Two atoms count as bonded up to this multiple of the sum of their covalent radii; 1.3 separates bonds from contacts in
    // organic molecules and hydrides with room on both sides.
    private const double BondTolerance = 1.3;

    // Atoms without a bond hold on to their nearest neighbours up to this multiple of the nearest distance, so that a model
    // chain with wide spacing is a chain too.
    private const double NeighbourTolerance = 1.1;

    /// <summary>The molecule with two atoms at another distance, the rest of the second atom's fragment moving along.</summary>
    /// <remarks>
    /// Atoms are bonded when closer than 1.3 times the sum of their <see cref="Element.CovalentRadius"/>; an atom without such a
    /// bond holds on to its nearest neighbours (all within 1.1 times the least distance). If cutting the bond between the two
    /// atoms (or its absence) leaves them in different fragments, the whole fragment of <paramref name="second"/> is shifted
    /// along the line through both; if they stay connected, as in a ring, only <paramref name="second"/> moves.
    /// <paramref name="first"/> stays. The points of a curve are best all made from one molecule at its usual geometry, where
    /// the bonds are plain. O(n²) in the number of atoms.
    /// </remarks>
    /// <param name="first">Index of the atom that stays, from 0.</param>
    /// <param name="second">Index of the atom that moves, from 0.</param>
    /// <param name="length">The new distance, at least <see cref="MinimumDistance"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside 0 to the number of atoms less 1, or the length is too short.</exception>
    /// <exception cref="ArgumentException">Both indices are the same, or the move brings two atoms together.</exception>
    public Molecule WithBondLength(int first, int second, Length length)
    {
        ThrowIfNoAtom(first, nameof(first));
        ThrowIfNoAtom(second, nameof(second));
        if (first == second) throw new ArgumentException($"A bond has two atoms, but both indices are {first}.", nameof(second));
        if (length < MinimumDistance)
            throw new ArgumentOutOfRangeException(nameof(length), length, $"A bond must be at least {MinimumDistance} long.");

        var (a, b) = (_atoms[first], _atoms[second]);
        var scale = length.Bohr / a.DistanceToBohr(b);
        var moved = new Atom(b.Element, a.X + ((b.X - a.X) * scale), a.Y + ((b.Y - a.Y) * scale), a.Z + ((b.Z - a.Z) * scale));
        var (dx, dy, dz) = (moved.X - b.X, moved.Y - b.Y, moved.Z - b.Z);

        var fragment = FragmentOf(second, cutFrom: first);
        var atoms = (Atom[])_atoms.Clone();
        if (!fragment[first])
        {
            for (var i = 0; i < atoms.Length; i++)
                if (fragment[i]) atoms[i] = atoms[i] with { X = atoms[i].X + dx, Y = atoms[i].Y + dy, Z = atoms[i].Z + dz };
        }

        // The second atom is placed, not shifted, so that its distance does not carry the rounding of the shift.
        atoms[second] = moved;
        return new Molecule(atoms, Charge, Multiplicity);
    }

    /// <summary>The same nuclei with another charge or multiplicity.</summary>
    /// <param name="charge">Total charge in elementary charges.</param>
    /// <param name="multiplicity">2S + 1.</param>
    /// <exception cref="ArgumentException">The charge exceeds the nuclear charge or the electrons do not allow the multiplicity.</exception>
    public Molecule WithCharge(int charge, int multiplicity) => new(_atoms, charge, multiplicity);

    /// <summary>Pairs of atoms, the smaller index first, that are closer than 1.3 times the sum of their covalent radii.</summary>
    internal IEnumerable<(int I, int J)> CovalentBonds()
    {
        for (var i = 0; i < _atoms.Length; i++)
        {
            for (var j = i + 1; j < _atoms.Length; j++)
            {
                if (AreCovalent(i, j)) yield return (i, j);
            }
        }
    }

    private bool[] FragmentOf(int start, int cutFrom)
    {
        var reach = BondReach();
        var reached = new bool[_atoms.Length];
        reached[start] = true;
        var open = new Stack<int>([start]);
        while (open.TryPop(out var i))
        {
            for (var j = 0; j < _atoms.Length; j++)
            {
                if (reached[j] || (i == start && j == cutFrom) || !AreBonded(i, j, reach)) continue;
                reached[j] = true;
                open.Push(j);
            }
        }

        return reached;
    }

    /// <summary>For each atom without a covalent bond the distance in bohr to which it holds on to neighbours, otherwise 0.</summary>
    private double[] BondReach()
    {
        var reach = new double[_atoms.Length];
        for (var i = 0; i < _atoms.Length; i++)
        {
            var nearest = double.PositiveInfinity;
            for (var j = 0; j < _atoms.Length; j++)
            {
                if (i == j) continue;
                if (AreCovalent(i, j))
                {
                    nearest = 0;
                    break;
                }

                nearest = Math.Min(nearest, _atoms[i].DistanceToBohr(_atoms[j]));
            }

            reach[i] = NeighbourTolerance * nearest;
        }

        return reach;
    }

    private bool AreBonded(int i, int j, double[] reach) =>
        AreCovalent(i, j) || _atoms[i].DistanceToBohr(_atoms[j]) <= Math.Max(reach[i], reach[j]);

    private bool AreCovalent(int i, int j) => _atoms[i].DistanceToBohr(_atoms[j])
        <= BondTolerance * (_atoms[i].Element.CovalentRadius.Bohr + _atoms[j].Element.CovalentRadius.Bohr);
}
