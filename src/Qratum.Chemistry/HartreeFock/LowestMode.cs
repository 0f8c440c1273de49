using System.Numerics.Tensors;

namespace Qratum.Chemistry;

/// <summary>
/// The lowest eigenvalue of an orbital Hessian and its direction, by the method of Davidson, J. Comput. Phys. 17, 87 (1975). It is asked only
/// for its sign: a negative curvature ends the search as soon as it is certain, a positive one when it is known to a fifth.
/// </summary>
internal static class LowestMode
{
    /// <summary>Eigenvalues above this, in hartree, count as zero: orientations that cost nothing, and rounding.</summary>
    public const double UnstableBelow = -1e-5;

    private const int Starts = 4;
    private const int Wanted = 2;
    private const int MaxVectors = 48;
    private const int MaxRounds = 60;

    /// <summary>A new direction shorter than this after orthogonalisation is rounding only.</summary>
    private const double Dependence = 1e-6;

    /// <summary>Smallest denominator of the preconditioner, hartree.</summary>
    private const double SmallestDenominator = 0.05;

    /// <summary>Part of the start vectors that breaks every symmetry, so that no kind of direction is closed to the search.</summary>
    private const double Noise = 0.3;

    /// <summary>Finds it. Each round is one pass over the integrals for at most two directions.</summary>
    public static (double Value, double[] Vector) Find(OrbitalHessian hessian, bool isTriplet, CancellationToken cancellationToken)
    {
        var diagonal = hessian.Diagonal;
        if (diagonal.Length == 0) return (double.PositiveInfinity, []);
        var (vectors, images, projected) = (new List<double[]>(), new List<double[]>(), new List<double[]>());
        var fresh = StartVectors(diagonal);
        for (var round = 0; ; round++)
        {
            fresh = [.. fresh.Where(v => Orthogonalise(v, vectors))];
            var products = hessian.Apply([.. fresh], isTriplet, cancellationToken);
            for (var k = 0; k < products.Length; k++)
            {
                images.Add(products[k]);
                projected.Add([.. vectors.Select(v => TensorPrimitives.Dot<double>(v, products[k]))]);
            }

            var size = vectors.Count;
            var small = new double[size * size];
            for (var i = 0; i < size; i++)
            {
                for (var j = 0; j < projected[i].Length; j++) small[(i * size) + j] = small[(j * size) + i] = projected[i][j];
            }

            var (values, rotation) = Orbitals.Eigen(small, size);
            var best = Combine(vectors, rotation, 0);
            var isLast = fresh.Count == 0 || round == MaxRounds || size == diagonal.Length;
            fresh = [];
            var isDone = false;
            for (var root = 0; root < Math.Min(Wanted, size); root++)
            {
                var (vector, residual) = (root == 0 ? best : Combine(vectors, rotation, root), Combine(images, rotation, root));
                TensorPrimitives.MultiplyAdd<double>(vector, -values[root], residual, residual);
                var norm = Math.Sqrt(TensorPrimitives.SumOfSquares<double>(residual));
                var tolerance = Math.Clamp(Math.Abs(values[root]) / 5, 1e-5, 0.02);
                if (root == 0) isDone = norm < tolerance && values[0] < 10 * UnstableBelow; // downhill is downhill
                if (norm < tolerance) continue;
                for (var i = 0; i < residual.Length; i++)
                {
                    var denominator = diagonal[i] - values[root];
                    residual[i] /= Math.Abs(denominator) < SmallestDenominator ? SmallestDenominator : denominator;
                }

                fresh.Add(residual);
            }

            if (isDone || isLast || fresh.Count == 0) return (values[0], best);
            if (size + fresh.Count <= MaxVectors) continue;
            Collapse(vectors, images, projected, values, rotation);
        }
    }

    private static List<double[]> StartVectors(double[] diagonal)
    {
        var random = new PhiloxRandom(seed: 1);
        var starts = new List<double[]>();
        foreach (var lowest in Enumerable.Range(0, diagonal.Length).OrderBy(i => diagonal[i]).ThenBy(i => i).Take(Starts))
        {
            var vector = new double[diagonal.Length];
            for (var i = 0; i < vector.Length; i++) vector[i] = (random.NextDouble() - 0.5) / (1 + Math.Abs(diagonal[i]));
            TensorPrimitives.Multiply(vector, Noise / Math.Sqrt(TensorPrimitives.SumOfSquares<double>(vector)), vector);
            vector[lowest]++;
            starts.Add(vector);
        }

        return starts;
    }

    /// <summary>Makes a vector orthonormal to the others and adds it to them; false where nothing of it is left.</summary>
    private static bool Orthogonalise(double[] vector, List<double[]> vectors)
    {
        var norm = Math.Sqrt(TensorPrimitives.SumOfSquares<double>(vector));
        if (!(norm > 0)) return false;
        TensorPrimitives.Divide(vector, norm, vector);
        for (var pass = 0; pass < 2; pass++)
        {
            foreach (var other in vectors) TensorPrimitives.MultiplyAdd(other, -TensorPrimitives.Dot<double>(other, vector), vector, vector);
        }

        norm = Math.Sqrt(TensorPrimitives.SumOfSquares<double>(vector));
        if (!(norm > Dependence)) return false;
        TensorPrimitives.Divide(vector, norm, vector);
        vectors.Add(vector);
        return true;
    }

    private static double[] Combine(List<double[]> vectors, double[] rotation, int root)
    {
        var result = new double[vectors[0].Length];
        for (var i = 0; i < vectors.Count; i++) TensorPrimitives.MultiplyAdd<double>(vectors[i], rotation[(i * vectors.Count) + root], result, result);
        return result;
    }

    /// <summary>Keeps the lowest few directions only.</summary>
    private static void Collapse(List<double[]> vectors, List<double[]> images, List<double[]> projected, double[] values, double[] rotation)
    {
        var kept = Math.Min(2 * Starts, vectors.Count);
        var (newVectors, newImages) = (new List<double[]>(), new List<double[]>());
        for (var k = 0; k < kept; k++)
        {
            newVectors.Add(Combine(vectors, rotation, k));
            newImages.Add(Combine(images, rotation, k));
        }

        vectors.Clear();
        vectors.AddRange(newVectors);
        images.Clear();
        images.AddRange(newImages);
        projected.Clear();
        for (var k = 0; k < kept; k++) projected.Add([.. Enumerable.Range(0, k + 1).Select(j => j == k ? values[k] : 0)]);
    }
}
