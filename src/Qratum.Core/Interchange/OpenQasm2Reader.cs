namespace Qratum;

/// <summary>Reads OpenQASM 2.0 circuits.</summary>
/// <remarks>
/// The language of A. W. Cross, L. S. Bishop, J. A. Smolin, J. M. Gambetta, "Open Quantum Assembly Language",
/// arXiv:1707.03429. <c>qelib1.inc</c> is built in: its gates become Qratum's own, up to a global phase; the later
/// additions of other toolkits (<c>sx</c>, <c>p</c>, <c>cp</c>, <c>rzz</c>, ...) are known too, and a text may define
/// gates of these later names itself. Definitions are expanded, so a circuit holds Qratum's gates only.
/// <para>Any deviation from the language is an error with its place; nothing is guessed.</para>
/// </remarks>
public static class OpenQasm2Reader
{
    /// <summary>Reads a program from text; only <c>qelib1.inc</c> can be included.</summary>
    /// <param name="text">The program; LF, CRLF and CR end a line, a byte-order mark is skipped.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <exception cref="FormatException">The text is no valid program or exceeds a limit; the message starts with line and column, both from 1.</exception>
    public static OpenQasm2Program Read(string text, OpenQasm2Options? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new QasmParser(options ?? OpenQasm2Options.Default).Read(new QasmSource(null, null, text));
    }

    /// <summary>Reads a program from a file; included files are looked up relative to the file that includes them.</summary>
    /// <param name="path">A UTF-8 file.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <exception cref="FormatException">The file is no valid program or exceeds a limit; the message starts with file, line and column, the latter from 1.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static OpenQasm2Program ReadFile(string path, OpenQasm2Options? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var source = new QasmSource(path, Path.GetFullPath(path), File.ReadAllText(path));
        return new QasmParser(options ?? OpenQasm2Options.Default).Read(source);
    }
}
