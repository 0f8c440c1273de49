namespace Qratum.Optimization;

/// <content>LP files.</content>
public sealed partial class OptimizationModel
{
    /// <summary>
    /// Reads the LP format that most solvers of integer programs read and write: <c>minimize</c> or <c>maximize</c> a linear or quadratic objective (its products
    /// in <c>[ … ] / 2</c>), <c>subject to</c> constraints with &lt;=, &gt;= or =, <c>bounds</c>, <c>general</c>, <c>binary</c>, <c>end</c>; comments begin with a backslash.
    /// Every variable is declared as integer, with bounds, or binary.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="name">Name of the model.</param>
    /// <exception cref="FormatException">
    /// The text is no such model, a variable is continuous or without bounds, or the text ends before <c>end</c>; the message begins with line and column, both from 1.
    /// </exception>
    public static OptimizationModel Parse(string text, string name = "model")
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return LpReader.Read(text, name);
    }

    /// <summary>Reads a file in the format of <see cref="Parse"/>.</summary>
    /// <param name="path">Path of the file, UTF-8 with or without a byte-order mark.</param>
    /// <exception cref="FormatException">The file is no such model; the message begins with the file's name, line and column.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static OptimizationModel FromFile(string path) =>
        TextRows.ReadFile(path, text => LpReader.Read(text, Path.GetFileNameWithoutExtension(path)));

    /// <summary>Writes the format that <see cref="Parse"/> reads, every number with all its digits.</summary>
    /// <param name="writer">Where the text goes; lines end with a line feed.</param>
    /// <exception cref="InvalidOperationException">
    /// The model has no variables, a spin, a name that the format cannot hold, or a degree above 2.
    /// </exception>
    public void WriteLp(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        new LpWriter(this, writer).Run();
    }
}
