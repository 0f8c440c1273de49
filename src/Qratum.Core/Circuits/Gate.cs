using System.Numerics;
using System.Numerics.Tensors;

namespace Qratum;

/// <summary>
/// A unitary operation. Closed hierarchy of immutable values: <see cref="StandardGate"/>, <see cref="ControlledGate"/>,
/// <see cref="PauliRotation"/>, <see cref="UnitaryGate"/>. A gate states its matrix and its inverse; the rest is speed.
/// </summary>
/// <remarks>
/// Matrices are row-major, 2^k × 2^k; the first qubit a gate is applied to is bit 0 of the row and column index. Controls
/// come before targets.
/// </remarks>
public abstract partial record Gate : Operation
{
    /// <summary>Greatest number of qubits of a gate whose dense matrix is made.</summary>
    public const int MaximumMatrixQubits = 12;

    private protected Gate()
    {
    }

    /// <summary>Whether the matrix is diagonal for every value of the angles.</summary>
    public abstract bool IsDiagonal { get; }

    /// <summary>The gate that undoes this one.</summary>
    public abstract Gate Inverse();

    /// <summary>The gate applied when every one of <paramref name="controls"/> further qubits, put before its own, is 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="controls"/> is less than 1.</exception>
    public virtual Gate Control(int controls = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(controls, 1);
        return new ControlledGate(this, controls);
    }

    /// <summary>The gate to a real power, by the principal eigenphases in (−π, π]; rotations scale their angle instead.</summary>
    /// <exception cref="InvalidOperationException">An angle is unbound and the gate is no rotation.</exception>
    public virtual Gate Power(double exponent)
    {
        if (!double.IsFinite(exponent)) throw new ArgumentOutOfRangeException(nameof(exponent), exponent, "A power must be finite.");
        return exponent == 1 ? this : exponent == -1 ? Inverse() : UnitaryPower.Raise(this, exponent);
    }

    /// <summary>The dense matrix, [row, column].</summary>
    /// <exception cref="InvalidOperationException">An angle is unbound.</exception>
    /// <exception cref="NotSupportedException">The gate acts on more than <see cref="MaximumMatrixQubits"/> qubits.</exception>
    public Tensor<Complex> ToMatrix()
    {
        if (QubitCount > MaximumMatrixQubits)
            throw new NotSupportedException($"A dense matrix of the {QubitCount}-qubit gate '{Name}' was asked; at most {MaximumMatrixQubits} qubits are supported.");
        var dimension = 1 << QubitCount;
        var values = Angles;
        Span<double> angles = stackalloc double[values.Length];
        for (var k = 0; k < values.Length; k++) angles[k] = values[k].Value;
        var matrix = new Complex[dimension * dimension];
        WriteMatrix(angles, matrix);
        return Tensor.Create(matrix, [dimension, dimension]);
    }

    /// <summary>Writes the matrix at given numbers for <see cref="Operation.Angles"/>.</summary>
    /// <param name="angles">One number per angle.</param>
    /// <param name="matrix">4^k elements, row-major; every one is written.</param>
    internal abstract void WriteMatrix(ReadOnlySpan<double> angles, Span<Complex> matrix);

    /// <summary>The same gate with every angle replaced.</summary>
    internal abstract Gate MapAngles(Func<Angle, Angle> map);
}
