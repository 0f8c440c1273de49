using System.Numerics;
using Qratum.Kernels;

namespace Qratum;

/// <summary>What a pass contributes to 2 Re ⟨λ|∂ψ⟩ with both states after the pass.</summary>
internal static class PassGradient
{
    public static void Add(RotationPass pass, StateVector psi, Amplitudes lambda, Span<double> gradient)
    {
        var group = pass.Group;
        var parameters = new SortedSet<int>(pass.Angles.SelectMany(a => a.Terms.Select(t => t.Index)));
        if (parameters.Count == 0) return;
        // weight[p][pattern] = Σ_j ∂θ_j/∂p · sign_j(pattern): where it vanishes for all p the amplitudes need not be read.
        var weights = parameters.ToDictionary(p => p, p =>
        {
            var weight = new double[group.PatternCount];
            for (var j = 0; j < pass.Angles.Length; j++)
            {
                foreach (var (index, scale) in pass.Angles[j].Terms)
                {
                    if (index != p) continue;
                    for (var pattern = 0; pattern < weight.Length; pattern++) weight[pattern] += scale * group.Sign(j, pattern);
                }
            }

            return weight;
        });
        var sums = psi.Amplitudes.RotationGradient(group, pattern => weights.Values.Any(w => w[pattern] != 0), lambda);
        var width = sums.Length < group.PatternCount ? 1 : psi.Precision == Precision.Double ? 8 : 16;
        foreach (var (p, weight) in weights)
        {
            var total = 0.0;
            for (var line = 0; line < group.PatternCount; line++)
            {
                for (var lane = 0; lane < width; lane++) total += weight[line ^ group.LanePattern(lane)] * sums[(line * width) + lane];
            }

            // 2 Re⟨λ|∂ψ⟩ with ∂ψ = (−iP/2)ψ for each string.
            gradient[p] += total;
        }
    }

    public static void Add(DiagonalPass pass, StateVector psi, Amplitudes lambda, Span<double> gradient)
    {
        var varying = Enumerable.Range(0, pass.TermCount).Where(t => !pass.Angles[t].IsConstant).ToArray();
        if (varying.Length == 0) return;
        var all = pass.Terms;
        var sums = psi.Amplitudes.DiagonalGradient([.. varying.Select(t => all[t])], lambda);
        for (var k = 0; k < varying.Length; k++)
        {
            // ∂ψ_i = i v ψ_i, and Re(i λ*ψ) = −Im(λ*ψ).
            foreach (var (index, scale) in pass.Angles[varying[k]].Terms) gradient[index] -= 2 * scale * sums[k];
        }
    }

    public static void Add(RealRotationPass pass, StateVector psi, Amplitudes lambda, Span<double> gradient)
    {
        for (var k = 0; k < pass.Qubits.Length; k++)
        {
            var bit = 1L << pass.Qubits[k];
            Add(new RotationPass(new RotationGroup(bit, bit), [PauliString.Single(psi.QubitCount, pass.Qubits[k], Pauli.Y)], [pass.Angles[k]]), psi, lambda, gradient);
        }
    }

    public static void Add(DensePass pass, ReadOnlySpan<double> parameters, StateVector psi, Amplitudes lambda, Span<double> gradient)
    {
        if (pass.Angles.All(a => a.IsConstant)) return;
        var dimension = 1 << pass.Qubits.Length;
        var rho = psi.Amplitudes.TransitionMatrix(pass.Qubits.AsSpan(), StateVector.Mask(pass.Controls.AsSpan()), lambda);
        var values = Values(pass.Angles, parameters);
        var adjoint = SmallMatrix.Adjoint(pass.MatrixAt(parameters));
        for (var a = 0; a < values.Length; a++)
        {
            if (pass.Angles[a].IsConstant) continue;
            AddAngle(pass.Angles[a], SmallMatrix.Product(GateDerivative.Of(pass.Gate!, values, a), adjoint, dimension), rho, gradient);
        }
    }

    private static void AddAngle(ResolvedAngle angle, Complex[] generator, Complex[] rho, Span<double> gradient)
    {
        var sum = 0.0;
        for (var k = 0; k < rho.Length; k++) sum += (generator[k] * rho[k]).Real;
        foreach (var (index, scale) in angle.Terms) gradient[index] += 2 * scale * sum;
    }

    private static double[] Values(ResolvedAngle[] angles, ReadOnlySpan<double> parameters)
    {
        var values = new double[angles.Length];
        for (var k = 0; k < values.Length; k++) values[k] = angles[k].At(parameters);
        return values;
    }
}
