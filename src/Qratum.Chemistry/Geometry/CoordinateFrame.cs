namespace Qratum.Chemistry;

/// <summary>
/// Internal coordinates about one geometry: as many orthonormal combinations of them as there are degrees of freedom, and the way
/// from Cartesian coordinates to those and back. J. Baker, A. Kessi, B. Delley, J. Chem. Phys. 105, 192 (1996).
/// </summary>
internal sealed class CoordinateFrame
{
    /// <summary>Combinations that change less than this by a unit step (its square, relative to the greatest) are none.</summary>
    private const double LeastStrength = 1e-6;

    private const int BackSteps = 40;
    private const double BackTolerance = 1e-9; // bohr

    private readonly CoordinateSet _set;
    private readonly Molecule _molecule;
    private readonly double[] _values;

    // Slopes = combinations · strength · directionsᵀ, the singular value decomposition.
    private readonly double[] _combinations;
    private readonly double[] _strengths;
    private readonly double[] _directions;
    private readonly int _n;

    private CoordinateFrame(CoordinateSet set, Molecule molecule)
    {
        (_set, _molecule, _n) = (set, molecule, 3 * molecule.Atoms.Count);
        _values = set.Values(molecule);
        var slopes = set.Slopes(molecule);
        var square = new double[_n * _n];
        var view = MatrixView.RowMajor(slopes, set.Count, _n);
        Gemm.Multiply(view.Transposed, view, square);
        var (values, vectors) = Orbitals.Eigen(square, _n);
        var first = Array.FindIndex(values, v => v > LeastStrength * Math.Max(values[^1], 1e-3));
        Count = first < 0 ? 0 : _n - first;
        IsComplete = Count == _n - RigidMotions.Of(molecule.Atoms).Count;
        (_strengths, _directions, _combinations) = (new double[Count], new double[_n * Count], new double[set.Count * Count]);
        for (var k = 0; k < Count; k++)
        {
            _strengths[k] = Math.Sqrt(values[first + k]);
            for (var i = 0; i < _n; i++) _directions[(i * Count) + k] = vectors[(i * _n) + first + k];
            for (var c = 0; c < set.Count; c++)
            {
                var sum = 0.0;
                for (var i = 0; i < _n; i++) sum += slopes[(c * _n) + i] * _directions[(i * Count) + k];
                _combinations[(c * Count) + k] = sum / _strengths[k];
            }
        }
    }

    /// <summary>Number of combinations.</summary>
    public int Count { get; }

    /// <summary>Whether the combinations describe every change but translation and rotation of the whole.</summary>
    public bool IsComplete { get; }

    public static CoordinateFrame Of(CoordinateSet set, Molecule molecule) => new(set, molecule);

    /// <summary>A Cartesian gradient by the internal coordinates.</summary>
    public double[] Gradient(double[] cartesian) => ToCoordinates(Along(cartesian, inverse: true));

    /// <summary>A Cartesian Hessian by the internal coordinates (curvature of the coordinates left out), no combination of them softer than said.</summary>
    public double[] Hessian(double[] cartesian, double softest = 0)
    {
        var half = new double[_n * Count];
        for (var i = 0; i < _n; i++)
        {
            Along(cartesian.AsSpan(i * _n, _n), inverse: true).CopyTo(half, i * Count);
        }

        var inner = new double[Count * Count];
        for (var k = 0; k < Count; k++)
        {
            for (var l = 0; l < Count; l++)
            {
                for (var i = 0; i < _n; i++) inner[(k * Count) + l] += _directions[(i * Count) + k] * half[(i * Count) + l] / _strengths[k];
            }
        }

        if (softest > 0) Stiffen(inner, softest);
        return Outer(_combinations, _set.Count, inner);
    }

    /// <summary>A Hessian by the internal coordinates in Cartesian ones.</summary>
    public double[] CartesianHessian(double[] hessian)
    {
        var inner = Inner(hessian);
        for (var k = 0; k < Count; k++)
        {
            for (var l = 0; l < Count; l++) inner[(k * Count) + l] *= _strengths[k] * _strengths[l];
        }

        return Outer(_directions, _n, inner);
    }

