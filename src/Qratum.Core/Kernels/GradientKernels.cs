using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Qratum.Kernels;

/// <summary>Σ_i v_t(i) Im(λ_i* ψ_i) for each diagonal generator t, in one pass.</summary>
internal readonly unsafe struct DiagonalGradientKernel<T> : IRangeKernel
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T* _psi, _lambda;
    private readonly DiagonalTerm[] _terms;
    private readonly Vector512<double>[] _values;
    private readonly double[] _sums;

    private DiagonalGradientKernel(T* psi, T* lambda, DiagonalTerm[] terms, Vector512<double>[] values, double[] sums)
    {
        _psi = psi;
        _lambda = lambda;
        _terms = terms;
        _values = values;
        _sums = sums;
    }

    public static double[] Compute(T* psi, T* lambda, long lines, int threads, DiagonalTerm[] terms)
    {
        var groups = Lanes<T>.Width / 8;
        var values = new Vector512<double>[terms.Length * groups];
        var byLine = new DiagonalTerm[terms.Length];
        for (var t = 0; t < terms.Length; t++)
        {
            var lanes = terms[t] with { Mask = terms[t].Mask & (Lanes<T>.Width - 1) };
            for (var g = 0; g < groups; g++)
            {
                var offset = g * 8;
                values[(t * groups) + g] = Lanes<double>.Create(lane => lanes.ValueAt(lane + offset));
            }

            byLine[t] = terms[t] with { Mask = terms[t].Mask >> Lanes<T>.Bits };
        }

        var chunks = WorkSplit.ChunkCount(lines);
        var sums = new double[chunks * terms.Length];
        WorkSplit.Run(lines, threads, new DiagonalGradientKernel<T>(psi, lambda, byLine, values, sums));
        for (var chunk = 1; chunk < chunks; chunk++)
        {
            for (var t = 0; t < terms.Length; t++) sums[t] += sums[(chunk * terms.Length) + t];
        }

        return sums;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(long start, long end, int chunk)
    {
        var width = Lanes<T>.Width;
        var groups = width / 8;
        var totals = new Vector512<double>[_terms.Length];
        for (var line = start; line < end; line++)
        {
            for (var g = 0; g < groups; g++)
            {
                T* p = _psi + (line * 2 * width) + (g * 8), l = _lambda + (line * 2 * width) + (g * 8);
                Vector512<double> pr = LineLoad<T>.Wide(p), pi = LineLoad<T>.Wide(p + width), lr = LineLoad<T>.Wide(l), li = LineLoad<T>.Wide(l + width);
                var imaginary = Vector512.FusedMultiplyAdd(lr, pi, -(li * pr));
                for (var t = 0; t < _terms.Length; t++)
                {
                    var mask = _terms[t].Mask;
                    if (_terms[t].IsParity)
                    {
                        var part = imaginary * _values[(t * groups) + g];
                        totals[t] += (BitOperations.PopCount((ulong)(mask & line)) & 1) == 0 ? part : -part;
                    }
                    else if ((mask & line) == mask)
                    {
                        totals[t] = Vector512.FusedMultiplyAdd(imaginary, _values[(t * groups) + g], totals[t]);
                    }
                }
            }
        }

        for (var t = 0; t < totals.Length; t++) _sums[(chunk * totals.Length) + t] = Lanes<double>.Sum(totals[t]);
    }
}

/// <summary>ρ[a, b] = Σ λ_a* ψ_b over everything but the given qubits, where the controls are 1: what derivatives of small matrices need.</summary>
internal readonly unsafe struct TransitionKernel<T> : IRangeKernel
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T* _psi, _lambda;
    private readonly int[] _sorted;
    private readonly long[] _offsets;
    private readonly long _controls;
    private readonly Complex[] _sums;

    private TransitionKernel(T* psi, T* lambda, int[] sorted, long[] offsets, long controls, Complex[] sums)
    {
        _psi = psi;
        _lambda = lambda;
        _sorted = sorted;
        _offsets = offsets;
        _controls = controls;
        _sums = sums;
    }

    public static Complex[] Compute(T* psi, T* lambda, long amplitudes, int threads, ReadOnlySpan<int> qubits, long controls)
    {
        var offsets = new long[1 << qubits.Length];
        for (var k = 0; k < offsets.Length; k++)
        {
            for (var b = 0; b < qubits.Length; b++) offsets[k] |= (long)(k >> b & 1) << qubits[b];
        }

        var sorted = qubits.ToArray();
        Array.Sort(sorted);
        var groups = amplitudes >> qubits.Length;
        var size = offsets.Length * offsets.Length;
        var chunks = WorkSplit.ChunkCount(groups);
        var sums = new Complex[chunks * size];
        WorkSplit.Run(groups, threads, new TransitionKernel<T>(psi, lambda, sorted, offsets, controls, sums));
        for (var chunk = 1; chunk < chunks; chunk++)
        {
            for (var k = 0; k < size; k++) sums[k] += sums[(chunk * size) + k];
        }

        return sums[..size];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(long start, long end, int chunk)
    {
        var size = _offsets.Length;
        var psi = new Complex[size];
        var sums = _sums.AsSpan(chunk * size * size, size * size);
        for (var group = start; group < end; group++)
        {
            var index = group;
            foreach (var qubit in _sorted)
            {
                var low = index & ((1L << qubit) - 1);
                index = ((index - low) << 1) | low;
            }

            if ((index & _controls) != _controls) continue;
            for (var k = 0; k < size; k++) psi[k] = Amplitude<T>.Get(_psi, index | _offsets[k]);
            for (var a = 0; a < size; a++)
            {
                var lambda = Complex.Conjugate(Amplitude<T>.Get(_lambda, index | _offsets[a]));
                for (var b = 0; b < size; b++) sums[(a * size) + b] += lambda * psi[b];
            }
        }
    }
}
