using System.Numerics;

namespace Qratum.Chemistry;

/// <summary>
/// The Hamiltonian among chosen determinants as a sparse symmetric matrix, its lower triangle kept by rows; the core energy is left out.
/// </summary>
internal sealed class SelectedHamiltonian
{
    private readonly Determinant[] _determinants;
    private readonly int[][] _columns;
    private readonly double[][] _values;

    /// <summary>Computes the elements: α strings that differ in at most two orbitals are paired, then β strings.</summary>
    /// <param name="integrals">The Hamiltonian.</param>
    /// <param name="determinants">Rising, each once, of one number of electrons of each spin.</param>
    /// <param name="maxThreads">Upper limit of threads, or -1.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public SelectedHamiltonian(ElectronIntegrals integrals, Determinant[] determinants, int maxThreads, CancellationToken cancellationToken)
    {
        _determinants = determinants;
        (_columns, _values) = (new int[determinants.Length][], new double[determinants.Length][]);
        Diagonal = [.. determinants.Select(d => SlaterCondon.Diagonal(integrals, d.Alpha, d.Beta))];
        var groups = Groups(determinants);
        Threads.For(groups.Length, maxThreads, group => Fill(integrals, groups, group), cancellationToken);
    }

    public double[] Diagonal { get; }

    /// <summary>Elements below the diagonal that are kept.</summary>
    public long Count => _columns.Sum(row => (long)row.Length);

    /// <summary>σ = H c, in one order of sums.</summary>
    public void Apply(double[] c, double[] sigma)
    {
        Array.Clear(sigma);
        for (var row = 0; row < _determinants.Length; row++)
        {
            var (columns, values, own, sum) = (_columns[row], _values[row], c[row], Diagonal[row] * c[row]);
            for (var k = 0; k < columns.Length; k++)
            {
                sum += values[k] * c[columns[k]];
                sigma[columns[k]] += values[k] * own;
            }

            sigma[row] += sum;
        }
    }

    private void Fill(ElectronIntegrals integrals, (int From, int To)[] groups, int group)
    {
        var (from, to) = groups[group];
        var alpha = _determinants[from].Alpha;
        var (columns, values) = (new List<int>[to - from], new List<double>[to - from]);
        for (var k = 0; k < columns.Length; k++) (columns[k], values[k]) = ([], []);
        for (var other = 0; other <= group; other++)
        {
            var (first, last) = groups[other];
            var moves = BitOperations.PopCount(alpha ^ _determinants[first].Alpha) / 2;
            if (moves > 2) continue;
            var most = 2 * (2 - moves);
            for (var row = from; row < to; row++)
            {
                var bra = _determinants[row];
                for (var column = first; column < Math.Min(last, row); column++)
                {
                    var ket = _determinants[column];
                    if (BitOperations.PopCount(bra.Beta ^ ket.Beta) > most) continue;
                    var value = SlaterCondon.Element(integrals, bra.Alpha, bra.Beta, ket.Alpha, ket.Beta);
                    if (IntegralScreen.Vanishes(value)) continue;
                    columns[row - from].Add(column);
                    values[row - from].Add(value);
                }
            }
        }

        for (var row = from; row < to; row++) (_columns[row], _values[row]) = ([.. columns[row - from]], [.. values[row - from]]);
    }

    /// <summary>Ranges of determinants with one α string.</summary>
    private static (int From, int To)[] Groups(Determinant[] determinants)
    {
        var groups = new List<(int, int)>();
        for (var from = 0; from < determinants.Length;)
        {
            var to = from + 1;
            while (to < determinants.Length && determinants[to].Alpha == determinants[from].Alpha) to++;
            groups.Add((from, to));
            from = to;
        }

        return [.. groups];
    }
}
