using System.Numerics;
using System.Numerics.Tensors;

namespace Qratum;

public sealed partial class PauliSum
{
    /// <summary>Greatest number of qubits whose dense matrix is made: 2^12 × 2^12 complex numbers are 256 MiB.</summary>
    public const int MaximumMatrixQubits = 12;

    /// <summary>Sum.</summary>
    public static PauliSum operator +(PauliSum left, PauliSum right) => Combine(left, right, Complex.One);

    /// <summary>Difference.</summary>
    public static PauliSum operator -(PauliSum left, PauliSum right) => Combine(left, right, -Complex.One);

    /// <summary>Opposite.</summary>
    public static PauliSum operator -(PauliSum sum) => -Complex.One * sum;

    /// <summary>Multiple.</summary>
    public static PauliSum operator *(Complex factor, PauliSum sum)
    {
        ArgumentNullException.ThrowIfNull(sum);
        return new PauliSumBuilder(sum.QubitCount).Add(sum, factor).Build();
    }

    /// <summary>Multiple.</summary>
    public static PauliSum operator *(PauliSum sum, Complex factor) => factor * sum;

    /// <summary>Operator product; O(terms × terms).</summary>
    /// <exception cref="ArgumentException">The numbers of qubits differ.</exception>
    public static PauliSum operator *(PauliSum left, PauliSum right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        var builder = new PauliSumBuilder(left.QubitCount);
        foreach (var a in left._terms)
        {
            foreach (var b in right._terms) AddProduct(builder, a, b, 1);
        }

        return builder.Build();
    }

    /// <summary>left · right − right · left; strings that commute are never formed.</summary>
    /// <exception cref="ArgumentException">The numbers of qubits differ.</exception>
    public static PauliSum Commutator(PauliSum left, PauliSum right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        var builder = new PauliSumBuilder(left.QubitCount);
        foreach (var a in left._terms)
        {
            foreach (var b in right._terms)
            {
                // Anticommuting strings: ab − ba = 2ab.
                if (!a.Pauli.CommutesWith(b.Pauli)) AddProduct(builder, a, b, 2);
            }
        }

        return builder.Build();
    }

    /// <summary>Hermitian conjugate: the coefficients are conjugated, the strings are their own adjoints.</summary>
    public PauliSum Adjoint() =>
        new(QubitCount, Array.ConvertAll(_terms, t => t with { Coefficient = Complex.Conjugate(t.Coefficient) }));

    /// <summary>Without the terms of |coefficient| ≤ <paramref name="threshold"/>.</summary>
    public PauliSum Simplify(double threshold = 1e-12)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threshold);
        return new(QubitCount, Array.FindAll(_terms, t => Complex.Abs(t.Coefficient) > threshold));
    }

    /// <summary>The dense matrix, row-major, 2^n × 2^n, row and column indexed by basis state with qubit k as bit k; O(terms · 2^n) on zeros.</summary>
    /// <exception cref="NotSupportedException">There are more than <see cref="MaximumMatrixQubits"/> qubits.</exception>
    public Tensor<Complex> ToMatrix()
    {
        if (QubitCount > MaximumMatrixQubits)
            throw new NotSupportedException($"A dense matrix of {QubitCount} qubits was asked; at most {MaximumMatrixQubits} are supported.");
        var dimension = 1 << QubitCount;
        var matrix = new Complex[dimension * dimension];
        foreach (var (coefficient, pauli) in _terms)
        {
            var (x, z) = ((int)pauli.X.Low, (int)pauli.Z.Low);
            // P|c⟩ = i^{|x∧z|} (−1)^{|z∧c|} |c ⊕ x⟩.
            var plus = coefficient * PauliString.PowerOfI(pauli.YCount);
            for (var column = 0; column < dimension; column++)
            {
                var sign = (BitOperations.PopCount((uint)(column & z)) & 1) == 0;
                matrix[((column ^ x) * dimension) + column] += sign ? plus : -plus;
            }
        }

        return Tensor.Create(matrix, [dimension, dimension]);
    }

    private static PauliSum Combine(PauliSum left, PauliSum right, Complex factor)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new PauliSumBuilder(left.QubitCount).Add(left).Add(right, factor).Build();
    }

    private static void AddProduct(PauliSumBuilder builder, in PauliTerm a, in PauliTerm b, double factor)
    {
        var (power, product) = a.Pauli.Multiply(b.Pauli);
        builder.Add(factor * a.Coefficient * b.Coefficient * PauliString.PowerOfI(power), product);
    }
}
