using System.Numerics;
using Qratum.Kernels;

namespace Qratum;

/// <summary>Binds passes to a state and angles, for vectors of one width.</summary>
internal static unsafe class StepFactory<TOps, TVector, T>
    where TOps : struct, IVectorOps<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The steps of a pass within blocks of given free qubits, in the order of running.</summary>
    public static BlockStep[] Create(Pass pass, T* state, int qubitCount, long free, ReadOnlySpan<double> parameters, bool isInverse, BindRoom room)
    {
        switch (pass)
        {
            case BlockPass block:
                var inner = Steps(block, state, qubitCount, parameters, isInverse, room);
                return block.Free == free ? inner : [new NestedStep(inner, free, block.Free)];
            case RealRotationPass rotation: return [Rotation(rotation, state, free, parameters, isInverse)];
            case RotationPass rotation:
                var angles = rotation.AnglesAt(parameters);
                if (isInverse) Negate(angles);
                return [new PauliRotationStep<TOps, TVector, T>(state, free, rotation.Group, angles)];
            case DiagonalPass diagonal: return Diagonal(diagonal, state, qubitCount, free, parameters, isInverse, room);
            default: return [Dense((DensePass)pass, state, free, parameters, isInverse)];
        }
    }

    /// <summary>All steps of a block pass.</summary>
    public static BlockStep[] Steps(BlockPass block, T* state, int qubitCount, ReadOnlySpan<double> parameters, bool isInverse, BindRoom room)
    {
        var steps = new List<BlockStep>();
        for (var k = 0; k < block.Steps.Length; k++)
            steps.AddRange(Create(block.Steps[isInverse ? block.Steps.Length - 1 - k : k], state, qubitCount, block.Free, parameters, isInverse, room));
        return [.. steps];
    }

    private static void Negate(double[] values)
    {
        for (var k = 0; k < values.Length; k++) values[k] = -values[k];
    }

    private static RealRotationStep<TOps, TVector, T> Rotation(RealRotationPass pass, T* state, long free, ReadOnlySpan<double> parameters, bool isInverse)
    {
        var bound = new (double Cos, double Tan)[pass.Qubits.Length];
        for (var k = 0; k < bound.Length; k++)
        {
            var theta = pass.Angles[k].At(parameters);
            bound[k] = RealRotation.Bind<T>(isInverse ? -theta : theta);
        }

        return new RealRotationStep<TOps, TVector, T>(state, free, pass.Qubits.AsSpan(), bound);
    }

    private static BlockStep[] Diagonal(DiagonalPass pass, T* state, int qubitCount, long free, ReadOnlySpan<double> parameters, bool isInverse, BindRoom room)
    {
        var terms = pass.Terms;
        var angles = pass.AnglesAt(parameters);
        if (isInverse) Negate(angles);
        var steps = new List<BlockStep>();
        var form = terms.Count(IsingForm.Holds) > DiagonalPass.FewTerms ? new IsingForm(qubitCount) : null;
        for (var t = 0; t < terms.Length; t++)
        {
            if (form is not null && IsingForm.Holds(terms[t])) form.Add(terms[t], angles[t]);
            else steps.Add(new PhaseStep<TOps, TVector, T>(state, free, terms[t], angles[t]));
        }

        if (form is not null) steps.Add(new IsingStep<TOps, TVector, T>(state, free, form, room));
        return [.. steps];
    }

    private static BlockStep Dense(DensePass pass, T* state, long free, ReadOnlySpan<double> parameters, bool isInverse)
    {
        var matrix = pass.MatrixAt(parameters);
        if (isInverse) matrix = SmallMatrix.Adjoint(matrix);
        var controls = StateVector.Mask(pass.Controls.AsSpan());
        var qubits = pass.Qubits.AsSpan();
        if (pass.IsExchange) return new ExchangeStep<TOps, TVector, T>(state, free, qubits[0], controls);
        return qubits.Length switch
        {
            <= 2 => new DenseStep<TOps, TVector, T>(state, free, qubits, controls, matrix),
            <= ScalarDenseStep<T>.MaximumWideQubits => new WideDenseStep<TOps, TVector, T>(state, free, qubits, controls, matrix),
            _ => new ScalarDenseStep<T>(state, free, qubits, controls, matrix),
        };
    }
}
