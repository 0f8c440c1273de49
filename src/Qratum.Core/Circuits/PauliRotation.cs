using System.Collections.Immutable;
using System.Numerics;

namespace Qratum;

/// <summary>exp(−iθP/2) for a Pauli string P: the one gate that coupled cluster, Trotter steps and QAOA are made of.</summary>
public sealed record PauliRotation : Gate
{
    /// <summary>Makes the rotation.</summary>
    /// <param name="pauli">The string; its qubit k is the k-th qubit the gate is applied to. At least one qubit.</param>
    /// <param name="theta">The angle in radians.</param>
    public PauliRotation(PauliString pauli, Angle theta)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pauli.QubitCount, 1, nameof(pauli));
        Pauli = pauli;
        Theta = theta;
    }

    /// <summary>The generator.</summary>
    public PauliString Pauli { get; }

    /// <summary>The angle in radians.</summary>
    public Angle Theta { get; }

    /// <inheritdoc/>
    public override string Name => $"r[{Pauli}]";

    /// <inheritdoc/>
    public override int QubitCount => Pauli.QubitCount;

    /// <inheritdoc/>
    public override ImmutableArray<Angle> Angles => [Theta];

    /// <inheritdoc/>
    public override bool IsDiagonal => Pauli.IsDiagonal;

    /// <inheritdoc/>
    public override Gate Inverse() => new PauliRotation(Pauli, -Theta);

    /// <inheritdoc/>
    public override Gate Power(double exponent) => double.IsFinite(exponent) ? new PauliRotation(Pauli, Theta * exponent) : base.Power(exponent);

    internal override Gate MapAngles(Func<Angle, Angle> map) => new PauliRotation(Pauli, map(Theta));

    internal override void WriteMatrix(ReadOnlySpan<double> angles, Span<Complex> matrix)
    {
        var dimension = 1 << QubitCount;
        var (sin, cos) = SinCos.Compute(angles[0] / 2);
        var (x, z) = ((int)Pauli.X.Low, (int)Pauli.Z.Low);
        var plus = PauliString.PowerOfI(Pauli.YCount) * new Complex(0, -sin);
        matrix.Clear();
        for (var column = 0; column < dimension; column++)
        {
            matrix[(column * dimension) + column] += cos;
            matrix[((column ^ x) * dimension) + column] += (BitOperations.PopCount((uint)(column & z)) & 1) == 0 ? plus : -plus;
        }
    }
}
