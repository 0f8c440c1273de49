using Xunit;

namespace Qratum.Cli.Tests;

public sealed class PlotFileTests
{
    private static readonly byte[] PngSignature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    [Theory]
    [InlineData("picture.svg")]
    [InlineData("PICTURE.SVG")]
    [InlineData("a b/picture.png")]
    public void Known_extensions_are_taken(string path) => Assert.Null(PlotFile.Refuse(path));

    [Theory]
    [InlineData("picture.pdf")]
    [InlineData("picture")]
    [InlineData("svg")]
    public void Other_extensions_are_refused_naming_those_allowed(string path)
    {
        var reason = PlotFile.Refuse(path);

        Assert.Contains(path, reason, StringComparison.Ordinal);
        Assert.Contains(".svg or .png", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_figures_become_png()
    {
        using var folder = new TemporaryFolder();
        foreach (var figure in new[] { Sample.Curve(), Sample.Cut(), Figures.Convergence("VQE", [-1, -1.1], -1, -1.1) })
        {
            PlotFile.Write(figure, folder.PathOf("picture.png"));

            var bytes = File.ReadAllBytes(folder.PathOf("picture.png"));
            Assert.Equal(PngSignature, bytes[..8]);
            using var picture = SkiaSharp.SKBitmap.Decode(bytes);
            Assert.Equal(800 * figure.Panels.Count, picture.Width);
            Assert.True(picture.Pixels.Distinct().Count() > 20);
        }
    }

    [Fact]
    public void A_failure_leaves_no_file_behind()
    {
        using var folder = new TemporaryFolder();

        Assert.ThrowsAny<Exception>(() => AtomicFile.Write(folder.PathOf("a.txt"), _ => throw new InvalidOperationException("no")));

        Assert.Empty(Directory.GetFiles(folder.Root));
    }
}
