namespace Qratum.Chemistry;

public sealed partial class BasisSet
{
    /// <summary>Reads a basis set from text in Gaussian94 layout.</summary>
    /// <param name="text">
    /// Elements between lines of asterisks; each starts with a line `H 0` and holds shells: a line with the letter (S, P, SP, D, F,
    /// ...), the number of primitives and optionally a scale factor (exponents are multiplied by its square), then exponent and
    /// coefficients of each primitive. Exponents with D (1.0D+00) are read. Lines starting with `!` are comments. A line
    /// `spherical` or `cartesian` before the first element says which functions d and higher shells have; without it,
    /// spherical.
    /// </param>
    /// <param name="name">Name of the set; null takes it from a comment `! Basis set: NAME`, or else "custom".</param>
    /// <exception cref="FormatException">The text cannot be read; the message gives line and column.</exception>
    public static BasisSet Read(string text, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return BasisSetReader.Read(text, name, source: null);
    }

    /// <summary>Reads a basis set from a file in Gaussian94 layout; see <see cref="Read"/>.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="name">Name of the set; null takes it from a comment `! Basis set: NAME`, or else from the file.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="FormatException">The text cannot be read; the message gives file, line and column.</exception>
    public static BasisSet FromFile(string path, string? name = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return BasisSetReader.Read(File.ReadAllText(path), name, path);
    }
}
