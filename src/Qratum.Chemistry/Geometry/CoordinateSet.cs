namespace Qratum.Chemistry;

/// <summary>A set of internal coordinates, more than there are degrees of freedom. Immutable.</summary>
internal sealed class CoordinateSet
{
    private readonly InternalCoordinate[] _coordinates;

    private CoordinateSet(InternalCoordinate[] coordinates) => _coordinates = coordinates;

    public int Count => _coordinates.Length;

    /// <summary>Coordinates that describe every change of a geometry.</summary>
    public static CoordinateSet For(Molecule molecule)
    {
        var chosen = CoordinateChoice.For(molecule);
        var set = new CoordinateSet([.. chosen]);
        if (CoordinateFrame.Of(set, molecule).IsComplete) return set;
        return new CoordinateSet([.. chosen, .. CoordinateChoice.Places(Enumerable.Range(0, molecule.Atoms.Count))]);
    }

    public double[] Values(Molecule molecule)
    {
        var at = Places(molecule);
        return Array.ConvertAll(_coordinates, c => c.Value(at));
    }

    public double[] Difference(double[] to, double[] from)
    {
        var difference = new double[Count];
        for (var k = 0; k < Count; k++) difference[k] = _coordinates[k].Difference(to[k], from[k]);
        return difference;
    }

    /// <summary>Whether every coordinate still describes the geometry well.</summary>
    public bool Fits(Molecule molecule)
    {
        var at = Places(molecule);
        return Array.TrueForAll(_coordinates, c => c.IsFit(at));
    }

    /// <summary>Derivatives of each coordinate (rows) by each Cartesian one (columns), without translations and rotations of the whole.</summary>
    public double[] Slopes(Molecule molecule)
    {
        var (at, n) = (Places(molecule), 3 * molecule.Atoms.Count);
        var rigid = RigidMotions.Of(molecule.Atoms);
        var slopes = new double[Count * n];
        var row = new Vector3[at.Length];
        for (var k = 0; k < Count; k++)
        {
            Array.Clear(row);
            _coordinates[k].AddSlopes(at, row);
            var target = slopes.AsSpan(k * n, n);
            for (var a = 0; a < row.Length; a++) (target[3 * a], target[(3 * a) + 1], target[(3 * a) + 2]) = (row[a].X, row[a].Y, row[a].Z);
            RigidMotions.Remove(target, rigid);
        }

        return slopes;
    }

    private static Vector3[] Places(Molecule molecule) => [.. molecule.Atoms.Select(Vector3.Of)];
}
