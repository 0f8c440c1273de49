using System.Numerics;

namespace Qratum.Chemistry;

/// <summary>
/// Determinants of fixed numbers of α and β electrons and one label: a ragged matrix with a row for each α string and, in it, the β strings
/// that complete its label, contiguous.
/// </summary>
internal sealed partial class DeterminantSpace
{
    /// <summary>The space that holds the determinant whose lowest orbitals are filled.</summary>
    /// <exception cref="NotSupportedException">There are more orbitals or determinants than an array can hold.</exception>
    public DeterminantSpace(OrbitalLabels labels, int alphaElectrons, int betaElectrons)
    {
        Labels = labels;
        Alpha = new LabelledStrings(labels, alphaElectrons);
        Beta = alphaElectrons == betaElectrons ? Alpha : new LabelledStrings(labels, betaElectrons);
        Label = labels.Of(Lowest(alphaElectrons)) ^ labels.Of(Lowest(betaElectrons));
        RowStart = RowStarts();
    }

    private DeterminantSpace(DeterminantSpace other, int label)
    {
        (Labels, Alpha, Beta, Label) = (other.Labels, other.Alpha, other.Beta, label);
        RowStart = RowStarts();
    }

    public OrbitalLabels Labels { get; }

    public LabelledStrings Alpha { get; }

    public LabelledStrings Beta { get; }

    /// <summary>Label of every determinant.</summary>
    public int Label { get; }

    /// <summary>Where the row of each α string begins, and the number of determinants.</summary>
    public int[] RowStart { get; }

    public int Count => RowStart[^1];

    /// <summary>Place of the determinant whose lowest orbitals are filled, in the space that holds it.</summary>
    public int Reference => Place(Lowest(Alpha.ElectronCount), Lowest(Beta.ElectronCount));

    /// <summary>Determinants before symmetry.</summary>
    public static BigInteger FullCount(int orbitals, int alphaElectrons, int betaElectrons) =>
        DeterminantStrings.Binomial(orbitals, alphaElectrons) * DeterminantStrings.Binomial(orbitals, betaElectrons);

    /// <summary>The determinants of another label, of the same strings.</summary>
    public DeterminantSpace WithLabel(int label) => new(this, label);

    /// <summary>Label of the β strings in the row of an α string.</summary>
    public int BetaLabel(int row) => Alpha.LabelOf(row) ^ Label;

    public int RowLength(int row) => Beta.CountOf(BetaLabel(row));

    /// <summary>Place of a determinant of the right label.</summary>
    public int Place(ulong alpha, ulong beta)
    {
        var row = Alpha.IndexOf(alpha);
        return RowStart[row] + Beta.IndexOf(beta) - Beta.First[BetaLabel(row)];
    }

    /// <summary>The vector over all determinants in the order of full CI: α strings by rising mask, in each the β strings.</summary>
    public double[] ToFull(ReadOnlySpan<double> vector)
    {
        var full = new double[checked(Alpha.Count * Beta.Count)];
        for (var row = 0; row < Alpha.Count; row++)
        {
            var (start, first) = (Alpha.RankOf(row) * Beta.Count, Beta.First[BetaLabel(row)]);
            for (var j = 0; j < RowLength(row); j++) full[start + Beta.RankOf(first + j)] = vector[RowStart[row] + j];
        }

        return full;
    }

    /// <summary>The part of a vector over all determinants that lies in this space.</summary>
    public double[] FromFull(ReadOnlySpan<double> full)
    {
        var vector = new double[Count];
        for (var row = 0; row < Alpha.Count; row++)
        {
            var (start, first) = (Alpha.RankOf(row) * Beta.Count, Beta.First[BetaLabel(row)]);
            for (var j = 0; j < RowLength(row); j++) vector[RowStart[row] + j] = full[start + Beta.RankOf(first + j)];
        }

        return vector;
    }

    private int[] RowStarts()
    {
        var starts = new int[Alpha.Count + 1];
        for (var row = 0; row < Alpha.Count; row++) starts[row + 1] = checked(starts[row] + RowLength(row));
        return starts;
    }

    private static ulong Lowest(int electrons) => electrons == 64 ? ulong.MaxValue : (1UL << electrons) - 1;
}
