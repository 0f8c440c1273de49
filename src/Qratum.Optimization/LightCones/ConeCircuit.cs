namespace Qratum.Optimization;

/// <summary>
/// The circuit of a cone, for cones of few spins and many cycles, whose state takes less work than their contraction. The gates that act
/// outside of the reverse cone are left out.
/// </summary>
internal sealed class ConeCircuit
{
    private readonly Circuit _circuit;
    private readonly PauliSum _observable;

    internal ConeCircuit(Cone cone)
    {
        var gammas = Enumerable.Range(0, cone.Layers).Select(k => new Parameter($"gamma[{k}]")).ToArray();
        var betas = Enumerable.Range(0, cone.Layers).Select(k => new Parameter($"beta[{k}]")).ToArray();
        var builder = new CircuitBuilder(cone.Count).Declare([.. gammas, .. betas]);
        var string1 = PauliString.Identity(cone.Count);
        for (var q = 0; q < cone.Count; q++)
        {
            builder.H(q);
            if (cone.Distances[q] == 0) string1 = string1.With(q, Pauli.Z);
        }

        for (var layer = 0; layer < cone.Layers; layer++)
        {
            for (var q = 0; q < cone.Count; q++)
            {
                if (cone.Fields[q] != 0 && layer < cone.Layers - cone.Distances[q]) builder.Rz(-2 * cone.Fields[q] * gammas[layer], q);
            }

            foreach (var (a, b, weight) in cone.Couplings)
            {
                if (layer < cone.CouplingLayers(a, b)) builder.Rzz(-2 * weight * gammas[layer], a, b);
            }

            for (var q = 0; q < cone.Count; q++)
            {
                if (layer < cone.Layers - cone.Distances[q]) builder.Rx(2 * betas[layer], q);
            }
        }

        _circuit = builder.Build();
        _observable = new PauliSumBuilder(cone.Count).Add(1, string1).Build();
    }

    /// <summary>Work in the units of <see cref="ConePlan.Cost"/>, measured: a sweep of a state costs less per number than a table, but planning comes first.</summary>
    internal static double CostOf(Cone cone) => (Math.ScaleB(1, cone.Count) * cone.Layers * (2 + (0.15 * cone.Count))) + 300_000;

    /// <summary>The expectation value, and its gradient (all γ, then all β) where that is not empty. One thread.</summary>
    internal double Compute(ReadOnlySpan<double> angles, Span<double> gradient, CancellationToken cancellationToken)
    {
        using var backend = new StateVectorBackend(new SimulatorOptions { MaxThreads = 1 });
        var pub = new EstimatorPub(_circuit, _observable, [angles.ToArray()]);

        // A simulator answers before it returns.
        if (gradient.IsEmpty) return backend.EstimateAsync(pub, cancellationToken).AsTask().GetAwaiter().GetResult().Values[0];
        var answer = backend.GradientAsync(pub, cancellationToken).AsTask().GetAwaiter().GetResult();
        answer.Derivatives[0].Span.CopyTo(gradient);
        return answer.Values[0];
    }
}
