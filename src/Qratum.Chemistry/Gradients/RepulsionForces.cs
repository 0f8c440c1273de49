using System.Numerics;
using System.Runtime.CompilerServices;

namespace Qratum.Chemistry;

/// <summary>
/// Derivatives of Σ weight (bra|ket) with respect to the nuclei, one family pair with a run of pairs of one group at a time; nothing is stored. The
/// working memory of one thread.
/// </summary>
/// <remarks>
/// With E_t^ab of the bra, E_u^cd of the ket, R(t+u) and weights Γ, the energy of a primitive quartet is Σ Γ E_t E_u R(t+u). Once for a block of ket
/// primitives the weights are contracted with the ket: H_u = Σ Γ E_u. For each bra primitive follow S(s) = Σ_(t+u=s) E_t H_u, which gives the force on P (that on
/// Q is opposite) as Σ S(s) R(s+1); V_t = Σ_u H_u R(t+u), which the bra's ∂E_t take; and Y_u = Σ_t E_t R(t+u), summed over the bra's
/// primitives, which the ket's ∂E_u take with the weights. So a gradient costs about three times the integrals, whatever the number of atoms.
/// </remarks>
internal sealed class RepulsionForces(PairWeights weights, double[] forces)
{
    /// <summary>Contributions whose weight times Schwarz bound is below this are left out.</summary>
    private const double Negligible = 1e-12;

    private const double NegligiblePrimitives = 1e-15;

    private readonly RepulsionKernel _kernel = new();
    private double[] _weights = [];
    private LaneBlock[] _gamma = [];
    private LaneBlock[] _ket = [];
    private LaneBlock[] _half = [];
    private LaneBlock[] _sums = [];

    // x, y, z: force on P times a/p, force on P, change with A - B, all of the bra; force on P of each ket lane; change with C - D of each ket lane.
    private readonly LaneBlock[] _totals = new LaneBlock[15];

    /// <summary>Adds the derivatives of (bra|ket) for the ket pairs first.. to the end of those that matter.</summary>
    public void Add(PairDerivatives bra, GroupDerivatives ket, int first)
    {
        var group = ket.Group;
        var end = group.EndOfSignificant(first, Negligible / (bra.Pair.Schwarz * Math.Max(1e-30, 8 * weights.Largest * weights.Largest)));
        if (first >= end || bra.Pair.Primitives.Length == 0) return;
        var (braPattern, ketPattern, lanes) = (bra.Pair.Pattern, group.Pattern, LaneBlock.Lanes);
        var degree = braPattern.Degree + ketPattern.Degree;
        var (rows, columns) = (braPattern.Rows.Length, ketPattern.Rows.Length);
        Reserve(degree, rows, columns, ketPattern.HermiteCount);
        var boys = Boys.OfOrder(degree + 1);
        var steps = HermiteIndex.Steps(degree + 1);
        var sums = HermiteIndex.Sums(braPattern.Degree, ketPattern.Degree);
        var turned = HermiteIndex.Sums(ketPattern.Degree, braPattern.Degree);
        Array.Clear(_totals, 0, 9);
        var lastBlock = (group.Starts[end] - 1) / lanes;
        for (var block = group.Starts[first] / lanes; block <= lastBlock; block++)
        {
            if (!FillWeights(bra, ket, block, first, end)) continue;
            ContractWeights(ket, block, rows, columns);
            var half = _half.AsSpan(0, rows * ketPattern.HermiteCount);
            if (!ket.IsOneCentre) half.Clear();
            Array.Clear(_totals, 9, 6);
            for (var k = 0; k < bra.Pair.Primitives.Length; k++)
            {
                if (bra.Pair.Primitives[k].Bound * group.Bounds[block] < NegligiblePrimitives) continue;
                _kernel.CoulombIntegrals(in bra.Pair.Primitives[k], group, block, degree + 1, boys, steps);
                if (!ket.IsOneCentre) _kernel.ContractBra(bra.Pair, k, ketPattern.HermiteCount, sums, half);
                ContractBra(bra, k, ketPattern.HermiteCount, turned, degree);
            }

            if (!ket.IsOneCentre) ContractKet(ket, block, rows, columns, half);
            Scatter(ket, block);
        }

        var (a, b) = (3 * bra.Pair.A.Atom, 3 * bra.Pair.B.Atom);
        for (var axis = 0; axis < 3; axis++)
        {
            var (shared, whole, change) = (Sum(in _totals[axis]), Sum(in _totals[3 + axis]), Sum(in _totals[6 + axis]));
            forces[a + axis] += shared + change;
            forces[b + axis] += whole - shared - change;
        }
    }

