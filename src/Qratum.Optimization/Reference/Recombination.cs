namespace Qratum.Optimization;

/// <summary>
/// The best child of two configurations: where they differ, connected parts can be chosen from either independently, since no coupling joins two parts.
/// The child is at least as good as both parents.
/// </summary>
/// <remarks>
/// The parts are the clusters of J. Houdayer, Eur. Phys. J. B 22, 479 (2001); choosing the better of each is the partition crossover of
/// D. Whitley, D. Hains, A. Howe, GECCO 2009. On sparse graphs there are many parts, on dense ones one.
/// </remarks>
internal sealed class Recombination(IsingModel model)
{
    private readonly int[] _part = new int[model.SpinCount];
    private readonly Stack<int> _open = new();

    /// <summary>Improves one configuration with the parts of another; returns by how much its energy fell.</summary>
    public double Improve(sbyte[] spins, sbyte[] other)
    {
        var fall = Take(spins, other, differing: -1);

        // Without fields the mirror image of the other is as good, and differs where the other does not.
        return model.HasFields ? fall : fall + Take(spins, other, differing: 1);
    }

    private double Take(sbyte[] spins, sbyte[] other, int differing)
    {
        var fall = 0.0;
        Array.Clear(_part);
        var parts = 0;
        var members = new List<int>();
        for (var start = 0; start < spins.Length; start++)
        {
            if (_part[start] != 0 || spins[start] * other[start] != differing) continue;
            parts++;
            members.Clear();
            _part[start] = parts;
            _open.Push(start);
            while (_open.TryPop(out var i))
            {
                members.Add(i);
                foreach (var j in model.Couplings.Neighbours(i))
                {
                    if (_part[j] != 0 || spins[j] * other[j] != differing) continue;
                    _part[j] = parts;
                    _open.Push(j);
                }
            }

            // Only couplings that leave the part, and fields, change when all of it flips.
            var gain = 0.0;
            foreach (var i in members)
            {
                var field = model.Fields[i];
                var neighbours = model.Couplings.Neighbours(i);
                var couplings = model.Couplings.NeighbourWeights(i);
                for (var k = 0; k < neighbours.Length; k++)
                {
                    if (_part[neighbours[k]] != parts) field += couplings[k] * spins[neighbours[k]];
                }

                gain += spins[i] * field;
            }

            if (!(gain > 0)) continue;
            foreach (var i in members) spins[i] = (sbyte)-spins[i];
            fall += 2 * gain;
        }

        return fall;
    }
}