    /// <summary>A Hessian by the combinations.</summary>
    public double[] Inner(double[] hessian)
    {
        var (m, half) = (_set.Count, new double[_set.Count * Count]);
        var combinations = MatrixView.RowMajor(_combinations, m, Count);
        Gemm.Multiply(MatrixView.RowMajor(hessian, m, m), combinations, half);
        var inner = new double[Count * Count];
        Gemm.Multiply(combinations.Transposed, MatrixView.RowMajor(half, m, Count), inner);
        return inner;
    }

    /// <summary>Components of a vector of internal coordinates along the combinations.</summary>
    public double[] Components(double[] vector)
    {
        var result = new double[Count];
        for (var c = 0; c < _set.Count; c++)
        {
            for (var k = 0; k < Count; k++) result[k] += _combinations[(c * Count) + k] * vector[c];
        }

        return result;
    }

    /// <summary>The geometry where the internal coordinates have changed by a step along the combinations, as nearly as there is one; atoms may meet there.</summary>
    public Atom[] Displaced(double[] step)
    {
        var wanted = ToCoordinates(step);
        Atom[] atoms = Moved(_molecule.Atoms, Back(step));
        Atom[] first = atoms;
        var before = double.PositiveInfinity;
        for (var round = 1; round < BackSteps; round++)
        {
            if (Meet(atoms)) return atoms;
            var there = new Molecule(atoms, _molecule.Charge, _molecule.Multiplicity);
            var rest = _set.Difference(wanted, _set.Difference(_set.Values(there), _values));
            var frame = new CoordinateFrame(_set, there);
            var correction = frame.Back(frame.Components(rest));
            var length = Math.Sqrt(QuasiNewtonModel.Dot(correction, correction) / _n);
            if (length > before) return first; // coordinates that no geometry has
            atoms = Moved(atoms, correction);
            if (length < BackTolerance) return atoms;
            before = length;
        }

        return atoms;
    }

    internal static bool Meet(Atom[] atoms)
    {
        for (var i = 0; i < atoms.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (atoms[i].DistanceToBohr(atoms[j]) < 2 * Molecule.MinimumDistance.Bohr) return true;
            }
        }

        return false;
    }

    private static Atom[] Moved(IReadOnlyList<Atom> atoms, double[] step) =>
        [.. atoms.Select((a, k) => a with { X = a.X + step[3 * k], Y = a.Y + step[(3 * k) + 1], Z = a.Z + step[(3 * k) + 2] })];

    /// <summary>Components of a Cartesian vector along the directions, times or by the strengths.</summary>
    private double[] Along(ReadOnlySpan<double> cartesian, bool inverse)
    {
        var result = new double[Count];
        for (var i = 0; i < _n; i++)
        {
            for (var k = 0; k < Count; k++) result[k] += _directions[(i * Count) + k] * cartesian[i];
        }

        for (var k = 0; k < Count; k++) result[k] *= inverse ? 1 / _strengths[k] : _strengths[k];
        return result;
    }

    /// <summary>The least Cartesian step that makes a small step along the combinations.</summary>
    private double[] Back(double[] step)
    {
        var result = new double[_n];
        for (var i = 0; i < _n; i++)
        {
            for (var k = 0; k < Count; k++) result[i] += _directions[(i * Count) + k] * step[k] / _strengths[k];
        }

        return result;
    }

    private double[] ToCoordinates(double[] components)
    {
        var result = new double[_set.Count];
        for (var c = 0; c < _set.Count; c++)
        {
            for (var k = 0; k < Count; k++) result[c] += _combinations[(c * Count) + k] * components[k];
        }

        return result;
    }

    private void Stiffen(double[] inner, double softest)
    {
        var (values, vectors) = Orbitals.Eigen(inner, Count);
        for (var m = 0; m < Count && values[m] < softest; m++)
        {
            for (var k = 0; k < Count; k++)
            {
                for (var l = 0; l < Count; l++) inner[(k * Count) + l] += (softest - values[m]) * vectors[(k * Count) + m] * vectors[(l * Count) + m];
            }
        }
    }

    private double[] Outer(double[] sides, int size, double[] inner)
    {
        var half = new double[size * Count];
        var view = MatrixView.RowMajor(sides, size, Count);
        Gemm.Multiply(view, MatrixView.RowMajor(inner, Count, Count), half);
        var result = new double[size * size];
        Gemm.Multiply(MatrixView.RowMajor(half, size, Count), view.Transposed, result);
        return result;
    }
}
