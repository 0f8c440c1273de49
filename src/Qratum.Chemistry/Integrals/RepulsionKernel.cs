using System.Numerics;
using System.Runtime.CompilerServices;

namespace Qratum.Chemistry;

/// <summary>Takes the integrals of one bra pair with one ket pair.</summary>
internal interface IRepulsionSink
{
    /// <summary>values[bra row · ket rows + ket row] are the (bra|ket).</summary>
    void Accept(HermitePair bra, HermitePair ket, ReadOnlySpan<double> values);
}

/// <summary>
/// Electron-repulsion integrals of one family pair (bra) with a run of pairs of one group (ket), by Hermite Gaussians; the
/// working memory of one thread.
/// </summary>
/// <remarks>
/// (ab|cd) = Σ_t E_t^ab Σ_u (-1)^u E_u^cd R_(t+u)(α, P-Q), α = pq/(p+q), with R by the recursion of McMurchie and Davidson.
/// For a block of ket primitives (one in each lane) and every bra primitive: Boys functions, R, then the bra's E are contracted and
/// summed over the bra's primitives; last, once for the block, the ket's E. The bra is the pair of lower degree, so
/// the work per primitive quartet is (entries of the bra) · (Hermite count of the ket).
/// </remarks>
internal sealed class RepulsionKernel
{
    /// <summary>Primitive quartets estimated below this are left out of integrals; not of the Schwarz bounds, which are roots of tiny numbers.</summary>
    public const double NegligiblePrimitives = 1e-17;

    private static readonly double CoulombFactor = 2 * Math.Pow(Math.PI, 2.5);

    private LaneBlock[] _hermite = [];
    private LaneBlock[] _boys = [];
    private LaneBlock[] _half = [];
    private double[] _values = [];

    /// <summary>R(t,u,v) of the last call of <see cref="CoulombIntegrals"/>.</summary>
    internal ReadOnlySpan<LaneBlock> Hermites => _hermite;

    /// <summary>Evaluates (bra|ket) for the ket pairs first..end-1 and hands each to the sink in order.</summary>
    public void Evaluate<TSink>(HermitePair bra, PairGroup ket, int first, int end, double negligible, ref TSink sink)
        where TSink : struct, IRepulsionSink
    {
        if (first >= end || bra.Primitives.Length == 0) return;
        var degree = bra.Pattern.Degree + ket.Pattern.Degree;
        var boys = Boys.OfOrder(degree);
        var steps = HermiteIndex.Steps(degree);
        var sums = HermiteIndex.Sums(bra.Pattern.Degree, ket.Pattern.Degree);
        var rows = bra.Pattern.Rows.Length;
        var columns = ket.Pattern.Rows.Length;
        var halfCount = rows * ket.Pattern.HermiteCount;
        var lanes = LaneBlock.Lanes;
        Reserve(HermiteIndex.Count(degree), degree + 1, halfCount, lanes * rows * columns);

        var size = rows * columns;
        var pair = first;
        var carried = false; // whether slot 0 already holds the first part of `pair`
        for (var block = ket.Starts[first] / lanes; pair < end; block++)
        {
            var half = _half.AsSpan(0, halfCount);
            half.Clear();
            for (var k = 0; k < bra.Primitives.Length; k++)
            {
                if (bra.Primitives[k].Bound * ket.Bounds[block] < negligible) continue;
                CoulombIntegrals(in bra.Primitives[k], ket, block, degree, boys, steps);
                ContractBra(bra, k, ket.Pattern.HermiteCount, sums, half);
            }

            var blockStart = block * lanes;
            var stop = pair;
            while (stop < end && ket.Starts[stop] < blockStart + lanes) stop++;
            ContractKet(ket, block, pair, stop, carried, rows, half);
            carried = ket.Starts[stop] > blockStart + lanes;
            var complete = carried ? stop - 1 : stop;
            var slot = 0;
            for (; pair < complete; slot++, pair++) sink.Accept(bra, ket.Pairs[pair], _values.AsSpan(slot * size, size));
            if (carried && slot > 0) _values.AsSpan(slot * size, size).CopyTo(_values);
        }
    }

