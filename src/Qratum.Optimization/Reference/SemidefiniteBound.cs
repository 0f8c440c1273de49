using System.Numerics.Tensors;

namespace Qratum.Optimization;

/// <summary>
/// A lower bound of ½ sᵀAs over spins, by the semidefinite relaxation: spins become unit vectors, s_i s_j their inner products.
/// </summary>
/// <remarks>
/// The vectors are found by the coordinate method of P.-W. Wang, W.-C. Chang and J. Z. Kolter, "The mixing method", arXiv:1706.00476. They
/// prove nothing by themselves; the proof is the dual: for any y with A + Diag(y) + δ·1 positive semidefinite, ½ sᵀAs ≥ -½ (Σy + mδ).
/// Here yᵢ is the length of Σⱼ Aᵢⱼ vⱼ, and a Cholesky decomposition that succeeds certifies δ. The relaxation is that of M. X. Goemans and
/// D. P. Williamson, J. ACM 42 (1995) 1115.
/// </remarks>
internal sealed class SemidefiniteBound
{
    private const int SweepsBetweenTests = 10;

    private readonly int _count;
    private readonly int _rank;
    private readonly double[] _matrix;
    private readonly double[] _lengths;
    private readonly double[] _work;
    private double _energy;

    /// <summary>Prepares a symmetric matrix with zero diagonal, row by row, and vectors to begin with.</summary>
    internal SemidefiniteBound(int count, double[] matrix, double[] vectors)
    {
        _count = count;
        _matrix = matrix;
        Vectors = vectors;
        _rank = vectors.Length / count;
        _lengths = new double[count];
        _work = new double[_rank];
        for (var i = 0; i < count; i++)
        {
            SumNeighbours(i);
            _energy += 0.5 * TensorPrimitives.Dot<double>(_work, vectors.AsSpan(i * _rank, _rank));
        }
    }

    /// <summary>The unit vectors, one row per spin.</summary>
    internal double[] Vectors { get; }

    /// <summary>Rank at which the relaxation has no false minima: above √(2m).</summary>
    internal static int RankFor(int count) => (int)Math.Ceiling(Math.Sqrt(2.0 * count)) + 1;

    /// <summary>Random unit vectors.</summary>
    internal static double[] RandomVectors(int count, int rank, ulong seed)
    {
        var random = new PhiloxRandom(seed);
        var vectors = new double[count * rank];
        for (var k = 0; k < vectors.Length; k++) vectors[k] = random.NextGaussian();
        for (var i = 0; i < count; i++)
        {
            var row = vectors.AsSpan(i * rank, rank);
            TensorPrimitives.Divide(row, TensorPrimitives.Norm<double>(row), row);
        }

        return vectors;
    }

    /// <summary>Whether no spins have an energy below <paramref name="threshold"/>; false also means "not shown".</summary>
    internal bool Exceeds(double threshold, int maximumSweeps)
    {
        for (var sweep = 1; sweep <= maximumSweeps; sweep++)
        {
            // The vectors' own energy is above the relaxation's minimum: once it is below the threshold there is nothing to show.
            if (Sweep() <= threshold) return false;
            if (sweep % SweepsBetweenTests != 0) continue;
            var shift = ((-2 * threshold) - TensorPrimitives.Sum<double>(_lengths)) / _count;
            if (shift > 0 && IsPositive(shift)) return true;
        }

        return false;
    }

    /// <summary>A bound nearly as good as the relaxation can give.</summary>
    internal double Compute(int maximumSweeps, CancellationToken cancellationToken = default)
    {
        for (var (sweep, before) = (1, _energy); sweep <= maximumSweeps; sweep++, before = _energy)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (before - Sweep() <= 1e-9 * Math.Abs(_energy)) break;
        }

        // The least eigenvalue is only estimated; a Cholesky decomposition proves the shift, or it is taken larger.
        var scale = Math.Max(1e-300, TensorPrimitives.Max<double>(_lengths));
        var estimate = LeastEigenvalue.Estimate(_count, _matrix, _lengths);
        var excess = 1e-8 * scale;
        var shift = Math.Max(0, -estimate) + excess;
        while (!IsPositive(shift)) shift += excess *= 4;
        return -0.5 * (TensorPrimitives.Sum<double>(_lengths) + (_count * shift));
    }

    /// <summary>Turns every vector against the sum of its neighbours, once; returns the energy Σ_{i&lt;j} Aᵢⱼ vᵢ·vⱼ reached.</summary>
    private double Sweep()
    {
        for (var i = 0; i < _count; i++)
        {
            SumNeighbours(i);
            var vector = Vectors.AsSpan(i * _rank, _rank);
            var length = _lengths[i] = TensorPrimitives.Norm<double>(_work);

            // A spin without couplings may point anywhere: it stays.
            if (length == 0) continue;
            _energy -= length + TensorPrimitives.Dot<double>(_work, vector);
            TensorPrimitives.Divide(_work, -length, vector);
        }

        return _energy;
    }

    private void SumNeighbours(int spin)
    {
        Array.Clear(_work);
        var row = _matrix.AsSpan(spin * _count, _count);
        for (var j = 0; j < row.Length; j++)
        {
            if (row[j] != 0) TensorPrimitives.MultiplyAdd(Vectors.AsSpan(j * _rank, _rank), row[j], _work, _work);
        }
    }

    /// <summary>Whether A + Diag(lengths) + shift·1 is certainly positive definite: Cholesky with a margin for its own rounding.</summary>
    private bool IsPositive(double shift)
    {
        var margin = 1e-12 * _count * (TensorPrimitives.Max<double>(_lengths) + shift);
        var factor = (double[])_matrix.Clone();
        for (var i = 0; i < _count; i++)
        {
            var row = factor.AsSpan(i * _count, i + 1);
            for (var j = 0; j < i; j++)
            {
                var other = factor.AsSpan(j * _count, j + 1);
                row[j] = (row[j] - TensorPrimitives.Dot<double>(row[..j], other[..j])) / other[j];
            }

            var pivot = _lengths[i] + shift - margin - TensorPrimitives.SumOfSquares<double>(row[..i]);
            if (!(pivot > 0)) return false;
            row[i] = Math.Sqrt(pivot);
        }

        return true;
    }
}
