namespace Qratum.Chemistry;

/// <summary>
/// The energy about a geometry to second order, in Cartesian coordinates without translation and rotation, and the step that lowers it most within a
/// radius.
/// </summary>
internal sealed class QuasiNewtonModel
{
    /// <summary>Directions softer than this (hartree per bohr²) are taken to be as stiff: no model knows them so well.</summary>
    private const double Softest = 0.002;

    /// <summary>Stiffness given to translations and rotations, which no step takes.</summary>
    private const double Rigid = 100;

    private readonly int _n;
    private double[] _hessian;

    public QuasiNewtonModel(double[] hessian, int n) => (_hessian, _n) = (hessian, n);

    /// <summary>Broyden, Fletcher, Goldfarb and Shanno's update; where the curvature along the step is not positive, the symmetric one of rank one.</summary>
    public void Update(double[] step, double[] gradientChange)
    {
        var product = Apply(step);
        var (curvature, before) = (Dot(step, gradientChange), Dot(step, product));
        var next = (double[])_hessian.Clone();
        if (curvature > 1e-3 * before && before > 0)
        {
            AddOuter(next, gradientChange, 1 / curvature);
            AddOuter(next, product, -1 / before);
        }
        else
        {
            var rest = new double[_n];
            for (var i = 0; i < _n; i++) rest[i] = gradientChange[i] - product[i];
            var scale = Dot(rest, step);
            if (Math.Abs(scale) < 1e-8 * Math.Sqrt(Dot(rest, rest) * Dot(step, step)) || scale == 0) return;
            AddOuter(next, rest, 1 / scale);
        }

        _hessian = next;
    }

    /// <summary>The step and the change of energy that the model foretells.</summary>
    public (double[] Step, double Change) StepWithin(double radius, double[] gradient, IReadOnlyList<Atom> atoms)
    {
        var rigid = RigidMotions(atoms);
        var projected = Project((double[])gradient.Clone(), rigid);
        var (values, vectors) = Orbitals.Eigen(Projected(rigid), _n);
        var along = new double[_n];
        for (var k = 0; k < _n; k++)
        {
            for (var i = 0; i < _n; i++) along[k] += vectors[(i * _n) + k] * projected[i];
        }

        var shift = Math.Max(0, Softest - values[0]);
        if (Length(shift) > radius)
        {
            var (low, high) = (shift, shift + (Math.Sqrt(Dot(along, along)) / radius));
            for (var round = 0; round < 100 && high - low > 1e-12 * high; round++)
            {
                var middle = (low + high) / 2;
                if (Length(middle) > radius) low = middle;
                else high = middle;
            }

            shift = high;
        }

        var step = new double[_n];
        for (var k = 0; k < _n; k++)
        {
            for (var i = 0; i < _n; i++) step[i] -= vectors[(i * _n) + k] * along[k] / (values[k] + shift);
        }

        Project(step, rigid);
        return (step, Dot(gradient, step) + (0.5 * Dot(step, Apply(step))));

        double Length(double by)
        {
            var sum = 0.0;
            for (var k = 0; k < _n; k++) sum += along[k] / (values[k] + by) * (along[k] / (values[k] + by));
            return Math.Sqrt(sum);
        }
    }

    internal static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    /// <summary>Orthonormal translations and rotations about the centre; two rotations for a linear molecule, none for an atom.</summary>
    internal static List<double[]> RigidMotions(IReadOnlyList<Atom> atoms)
    {
        var (x, y, z) = (atoms.Average(a => a.X), atoms.Average(a => a.Y), atoms.Average(a => a.Z));
        var motions = new List<double[]>();
        for (var kind = 0; kind < 6; kind++)
        {
            var motion = new double[3 * atoms.Count];
            for (var a = 0; a < atoms.Count; a++)
            {
                var (dx, dy, dz) = (atoms[a].X - x, atoms[a].Y - y, atoms[a].Z - z);
                (motion[3 * a], motion[(3 * a) + 1], motion[(3 * a) + 2]) = kind switch
                {
                    0 => (1.0, 0.0, 0.0),
                    1 => (0.0, 1.0, 0.0),
                    2 => (0.0, 0.0, 1.0),
                    3 => (0.0, -dz, dy),
                    4 => (dz, 0.0, -dx),
                    _ => (-dy, dx, 0.0),
                };
            }

            Project(motion, motions);
            Project(motion, motions);
            var length = Math.Sqrt(Dot(motion, motion));
            if (length < 1e-4) continue; // about the axis of a linear molecule
            motions.Add(Array.ConvertAll(motion, v => v / length));
        }

        return motions;
    }

    private static double[] Project(double[] vector, List<double[]> motions)
    {
        foreach (var motion in motions)
        {
            var overlap = Dot(vector, motion);
            for (var i = 0; i < vector.Length; i++) vector[i] -= overlap * motion[i];
        }

        return vector;
    }

    /// <summary>P H P with the rigid motions made stiff.</summary>
    private double[] Projected(List<double[]> rigid)
    {
        var result = (double[])_hessian.Clone();
        for (var side = 0; side < 2; side++)
        {
            for (var i = 0; i < _n; i++) Project(result.AsSpan(i * _n, _n).ToArray(), rigid).CopyTo(result, i * _n);
            for (var i = 0; i < _n; i++)
            {
                for (var j = 0; j < i; j++) (result[(i * _n) + j], result[(j * _n) + i]) = (result[(j * _n) + i], result[(i * _n) + j]);
            }
        }

        for (var i = 0; i < _n; i++)
        {
            for (var j = 0; j < i; j++) result[(i * _n) + j] = result[(j * _n) + i] = 0.5 * (result[(i * _n) + j] + result[(j * _n) + i]);
        }

        foreach (var motion in rigid) AddOuter(result, motion, Rigid);
        return result;
    }

    private double[] Apply(double[] vector)
    {
        var result = new double[_n];
        for (var i = 0; i < _n; i++)
        {
            for (var j = 0; j < _n; j++) result[i] += _hessian[(i * _n) + j] * vector[j];
        }

        return result;
    }

    private void AddOuter(double[] matrix, double[] vector, double factor)
    {
        for (var i = 0; i < _n; i++)
        {
            for (var j = 0; j < _n; j++) matrix[(i * _n) + j] += factor * vector[i] * vector[j];
        }
    }
}
