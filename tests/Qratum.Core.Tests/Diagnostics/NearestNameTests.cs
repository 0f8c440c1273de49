using FsCheck.Xunit;
using Xunit;

namespace Qratum.Core.Tests.Diagnostics;

public class NearestNameTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("sto3g", "sto3g", 0)]
    [InlineData("sot3g", "sto3g", 1)]
    [InlineData("STO3", "sto3g", 1)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("ca", "abc", 3)]
    public void Distance_counts_edits(string a, string b, int distance) => Assert.Equal(distance, NearestName.Distance(a, b));

    [Property]
    public void Distance_is_symmetric_and_bounded(FsCheck.NonNull<string> a, FsCheck.NonNull<string> b)
    {
        var distance = NearestName.Distance(a.Get, b.Get);
        Assert.Equal(distance, NearestName.Distance(b.Get, a.Get));
        Assert.InRange(distance, Math.Abs(a.Get.Length - b.Get.Length), Math.Max(a.Get.Length, b.Get.Length));
    }

    [Theory]
    [InlineData("kitten", "sitting", null)]
    [InlineData("sto3g", "sto-3g", "sto-3g")]
    [InlineData("RFH", "rhf", "rhf")]
    [InlineData("lbgfs", "lbfgs", "lbfgs")]
    [InlineData("uccsd", "hardware-efficient", null)]
    [InlineData("cobila", "cobyla", "cobyla")]
    [InlineData("x", "y", null)]
    [InlineData("", "x", null)]
    public void A_third_of_the_letters_may_differ(string word, string candidate, string? found)
    {
        Assert.Equal(found, NearestName.Find(word, [candidate]));
        Assert.Equal(found is null ? "" : $" Did you mean '{found}'?", NearestName.Hint(word, [candidate]));
    }

    [Fact]
    public void First_of_equals_wins_and_long_text_is_not_compared()
    {
        Assert.Equal("ab", NearestName.Closest("a", ["abc", "ab", "ac"]));
        Assert.Equal("d2", NearestName.Find("d", ["c", "d2"]));
        Assert.Equal("sitting", NearestName.Closest("kitten", ["hardware-efficient", "sitting"]));
        Assert.Null(NearestName.Closest("a", []));
        Assert.Null(NearestName.Closest(new string('a', 101), ["a"]));
    }
}
