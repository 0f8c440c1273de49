using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;

namespace Qratum.Chemistry;

/// <summary>
/// Lowest eigenvectors of a large symmetric matrix known by its action (E. R. Davidson, J. Comput. Phys. 17, 87 (1975)),
/// started from, and preconditioned by, the exact solution in a small space of the lowest diagonal elements.
/// </summary>
internal sealed class Davidson
{
    /// <summary>Roots above the wanted ones that are improved as well, lest a lower state be missed.</summary>
    public const int GuardRoots = 1;

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
    private readonly ModelSpace _model;
    private readonly VectorPool _pool;
    private readonly Action<double[], double[]> _apply;
    private readonly Action<double[]> _purify;
    private readonly List<double[]> _vectors = [], _images = [], _projected = [];

    /// <summary>Prepares a search.</summary>
    /// <param name="diagonal">Diagonal of the matrix.</param>
    /// <param name="model">The small space, solved.</param>
    /// <param name="apply">Product of the matrix with the first vector, into the second.</param>
    /// <param name="purify">Removes rounding that breaks a symmetry of a vector; may leave any vector as it is.</param>
    /// <param name="roots">Number of wanted eigenvectors.</param>
    /// <param name="pool">Gives vectors at least as long as the diagonal; what lies behind it stays zero.</param>
    public Davidson(double[] diagonal, ModelSpace model, Action<double[], double[]> apply, Action<double[]> purify, int roots, VectorPool pool)
    {
        (_dimension, _diagonal, _model, _apply, _purify, _pool) = (diagonal.Length, diagonal, model, apply, purify, pool);
        _roots = Math.Min(roots, model.Dimension);
        _maximumVectors = MaximumVectors(_roots);
    }

    /// <summary>The outcome: values and vectors of the wanted roots, lowest first, with their residual norms; the vectors are of the pool.</summary>
    public sealed record Outcome(double[] Values, double[][] Vectors, double[] Residuals, int Iterations, bool Converged);

    /// <summary>Most vectors of the search space, each kept with its image.</summary>
    public static int MaximumVectors(int roots) => 8 * (roots + GuardRoots);

