namespace Qratum.Cli;

/// <summary>A picture file whose format is told by its extension.</summary>
internal static class PlotFile
{
    /// <summary>The message for a name of another format, or null when the name is fine.</summary>
    public static string? Refuse(string path) => Path.GetExtension(path).ToLowerInvariant() is ".svg" or ".png"
        ? null
        : $"'{path}' is no picture that can be written: the name must end in .svg or .png.";

    /// <summary>Writes the picture under another name first, so that a failure leaves no half of it.</summary>
    public static void Write(Figure figure, string path)
    {
        var png = Path.GetExtension(path).Equals(".png", StringComparison.OrdinalIgnoreCase);
        AtomicFile.Write(path, stream =>
        {
            var bytes = png ? PngFigure.Draw(figure) : System.Text.Encoding.UTF8.GetBytes(SvgFigure.Draw(figure));
            stream.Write(bytes);
        });
    }
}
