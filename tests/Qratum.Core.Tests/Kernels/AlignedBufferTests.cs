using Qratum.Kernels;
using Xunit;

namespace Qratum.Core.Tests.Kernels;

public sealed class AlignedBufferTests
{
    [Theory]
    [InlineData(64, 64)]
    [InlineData(4096, 64)]
    [InlineData(2 << 20, 2 << 20)]
    [InlineData(64 << 20, 2 << 20)]
    public unsafe void Memory_is_aligned_and_zero_also_when_used_before(int bytes, int alignment)
    {
        for (var round = 0; round < 3; round++)
        {
            using var buffer = new AlignedBuffer((UInt128)bytes, "A test");
            Assert.Equal((nuint)bytes, buffer.Bytes);
            Assert.Equal(0, (nint)buffer.Pointer % alignment);
            var content = new Span<byte>(buffer.Pointer, bytes);
            Assert.False(content.ContainsAnyExcept((byte)0));
            content.Fill(0xA5);
        }
    }

    [Fact]
    public void More_than_the_machine_has_is_refused_with_its_size_before_anything_is_allocated()
    {
        var error = Assert.Throws<NotSupportedException>(() => new AlignedBuffer((UInt128)1 << 60, "A state of 56 qubits"));
        Assert.Contains("A state of 56 qubits needs 1152921504606846976 bytes", error.Message, StringComparison.Ordinal);
        var beyondAddresses = Assert.Throws<NotSupportedException>(() => new AlignedBuffer((UInt128)1 << 70, "A test"));
        Assert.Contains("1180591620717411303424 bytes", beyondAddresses.Message, StringComparison.Ordinal);
    }

    [Fact]
    public unsafe void A_disposed_buffer_has_no_pointer_and_may_be_disposed_again()
    {
        var buffer = new AlignedBuffer(4096, "A test");
        buffer.Dispose();
        buffer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => (nint)buffer.Pointer);
    }
}
