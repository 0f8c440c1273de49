namespace Qratum.Chemistry;

/// <summary>The centre of some atoms along an axis; of one atom, its Cartesian coordinate.</summary>
internal sealed class Translation(int[] atoms, int axis) : InternalCoordinate
{
    public override double Value(ReadOnlySpan<Vector3> at)
    {
        var sum = 0.0;
        foreach (var atom in atoms) sum += axis switch { 0 => at[atom].X, 1 => at[atom].Y, _ => at[atom].Z };
        return sum / atoms.Length;
    }

    public override void AddSlopes(ReadOnlySpan<Vector3> at, Span<Vector3> slopes)
    {
        var share = 1.0 / atoms.Length;
        var slope = axis switch { 0 => new Vector3(share, 0, 0), 1 => new Vector3(0, share, 0), _ => new Vector3(0, 0, share) };
        foreach (var atom in atoms) slopes[atom] += slope;
    }
}

/// <summary>
/// A component of the rotation vector that takes some atoms, not on a line, from where they were to where they are, times their radius of
/// gyration. L.-P. Wang, C. Song, J. Chem. Phys. 144, 214108 (2016); the quaternion of the best rotation is the top eigenvector of a
/// 4 × 4 matrix: E. A. Coutsias, C. Seok, K. A. Dill, J. Comput. Chem. 25, 1849 (2004).
/// </summary>
internal sealed class Rotation : InternalCoordinate
{
    /// <summary>Beyond this angle (radians) a new start is due; at 2π the vector has no direction.</summary>
    private const double Farthest = 1.5;

    private readonly int[] _atoms;
    private readonly Vector3[] _from;
    private readonly int _component;
    private readonly double _radius;

    public Rotation(int[] atoms, int component, ReadOnlySpan<Vector3> at)
    {
        (_atoms, _component) = (atoms, component);
        var centre = default(Vector3);
        foreach (var atom in atoms) centre += at[atom] / atoms.Length;
        _from = new Vector3[atoms.Length];
        for (var k = 0; k < atoms.Length; k++) _from[k] = at[atoms[k]] - centre;
        _radius = Math.Sqrt(_from.Sum(static p => p.Dot(p)) / atoms.Length);
    }

    public override double Value(ReadOnlySpan<Vector3> at)
    {
        var (_, vectors) = Eigen(at);
        var (scalar, part) = Quaternion(vectors);
        return _radius * Factor(scalar) * part;
    }

    public override void AddSlopes(ReadOnlySpan<Vector3> at, Span<Vector3> slopes)
    {
        var (values, vectors) = Eigen(at);
        var (scalar, part) = Quaternion(vectors);
        var sign = vectors[3] < 0 ? -1 : 1;
        Span<double> change = stackalloc double[16];
        Span<double> slope = stackalloc double[3];
        for (var k = 0; k < _atoms.Length; k++)
        {
            for (var axis = 0; axis < 3; axis++)
            {
                change.Clear();
                AddCorrelation(change, _from[k], axis switch { 0 => new(1, 0, 0), 1 => new(0, 1, 0), _ => new(0, 0, 1) });
                var (scalarSlope, partSlope) = (0.0, 0.0);
                for (var m = 0; m < 3; m++)
                {
                    var coupling = 0.0;
                    for (var i = 0; i < 4; i++)
                    {
                        for (var j = 0; j < 4; j++) coupling += vectors[(4 * i) + m] * change[(4 * i) + j] * vectors[(4 * j) + 3];
                    }

                    coupling *= sign / (values[3] - values[m]);
                    scalarSlope += coupling * vectors[m];
                    partSlope += coupling * vectors[(4 * (_component + 1)) + m];
                }

                slope[axis] = _radius * ((Factor(scalar) * partSlope) + (FactorSlope(scalar) * scalarSlope * part));
            }

            slopes[_atoms[k]] += new Vector3(slope[0], slope[1], slope[2]);
        }
    }

    public override bool IsFit(ReadOnlySpan<Vector3> at)
    {
        var (_, vectors) = Eigen(at);
        return 2 * Math.Acos(Math.Min(1, Math.Abs(vectors[3]))) < Farthest;
    }

    /// <summary>Angle / sine of half of it, the angle being 2 acos(q).</summary>
    private static double Factor(double q) => q > 1 - 1e-6 ? 2 + (2 * (1 - q) / 3) : 2 * Math.Acos(q) / Math.Sqrt(1 - (q * q));

    private static double FactorSlope(double q) => q > 1 - 1e-6 ? -2.0 / 3
        : ((q * Factor(q)) - 2) / (1 - (q * q));

    /// <summary>Scalar part, not negative, and the component of the vector part.</summary>
    private (double Scalar, double Part) Quaternion(double[] vectors)
    {
        var part = vectors[(4 * (_component + 1)) + 3];
        return vectors[3] < 0 ? (-vectors[3], -part) : (Math.Min(1, vectors[3]), part);
    }

    private (double[] Values, double[] Vectors) Eigen(ReadOnlySpan<Vector3> at)
    {
        Span<double> matrix = stackalloc double[16];
        for (var k = 0; k < _atoms.Length; k++) AddCorrelation(matrix, _from[k], at[_atoms[k]]);
        return Orbitals.Eigen(matrix.ToArray(), 4);
    }

    private static void AddCorrelation(Span<double> matrix, Vector3 x, Vector3 y)
    {
        ReadOnlySpan<double> upper =
        [
            x.Dot(y), (x.Y * y.Z) - (x.Z * y.Y), (x.Z * y.X) - (x.X * y.Z), (x.X * y.Y) - (x.Y * y.X),
            (x.X * y.X) - (x.Y * y.Y) - (x.Z * y.Z), (x.X * y.Y) + (x.Y * y.X), (x.X * y.Z) + (x.Z * y.X),
            (x.Y * y.Y) - (x.X * y.X) - (x.Z * y.Z), (x.Y * y.Z) + (x.Z * y.Y),
            (x.Z * y.Z) - (x.X * y.X) - (x.Y * y.Y),
        ];
        var next = 0;
        for (var i = 0; i < 4; i++)
        {
            for (var j = i; j < 4; j++)
            {
                matrix[(4 * i) + j] += upper[next];
                if (j > i) matrix[(4 * j) + i] += upper[next];
                next++;
            }
        }
    }
}
