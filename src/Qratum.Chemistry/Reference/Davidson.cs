using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;

namespace Qratum.Chemistry;

/// <summary>
/// Lowest eigenvectors of a large symmetric matrix known by its action (E. R. Davidson, J. Comput. Phys. 17, 87 (1975)),
/// started from, and preconditioned by, the exact solution in a small space of the lowest diagonal elements.
/// </summary>
internal sealed class Davidson
{
    /// <summary>Largest small space. Its dense solution takes about 0.1 s; more saves hardly an iteration.</summary>
    public const int ModelSize = 200;

    /// <summary>Roots above the wanted ones that are improved as well, lest a lower state be missed.</summary>
    public const int GuardRoots = 2;

    /// <summary>Directions beyond the wanted roots that the search starts with.</summary>
    private const int ExtraStarts = 3;

    /// <summary>A guard root may stay this rough (residual norm), if it is clearly above the wanted ones.</summary>
    private const double GuardTolerance = 0.1;

    /// <summary>A guard root whose value has moved less than this, in hartree, is not looked at again.</summary>
    private const double UnchangedTolerance = 1e-6;

    /// <summary>A new direction shorter than this after orthogonalisation, from length 1, is rounding only.</summary>
    private const double DependenceTolerance = 1e-9;

    /// <summary>Smallest denominator of the preconditioner, in hartree.</summary>
    private const double SmallestDenominator = 1e-2;

    private readonly int _dimension, _roots, _maximumVectors;
    private readonly double[] _diagonal;
    private readonly int[] _model;
    private readonly double[] _modelValues;
    private readonly double[][] _modelVectors;
    private readonly Action<double[], double[]> _apply;
    private readonly Action<double[]> _purify;
    private readonly List<double[]> _vectors = [], _images = [], _projected = [];

    /// <summary>Solves the small space.</summary>
    /// <param name="diagonal">Diagonal of the matrix.</param>
    /// <param name="element">Any element.</param>
    /// <param name="apply">Product of the matrix with the first vector, into the second.</param>
    /// <param name="purify">Removes rounding that breaks a symmetry of a vector; may leave any vector as it is.</param>
    /// <param name="roots">Number of wanted eigenvectors.</param>
    public Davidson(
        double[] diagonal, Func<int, int, double> element, Action<double[], double[]> apply, Action<double[]> purify, int roots)
    {
        (_dimension, _diagonal, _apply, _purify, _roots) = (diagonal.Length, diagonal, apply, purify, Math.Min(roots, diagonal.Length));
        _maximumVectors = MaximumVectors(_roots);
        _model = LowestIndices(diagonal, Math.Max(ModelSize, 2 * (_roots + ExtraStarts)));
        var matrix = Matrix<double>.Build.Dense(_model.Length, _model.Length);
        for (var i = 0; i < _model.Length; i++)
        for (var j = 0; j <= i; j++)
            matrix[i, j] = matrix[j, i] = i == j ? diagonal[_model[i]] : element(_model[i], _model[j]);
        (_modelValues, _modelVectors) = Diagonalise(matrix);
    }

    /// <summary>The outcome: values and vectors of the wanted roots, lowest first, with their residual norms.</summary>
    public sealed record Outcome(double[] Values, double[][] Vectors, double[] Residuals, int Iterations, bool Converged);

    /// <summary>Most vectors of the search space, each kept with its image.</summary>
    public static int MaximumVectors(int roots) => 8 * (roots + GuardRoots);

