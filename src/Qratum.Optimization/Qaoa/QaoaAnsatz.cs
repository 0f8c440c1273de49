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
    /// <summary>Makes the standard circuit with symbolic angles.</summary>
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
        return Create(model, layers, new TransverseMixer(model.SpinCount));
    }

    /// <summary>Makes a circuit with another mixer or more angles.</summary>
    /// <param name="model">The model whose energy is to be minimized; spin i is qubit i.</param>
    /// <param name="layers">Number of layers p, at least 1.</param>
    /// <param name="mixer">The mixer, on as many qubits as there are spins.</param>
    /// <param name="sharing">Which gates of a layer share an angle.</param>
    /// <returns>
    /// A circuit without measurements. Its parameters are the γ of the first layer, of the second and so on, then the β likewise; where a layer
    /// has several they are called <c>gamma[layer][k]</c>. Terms of the cost are the fields that are not zero by spin, then the couplings in the order of the edges.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no layer, or the sharing is none of the enumeration.</exception>
    /// <exception cref="ArgumentException">The mixer has another number of qubits.</exception>
    public static Circuit Create(IsingModel model, int layers, IMixer mixer, AngleSharing sharing = AngleSharing.Layer)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(mixer);
        ArgumentOutOfRangeException.ThrowIfLessThan(layers, 1);
        return new QaoaForm(CostFunction.Of(model), mixer, layers, sharing).Circuit;
    }

    /// <summary>Makes a circuit for an energy with products of any number of spins.</summary>
    /// <param name="polynomial">The energy to be minimized; spin i is qubit i.</param>
    /// <param name="layers">Number of layers p, at least 1.</param>
    /// <param name="mixer">The mixer, on as many qubits as there are spins.</param>
    /// <param name="sharing">Which gates of a layer share an angle.</param>
    /// <returns>As for a model; terms of the cost are those of the polynomial in their order, exp(-2iγ·(-J)/2 · Z…Z) each.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no layer, or the sharing is none of the enumeration.</exception>
    /// <exception cref="ArgumentException">The mixer has another number of qubits.</exception>
    public static Circuit Create(SpinPolynomial polynomial, int layers, IMixer mixer, AngleSharing sharing = AngleSharing.Layer)
    {
        ArgumentNullException.ThrowIfNull(polynomial);
        ArgumentNullException.ThrowIfNull(mixer);
        ArgumentOutOfRangeException.ThrowIfLessThan(layers, 1);
        return new QaoaForm(CostFunction.Of(polynomial), mixer, layers, sharing).Circuit;
    }
}
