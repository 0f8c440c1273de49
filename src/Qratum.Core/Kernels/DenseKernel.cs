using System.Numerics;
using System.Runtime.CompilerServices;

namespace Qratum.Kernels;

/// <summary>A dense matrix on k qubits under any controls, amplitude by amplitude. Items are groups of 2^k amplitudes.</summary>
internal readonly unsafe struct DenseKernel<T> : IRangeKernel
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T* _state;
    private readonly int[] _sorted;
    private readonly long[] _offsets;
    private readonly long _controls;
    private readonly Complex[] _matrix;

    private DenseKernel(T* state, int[] sorted, long[] offsets, long controls, Complex[] matrix)
    {
        _state = state;
        _sorted = sorted;
        _offsets = offsets;
        _controls = controls;
        _matrix = matrix;
    }

    /// <param name="state">The state.</param>
    /// <param name="amplitudes">2^n; at least 2^k.</param>
    /// <param name="threads">Greatest number of threads.</param>
    /// <param name="qubits">Targets; the first is bit 0 of the matrix index.</param>
    /// <param name="controls">Mask of qubits that must be 1; no target among them.</param>
    /// <param name="matrix">4^k elements, row-major.</param>
    public static void Apply(T* state, long amplitudes, int threads, ReadOnlySpan<int> qubits, long controls, Complex[] matrix)
    {
        var offsets = new long[1 << qubits.Length];
        for (var k = 0; k < offsets.Length; k++)
        {
            for (var b = 0; b < qubits.Length; b++) offsets[k] |= (long)(k >> b & 1) << qubits[b];
        }

        var sorted = qubits.ToArray();
        Array.Sort(sorted);
        WorkSplit.Run(amplitudes >> qubits.Length, threads, new DenseKernel<T>(state, sorted, offsets, controls, matrix));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(long start, long end, int chunk)
    {
        var size = _offsets.Length;
        var input = new Complex[size];
        for (var group = start; group < end; group++)
        {
            var index = group;
            foreach (var qubit in _sorted)
            {
                var low = index & ((1L << qubit) - 1);
                index = ((index - low) << 1) | low;
            }

            if ((index & _controls) != _controls) continue;
            for (var k = 0; k < size; k++) input[k] = Amplitude<T>.Get(_state, index | _offsets[k]);
            for (var row = 0; row < size; row++)
            {
                double re = 0, im = 0;
                for (var column = 0; column < size; column++)
                {
                    var (m, v) = (_matrix[(row * size) + column], input[column]);
                    re += (m.Real * v.Real) - (m.Imaginary * v.Imaginary);
                    im += (m.Real * v.Imaginary) + (m.Imaginary * v.Real);
                }

                Amplitude<T>.Set(_state, index | _offsets[row], re, im);
            }
        }
    }
}

/// <summary>One amplitude of the blocked layout.</summary>
internal static unsafe class Amplitude<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Position of the real part; the imaginary part is a line further.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T* At(T* state, long index)
    {
        long width = Lanes<T>.Width;
        return state + ((index & ~(width - 1)) * 2) + (index & (width - 1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Complex Get(T* state, long index)
    {
        var p = At(state, index);
        return new Complex(double.CreateTruncating(p[0]), double.CreateTruncating(p[Lanes<T>.Width]));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Set(T* state, long index, double re, double im)
    {
        var p = At(state, index);
        p[0] = T.CreateTruncating(re);
        p[Lanes<T>.Width] = T.CreateTruncating(im);
    }
}
