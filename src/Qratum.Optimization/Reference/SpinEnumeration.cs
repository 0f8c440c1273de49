using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Qratum.Optimization;

/// <summary>
/// Visits all configurations of a few spins, depth first: fixing spin r - 1 turns its couplings into fields of the spins below it, so
/// that a configuration costs two or three operations however dense the model is. The lowest three spins are one vector of eight energies.
/// </summary>
/// <remarks>
/// Every energy is summed along its own path from the root, so that rounding does not build up over the walk and does not depend on
/// where the walk began. Among equal energies the smallest number (spin n - 1 most significant) wins.
/// </remarks>
internal sealed class SpinEnumeration
{
    private const int LeafSpins = 3;

    private readonly int _count;
    private readonly double[] _couplings; // row r holds Jᵣᵢ for i < r at r * _count
    private readonly double[] _fields; // row r holds the fields of the spins below r at r * _count
    private readonly Vector512<double> _leaf; // couplings among the three lowest spins, for their eight configurations

    /// <summary>Prepares a model whose couplings are given as a symmetric matrix, row by row.</summary>
    internal SpinEnumeration(int count, double[] couplings)
    {
        _count = count;
        _couplings = couplings;
        _fields = new double[(count + 1) * Math.Max(count, LeafSpins)];
        Span<double> leaf = stackalloc double[8];
        for (var k = 0; k < 8; k++)
        {
            for (var i = 0; i < Math.Min(count, LeafSpins); i++)
            {
                for (var j = 0; j < i; j++) leaf[k] += couplings[(i * count) + j] * Sign(k, i) * Sign(k, j);
            }
        }

        _leaf = Vector512.Create<double>(leaf);
    }

    /// <summary>Least energy found so far and its configuration.</summary>
    internal double BestEnergy { get; private set; } = double.PositiveInfinity;

    /// <summary>Configuration of <see cref="BestEnergy"/>, bit i for spin i.</summary>
    internal ulong BestBits { get; private set; }

    /// <summary>Walks all configurations with <paramref name="energy"/> added, keeping what is below <see cref="BestEnergy"/>.</summary>
    /// <param name="fields">Fields of all spins.</param>
    /// <param name="energy">Energy to start from.</param>
    /// <param name="fixedBits">Values of the highest spins.</param>
    /// <param name="fixedCount">How many of the highest spins are fixed; the walk covers the others.</param>
    internal void Walk(ReadOnlySpan<double> fields, double energy, ulong fixedBits = 0, int fixedCount = 0)
    {
        var row = fields.ToArray();
        var bits = 0UL;
        var free = _count;
        for (; free > _count - fixedCount; free--)
        {
            var sign = ((fixedBits >> (free - 1)) & 1) == 0 ? 1 : -1;
            bits |= fixedBits & (1UL << (free - 1));
            energy += sign * row[free - 1];
            for (var i = 0; i < free - 1; i++) row[i] += sign * _couplings[((free - 1) * _count) + i];
        }

        row.AsSpan(0, free).CopyTo(RowOf(free));
        if (free < LeafSpins) WalkFew(free, energy, bits);
        else Visit(free, energy, bits);
    }

    private Span<double> RowOf(int spins) => _fields.AsSpan(spins * Math.Max(_count, LeafSpins));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Visit(int spins, double energy, ulong bits)
    {
        if (spins == LeafSpins)
        {
            VisitLeaf(energy, bits);
            return;
        }

        var last = spins - 1;
        var from = RowOf(spins)[..spins];
        var to = RowOf(last)[..last];
        var couplings = _couplings.AsSpan(last * _count, last);
        for (var i = 0; i < to.Length; i++) to[i] = from[i] + couplings[i];
        Visit(last, energy + from[last], bits);
        for (var i = 0; i < to.Length; i++) to[i] = from[i] - couplings[i];
        Visit(last, energy - from[last], bits | (1UL << last));
    }

    private void VisitLeaf(double energy, ulong bits)
    {
        // Lane k is the configuration k: spin i is down (sign -1) where bit i of k is set.
        var signs0 = Vector512.Create(1.0, -1, 1, -1, 1, -1, 1, -1);
        var signs1 = Vector512.Create(1.0, 1, -1, -1, 1, 1, -1, -1);
        var signs2 = Vector512.Create(1.0, 1, 1, 1, -1, -1, -1, -1);
        var fields = RowOf(LeafSpins);
        var energies = Vector512.Create(energy) + _leaf + (signs0 * fields[0]) + (signs1 * fields[1]) + (signs2 * fields[2]);
        if (!Vector512.LessThanAny(energies, Vector512.Create(BestEnergy))) return;
        for (var k = 0; k < 8; k++) Offer(energies[k], bits | (uint)k);
    }

    private void WalkFew(int spins, double energy, ulong bits)
    {
        // Fewer spins than a leaf has: the definition itself. The leaf table serves because absent spins have no couplings.
        for (var k = 0; k < 1 << spins; k++)
        {
            var sum = energy;
            for (var i = 0; i < spins; i++)
            {
                sum += RowOf(spins)[i] * Sign(k, i);
                for (var j = 0; j < i; j++) sum += _couplings[(i * _count) + j] * Sign(k, i) * Sign(k, j);
            }

            Offer(sum, bits | (uint)k);
        }
    }

    private void Offer(double energy, ulong bits)
    {
        if (!(energy < BestEnergy)) return;
        BestEnergy = energy;
        BestBits = bits;
    }

    private static int Sign(int bits, int position) => ((bits >> position) & 1) == 0 ? 1 : -1;
}
