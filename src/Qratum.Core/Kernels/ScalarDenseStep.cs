using System.Numerics;
using System.Runtime.CompilerServices;

namespace Qratum.Kernels;

/// <summary>
/// A matrix on many qubits, amplitude by amplitude: beyond <see cref="MaximumWideQubits"/> the coefficients of
/// <see cref="WideDenseStep{TOps, TVector, T}"/>, one vector each, would no longer stay in a cache.
/// </summary>
internal sealed unsafe class ScalarDenseStep<T> : BlockStep
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Greatest number of qubits that the vector form takes.</summary>
    public const int MaximumWideQubits = 6;

    private readonly T* _state;
    private readonly long[] _offsets;
    private readonly long _outerControls, _position, _fixed;
    private readonly Complex[] _matrix;

    public ScalarDenseStep(T* state, long free, ReadOnlySpan<int> qubits, long controls, Complex[] matrix)
    {
        _state = state;
        _matrix = matrix;
        _outerControls = controls & ~free;
        _position = controls & free;
        _fixed = ~free | _position;
        foreach (var qubit in qubits) _fixed |= 1L << qubit;
        _offsets = new long[1 << qubits.Length];
        for (var k = 0; k < _offsets.Length; k++)
        {
            for (var b = 0; b < qubits.Length; b++) _offsets[k] |= (long)(k >> b & 1) << qubits[b];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(long baseIndex)
    {
        if ((baseIndex & _outerControls) != _outerControls) return;
        var (size, last) = (_offsets.Length, ~_fixed);
        var input = new Complex[size];
        var start = baseIndex | _position;
        long j = 0;
        while (true)
        {
            var index = start | j;
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

            if (j == last) return;
            j = ((j | _fixed) + 1) & ~_fixed;
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
