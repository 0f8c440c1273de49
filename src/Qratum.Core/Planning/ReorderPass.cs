using System.Collections.Immutable;

namespace Qratum;

/// <summary>
/// Qubits change places: what was qubit k becomes qubit <see cref="Targets"/>[k]. |0…0⟩ stays as it is, so that a register in
/// this state has nothing to do; any other does the <see cref="Sweeps"/>.
/// </summary>
public sealed class ReorderPass : Pass
{
    internal ReorderPass(IEnumerable<int> targets, IEnumerable<Pass> sweeps)
    {
        Targets = [.. targets];
        Sweeps = [.. sweeps];
        Flipped = Sweeps.Aggregate(0L, (mask, sweep) => mask | sweep.Flipped);
        Cost = Sweeps.Sum(sweep => sweep.Cost);
    }

    /// <summary>Where the qubits go, a permutation.</summary>
    public ImmutableArray<int> Targets { get; }

    /// <summary>Passes that do it to any state.</summary>
    public ImmutableArray<Pass> Sweeps { get; }

    internal override long Flipped { get; }

    internal override double Cost { get; }

    /// <inheritdoc/>
    public override string ToString() =>
        $"reorder {string.Join(" ", Targets.Index().Where(t => t.Item != t.Index).Select(t => $"{t.Index}>{t.Item}"))}: nothing on |0...0>, else {Sweeps.Length} sweeps";
}
