namespace Qratum.Chemistry;

/// <summary>
/// Which internal coordinates describe a geometry: bonds, angles and torsions of each fragment, more than needed; where there are several
/// fragments, the place and the turn of each as well, so that no weak bond has to be guessed. P. Pulay, G. Fogarasi, J. Chem. Phys. 96, 2856 (1992);
/// L.-P. Wang, C. Song, J. Chem. Phys. 144, 214108 (2016).
/// </summary>
internal sealed class CoordinateChoice
{
    /// <summary>Fragments whose atoms are all nearer to a line than this (bohr) have no third rotation and move atom by atom.</summary>
    private const double OnLine = 0.3;

    private readonly Vector3[] _at;
    private readonly List<int>[] _neighbours;
    private readonly List<InternalCoordinate> _chosen = [];

    private CoordinateChoice(Molecule molecule)
    {
        _at = [.. molecule.Atoms.Select(Vector3.Of)];
        _neighbours = [.. Enumerable.Range(0, _at.Length).Select(_ => new List<int>())];
        foreach (var (i, j) in molecule.CovalentBonds())
        {
            _neighbours[i].Add(j);
            _neighbours[j].Add(i);
        }
    }

    public static List<InternalCoordinate> For(Molecule molecule)
    {
        var choice = new CoordinateChoice(molecule);
        choice.AddStretches();
        choice.AddBends();
        choice.AddTorsions();
        choice.AddFragments();
        return choice._chosen;
    }

    /// <summary>The places of all atoms, which describe any geometry.</summary>
    public static IEnumerable<InternalCoordinate> Places(IEnumerable<int> atoms) =>
        atoms.SelectMany(static a => Enumerable.Range(0, 3).Select(axis => new Translation([a], axis)));

    private bool IsStraight(int a, int centre, int b) => (_at[a] - _at[centre]).AngleTo(_at[b] - _at[centre]) > Bend.Widest;

    private void AddStretches()
    {
        for (var i = 0; i < _at.Length; i++)
        {
            foreach (var j in _neighbours[i])
            {
                if (j > i) _chosen.Add(new Stretch(i, j));
            }
        }
    }

    private void AddBends()
    {
        for (var centre = 0; centre < _at.Length; centre++)
        {
            var around = _neighbours[centre];
            for (var x = 0; x < around.Count; x++)
            {
                for (var y = 0; y < x; y++)
                {
                    var (a, b) = (around[y], around[x]);
                    if (!IsStraight(a, centre, b))
                    {
                        _chosen.Add(new Bend(a, centre, b));
                        continue;
                    }

                    var axis = (_at[b] - _at[a]).Normalised();
                    var side = axis.Across();
                    _chosen.Add(new StraightBend(a, centre, b, side));
                    _chosen.Add(new StraightBend(a, centre, b, axis.Cross(side)));
                }
            }

            // Three neighbours in a plane with the centre leave it by no angle and, where they are the last atoms, by no torsion.
            if (around.Count == 3) TryTorsion(around[0], centre, around[1], around[2]);
        }
    }

    private void AddTorsions()
    {
        for (var b = 0; b < _at.Length; b++)
        {
            foreach (var next in _neighbours[b])
            {
                // Straight chains turn as one: the axis runs from the bend at one end to the bend at the other.
                var (before, last) = (b, next);
                if (IsWithinChain(b)) continue;
                while (IsWithinChain(last)) (before, last) = (last, _neighbours[last].Find(n => n != before));
                if (last <= b) continue; // from the other end already, or a ring without bends
                foreach (var a in _neighbours[b])
                {
                    foreach (var d in _neighbours[last])
                    {
                        if (a != next && d != before && a != d && a != last && d != b) TryTorsion(a, b, last, d);
                    }
                }
            }
        }
    }

    private bool IsWithinChain(int atom) => _neighbours[atom].Count == 2 && IsStraight(_neighbours[atom][0], atom, _neighbours[atom][1]);

    private void TryTorsion(int a, int b, int c, int d)
    {
        if (!IsStraight(a, b, c) && !IsStraight(b, c, d)) _chosen.Add(new Torsion(a, b, c, d));
    }

    private void AddFragments()
    {
        var fragments = Fragments();
        if (fragments.Count == 1) return;
        foreach (var atoms in fragments)
        {
            if (!IsOnLine(atoms))
            {
                for (var axis = 0; axis < 3; axis++) _chosen.Add(new Translation(atoms, axis));
                for (var axis = 0; axis < 3; axis++) _chosen.Add(new Rotation(atoms, axis, _at));
            }
            else
            {
                _chosen.AddRange(Places(atoms));
            }
        }
    }

    private List<int[]> Fragments()
    {
        var seen = new bool[_at.Length];
        var fragments = new List<int[]>();
        for (var start = 0; start < _at.Length; start++)
        {
            if (seen[start]) continue;
            seen[start] = true;
            List<int> fragment = [start];
            for (var k = 0; k < fragment.Count; k++)
            {
                foreach (var next in _neighbours[fragment[k]])
                {
                    if (seen[next]) continue;
                    seen[next] = true;
                    fragment.Add(next);
                }
            }

            fragments.Add([.. fragment.Order()]);
        }

        return fragments;
    }

    private bool IsOnLine(int[] atoms)
    {
        if (atoms.Length < 3) return true;
        var far = atoms.MaxBy(a => (_at[a] - _at[atoms[0]]).Length);
        var axis = (_at[far] - _at[atoms[0]]).Normalised();
        return atoms.All(a => axis.Cross(_at[a] - _at[atoms[0]]).Length < OnLine);
    }
}
