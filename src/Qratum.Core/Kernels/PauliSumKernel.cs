using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Qratum.Kernels;

/// <summary>The terms of a Hermitian sum that share an X mask: (Hψ)_i gets f(i) ψ_{i⊕x}, f real (even Y) or imaginary (odd Y).</summary>
internal sealed class XMaskGroup
{
    private readonly List<(long Z, double Coefficient)> _terms = [];

    public XMaskGroup(long x) => X = x;

    public long X { get; }

    /// <summary>Terms with an even number of Y, then those with an odd one.</summary>
    public static List<(XMaskGroup Even, XMaskGroup Odd)> Split(PauliSum sum)
    {
        var groups = new SortedDictionary<long, (XMaskGroup Even, XMaskGroup Odd)>();
        foreach (var (coefficient, pauli) in sum)
        {
            var (x, z) = ((long)pauli.X.Low, (long)pauli.Z.Low);
            if (!groups.TryGetValue(x, out var pair)) groups[x] = pair = (new XMaskGroup(x), new XMaskGroup(x));
            // P|c⟩ = i^y (−1)^{|z∧c|} |c⊕x⟩ with c = i⊕x, and |z∧x| = y: the sign at i is (−1)^{|z∧i|+y}.
            var y = pauli.YCount;
            var sign = ((y + ((y & 2) >> 1)) & 1) == 0 ? 1 : -1;
            ((y & 1) == 0 ? pair.Even : pair.Odd)._terms.Add((z, sign * coefficient.Real));
        }

        return [.. groups.Values];
    }

    /// <summary>Line masks with, for each, the sums over its terms per lane: f at (line, lane) = Σ_m (−1)^{|m∧line|} table[m][lane].</summary>
    public (long[] Masks, Vector512<double>[] Tables) Bind(int laneBits, int group)
    {
        var width = 1 << laneBits;
        var byLine = new SortedDictionary<long, double[]>();
        foreach (var (z, coefficient) in _terms)
        {
            if (!byLine.TryGetValue(z >> laneBits, out var lanes)) byLine[z >> laneBits] = lanes = new double[8];
            for (var lane = 0; lane < 8; lane++)
                lanes[lane] += (BitOperations.PopCount((ulong)(z & (width - 1) & (lane + (group * 8)))) & 1) == 0 ? coefficient : -coefficient;
        }

        return ([.. byLine.Keys], [.. byLine.Values.Select(v => Vector512.Create(v))]);
    }
}

/// <summary>⟨ψ|H|ψ⟩ and H|ψ⟩ for the terms of one X mask. Items are lines.</summary>
internal readonly unsafe struct PauliSumKernel<T> : IRangeKernel
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T* _psi, _target;
    private readonly long _lineX;
    private readonly Vector512<T> _flip;
    private readonly (long[] Masks, Vector512<double>[] Tables)[] _even, _odd;
    private readonly double[] _sums;

    private PauliSumKernel(T* psi, T* target, XMaskGroup even, XMaskGroup odd, double[] sums)
    {
        _psi = psi;
        _target = target;
        _lineX = even.X >> Lanes<T>.Bits;
        _flip = Lanes<T>.FlipIndices((int)(even.X & (Lanes<T>.Width - 1)));
        var groups = Lanes<T>.Width / 8;
        (_even, _odd) = (new (long[], Vector512<double>[])[groups], new (long[], Vector512<double>[])[groups]);
        for (var g = 0; g < groups; g++) (_even[g], _odd[g]) = (even.Bind(Lanes<T>.Bits, g), odd.Bind(Lanes<T>.Bits, g));
        _sums = sums;
    }

    /// <summary>Adds H|ψ⟩ to <paramref name="target"/> unless it is null, and returns ⟨ψ|H|ψ⟩.</summary>
    public static double Apply(T* psi, T* target, long lines, int threads, XMaskGroup even, XMaskGroup odd)
    {
        var sums = new double[WorkSplit.ChunkCount(lines)];
        WorkSplit.Run(lines, threads, new PauliSumKernel<T>(psi, target, even, odd, sums));
        var total = 0.0;
        foreach (var sum in sums) total += sum;
        return total;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(long start, long end, int chunk)
    {
        var width = Lanes<T>.Width;
        Vector512<double> sum = default;
        var partner = stackalloc T[2 * width];
        for (var line = start; line < end; line++)
        {
            T* p = _psi + (line * 2 * width), q = _psi + ((line ^ _lineX) * 2 * width);
            Lanes<T>.Flip(Vector512.Load(q), _flip).Store(partner);
            Lanes<T>.Flip(Vector512.Load(q + width), _flip).Store(partner + width);
            for (var g = 0; g < _even.Length; g++)
            {
                Vector512<double> f = Factor(_even[g], line), h = Factor(_odd[g], line);
                Vector512<double> qr = LineLoad<T>.Wide(partner + (g * 8)), qi = LineLoad<T>.Wide(partner + width + (g * 8));
                // (f + ih) ψ_{i⊕x}
                var re = Vector512.FusedMultiplyAdd(f, qr, -(h * qi));
                var im = Vector512.FusedMultiplyAdd(f, qi, h * qr);
                Vector512<double> pr = LineLoad<T>.Wide(p + (g * 8)), pi = LineLoad<T>.Wide(p + width + (g * 8));
                sum += Vector512.FusedMultiplyAdd(pr, re, pi * im);
                if (_target is not null) Add(_target + (line * 2 * width) + (g * 8), width, re, im);
            }
        }

        _sums[chunk] = Lanes<double>.Sum(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Factor(in (long[] Masks, Vector512<double>[] Tables) terms, long line)
    {
        var factor = Vector512<double>.Zero;
        for (var m = 0; m < terms.Masks.Length; m++)
        {
            var table = terms.Tables[m];
            factor += (BitOperations.PopCount((ulong)(terms.Masks[m] & line)) & 1) == 0 ? table : -table;
        }

        return factor;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(T* target, int width, Vector512<double> re, Vector512<double> im)
    {
        if (typeof(T) == typeof(double))
        {
            var d = (double*)target;
            (Vector512.Load(d) + re).Store(d);
            (Vector512.Load(d + width) + im).Store(d + width);
        }
        else
        {
            var f = (float*)target;
            (Vector256.Load(f) + Vector256.Narrow(re.GetLower(), re.GetUpper())).Store(f);
            (Vector256.Load(f + width) + Vector256.Narrow(im.GetLower(), im.GetUpper())).Store(f + width);
        }
    }
}