    public Outcome Solve(double tolerance, int maximumIterations, CancellationToken cancellationToken)
    {
        for (var k = 0; k < Math.Min(_model.Length, _roots + ExtraStarts); k++) Extend(Embedded(_modelVectors[k]));
        var guards = new Dictionary<int, double>(); // values of guard roots found good enough
        for (var iteration = 1; ; iteration++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var k = _images.Count; k < _vectors.Count; k++)
            {
                var image = new double[_dimension];
                _apply(_vectors[k], image);
                _images.Add(image);
            }

            var (values, mixing) = Diagonalise(Projected());
            var followed = Math.Min(values.Length, _roots + GuardRoots);
            var residuals = new double[followed][];
            var norms = new double[followed];
            var open = new List<int>();
            for (var k = 0; k < followed; k++)
            {
                if (guards.TryGetValue(k, out var settled) && Math.Abs(settled - values[k]) < UnchangedTolerance) continue;
                residuals[k] = Residual(values[k], mixing[k]);
                norms[k] = TensorPrimitives.Norm<double>(residuals[k]);
                // An eigenvalue lies within the residual norm of every Ritz value; a guard must keep clear of the wanted roots.
                var enough = k < _roots ? tolerance
                    : Math.Max(tolerance, Math.Min(GuardTolerance, (values[k] - values[_roots - 1]) / 2));
                if (norms[k] > enough) open.Add(k);
                else if (k >= _roots) guards[k] = values[k];
            }

            var converged = open.Count == 0;
            var (added, collapsed) = (false, false);
            if (!converged && iteration < maximumIterations)
            {
                var directions = open.ConvertAll(k => Precondition(residuals[k], values[k]));
                collapsed = _vectors.Count + directions.Count > _maximumVectors;
                if (collapsed) Collapse(mixing);
                foreach (var direction in directions) added |= Extend(direction);
            }

            if (!added)
            {
                var found = Math.Min(_roots, values.Length);
                // After a collapse the Ritz vectors are the search space.
                double[][] vectors = [.. Enumerable.Range(0, found).Select(k => collapsed ? _vectors[k] : Combined(_vectors, mixing[k]))];
                return new Outcome(values[..found], vectors, norms[..found], iteration, converged);
            }
        }
    }

    private double[] Combined(List<double[]> terms, double[] mixing)
    {
        var result = new double[_dimension];
        for (var i = 0; i < terms.Count; i++) TensorPrimitives.MultiplyAdd(terms[i], mixing[i], result, result);
        return result;
    }

    private double[] Residual(double value, double[] mixing)
    {
        var result = new double[_dimension];
        for (var i = 0; i < _vectors.Count; i++) TensorPrimitives.MultiplyAdd(_vectors[i], -value * mixing[i], result, result);
        for (var i = 0; i < _images.Count; i++) TensorPrimitives.MultiplyAdd(_images[i], mixing[i], result, result);
        return result;
    }

    /// <summary>The matrix inside the search space; rows once computed are kept.</summary>
    private Matrix<double> Projected()
    {
        for (var i = _projected.Count; i < _vectors.Count; i++)
            _projected.Add([.. Enumerable.Range(0, i + 1).Select(j => TensorPrimitives.Dot<double>(_vectors[j], _images[i]))]);
        return Matrix<double>.Build.Dense(_vectors.Count, _vectors.Count, (i, j) => i >= j ? _projected[i][j] : _projected[j][i]);
    }

    /// <summary>(H₀ − θ)⁻¹ r, H₀ being the matrix inside the small space and its diagonal outside.</summary>
    private double[] Precondition(double[] residual, double value)
    {
        var result = new double[_dimension];
        for (var i = 0; i < result.Length; i++) result[i] = residual[i] / Denominator(_diagonal[i] - value);
        foreach (var i in _model) result[i] = 0;
        for (var k = 0; k < _model.Length; k++)
        {
            var vector = _modelVectors[k];
            var overlap = 0.0;
            for (var i = 0; i < vector.Length; i++) overlap += vector[i] * residual[_model[i]];
            overlap /= Denominator(_modelValues[k] - value);
            for (var i = 0; i < vector.Length; i++) result[_model[i]] += overlap * vector[i];
        }

        return result;
    }

    private static double Denominator(double value) =>
        Math.Abs(value) >= SmallestDenominator ? value : Math.CopySign(SmallestDenominator, value);

    /// <summary>Orthogonalises twice, which is enough (Giraud and Langou), and takes the direction in unless nothing is left.</summary>
    private bool Extend(double[] direction)
    {
        if (_vectors.Count >= _dimension) return false;
        for (var pass = 0; pass < 2; pass++)
        {
            Normalise(direction);
            _purify(direction);
            foreach (var vector in _vectors)
                TensorPrimitives.MultiplyAdd(vector, -TensorPrimitives.Dot<double>(vector, direction), direction, direction);
            if (!(TensorPrimitives.Norm<double>(direction) > DependenceTolerance)) return false;
        }

        _purify(direction);
        Normalise(direction);
        _vectors.Add(direction);
        return true;

        static void Normalise(double[] v) => TensorPrimitives.Divide(v, TensorPrimitives.Norm<double>(v), v);
    }

    /// <summary>Replaces the search space by its lowest Ritz vectors.</summary>
    private void Collapse(double[][] mixing)
    {
        var keep = mixing.Take(2 * (_roots + GuardRoots)).ToArray();
        var vectors = keep.Select(m => Combined(_vectors, m)).ToList();
        var images = keep.Select(m => Combined(_images, m)).ToList();
        _vectors.Clear();
        _vectors.AddRange(vectors);
        _projected.Clear();
        _images.Clear();
        _images.AddRange(images);
    }

    private double[] Embedded(double[] modelVector)
    {
        var result = new double[_dimension];
        for (var i = 0; i < _model.Length; i++) result[_model[i]] = modelVector[i];
        return result;
    }

    /// <summary>Indices of the smallest elements, in rising order of index; a set of equal elements is not cut if that can be helped.</summary>
    private static int[] LowestIndices(double[] diagonal, int count)
    {
        const double equal = 1e-9;
        var order = Enumerable.Range(0, diagonal.Length).ToArray();
        if (count < diagonal.Length)
        {
            Array.Sort(order, (i, j) => diagonal[i] != diagonal[j] ? diagonal[i].CompareTo(diagonal[j]) : i.CompareTo(j));
            var cut = count;
            while (cut > count / 2 && diagonal[order[cut]] - diagonal[order[cut - 1]] < equal) cut--;
            order = order[..(cut > count / 2 ? cut : count)];
            Array.Sort(order);
        }

        return order;
    }

    private static (double[] Values, double[][] Vectors) Diagonalise(Matrix<double> matrix)
    {
        var evd = matrix.Evd(Symmetricity.Symmetric);
        var order = Enumerable.Range(0, matrix.RowCount).OrderBy(i => evd.EigenValues[i].Real).ToArray();
        return ([.. order.Select(i => evd.EigenValues[i].Real)], [.. order.Select(i => evd.EigenVectors.Column(i).ToArray())]);
    }
}
