using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Qratum.Kernels;

/// <summary>Copies a range of amplitudes between the blocked layout and an array of pairs (real, imaginary) of doubles.</summary>
internal readonly unsafe struct TransferKernel<T> : IRangeKernel
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T* _state;
    private readonly double* _pairs;
    private readonly long _start, _end, _firstLine;
    private readonly bool _isIn;

    private TransferKernel(T* state, double* pairs, long start, long length, bool isIn)
    {
        _state = state;
        _pairs = pairs;
        (_start, _end, _isIn) = (start, start + length, isIn);
        _firstLine = start / Lanes<T>.Width;
    }

    /// <summary>Amplitudes <paramref name="start"/> .. <paramref name="start"/> + length − 1 out. Zeros come without sign, see <see cref="Amplitudes.Get"/>.</summary>
    public static void Out(T* state, int threads, long start, Span<Complex> destination)
    {
        fixed (Complex* pairs = destination) Run(new TransferKernel<T>(state, (double*)pairs, start, destination.Length, isIn: false), threads);
    }

    /// <summary>Amplitudes in; the numbers are finite in this precision.</summary>
    public static void In(T* state, int threads, long start, ReadOnlySpan<Complex> source)
    {
        fixed (Complex* pairs = source) Run(new TransferKernel<T>(state, (double*)pairs, start, source.Length, isIn: true), threads);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(long start, long end, int chunk)
    {
        var width = Lanes<T>.Width;
        for (var line = _firstLine + start; line < _firstLine + end; line++)
        {
            var re = _state + (line * 2 * width);
            var first = line * width;
            var pairs = _pairs + (2 * (first - _start));
            if (first < _start || first + width > _end)
            {
                var (from, to) = ((int)(Math.Max(first, _start) - first), (int)(Math.Min(first + width, _end) - first));
                if (_isIn) In(re, pairs, from, to);
                else Out(re, pairs, from, to);
            }
            else if (Vector512.IsHardwareAccelerated && typeof(T) == typeof(double))
            {
                if (_isIn) WholeIn((double*)re, pairs);
                else WholeOut((double*)re, pairs);
            }
            else if (_isIn)
            {
                In(re, pairs, 0, width);
            }
            else
            {
                Out(re, pairs, 0, width);
            }
        }
    }

    private static void Run(in TransferKernel<T> kernel, int threads)
    {
        Debug.Assert(kernel._end > kernel._start, "An empty range has no lines.");
        WorkSplit.Run(((kernel._end - 1) / Lanes<T>.Width) - kernel._firstLine + 1, threads, kernel);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Out(T* re, double* pairs, int from, int to)
    {
        var im = re + Lanes<T>.Width;
        for (var k = from; k < to; k++)
        {
            pairs[2 * k] = double.CreateTruncating(re[k]) + 0.0;
            pairs[(2 * k) + 1] = double.CreateTruncating(im[k]) + 0.0;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void In(T* re, double* pairs, int from, int to)
    {
        var im = re + Lanes<T>.Width;
        for (var k = from; k < to; k++)
        {
            re[k] = T.CreateTruncating(pairs[2 * k]);
            im[k] = T.CreateTruncating(pairs[(2 * k) + 1]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WholeOut(double* line, double* pairs)
    {
        Vector512<double> re = Vector512.Load(line) + Vector512<double>.Zero, im = Vector512.Load(line + 8) + Vector512<double>.Zero;
        var odd = Vector512.Create(0L, -1, 0, -1, 0, -1, 0, -1).AsDouble();
        Vector512<long> low = Vector512.Create(0L, 0, 1, 1, 2, 2, 3, 3), high = Vector512.Create(4L, 4, 5, 5, 6, 6, 7, 7);
        Vector512.ConditionalSelect(odd, Vector512.Shuffle(im, low), Vector512.Shuffle(re, low)).Store(pairs);
        Vector512.ConditionalSelect(odd, Vector512.Shuffle(im, high), Vector512.Shuffle(re, high)).Store(pairs + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WholeIn(double* line, double* pairs)
    {
        Vector512<double> a = Vector512.Load(pairs), b = Vector512.Load(pairs + 8);
        var upper = Vector512.Create(0L, 0, 0, 0, -1, -1, -1, -1).AsDouble();
        Vector512<long> even = Vector512.Create(0L, 2, 4, 6, 0, 2, 4, 6), odd = Vector512.Create(1L, 3, 5, 7, 1, 3, 5, 7);
        Vector512.ConditionalSelect(upper, Vector512.Shuffle(b, even), Vector512.Shuffle(a, even)).Store(line);
        Vector512.ConditionalSelect(upper, Vector512.Shuffle(b, odd), Vector512.Shuffle(a, odd)).Store(line + 8);
    }
}

/// <summary>Looks for a number that is not finite in a precision.</summary>
internal readonly unsafe struct FiniteKernel<T> : IRangeKernel
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double* _numbers;
    private readonly long* _first;

    private FiniteKernel(double* numbers, long* first)
    {
        _numbers = numbers;
        _first = first;
    }

    /// <summary>The first amplitude that is not finite in this precision, −1 if all are.</summary>
    public static long FirstNotFinite(ReadOnlySpan<Complex> amplitudes, int threads)
    {
        var first = long.MaxValue;
        fixed (Complex* numbers = amplitudes) WorkSplit.Run(2L * amplitudes.Length, 1 << 14, threads, new FiniteKernel<T>((double*)numbers, &first));
        return first == long.MaxValue ? -1 : first / 2;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(long start, long end, int chunk)
    {
        // Larger ones round to infinity; also false for NaN.
        var most = typeof(T) == typeof(double) ? double.MaxValue : 3.4028235677973362e38;
        var k = start;
        for (; k + Vector512<double>.Count <= end; k += Vector512<double>.Count)
        {
            if (!Vector512.LessThanOrEqualAll(Vector512.Abs(Vector512.Load(_numbers + k)), Vector512.Create(most))) break;
        }

        for (; k < end; k++)
        {
            if (Math.Abs(_numbers[k]) <= most) continue;
            long seen;
            while (k < (seen = Volatile.Read(ref *_first)) && Interlocked.CompareExchange(ref *_first, k, seen) != seen) ;
            return;
        }
    }
}
