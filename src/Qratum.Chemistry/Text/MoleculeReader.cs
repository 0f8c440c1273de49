using System.Globalization;

namespace Qratum.Chemistry;

/// <summary>Reads atoms from inline text and from XYZ files.</summary>
internal static class MoleculeReader
{
    // Far beyond any molecule (0.1 m), and small enough that every distance is finite.
    private const double LargestCoordinate = 1_000_000_000;

    // Pairs of atoms are compared, so that a file of millions would hang; orbitals for this many already fill no computer.
    private const int MostAtoms = 100_000;

    public static List<Atom> ReadInline(string text, LengthUnit unit)
    {
        var lines = TextLine.Split(text, source: null);
        var atoms = new List<Atom>();
        foreach (var part in lines.SelectMany(line => line.SplitAt(';')))
        {
            if (part.Count == 0) continue;
            if (part.Count == 1 && atoms.Count == 0 && IsInteger(part[0]) && lines.Count > 1)
                throw part.LocationOf(0).Error($"{Spelling.Quote(part[0])} looks like the first line of an XYZ file; here each line is an atom, XYZ files are read by FromXyz.");
            if (atoms.Count == MostAtoms) throw part.LocationOf(0).Error($"there are more than {MostAtoms} atoms.");
            atoms.Add(ReadAtom(part, XyzColumns.Plain, unit));
            if (part.Count > 4)
                throw part.LocationOf(4).Error($"{Spelling.Quote(part[4])} follows the third coordinate; separate atoms by ';' or a new line.");
        }

        return atoms.Count > 0 ? atoms : throw new TextLocation(null, 1, 1).Error("there is no atom in the text.");
    }

    public static List<Atom> ReadXyz(string text, string? source)
    {
        var lines = TextLine.Split(text, source);
        if (lines.All(line => line.Count == 0)) throw new TextLocation(source, 1, 1).Error("the file is empty.");
        var count = ReadCount(lines[0]);
        if (lines.Count < 2) throw lines[0].End.Error($"the file ends before the comment and the {count} atoms announced.");
        var columns = XyzColumns.FromComment(lines[1]);
        var atoms = new List<Atom>();
        for (var i = 2; i < count + 2; i++)
        {
            if (i >= lines.Count || lines[i].Count == 0)
            {
                var after = lines[Math.Min(i, lines.Count) - 1];
                throw (i < lines.Count ? lines[i] : after).End.Error($"the file ends after {atoms.Count} of the {count} atoms announced in line 1.");
            }

            atoms.Add(ReadAtom(lines[i], columns, LengthUnit.Angstrom));
        }

        if (lines.Skip(count + 2).FirstOrDefault(line => line.Count > 0) is { } extra)
            throw extra.LocationOf(0).Error($"text follows the {count} atoms announced in line 1; one molecule is read per file.");
        return atoms;
    }

    private static int ReadCount(TextLine line)
    {
        if (line.Count == 0) throw line.End.Error("the first line must hold the number of atoms.");
        if (!IsInteger(line[0]) || line.Count > 1)
            throw line.LocationOf(0).Error($"{Spelling.Quote(line.Text.Trim())} is not the number of atoms, which the first line of an XYZ file must hold.");

        return int.TryParse(line[0], NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= MostAtoms
            ? count
            : throw line.LocationOf(0).Error($"the number of atoms is {Spelling.Quote(line[0])}; it must be 1 to {MostAtoms}.");
    }

    private static Atom ReadAtom(TextLine line, XyzColumns columns, LengthUnit unit)
    {
        if (columns.Label >= line.Count) throw line.End.Error("the label of the atom is missing.");
        var element = Element.FromLabel(line[columns.Label], line.LocationOf(columns.Label));
        Span<double> xyz = stackalloc double[3];
        for (var axis = 0; axis < 3; axis++)
        {
            var word = columns.Position + axis;
            if (word >= line.Count) throw line.End.Error($"the {"xyz"[axis]} coordinate of atom {Spelling.Quote(line[columns.Label])} is missing.");
            var value = line.Number(word);
            if (Math.Abs(value) > LargestCoordinate)
                throw line.LocationOf(word).Error($"coordinate {Spelling.Quote(line[word])} is larger than {LargestCoordinate:R}.");
            xyz[axis] = Length.From(value, unit).Bohr;
        }

        return new Atom(element, xyz[0], xyz[1], xyz[2]);
    }

    private static bool IsInteger(string word) => word.All(char.IsAsciiDigit);
}