    private static double Sum(in LaneBlock block) => Vector.Sum(block.A + block.B + block.C + block.D);

    private void Reserve(int degree, int rows, int columns, int ketHermites)
    {
        _kernel.Reserve(HermiteIndex.Count(degree + 1), degree + 2, 0, 0);
        if (_weights.Length < rows * columns) _weights = new double[rows * columns];
        if (_gamma.Length < rows * columns) _gamma = new LaneBlock[rows * columns];
        if (_ket.Length < rows * ketHermites) (_ket, _half) = (new LaneBlock[rows * ketHermites], new LaneBlock[rows * ketHermites]);
        if (_sums.Length < HermiteIndex.Count(degree)) _sums = new LaneBlock[HermiteIndex.Count(degree)];
    }

    /// <summary>The weights of each lane's pair; false where none matters.</summary>
    private bool FillWeights(PairDerivatives bra, GroupDerivatives ket, int block, int first, int end)
    {
        var lanes = LaneBlock.Lanes;
        var count = bra.First.Length * ket.Group.Pattern.Rows.Length;
        var gamma = _gamma.AsSpan(0, count);
        var filled = false;
        for (var lane = 0; lane < lanes;)
        {
            var pair = ket.PairOfLane[(block * lanes) + lane];
            var stop = lane + 1;
            while (stop < lanes && ket.PairOfLane[(block * lanes) + stop] == pair) stop++;
            var matters = false;
            if (pair >= first && pair < end)
            {
                var largest = weights.Fill(bra, ket.Pairs[pair], _weights);
                matters = largest * bra.Pair.Schwarz * ket.Pairs[pair].Pair.Schwarz >= Negligible;
            }

            if (matters && !filled)
            {
                gamma.Clear();
                filled = true;
            }

            if (matters)
            {
                for (var n = 0; n < gamma.Length; n++) LaneBlock.MutableScalars(ref gamma[n])[lane..stop].Fill(_weights[n]);
            }
            else if (filled)
            {
                for (var n = 0; n < gamma.Length; n++) LaneBlock.MutableScalars(ref gamma[n])[lane..stop].Clear();
            }

            lane = stop;
        }

        return filled;
    }

