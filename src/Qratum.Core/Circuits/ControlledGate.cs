using System.Collections.Immutable;
using System.Numerics;

namespace Qratum;

/// <summary>A gate that acts when all its controls are 1. The controls are the first qubits, the lowest bits of the matrix index.</summary>
public sealed record ControlledGate : Gate
{
    internal ControlledGate(Gate target, int controlCount)
    {
        Target = target;
        ControlCount = controlCount;
    }

    /// <summary>The gate applied to the qubits after the controls; never itself controlled.</summary>
    public Gate Target { get; }

    /// <summary>Number of controls, at least 1.</summary>
    public int ControlCount { get; }

    /// <inheritdoc/>
    public override string Name => new string('c', ControlCount) + Target.Name;

    /// <inheritdoc/>
    public override int QubitCount => ControlCount + Target.QubitCount;

    /// <inheritdoc/>
    public override ImmutableArray<Angle> Angles => Target.Angles;

    /// <inheritdoc/>
    public override bool IsDiagonal => Target.IsDiagonal;

    /// <inheritdoc/>
    public override Gate Inverse() => new ControlledGate(Target.Inverse(), ControlCount);

    /// <inheritdoc/>
    public override Gate Control(int controls = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(controls, 1);
        return new ControlledGate(Target, ControlCount + controls);
    }

    /// <inheritdoc/>
    public override Gate Power(double exponent) => new ControlledGate(Target.Power(exponent), ControlCount);

    internal override Gate MapAngles(Func<Angle, Angle> map) => new ControlledGate(Target.MapAngles(map), ControlCount);

    internal override void WriteMatrix(ReadOnlySpan<double> angles, Span<Complex> matrix)
    {
        var inner = new Complex[1 << (2 * Target.QubitCount)];
        Target.WriteMatrix(angles, inner);
        int dimension = 1 << QubitCount, targets = 1 << Target.QubitCount, controls = (1 << ControlCount) - 1;
        matrix.Clear();
        for (var i = 0; i < dimension; i++) matrix[(i * dimension) + i] = 1;
        for (var row = 0; row < targets; row++)
        {
            for (var column = 0; column < targets; column++)
                matrix[(((row << ControlCount) | controls) * dimension) + ((column << ControlCount) | controls)] = inner[(row * targets) + column];
        }
    }
}
