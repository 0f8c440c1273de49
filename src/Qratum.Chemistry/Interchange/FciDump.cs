using System.Globalization;
using System.Text;

namespace Qratum.Chemistry;

/// <summary>
/// Integrals in the text format FCIDUMP of P. J. Knowles and N. C. Handy, Comput. Phys. Commun. 54, 75 (1989), which most programs of quantum
/// chemistry write and read.
/// </summary>
/// <remarks>
/// A header <c>&amp;FCI NORB=…,NELEC=…,MS2=…, ORBSYM=…, ISYM=…, &amp;END</c> (or <c>/</c>), then lines <c>value i j k l</c> with orbitals from 1:
/// (ij|kl) in chemists' order, h_ij where k = l = 0, the core energy where all are 0; energies of orbitals (j = k = l = 0) are passed over. Each
/// integral may stand in any of its equal orders, also repeatedly, and is 0 if absent. MS2 is the number of α electrons minus that of
/// β electrons. Symmetry labels are passed over: nothing here depends on them. All values are in hartree.
/// </remarks>
public static class FciDump
{
    /// <summary>Reads integrals from text.</summary>
    /// <exception cref="FormatException">The text is no FCIDUMP; the message gives line and column.</exception>
    public static ElectronIntegrals Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new FciDumpReader(new StringReader(text), null).Read();
    }

    /// <summary>Reads integrals from a file.</summary>
    /// <exception cref="FormatException">The file is no FCIDUMP; the message gives file, line and column.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ElectronIntegrals ReadFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var reader = new StreamReader(path, Encoding.UTF8);
        return new FciDumpReader(reader, path).Read();
    }

    /// <summary>Whether a file starts like a FCIDUMP: its first word is <c>&amp;FCI</c>.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static bool IsFciDump(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var reader = new StreamReader(path, Encoding.UTF8);
        int c;
        while ((c = reader.Read()) >= 0 && char.IsWhiteSpace((char)c))
        {
        }

        Span<char> rest = stackalloc char[FciDumpReader.Start.Length - 1];
        return c == FciDumpReader.Start[0] && reader.ReadBlock(rest) == rest.Length
            && rest.Equals(FciDumpReader.Start.AsSpan(1), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Writes integrals, each of the symmetry-distinct ones once, at full precision, so that reading gives the same bits.</summary>
    /// <param name="integrals">What to write.</param>
    /// <param name="writer">Where to.</param>
    /// <param name="threshold">Integrals of at most this magnitude are left out, in hartree; at least 0. By default only zeros are.</param>
    public static void Write(ElectronIntegrals integrals, TextWriter writer, double threshold = 0)
    {
        ArgumentNullException.ThrowIfNull(integrals);
        ArgumentNullException.ThrowIfNull(writer);
        if (!(threshold >= 0)) throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "The threshold must be at least 0.");
        var n = integrals.OrbitalCount;
        writer.Write(string.Create(CultureInfo.InvariantCulture,
            $" {FciDumpReader.Start} NORB={n},NELEC={integrals.ElectronCount},MS2={integrals.AlphaElectrons - integrals.BetaElectrons},\n  ORBSYM="));
        for (var p = 0; p < n; p++) writer.Write("1,");
        writer.Write("\n  ISYM=1,\n &END\n");
        var place = 0;
        for (var p = 0; p < n; p++)
        for (var q = 0; q <= p; q++)
        for (var r = 0; r <= p; r++)
        for (var s = 0; s <= (r == p ? q : r); s++)
            Line(integrals.RepulsionSpan[place++], p + 1, q + 1, r + 1, s + 1);
        for (var p = 0; p < n; p++)
        for (var q = 0; q <= p; q++)
            Line(integrals.OneElectronSpan[(p * n) + q], p + 1, q + 1, 0, 0);
        writer.Write(string.Create(CultureInfo.InvariantCulture, $"{integrals.CoreEnergy,24:R} 0 0 0 0\n"));

        void Line(double value, int i, int j, int k, int l)
        {
            if (Math.Abs(value) > threshold) writer.Write(string.Create(CultureInfo.InvariantCulture, $"{value,24:R} {i} {j} {k} {l}\n"));
        }
    }
}
