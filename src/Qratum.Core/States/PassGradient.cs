using System.Numerics;
using Qratum.Kernels;

namespace Qratum;

/// <summary>
/// What a pass contributes to 2 Re ⟨λ|∂ψ⟩ with both states after the pass: which sums over the states are needed, and how
/// derivatives follow from them.
/// </summary>
internal static unsafe class PassGradient
{
    // From so many generators on up to two qubits on, one sweep for all of them costs less than one for each.
    private const int FewTerms = 2;

    /// <summary>Appends the steps that make the sums of one pass, no block pass and of real rotations one part.</summary>
    public static void AddSteps<T>(Pass pass, T* psi, T* lambda, int qubitCount, long free, List<GradientStep> steps)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (pass)
        {
            case RealRotationPass rotation:
                var varying = Varying(rotation.Angles);
                if (varying.Length > 0) steps.Add(new RealRotationGradient<T>(psi, lambda, free, Array.ConvertAll(varying, k => rotation.Qubits[k])));
                break;
            case RotationPass rotation:
                varying = Varying(rotation.Angles);
                if (varying.Length > 0) steps.Add(new PauliRotationGradient<T>(psi, lambda, free, rotation.Group, varying, Weights(rotation.Angles, varying)));
                break;
            case DiagonalPass diagonal:
                var (few, many) = Split(diagonal);
                foreach (var k in few) steps.Add(new PhaseGradient<T>(psi, lambda, free, diagonal.Terms[k]));
                if (many.Length > 0) steps.Add(new IsingGradient<T>(psi, lambda, qubitCount, free, Array.ConvertAll(many, k => diagonal.Terms[k])));
                break;
            case DensePass dense when Varying(dense.Angles).Length > 0:
                steps.Add(new TransitionGradient<T>(psi, lambda, free, dense.Qubits.AsSpan(), StateVector.Mask(dense.Controls.AsSpan())));
                break;
        }
    }

    /// <summary>Adds the derivatives of a pass from its sums.</summary>
    public static void Add(Pass pass, ReadOnlySpan<double> parameters, ReadOnlySpan<double> sums, Span<double> gradient) =>
        Take(pass, parameters, sums, gradient);

    /// <summary>The sums that are left for others.</summary>
    private static ReadOnlySpan<double> Take(Pass pass, ReadOnlySpan<double> parameters, ReadOnlySpan<double> sums, Span<double> gradient)
    {
        switch (pass)
        {
            case BlockPass block:
                for (var k = block.Steps.Length - 1; k >= 0; k--) sums = Take(block.Steps[k], parameters, sums, gradient);
                return sums;
            case RealRotationPass rotation:
                foreach (var part in rotation.Parts()) sums = TakeAngles(part.Angles, Varying(part.Angles), 1, sums, gradient);
                return sums;
            case RotationPass rotation: return TakeAngles(rotation.Angles, Varying(rotation.Angles), 1, sums, gradient);
            case DiagonalPass diagonal:
                // ∂ψ_i = i v ψ_i, and Re(i λ*ψ) = −Im(λ*ψ).
                var (few, many) = Split(diagonal);
                return TakeAngles(diagonal.Angles, many, -2, TakeAngles(diagonal.Angles, few, -2, sums, gradient), gradient);
            case DensePass dense when Varying(dense.Angles).Length > 0: return TakeMatrix(dense, parameters, sums, gradient);
            default: return sums;
        }
    }

    public static int[] Varying(ResolvedAngle[] angles)
    {
        var varying = new List<int>();
        for (var k = 0; k < angles.Length; k++)
        {
            if (!angles[k].IsConstant) varying.Add(k);
        }

        return [.. varying];
    }

    /// <summary>The varying terms that are summed one by one, and those that are summed together.</summary>
    private static (int[] Few, int[] Many) Split(DiagonalPass pass)
    {
        var varying = Varying(pass.Angles);
        var many = Array.FindAll(varying, k => IsingForm.Holds(pass.Terms[k]));
        return many.Length <= FewTerms ? (varying, []) : (Array.FindAll(varying, k => !IsingForm.Holds(pass.Terms[k])), many);
    }

    private static double[][] Weights(ResolvedAngle[] angles, int[] varying)
    {
        var rows = new SortedDictionary<int, double[]>();
        for (var s = 0; s < varying.Length; s++)
        {
            foreach (var (index, scale) in angles[varying[s]].Terms)
            {
                if (!rows.TryGetValue(index, out var row)) rows[index] = row = new double[varying.Length];
                row[s] += scale;
            }
        }

        return [.. rows.Values];
    }

    private static ReadOnlySpan<double> TakeAngles(ResolvedAngle[] angles, int[] varying, double factor, ReadOnlySpan<double> sums, Span<double> gradient)
    {
        for (var k = 0; k < varying.Length; k++)
        {
            foreach (var (index, scale) in angles[varying[k]].Terms) gradient[index] += factor * scale * sums[k];
        }

        return sums[varying.Length..];
    }

    private static ReadOnlySpan<double> TakeMatrix(DensePass pass, ReadOnlySpan<double> parameters, ReadOnlySpan<double> sums, Span<double> gradient)
    {
        var dimension = 1 << pass.Qubits.Length;
        var values = pass.AnglesAt(parameters);
        var adjoint = SmallMatrix.Adjoint(pass.MatrixAt(parameters));
        foreach (var a in Varying(pass.Angles))
        {
            var generator = SmallMatrix.Product(GateDerivative.Of(pass.Gate!, values, a), adjoint, dimension);
            var sum = 0.0;
            for (var k = 0; k < generator.Length; k++) sum += (generator[k] * new Complex(sums[2 * k], sums[(2 * k) + 1])).Real;
            foreach (var (index, scale) in pass.Angles[a].Terms) gradient[index] += 2 * scale * sum;
        }

        return sums[(2 * dimension * dimension)..];
    }
}
