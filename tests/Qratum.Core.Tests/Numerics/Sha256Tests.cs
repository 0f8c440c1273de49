using System.Security.Cryptography;
using Xunit;

namespace Qratum.Core.Tests.Numerics;

public sealed class Sha256Tests
{
    [Fact]
    public void It_is_the_platforms_for_every_length_in_any_pieces()
    {
        var random = new PhiloxRandom(4);
        for (var length = 0; length < 300; length++)
        {
            var message = new byte[length];
            random.NextBytes(message);
            var hash = new Sha256();
            for (var start = 0; start < length;)
            {
                var piece = Math.Min(length - start, random.Next(70));
                hash.Add(message.AsSpan(start, piece));
                start += piece;
            }

            Assert.Equal(SHA256.HashData(message), hash.Finish());
        }
    }
}
