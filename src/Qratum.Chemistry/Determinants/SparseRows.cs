using System.Numerics;

namespace Qratum.Chemistry;

/// <summary>
/// The Hamiltonian of the electrons of one spin among themselves over labelled strings: row i has <see cref="Columns"/>, counted from the
/// first string of its label, and <see cref="Values"/> at <see cref="Starts"/>[i] to <see cref="Starts"/>[i + 1].
/// </summary>
internal sealed class SparseRows
{
    private SparseRows(int[] starts, int[] columns, double[] values)
    {
        (Starts, Columns, Values) = (starts, columns, values);
    }

    public int[] Starts { get; }

    public int[] Columns { get; }

    public double[] Values { get; }

    public static SparseRows SameSpin(ElectronIntegrals integrals, LabelledStrings strings)
    {
        var n = strings.OrbitalCount;
        var all = n == 64 ? ulong.MaxValue : (1UL << n) - 1;
        var starts = new int[strings.Count + 1];
        var (columns, values) = (new List<int>(), new List<double>());
        for (var row = 0; row < strings.Count; row++)
        {
            var ket = strings[row];
            var label = strings.LabelOf(row);
            var first = strings.First[label];
            Add(row, SlaterCondon.SameSpin(integrals, ket));
            for (var from = ket; from != 0; from &= from - 1)
            for (var to = all & ~ket; to != 0; to &= to - 1)
            {
                var once = (ket & ~Lowest(from)) | Lowest(to);
                var single = strings.IndexOf(once);
                if (strings.LabelOf(single) == label) Add(single, SlaterCondon.Single(integrals, once, ket, 0));
                for (var from2 = from & (from - 1); from2 != 0; from2 &= from2 - 1)
                for (var to2 = to & (to - 1); to2 != 0; to2 &= to2 - 1)
                {
                    var twice = (once & ~Lowest(from2)) | Lowest(to2);
                    var place = strings.IndexOf(twice);
                    if (strings.LabelOf(place) == label) Add(place, SlaterCondon.Double(integrals, twice, ket));
                }
            }

            starts[row + 1] = columns.Count;

            void Add(int column, double value)
            {
                columns.Add(column - first);
                values.Add(value);
            }
        }

        return new SparseRows(starts, [.. columns], [.. values]);
    }

    private static ulong Lowest(ulong mask) => 1UL << BitOperations.TrailingZeroCount(mask);
}
