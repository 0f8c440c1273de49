using System.Globalization;
using System.Runtime.InteropServices;

namespace Qratum.Kernels;

/// <summary>
/// Zeroed native memory aligned to 2 MiB (to 64 bytes when small); the one owner of native memory. The system zeroes a page
/// when it is first touched, so that memory costs neither time nor space until it is used.
/// </summary>
internal sealed unsafe partial class AlignedBuffer : IDisposable
{
    private const nuint HugePage = 2 << 20, CacheLine = 64;
    private const int AdviseHugePage = 14; // MADV_HUGEPAGE of Linux
    private static long _live, _peak, _count;
    private readonly nint _aligned;
    private nint _allocated;

    /// <param name="bytes">Number of bytes.</param>
    /// <param name="what">What they are for, as the beginning of a message.</param>
    /// <exception cref="NotSupportedException">There is not so much memory; thrown before allocation.</exception>
    public AlignedBuffer(UInt128 bytes, string what)
    {
        ThrowIfTooLarge(bytes, what);
        Bytes = (nuint)bytes;
        var alignment = Bytes >= HugePage ? HugePage : CacheLine;
        // Large blocks come fresh from the system, already zero; an aligned allocation would have to be cleared, page by page.
        _allocated = (nint)NativeMemory.AllocZeroed(Bytes + alignment);
        Count((long)Bytes);
        _aligned = (nint)(((nuint)_allocated + alignment - 1) & ~(alignment - 1));
        // Huge pages must be asked for before first touch; where the system has no such call, ordinary pages do.
        if (Bytes >= HugePage && OperatingSystem.IsLinux()) _ = Advise(_aligned, Bytes, AdviseHugePage);
    }

    // A net under owners that forget to dispose: native memory is not seen by the collector.
    ~AlignedBuffer() => Free();

    public nuint Bytes { get; }

    public void* Pointer => _allocated != 0 ? (void*)_aligned : throw new ObjectDisposedException("state memory");

    /// <summary>Bytes of all buffers of the process that are not freed.</summary>
    public static long LiveBytes => Interlocked.Read(ref _live);

    /// <summary>The most that <see cref="LiveBytes"/> has been since <see cref="ForgetPeak"/>.</summary>
    public static long PeakBytes => Interlocked.Read(ref _peak);

    /// <summary>Buffers made so far.</summary>
    public static long MadeCount => Interlocked.Read(ref _count);

    public static void ForgetPeak() => Interlocked.Exchange(ref _peak, LiveBytes);

    /// <summary>Refuses what does not fit beside the buffers that there are. Pages are taken when they are touched, far too late for an answer.</summary>
    /// <exception cref="NotSupportedException">There is not so much memory.</exception>
    public static void ThrowIfTooLarge(UInt128 bytes, string what)
    {
        var available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (bytes + (UInt128)LiveBytes <= (UInt128)available) return;
        if (LiveBytes > 0 && bytes <= (UInt128)available)
        {
            // Owners that nobody disposed may hold what is asked for.
            GC.Collect();
            GC.WaitForPendingFinalizers();
            if (bytes + (UInt128)LiveBytes <= (UInt128)available) return;
        }

        var live = LiveBytes;
        var beside = live > 0 ? string.Create(CultureInfo.InvariantCulture, $" beside the {live} bytes of other states") : "";
        throw new NotSupportedException(string.Create(CultureInfo.InvariantCulture, $"{what} needs {bytes} bytes ({(double)bytes / (1 << 30):G4} GiB){beside}; this machine has {available} bytes ({(double)available / (1 << 30):G4} GiB)."));
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Advise(nint address, nuint length, int advice);

    private static void Count(long bytes)
    {
        Interlocked.Increment(ref _count);
        var live = Interlocked.Add(ref _live, bytes);
        for (var peak = PeakBytes; live > peak;)
        {
            var seen = Interlocked.CompareExchange(ref _peak, live, peak);
            if (seen == peak) return;
            peak = seen;
        }
    }

    private void Free()
    {
        var pointer = Interlocked.Exchange(ref _allocated, 0);
        if (pointer == 0) return;
        NativeMemory.Free((void*)pointer);
        Interlocked.Add(ref _live, -(long)Bytes);
    }
}
