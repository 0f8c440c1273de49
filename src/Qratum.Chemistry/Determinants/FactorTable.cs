namespace Qratum.Chemistry;

/// <summary>A factor of an ansatz: what it does to rows and, within rows, to columns.</summary>
/// <param name="Number">Number of the factor.</param>
/// <param name="AlphaOrbitals">α orbitals that it moves electrons between; 0 for none.</param>
/// <param name="Rows">Rows that it joins; null where all rows stay.</param>
/// <param name="Columns">Columns that it joins; null where whole rows turn.</param>
internal sealed record Factor(int Number, ulong AlphaOrbitals, List<(int From, int To, int Sign)>? Rows, ColumnPairs? Columns);

/// <summary>Makes factors; those that move one spin alike have their pairs in common.</summary>
internal static class FactorTable
{
    public static Factor[] Prepare(DeterminantSpace space, IReadOnlyList<Excitation> excitations)
    {
        var (rows, columns) = (new Dictionary<Excitation, List<(int, int, int)>>(), new Dictionary<Excitation, ColumnPairs>());
        return [.. excitations.Select((excitation, k) => Prepare(space, k, excitation, rows, columns))];
    }

    private static Factor Prepare(
        DeterminantSpace space, int number, Excitation excitation, Dictionary<Excitation, List<(int, int, int)>> rows, Dictionary<Excitation, ColumnPairs> columns)
    {
        var (alphaFrom, alphaTo) = Part(excitation, Spin.Alpha);
        var (betaFrom, betaTo) = Part(excitation, Spin.Beta);
        var mask = 0UL;
        List<(int, int, int)>? joined = null;
        ColumnPairs? pairs = null;
        if (alphaFrom.Length > 0)
        {
            foreach (var p in alphaFrom) mask |= 1UL << p;
            foreach (var p in alphaTo) mask |= 1UL << p;
            var key = Key(alphaFrom, alphaTo);
            if (!rows.TryGetValue(key, out joined)) rows.Add(key, joined = StringMoves.List(space.Alpha, alphaFrom, alphaTo));
        }

        if (betaFrom.Length > 0)
        {
            var key = Key(betaFrom, betaTo);
            if (!columns.TryGetValue(key, out pairs)) columns.Add(key, pairs = new ColumnPairs(space.Beta, betaFrom, betaTo));
        }

        return new Factor(number, mask, joined, pairs);
    }

    private static (int[] From, int[] To) Part(Excitation excitation, Spin spin) => (
        [.. excitation.Annihilated.Where(s => s.Spin == spin).Select(s => s.Orbital)],
        [.. excitation.Created.Where(s => s.Spin == spin).Select(s => s.Orbital)]);

    private static Excitation Key(int[] from, int[] to) => from.Length == 1
        ? new Excitation(SpinOrbital.Alpha(from[0]), SpinOrbital.Alpha(to[0]))
        : new Excitation(SpinOrbital.Alpha(from[0]), SpinOrbital.Alpha(to[0]), SpinOrbital.Alpha(from[1]), SpinOrbital.Alpha(to[1]));
}