    /// <summary>R(t,u,v) of one bra primitive with all lanes of a ket block, with the factor 2π^(5/2) / √(p+q); 1/(pq) is in the coefficients.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void CoulombIntegrals(
        in (double P, double X, double Y, double Z, double Bound) bra, PairGroup ket, int block, int degree, Boys boys, HermiteIndex.Step[] steps)
    {
        ref readonly var q = ref ket.Exponents[block];
        ref readonly var kx = ref ket.X[block];
        ref readonly var ky = ref ket.Y[block];
        ref readonly var kz = ref ket.Z[block];
        Span<LaneBlock> separation = stackalloc LaneBlock[3];
        LaneBlock t, scale, alpha;
        (t.A, alpha.A, scale.A) = Prepare(in bra, q.A, kx.A, ky.A, kz.A, out separation[0].A, out separation[1].A, out separation[2].A);
        (t.B, alpha.B, scale.B) = Prepare(in bra, q.B, kx.B, ky.B, kz.B, out separation[0].B, out separation[1].B, out separation[2].B);
        (t.C, alpha.C, scale.C) = Prepare(in bra, q.C, kx.C, ky.C, kz.C, out separation[0].C, out separation[1].C, out separation[2].C);
        (t.D, alpha.D, scale.D) = Prepare(in bra, q.D, kx.D, ky.D, kz.D, out separation[0].D, out separation[1].D, out separation[2].D);

        var f = _boys.AsSpan(0, degree + 1);
        boys.Evaluate(in t, f);
        for (var m = 0; m <= degree; m++) // (-2α)^m F_m
        {
            ref var value = ref f[m];
            value.A *= scale.A;
            value.B *= scale.B;
            value.C *= scale.C;
            value.D *= scale.D;
            scale.A *= alpha.A;
            scale.B *= alpha.B;
            scale.C *= alpha.C;
            scale.D *= alpha.D;
        }

        var r = _hermite.AsSpan(0, HermiteIndex.Count(degree));
        r[0] = f[degree];
        for (var m = degree - 1; m >= 0; m--)
        {
            // In place, highest first: everything a step reads is still of auxiliary order m + 1.
            for (var c = HermiteIndex.Count(degree - m) - 1; c > 0; c--)
            {
                ref readonly var step = ref steps[c];
                ref readonly var x = ref separation[step.Axis];
                ref readonly var one = ref r[step.First];
                ref var to = ref r[c];
                if (step.Factor == 0)
                {
                    to.A = x.A * one.A;
                    to.B = x.B * one.B;
                    to.C = x.C * one.C;
                    to.D = x.D * one.D;
                    continue;
                }

                ref readonly var two = ref r[step.Second];
                var factor = new Vector<double>(step.Factor);
                to.A = Vector.MultiplyAddEstimate(x.A, one.A, factor * two.A);
                to.B = Vector.MultiplyAddEstimate(x.B, one.B, factor * two.B);
                to.C = Vector.MultiplyAddEstimate(x.C, one.C, factor * two.C);
                to.D = Vector.MultiplyAddEstimate(x.D, one.D, factor * two.D);
            }

            r[0] = f[m];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector<double> T, Vector<double> Alpha, Vector<double> Scale) Prepare(
        in (double P, double X, double Y, double Z, double Bound) bra,
        Vector<double> q, Vector<double> kx, Vector<double> ky, Vector<double> kz,
        out Vector<double> x, out Vector<double> y, out Vector<double> z)
    {
        var p = new Vector<double>(bra.P);
        var inverse = Vector<double>.One / (p + q);
        var alpha = p * q * inverse;
        x = new Vector<double>(bra.X) - kx;
        y = new Vector<double>(bra.Y) - ky;
        z = new Vector<double>(bra.Z) - kz;
        var t = alpha * ((x * x) + (y * y) + (z * z));
        return (t, alpha * -2, Vector.SquareRoot(inverse) * CoulombFactor);
    }

    /// <summary>half[row · ket count + u] += Σ_t E_t R(t+u).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void ContractBra(HermitePair bra, int primitive, int ketCount, int[] sums, Span<LaneBlock> half)
    {
        var pattern = bra.Pattern;
        var hermites = pattern.Hermites;
        var e = bra.Entries.AsSpan(primitive * hermites.Length, hermites.Length);
        var starts = pattern.Starts;
        var r = _hermite.AsSpan();
        for (var u = 0; u < ketCount; u++)
        {
            var sum = sums.AsSpan(u * pattern.HermiteCount, pattern.HermiteCount);
            var n = 0;
            for (var row = 0; row + 1 < starts.Length; row++)
            {
                ref var target = ref half[(row * ketCount) + u];
                var (a, b, c, d) = (target.A, target.B, target.C, target.D);
                for (var stop = starts[row + 1]; n < stop; n++)
                {
                    var weight = new Vector<double>(e[n]);
                    ref readonly var source = ref r[sum[hermites[n]]];
                    a = Vector.MultiplyAddEstimate(weight, source.A, a);
                    b = Vector.MultiplyAddEstimate(weight, source.B, b);
                    c = Vector.MultiplyAddEstimate(weight, source.C, c);
                    d = Vector.MultiplyAddEstimate(weight, source.D, d);
                }

                (target.A, target.B, target.C, target.D) = (a, b, c, d);
            }
        }
    }

    /// <summary>Contracts the ket's Hermite coefficients in every lane, then sums the lanes of each pair into its slot of values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ContractKet(PairGroup ket, int block, int firstPair, int stopPair, bool carried, int rows, Span<LaneBlock> half)
    {
        var lanes = LaneBlock.Lanes;
        var pattern = ket.Pattern;
        var hermites = pattern.Hermites;
        var entries = ket.Entries.AsSpan(block * hermites.Length, hermites.Length);
        var columns = pattern.Rows.Length;
        var count = stopPair - firstPair;
        Span<int> bounds = stackalloc int[count + 1];
        bounds[0] = Math.Max(0, ket.Starts[firstPair] - (block * lanes));
        for (var i = 1; i <= count; i++) bounds[i] = Math.Min(lanes, ket.Starts[firstPair + i] - (block * lanes));

        LaneBlock sum = default;
        var scalars = LaneBlock.MutableScalars(ref sum);
        for (var row = 0; row < rows; row++)
        {
            var source = half.Slice(row * pattern.HermiteCount, pattern.HermiteCount);
            var n = 0;
            for (var column = 0; column < columns; column++)
            {
                var (a, b, c, d) = (Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero);
                for (var stop = pattern.Starts[column + 1]; n < stop; n++)
                {
                    ref readonly var e = ref entries[n];
                    ref readonly var y = ref source[hermites[n]];
                    a = Vector.MultiplyAddEstimate(e.A, y.A, a);
                    b = Vector.MultiplyAddEstimate(e.B, y.B, b);
                    c = Vector.MultiplyAddEstimate(e.C, y.C, c);
                    d = Vector.MultiplyAddEstimate(e.D, y.D, d);
                }

                (sum.A, sum.B, sum.C, sum.D) = (a, b, c, d);
                var place = (row * columns) + column;
                for (var slot = 0; slot < count; slot++, place += rows * columns)
                {
                    var total = slot == 0 && carried ? _values[place] : 0;
                    for (var lane = bounds[slot]; lane < bounds[slot + 1]; lane++) total += scalars[lane];
                    _values[place] = total;
                }
            }
        }
    }

    internal void Reserve(int hermites, int boys, int half, int values)
    {
        if (_hermite.Length < hermites) _hermite = new LaneBlock[hermites];
        if (_boys.Length < boys) _boys = new LaneBlock[boys];
        if (_half.Length < half) _half = new LaneBlock[half];
        if (_values.Length < values) _values = new double[values];
    }
}
