namespace Qratum.Kernels;

/// <summary>
/// Memory for the tables of bound steps, kept from one binding to the next: a circuit run again with other angles takes none from
/// the system. All of it begins at 64-byte lines, since a vector that crosses lines costs two loads.
/// </summary>
internal sealed unsafe class BindRoom : IDisposable
{
    private const nuint Line = 64, Smallest = 1 << 14;
    private readonly List<AlignedBuffer> _buffers = [];
    private nuint _used, _total;

    /// <summary>Forgets all tables; those taken before are no longer valid.</summary>
    public void Clear()
    {
        if (_buffers.Count > 1)
        {
            Dispose();
            _buffers.Add(new AlignedBuffer(_total, "The tables of a circuit"));
        }

        _used = 0;
        _total = _buffers.Count == 0 ? 0 : _buffers[0].Bytes;
    }

    /// <summary>Zeros, at least one line of them.</summary>
    public T* Take<T>(int length)
        where T : unmanaged
    {
        var bytes = (((nuint)length * (nuint)sizeof(T)) + Line) & ~(Line - 1);
        if (_buffers.Count == 0 || _used + bytes > _buffers[^1].Bytes)
        {
            var size = Math.Max(Math.Max(bytes, Smallest), _total);
            _buffers.Add(new AlignedBuffer(size, "The tables of a circuit"));
            _total += size;
            _used = 0;
        }

        var start = (byte*)_buffers[^1].Pointer + _used;
        new Span<byte>(start, checked((int)bytes)).Clear();
        _used += bytes;
        return (T*)start;
    }

    public void Dispose()
    {
        foreach (var buffer in _buffers) buffer.Dispose();
        _buffers.Clear();
    }
}
