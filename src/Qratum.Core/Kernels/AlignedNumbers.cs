namespace Qratum.Kernels;

/// <summary>
/// A managed array that stays in place and begins at a 64-byte line: a vector that crosses lines costs two loads.
/// </summary>
internal readonly unsafe struct AlignedNumbers<T>
    where T : unmanaged
{
    private const int Line = 64;

    // Keeps the memory that the pointer leads to.
    private readonly T[] _array;

    /// <summary>Makes zeros.</summary>
    /// <param name="length">Number of elements; with 0 the pointer is null.</param>
    public AlignedNumbers(int length)
    {
        _array = length == 0 ? [] : GC.AllocateArray<T>(length + (Line / sizeof(T)), pinned: true);
        var address = length == 0 ? 0 : (nint)System.Runtime.CompilerServices.Unsafe.AsPointer(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(_array));
        Pointer = (T*)((address + Line - 1) / Line * Line);
    }

    /// <summary>The first element.</summary>
    public T* Pointer { get; }
}
