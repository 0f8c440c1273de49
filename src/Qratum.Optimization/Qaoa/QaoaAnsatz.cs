namespace Qratum.Optimization;

/// <summary>The circuit of the quantum approximate optimization algorithm.</summary>
/// <remarks>
/// <para>E. Farhi, J. Goldstone, S. Gutmann, "A quantum approximate optimization algorithm", arXiv:1411.4028. From the uniform superposition,
/// each layer applies U_C = exp(-iγC) and then U_B = exp(-iβB) with B = Σ Xᵢ, where C is what is to be <b>maximized</b>: C = -E for a model
/// of energy E. For MaxCut C = Σ w (1 - Zᵢ Zⱼ)/2, so that good angles are positive, and at p = 1 on a 3-regular graph
/// γ = arctan(1/√2) = 0.6155 and β = π/8.</para>
/// <para>Some tables use C' = Σ w Zᵢ Zⱼ instead; their γ is half of ours (and its sign may differ). Constants of C are left out of the circuit:
/// they are a global phase.</para>
/// </remarks>
public static class QaoaAnsatz
{
    /// <summary>Makes the circuit with symbolic angles.</summary>
    /// <param name="model">The model whose energy is to be minimized; spin i is qubit i.</param>
    /// <param name="layers">Number of layers p, at least 1.</param>
    /// <returns>
    /// A circuit without measurements of 2p parameters in this order: <c>gamma[0]</c>, …, <c>gamma[p-1]</c>, <c>beta[0]</c>, …, <c>beta[p-1]</c>.
    /// A layer is RZ(-2γhᵢ) and RZZ(-2γJᵢⱼ) for every field and coupling, then RX(2β) on every qubit.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no layer.</exception>
    public static Circuit Create(IsingModel model, int layers)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(layers, 1);
        var gammas = Enumerable.Range(0, layers).Select(k => new Parameter($"gamma[{k}]")).ToArray();
        var betas = Enumerable.Range(0, layers).Select(k => new Parameter($"beta[{k}]")).ToArray();

        // Declared first: a model without couplings would otherwise lose its gammas.
        var builder = new CircuitBuilder(model.SpinCount).Declare([.. gammas, .. betas]);
        for (var q = 0; q < model.SpinCount; q++) builder.H(q);
        for (var layer = 0; layer < layers; layer++)
        {
            for (var q = 0; q < model.SpinCount; q++)
            {
                if (model.Fields[q] != 0) builder.Rz(-2 * model.Fields[q] * gammas[layer], q);
            }

            foreach (ref readonly var edge in model.Couplings.EdgeSpan)
            {
                if (edge.Weight != 0) builder.Rzz(-2 * edge.Weight * gammas[layer], edge.I, edge.J);
            }

            for (var q = 0; q < model.SpinCount; q++) builder.Rx(2 * betas[layer], q);
        }

        return builder.Build();
    }
}
