using Xunit;

namespace Qratum.Chemistry.Tests;

public class SpellingTests
{
    [Fact]
    public void Long_text_is_cut_in_quotes()
    {
        Assert.Equal("'abc'", Spelling.Quote("abc"));
        Assert.Equal($"'{new string('x', 60)}...'", Spelling.Quote(new string('x', 1000)));
    }
}