    /// <summary>H[row · Hermites + u] = Σ Γ E_u.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ContractWeights(GroupDerivatives ket, int block, int rows, int columns)
    {
        var pattern = ket.Group.Pattern;
        var entries = ket.Group.Entries.AsSpan(block * pattern.EntryCount, pattern.EntryCount);
        for (var row = 0; row < rows; row++)
        {
            var target = _ket.AsSpan(row * pattern.HermiteCount, pattern.HermiteCount);
            target.Clear();
            for (var column = 0; column < columns; column++)
            {
                ref readonly var weight = ref _gamma[(row * columns) + column];
                for (var n = pattern.Starts[column]; n < pattern.Starts[column + 1]; n++) AddProduct(in weight, in entries[n], ref target[pattern.Hermites[n]]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ContractBra(PairDerivatives bra, int primitive, int ketCount, int[] sums, int degree)
    {
        var pattern = bra.Pair.Pattern;
        var (hermites, starts, count) = (pattern.Hermites, pattern.Starts, pattern.EntryCount);
        var e = bra.Pair.Entries.AsSpan(primitive * count, count);
        var isOneCentre = bra.IsOneCentre;
        ReadOnlySpan<double> ex = default, ey = default, ez = default;
        if (!isOneCentre)
        {
            ex = bra.Entries[0].AsSpan(primitive * count, count);
            ey = bra.Entries[1].AsSpan(primitive * count, count);
            ez = bra.Entries[2].AsSpan(primitive * count, count);
        }

        var r = _kernel.Hermites;
        var s = _sums.AsSpan(0, HermiteIndex.Count(degree));
        s.Clear();
        ref var changeX = ref _totals[6];
        ref var changeY = ref _totals[7];
        ref var changeZ = ref _totals[8];
        for (var row = 0; row + 1 < starts.Length; row++)
        {
            var h = _ket.AsSpan(row * ketCount, ketCount);
            for (var n = starts[row]; n < starts[row + 1]; n++)
            {
                var weight = new Vector<double>(e[n]);
                var sum = sums.AsSpan(hermites[n] * ketCount, ketCount);
                LaneBlock v = default;
                for (var u = 0; u < sum.Length; u++)
                {
                    ref readonly var source = ref h[u];
                    ref var target = ref s[sum[u]];
                    target.A = Vector.MultiplyAddEstimate(weight, source.A, target.A);
                    target.B = Vector.MultiplyAddEstimate(weight, source.B, target.B);
                    target.C = Vector.MultiplyAddEstimate(weight, source.C, target.C);
                    target.D = Vector.MultiplyAddEstimate(weight, source.D, target.D);
                    if (isOneCentre) continue;
                    ref readonly var integral = ref r[sum[u]];
                    v.A = Vector.MultiplyAddEstimate(integral.A, source.A, v.A);
                    v.B = Vector.MultiplyAddEstimate(integral.B, source.B, v.B);
                    v.C = Vector.MultiplyAddEstimate(integral.C, source.C, v.C);
                    v.D = Vector.MultiplyAddEstimate(integral.D, source.D, v.D);
                }

                if (isOneCentre) continue;
                AddScaled(ex[n], in v, ref changeX);
                AddScaled(ey[n], in v, ref changeY);
                AddScaled(ez[n], in v, ref changeZ);
            }
        }

        var raised = HermiteIndex.Sums(1, degree); // [s · 4 + 1 + axis]: s raised along the axis
        for (var axis = 0; axis < 3; axis++)
        {
            LaneBlock force = default;
            for (var n = 0; n < s.Length; n++) AddProduct(in s[n], in r[raised[(n * 4) + 1 + axis]], ref force);
            AddScaled(bra.Shares[primitive], in force, ref _totals[axis]);
            AddScaled(1, in force, ref _totals[3 + axis]);
            AddScaled(1, in force, ref _totals[9 + axis]);
        }
    }

    /// <summary>The change with C - D: Σ Γ Y_u ∂E_u, in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ContractKet(GroupDerivatives ket, int block, int rows, int columns, ReadOnlySpan<LaneBlock> half)
    {
        var pattern = ket.Group.Pattern;
        var from = block * pattern.EntryCount;
        for (var column = 0; column < columns; column++)
        {
            for (var n = pattern.Starts[column]; n < pattern.Starts[column + 1]; n++)
            {
                LaneBlock z = default;
                for (var row = 0; row < rows; row++) AddProduct(in _gamma[(row * columns) + column], in half[(row * pattern.HermiteCount) + pattern.Hermites[n]], ref z);
                for (var axis = 0; axis < 3; axis++) AddProduct(in z, in ket.Entries[axis][from + n], ref _totals[12 + axis]);
            }
        }
    }

    /// <summary>Hands the forces on the ket's lanes to their atoms.</summary>
    private void Scatter(GroupDerivatives ket, int block)
    {
        var lanes = LaneBlock.Lanes;
        var shares = LaneBlock.Scalars(in ket.Shares[block]);
        for (var axis = 0; axis < 3; axis++)
        {
            var onP = LaneBlock.Scalars(in _totals[9 + axis]);
            var changes = LaneBlock.Scalars(in _totals[12 + axis]);
            for (var lane = 0; lane < lanes; lane++)
            {
                var index = ket.PairOfLane[(block * lanes) + lane];
                if (index < 0) continue;
                var pair = ket.Pairs[index].Pair;
                var shared = -shares[lane] * onP[lane];
                forces[(3 * pair.A.Atom) + axis] += shared + changes[lane];
                forces[(3 * pair.B.Atom) + axis] += -onP[lane] - shared - changes[lane];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddProduct(in LaneBlock x, in LaneBlock y, ref LaneBlock sum)
    {
        sum.A = Vector.MultiplyAddEstimate(x.A, y.A, sum.A);
        sum.B = Vector.MultiplyAddEstimate(x.B, y.B, sum.B);
        sum.C = Vector.MultiplyAddEstimate(x.C, y.C, sum.C);
        sum.D = Vector.MultiplyAddEstimate(x.D, y.D, sum.D);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddScaled(double factor, in LaneBlock x, ref LaneBlock sum)
    {
        var f = new Vector<double>(factor);
        sum.A = Vector.MultiplyAddEstimate(f, x.A, sum.A);
        sum.B = Vector.MultiplyAddEstimate(f, x.B, sum.B);
        sum.C = Vector.MultiplyAddEstimate(f, x.C, sum.C);
        sum.D = Vector.MultiplyAddEstimate(f, x.D, sum.D);
    }
}
