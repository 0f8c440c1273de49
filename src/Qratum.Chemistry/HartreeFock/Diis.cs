using MathNet.Numerics.LinearAlgebra;

namespace Qratum.Chemistry;

/// <summary>
/// Direct inversion in the iterative subspace: the combination of the last Fock matrices whose error is least.
/// P. Pulay, Chem. Phys. Lett. 73, 393 (1980); J. Comput. Chem. 3, 556 (1982).
/// </summary>
internal sealed class Diis(int capacity)
{
    /// <summary>Combinations with larger weights come from errors that are linearly dependent; the oldest is then forgotten.</summary>
    private const double LargestWeight = 1e4;

    private readonly List<(double[] Fock, double[] Error)> _history = [];
    private readonly List<double[]> _products = []; // row i holds ⟨e_i|e_j⟩ for j ≤ i

    /// <summary>Takes a Fock matrix with its error and returns the best combination of those it remembers.</summary>
    public double[] Extrapolate(double[] fock, double[] error)
    {
        if (_history.Count == capacity) ForgetOldest();
        _history.Add(((double[])fock.Clone(), (double[])error.Clone()));
        _products.Add([.. _history.Select(h => System.Numerics.Tensors.TensorPrimitives.Dot<double>(h.Error, error))]);
        double[]? weights;
        while ((weights = Weights()) is null) ForgetOldest();

        var result = new double[fock.Length];
        for (var k = 0; k < weights.Length; k++)
        {
            System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(_history[k].Fock, weights[k], result, result);
        }

        return result;
    }

    private void ForgetOldest()
    {
        _history.RemoveAt(0);
        _products.RemoveAt(0);
        for (var i = 0; i < _products.Count; i++) _products[i] = _products[i][1..];
    }

    /// <summary>w minimises |Σ w_k e_k|² with Σ w_k = 1; solved with unit diagonal, for the errors differ by powers of ten. Null if ill-conditioned.</summary>
    private double[]? Weights()
    {
        var m = _history.Count;
        if (m == 1) return [1];
        var scale = new double[m];
        for (var k = 0; k < m; k++)
        {
            if (_products[k][k] == 0) return [.. Enumerable.Range(0, m).Select(i => i == k ? 1.0 : 0.0)];
            scale[k] = 1 / Math.Sqrt(_products[k][k]);
        }

        var matrix = Matrix<double>.Build.Dense(m, m, (i, j) => _products[Math.Max(i, j)][Math.Min(i, j)] * scale[i] * scale[j]);
        var solution = matrix.LU().Solve(Vector<double>.Build.Dense(scale));
        var weights = new double[m];
        var sum = 0.0;
        for (var k = 0; k < m; k++) sum += weights[k] = solution[k] * scale[k];
        for (var k = 0; k < m; k++)
        {
            weights[k] /= sum;
            if (!(Math.Abs(weights[k]) < LargestWeight)) return null;
        }

        return weights;
    }
}
