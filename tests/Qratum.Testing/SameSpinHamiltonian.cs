using System.Numerics;
using Qratum.Chemistry;

namespace Qratum.Testing;

/// <summary>
/// The Hamiltonian of the electrons of one spin among themselves, as a sparse symmetric matrix over the strings: row i has
/// the columns <see cref="Columns"/> and values <see cref="Values"/> at <see cref="Starts"/>[i] to <see cref="Starts"/>[i + 1].
/// </summary>
internal sealed class SameSpinHamiltonian
{
    public SameSpinHamiltonian(ElectronIntegrals integrals, DeterminantStrings strings)
    {
        int n = strings.OrbitalCount, k = strings.ElectronCount;
        var perRow = RowLength(n, k);
        Starts = new int[strings.Count + 1];
        Columns = new int[checked(perRow * strings.Count)];
        Values = new double[Columns.Length];
        Diagonal = new double[strings.Count];
        var all = n == 64 ? ulong.MaxValue : (1UL << n) - 1;
        for (var row = 0; row < strings.Count; row++)
        {
            Starts[row + 1] = Starts[row] + perRow;
            Fill(integrals, strings, row, all, Columns.AsSpan(Starts[row], perRow), Values.AsSpan(Starts[row], perRow));
            Diagonal[row] = Values[Starts[row]];
        }
    }

    public int[] Starts { get; }

    public int[] Columns { get; }

    public double[] Values { get; }

    public double[] Diagonal { get; }

    /// <summary>A string, its single and its double replacements.</summary>
    public static int RowLength(int n, int k) => 1 + (k * (n - k)) + (k * (k - 1) / 2 * ((n - k) * (n - k - 1) / 2));

    private static void Fill(
        ElectronIntegrals integrals, DeterminantStrings strings, int row, ulong all, Span<int> columns, Span<double> values)
    {
        var ket = strings[row];
        (columns[0], values[0]) = (row, SlaterCondon.SameSpin(integrals, ket));
        var at = 1;
        for (var from = ket; from != 0; from &= from - 1)
        for (var to = all & ~ket; to != 0; to &= to - 1)
        {
            var once = (ket & ~Lowest(from)) | Lowest(to);
            (columns[at], values[at++]) = (strings.IndexOf(once), SlaterCondon.Single(integrals, once, ket, 0));
            for (var from2 = from & (from - 1); from2 != 0; from2 &= from2 - 1)
            for (var to2 = to & (to - 1); to2 != 0; to2 &= to2 - 1)
            {
                var twice = (once & ~Lowest(from2)) | Lowest(to2);
                (columns[at], values[at++]) = (strings.IndexOf(twice), SlaterCondon.Double(integrals, twice, ket));
            }
        }
    }

    private static ulong Lowest(ulong mask) => 1UL << BitOperations.TrailingZeroCount(mask);
}
