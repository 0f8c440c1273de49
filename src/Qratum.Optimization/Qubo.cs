using System.Globalization;

namespace Qratum.Optimization;

/// <summary>
/// Quadratic unconstrained binary optimization: f(x) = constant + Σᵢ cᵢ xᵢ + Σ_{i&lt;j} qᵢⱼ xᵢ xⱼ with xᵢ = 0 or 1, to be <b>minimized</b>.
/// Immutable.
/// </summary>
public sealed partial class Qubo : IEquatable<Qubo>
{
    private readonly double[] _linear;

    /// <summary>Makes a problem.</summary>
    /// <param name="quadratic">One node per variable; the weight of edge i-j is qᵢⱼ.</param>
    /// <param name="linear">The cᵢ, one per variable; empty for none.</param>
    /// <param name="constant">The constant.</param>
    /// <exception cref="ArgumentException">The number of linear terms is not that of the variables, or a number is not finite.</exception>
    public Qubo(Graph quadratic, ReadOnlySpan<double> linear = default, double constant = 0)
    {
        ArgumentNullException.ThrowIfNull(quadratic);
        Quadratic = quadratic;
        _linear = PairwiseTerms.CheckedLinear(linear, quadratic.NodeCount, nameof(linear));
        Constant = PairwiseTerms.CheckedConstant(constant, nameof(constant));
    }

    /// <summary>Number of variables.</summary>
    public int VariableCount => Quadratic.NodeCount;

    /// <summary>The products: the weight of edge i-j is qᵢⱼ.</summary>
    public Graph Quadratic { get; }

    /// <summary>The linear terms cᵢ, one per variable.</summary>
    public ReadOnlySpan<double> Linear => _linear;

    /// <summary>The constant.</summary>
    public double Constant { get; }

    /// <summary>
    /// The problem f(x) = xᵀQx + constant. The matrix may be symmetric, triangular or neither: qᵢⱼ = Qᵢⱼ + Qⱼᵢ, and the diagonal is linear
    /// because xᵢ² = xᵢ.
    /// </summary>
    /// <param name="matrix">A square matrix of finite numbers, at least 1 × 1.</param>
    /// <param name="constant">The constant.</param>
    /// <exception cref="ArgumentException">The matrix is not square, is empty, or holds a number that is not finite.</exception>
    public static Qubo FromMatrix(double[,] matrix, double constant = 0)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        var n = matrix.GetLength(0);
        if (n != matrix.GetLength(1) || n == 0)
            throw new ArgumentException($"A matrix of {n} × {matrix.GetLength(1)} is not square or is empty.", nameof(matrix));
        var linear = new double[n];
        var edges = new List<Edge>();
        for (var i = 0; i < n; i++)
        {
            linear[i] = matrix[i, i];
            for (var j = i + 1; j < n; j++)
            {
                var product = matrix[i, j] + matrix[j, i];
                if (product != 0) edges.Add(new Edge(i, j, product));
            }
        }

        return new Qubo(new Graph(n, edges), linear, constant);
    }

    /// <summary>Value at an assignment. O(variables + products).</summary>
    /// <param name="bits">Bit i is xᵢ; one bit per variable.</param>
    /// <exception cref="ArgumentException">The number of bits is not that of the variables.</exception>
    public double Value(BitString bits)
    {
        PairwiseTerms.CheckLength(bits, VariableCount, nameof(bits));
        var value = Constant;
        for (var i = 0; i < _linear.Length; i++)
        {
            if (bits[i]) value += _linear[i];
        }

        foreach (ref readonly var edge in Quadratic.EdgeSpan)
        {
            if (bits[edge.I] && bits[edge.J]) value += edge.Weight;
        }

        return value;
    }

    /// <summary>
    /// The same value as an energy of spins, by xᵢ = (1 - sᵢ)/2: qᵢⱼ xᵢ xⱼ = qᵢⱼ/4 · (1 - sᵢ - sⱼ + sᵢ sⱼ). Factors are powers of two, so only
    /// sums round.
    /// </summary>
    public IsingModel ToIsing()
    {
        var fields = new double[VariableCount];
        var constant = Constant;
        for (var i = 0; i < VariableCount; i++)
        {
            // One sum over the products of i, so that a field which is zero on paper is zero here.
            fields[i] = (-0.5 * _linear[i]) - (0.25 * PairwiseTerms.Sum(Quadratic.NeighbourWeights(i)));
            constant += 0.5 * _linear[i];
        }

        return new IsingModel(PairwiseTerms.Scale(Quadratic, 0.25), fields, constant + (0.25 * Quadratic.TotalWeight));
    }

    /// <inheritdoc/>
    public bool Equals(Qubo? other) => other is not null && Constant.Equals(other.Constant)
        && Linear.SequenceEqual(other.Linear) && Quadratic.Equals(other.Quadratic);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Qubo);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Quadratic, Constant, _linear[0]);

    /// <summary>Size of the problem in words.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{VariableCount} variables, {Quadratic.EdgeCount} products, {_linear.Count(static c => c != 0)} linear terms, constant {Constant:R}");
}
