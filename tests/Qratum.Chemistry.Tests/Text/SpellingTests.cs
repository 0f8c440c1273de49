using FsCheck.Xunit;
using Xunit;

namespace Qratum.Chemistry.Tests;

public class SpellingTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("sto3g", "sto3g", 0)]
    [InlineData("sot3g", "sto3g", 1)]
    [InlineData("STO3", "sto3g", 1)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("ca", "abc", 3)]
    public void Distance_counts_edits(string a, string b, int distance) => Assert.Equal(distance, Spelling.Distance(a, b));

    [Property]
    public void Distance_is_symmetric_and_bounded(FsCheck.NonNull<string> a, FsCheck.NonNull<string> b)
    {
        var distance = Spelling.Distance(a.Get, b.Get);
        Assert.Equal(distance, Spelling.Distance(b.Get, a.Get));
        Assert.InRange(distance, Math.Abs(a.Get.Length - b.Get.Length), Math.Max(a.Get.Length, b.Get.Length));
    }

    [Fact]
    public void Long_text_is_cut_in_quotes()
    {
        Assert.Equal("'abc'", Spelling.Quote("abc"));
        Assert.Equal($"'{new string('x', 60)}...'", Spelling.Quote(new string('x', 1000)));
    }

    [Fact]
    public void First_of_equals_wins() => Assert.Equal("ab", Spelling.Nearest("a", ["abc", "ab", "ac"]));
}
