using System.Collections.Immutable;
using System.Globalization;

namespace Qratum.Optimization;

/// <summary>Expectation values of single spins and of coupled pairs in one state, and the energy they add up to. Immutable.</summary>
public sealed class SpinCorrelations
{
    /// <summary>Collects expectation values.</summary>
    /// <param name="model">The model that they belong to.</param>
    /// <param name="spins">⟨Zᵢ⟩, one per spin.</param>
    /// <param name="couplings">⟨ZᵢZⱼ⟩, one per coupling in the order of its edges.</param>
    /// <exception cref="ArgumentException">There are more or fewer values than spins or couplings, or one is not finite.</exception>
    public SpinCorrelations(IsingModel model, ReadOnlySpan<double> spins, ReadOnlySpan<double> couplings)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (spins.Length != model.SpinCount)
            throw new ArgumentException($"There are {spins.Length} values for {model.SpinCount} spins.", nameof(spins));
        if (couplings.Length != model.Couplings.EdgeCount)
            throw new ArgumentException($"There are {couplings.Length} values for {model.Couplings.EdgeCount} couplings.", nameof(couplings));
        Model = model;
        (Spins, Couplings) = ([.. spins], [.. couplings]);
        var energy = model.Constant;
        for (var i = 0; i < spins.Length; i++) energy += model.Fields[i] * spins[i];
        var edges = model.Couplings.EdgeSpan;
        for (var k = 0; k < edges.Length; k++) energy += edges[k].Weight * couplings[k];
        if (!double.IsFinite(energy) || Spins.Any(static z => !double.IsFinite(z)) || Couplings.Any(static z => !double.IsFinite(z)))
            throw new ArgumentException("An expectation value is not a finite number.");
        Energy = energy;
    }

    /// <summary>The model.</summary>
    public IsingModel Model { get; }

    /// <summary>Expected energy: constant + Σ hᵢ⟨Zᵢ⟩ + Σ Jᵢⱼ⟨ZᵢZⱼ⟩, added in this order.</summary>
    public double Energy { get; }

    /// <summary>⟨Zᵢ⟩ of every spin, -1 to 1; 0 for all of them where the model has no fields.</summary>
    public ImmutableArray<double> Spins { get; }

    /// <summary>⟨ZᵢZⱼ⟩ of every coupling, -1 to 1, in the order of <see cref="Graph.Edges"/>.</summary>
    public ImmutableArray<double> Couplings { get; }

    /// <summary>
    /// A configuration that agrees with the strongest correlations: couplings in order of falling |⟨ZᵢZⱼ⟩| join their spins as ⟨ZᵢZⱼ⟩ says,
    /// unless these are joined already; |⟨Zᵢ⟩| joins spin i to a spin that is up. Then single spins turn as long as that lowers the energy.
    /// </summary>
    /// <remarks>
    /// A maximum spanning forest, as in one step of recursive QAOA (S. Bravyi, A. Kliesch, R. Koenig, E. Tang, Phys. Rev. Lett. 125 (2020)
    /// 260505, arXiv:1910.08980) without computing anew. No sampling and no randomness; of equal values the first counts.
    /// O(couplings · log couplings), and the couplings of each spin that turns.
    /// </remarks>
    public BitString Round() => CorrelationRounding.Round(this);

    /// <summary>The energy and the numbers of values in words.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"energy {Energy:R} of {Spins.Length} spins, {Couplings.Length} couplings");
}
