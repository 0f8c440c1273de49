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
        _aligned = (nint)(((nuint)_allocated + alignment - 1) & ~(alignment - 1));
        // Huge pages must be asked for before first touch; where the system has no such call, ordinary pages do.
        if (Bytes >= HugePage && OperatingSystem.IsLinux()) _ = Advise(_aligned, Bytes, AdviseHugePage);
    }

    // A net under owners that forget to dispose: native memory is not seen by the collector.
    ~AlignedBuffer() => Free();

    public nuint Bytes { get; }

    public void* Pointer => _allocated != 0 ? (void*)_aligned : throw new ObjectDisposedException("state memory");

    /// <exception cref="NotSupportedException">There is not so much memory.</exception>
    public static void ThrowIfTooLarge(UInt128 bytes, string what)
    {
        var available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (bytes > (UInt128)available)
            throw new NotSupportedException(string.Create(CultureInfo.InvariantCulture, $"{what} needs {bytes} bytes ({(double)bytes / (1 << 30):G4} GiB); this machine has {available} bytes ({(double)available / (1 << 30):G4} GiB)."));
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Advise(nint address, nuint length, int advice);

    private void Free()
    {
        var pointer = Interlocked.Exchange(ref _allocated, 0);
        if (pointer != 0) NativeMemory.Free((void*)pointer);
    }
}
