using System.Numerics;
using System.Runtime.Intrinsics;

namespace Qratum.Kernels;

/// <summary>
/// A tile of a state as doubles in blocks of 64 amplitudes, lines of 8: the memory of the state itself where it has that form,
/// else a copy (single precision, or fewer than 64 amplitudes, which zeros fill up).
/// </summary>
internal static unsafe class PauliTile<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Whether tiles of a state of so many amplitudes are copies and need room.</summary>
    public static bool Copies(long amplitudes) => typeof(T) == typeof(float) || amplitudes < 1 << PauliGroup.BlockBits;

    /// <summary>Doubles of a tile.</summary>
    public static long Length(int tileBits) => 2L << tileBits;

    /// <summary>A tile to read; <paramref name="room"/> is null where none is needed.</summary>
    public static double* Load(T* state, long amplitudes, long tile, int tileBits, double* room)
    {
        if (room is null) return (double*)state + (tile * Length(tileBits));
        var count = Math.Min(amplitudes, 1L << tileBits);
        if (typeof(T) == typeof(double))
        {
            new Span<double>(room, 128).Clear();
            var doubles = (int)Math.Max(count, 8) * 2;
            new ReadOnlySpan<double>(state, doubles).CopyTo(new Span<double>(room, 128));
            return room;
        }

        if (count < 64) new Span<double>(room, 128).Clear();
        var source = (float*)state + (tile * Length(tileBits));
        for (var line = 0L; line < Math.Max(1, count / 16); line++)
        {
            float* from = source + (line * 32);
            double* to = room + (line * 32);
            Wide(from).Store(to);
            Wide(from + 16).Store(to + 8);
            Wide(from + 8).Store(to + 16);
            Wide(from + 24).Store(to + 24);
        }

        return room;
    }

    /// <summary>Writes back what <see cref="Load"/> gave, if that was a copy.</summary>
    public static void Store(T* state, long amplitudes, long tile, int tileBits, double* room)
    {
        if (room is null) return;
        var count = Math.Min(amplitudes, 1L << tileBits);
        if (typeof(T) == typeof(double))
        {
            new ReadOnlySpan<double>(room, (int)Math.Max(count, 8) * 2).CopyTo(new Span<double>(state, 128));
            return;
        }

        var target = (float*)state + (tile * Length(tileBits));
        for (var line = 0L; line < Math.Max(1, count / 16); line++)
        {
            double* from = room + (line * 32);
            float* to = target + (line * 32);
            Narrow(from).Store(to);
            Narrow(from + 8).Store(to + 16);
            Narrow(from + 16).Store(to + 8);
            Narrow(from + 24).Store(to + 24);
        }
    }

    private static Vector512<double> Wide(float* source)
    {
        var (lower, upper) = Vector256.Widen(Vector256.Load(source));
        return Vector512.Create(lower, upper);
    }

    private static Vector256<float> Narrow(double* source) => Vector256.Narrow(Vector256.Load(source), Vector256.Load(source + 4));
}
