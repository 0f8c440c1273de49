using System.Globalization;
using System.Numerics;

namespace Qratum;

/// <summary>An arbitrary unitary on k qubits, given by its matrix.</summary>
public sealed record UnitaryGate : Gate
{
    /// <summary>Greatest |U†U − 1| element that is accepted: rounding of matrices written with about 10 digits.</summary>
    public const double UnitarityTolerance = 1e-9;

    private readonly Complex[] _matrix;

    /// <summary>Makes the gate.</summary>
    /// <param name="matrix">4^k numbers, k in 1 .. <see cref="Gate.MaximumMatrixQubits"/>, row-major, first qubit = bit 0.</param>
    /// <exception cref="ArgumentException">The size is not 4^k, or the matrix is not unitary within <see cref="UnitarityTolerance"/>.</exception>
    public UnitaryGate(ReadOnlySpan<Complex> matrix)
    {
        var k = BitOperations.Log2((uint)Math.Max(matrix.Length, 1)) / 2;
        if (k is < 1 or > MaximumMatrixQubits || matrix.Length != 1 << (2 * k))
            throw new ArgumentException($"A unitary on k qubits has 4^k elements, k from 1 to {MaximumMatrixQubits}; there are {matrix.Length}.", nameof(matrix));
        QubitCount = k;
        _matrix = matrix.ToArray();
        var deviation = Deviation(_matrix, 1 << k);
        if (!(deviation <= UnitarityTolerance))
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The matrix is not unitary: an element of U†U − 1 is {deviation:E2}, allowed is {UnitarityTolerance:E0}."), nameof(matrix));
    }

    /// <inheritdoc/>
    public override string Name => "unitary";

    /// <inheritdoc/>
    public override int QubitCount { get; }

    /// <inheritdoc/>
    public override bool IsDiagonal
    {
        get
        {
            var dimension = 1 << QubitCount;
            for (var i = 0; i < _matrix.Length; i++)
            {
                if (i / dimension != i % dimension && _matrix[i] != Complex.Zero) return false;
            }

            return true;
        }
    }

    /// <inheritdoc/>
    public override Gate Inverse()
    {
        var dimension = 1 << QubitCount;
        var adjoint = new Complex[_matrix.Length];
        for (var i = 0; i < adjoint.Length; i++) adjoint[i] = Complex.Conjugate(_matrix[((i % dimension) * dimension) + (i / dimension)]);
        return new UnitaryGate(adjoint);
    }

    /// <summary>Same matrix, bit for bit.</summary>
    public bool Equals(UnitaryGate? other) => other is not null && _matrix.AsSpan().SequenceEqual(other._matrix);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_matrix.Length, _matrix[0], _matrix[^1]);

    internal override Gate MapAngles(Func<Angle, Angle> map) => this;

    internal override void WriteMatrix(ReadOnlySpan<double> angles, Span<Complex> matrix) => _matrix.CopyTo(matrix);

    private static double Deviation(Complex[] matrix, int dimension)
    {
        var worst = 0.0;
        for (var i = 0; i < dimension; i++)
        {
            for (var j = i; j < dimension; j++)
            {
                var sum = i == j ? -Complex.One : Complex.Zero;
                for (var r = 0; r < dimension; r++) sum += Complex.Conjugate(matrix[(r * dimension) + i]) * matrix[(r * dimension) + j];
                var size = Complex.Abs(sum);
                if (double.IsNaN(size)) return size;
                worst = Math.Max(worst, size);
            }
        }

        return worst;
    }
}