    /// <summary>Iterates until every wanted root below the ceiling is found.</summary>
    /// <param name="tolerance">Residual norm of a root that counts as found.</param>
    /// <param name="ceiling">Roots that are clearly above this value are of no interest and may stay rough.</param>
    /// <param name="maximumIterations">At least 1.</param>
    /// <param name="cancellationToken">Checked in every iteration.</param>
    public Outcome Solve(double tolerance, double ceiling, int maximumIterations, CancellationToken cancellationToken)
    {
        for (var k = 0; k < Math.Min(_model.Values.Length, _roots + ExtraStarts); k++) Extend(_model.Embedded(k, _pool.Rent()));
        var settled = new Dictionary<int, (double Value, double Norm)>(); // roots that may stay as they are
        for (var iteration = 1; ; iteration++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var k = _images.Count; k < _vectors.Count; k++)
            {
                var image = _pool.Rent();
                _apply(_vectors[k], image);
                _images.Add(image);
            }

            var (values, mixing) = Diagonalise(Projected());
            var followed = Math.Min(values.Length, _roots + GuardRoots);
            var residuals = new double[]?[followed];
            var norms = new double[followed];
            var open = new List<int>();
            for (var k = 0; k < followed; k++)
            {
                if (settled.TryGetValue(k, out var before) && Math.Abs(before.Value - values[k]) < UnchangedTolerance)
                {
                    norms[k] = before.Norm;
                    continue;
                }

                var residual = residuals[k] = Residual(values[k], mixing[k]);
                norms[k] = TensorPrimitives.Norm<double>(residual);
                // An eigenvalue lies within the residual norm of every Ritz value; what is not wanted must keep clear of what is.
                var last = k < _roots ? ceiling : Math.Min(ceiling, values[_roots - 1]);
                var isWanted = k < _roots && values[k] <= ceiling;
                var enough = isWanted ? tolerance : Math.Max(tolerance, Math.Min(GuardTolerance, (values[k] - last) / 2));
                if (norms[k] > enough) open.Add(k);
                else if (!isWanted) settled[k] = (values[k], norms[k]);
            }

            var converged = open.Count == 0;
            var (added, collapsed) = (false, false);
            if (!converged && iteration < maximumIterations)
            {
                var directions = open.ConvertAll(k => Precondition(residuals[k]!, values[k]));
                collapsed = _vectors.Count + directions.Count > _maximumVectors;
                if (collapsed) Collapse(mixing);
                foreach (var direction in directions) added |= Extend(direction);
            }

            foreach (var residual in residuals) _pool.Return(residual);
            if (!added)
            {
                var found = Math.Min(_roots, values.Length);
                // After a collapse the Ritz vectors are the search space.
                double[][] vectors = [.. Enumerable.Range(0, found).Select(k => collapsed ? _vectors[k] : Combined(_vectors, mixing[k]))];
                foreach (var vector in _vectors.Concat(_images).Except(vectors)) _pool.Return(vector);
                return new Outcome(values[..found], vectors, norms[..found], iteration, converged);
            }
        }
    }

    private double[] Combined(List<double[]> terms, double[] mixing)
    {
        var result = _pool.Rent();
        for (var i = 0; i < terms.Count; i++) TensorPrimitives.MultiplyAdd(terms[i], mixing[i], result, result);
        return result;
    }

    private double[] Residual(double value, double[] mixing)
    {
        var result = _pool.Rent();
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
        var result = _pool.Rent();
        for (var i = 0; i < _dimension; i++) result[i] = residual[i] / Denominator(_diagonal[i] - value);
        _model.Correct(residual, result, e => Denominator(e - value));
        return result;
    }

    private static double Denominator(double value) =>
        Math.Abs(value) >= SmallestDenominator ? value : Math.CopySign(SmallestDenominator, value);

    /// <summary>Orthogonalises twice, which is enough (Giraud and Langou), and takes the direction in unless nothing is left.</summary>
    private bool Extend(double[] direction)
    {
        if (_vectors.Count >= _dimension) return Refuse();
        for (var pass = 0; pass < 2; pass++)
        {
            Normalise(direction);
            _purify(direction);
            foreach (var vector in _vectors)
                TensorPrimitives.MultiplyAdd(vector, -TensorPrimitives.Dot<double>(vector, direction), direction, direction);
            if (!(TensorPrimitives.Norm<double>(direction) > DependenceTolerance)) return Refuse();
        }

        _purify(direction);
        Normalise(direction);
        _vectors.Add(direction);
        return true;

        bool Refuse()
        {
            _pool.Return(direction);
            return false;
        }

        static void Normalise(double[] v) => TensorPrimitives.Divide(v, TensorPrimitives.Norm<double>(v), v);
    }

    /// <summary>Replaces the search space by its lowest Ritz vectors.</summary>
    private void Collapse(double[][] mixing)
    {
        var keep = mixing.Take(2 * (_roots + GuardRoots)).ToArray();
        var vectors = keep.Select(m => Combined(_vectors, m)).ToList();
        var images = keep.Select(m => Combined(_images, m)).ToList();
        foreach (var old in _vectors.Concat(_images)) _pool.Return(old);
        _vectors.Clear();
        _vectors.AddRange(vectors);
        _projected.Clear();
        _images.Clear();
        _images.AddRange(images);
    }

    /// <summary>Eigenvalues, rising, and eigenvectors.</summary>
    public static (double[] Values, double[][] Vectors) Diagonalise(Matrix<double> matrix)
    {
        var evd = matrix.Evd(Symmetricity.Symmetric);
        var order = Enumerable.Range(0, matrix.RowCount).OrderBy(i => evd.EigenValues[i].Real).ToArray();
        return ([.. order.Select(i => evd.EigenValues[i].Real)], [.. order.Select(i => evd.EigenVectors.Column(i).ToArray())]);
    }
}
