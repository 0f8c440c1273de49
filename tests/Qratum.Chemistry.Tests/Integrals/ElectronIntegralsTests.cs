using System.Numerics;
using FsCheck.Xunit;
using Qratum.Testing;
using Xunit;

namespace Qratum.Chemistry.Tests;

[Properties(Arbitrary = [typeof(FermionGenerators)], MaxTest = 40)]
public class ElectronIntegralsTests
{
    /// <summary>Matrix elements of order 10 from sums of some hundred terms.</summary>
    private const double Rounding = 1e-12;

    [Property]
    public bool FermionOperatorIsTheTextbookSum(ElectronIntegrals integrals) =>
        (integrals.OrbitalCount > 3) || FockSpace.Distance(
            FockSpace.Matrix(integrals.ToFermionOperator(), 2 * integrals.OrbitalCount),
            FockSpace.Matrix(Textbook(integrals), 2 * integrals.OrbitalCount)) < Rounding;

    [Property]
    public bool FermionOperatorIsHermitianAndOrdered(ElectronIntegrals integrals)
    {
        var h = integrals.ToFermionOperator();
        return h.IsHermitian() && NormalOrder.IsOrdered(h) && h.Equals(new FermionOperatorBuilder(h.ModeCount).Add(h).Build());
    }

    [Property]
    public bool AllOrdersOfIndicesMeanTheSameIntegral(ElectronIntegrals integrals)
    {
        var n = integrals.OrbitalCount;
        var full = integrals.ToRepulsionTensor();
        for (var p = 0; p < n; p++)
        for (var q = 0; q < n; q++)
        for (var r = 0; r < n; r++)
        for (var s = 0; s < n; s++)
        {
            var value = integrals.Repulsion(p, q, r, s);
            if (full[p, q, r, s] != value || full[q, p, r, s] != value || full[p, q, s, r] != value || full[r, s, p, q] != value) return false;
        }

        return true;
    }

    [Fact]
    public void EveryDistinctIntegralHasItsOwnPlace()
    {
        const int n = 5;
        var seen = new HashSet<long>();
        for (var p = 0; p < n; p++)
        for (var q = 0; q <= p; q++)
        for (var r = 0; r < n; r++)
        for (var s = 0; s <= r; s++)
            seen.Add(ElectronIntegrals.RepulsionIndex(p, q, r, s));
        Assert.Equal(ElectronIntegrals.RepulsionCount(n), seen.Count);
        Assert.Equal(ElectronIntegrals.RepulsionCount(n) - 1, seen.Max());
    }

    [Fact]
    public void MisuseIsRefused()
    {
        var repulsion = new double[6];
        Assert.Throws<ArgumentOutOfRangeException>(() => new ElectronIntegrals(0, 0, 0, 0, [], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ElectronIntegrals(2, 3, 0, 0, new double[4], repulsion));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ElectronIntegrals(2, 1, -1, 0, new double[4], repulsion));
        Assert.Throws<ArgumentException>(() => new ElectronIntegrals(2, 1, 1, double.NaN, new double[4], repulsion));
        Assert.Throws<ArgumentException>(() => new ElectronIntegrals(2, 1, 1, 0, [1, 2, 3, 4], repulsion));
        Assert.Throws<ArgumentException>(() => new ElectronIntegrals(2, 1, 1, 0, new double[3], repulsion));
        Assert.Throws<ArgumentException>(() => new ElectronIntegrals(2, 1, 1, 0, new double[4], new double[5]));
        Assert.Throws<ArgumentException>(() => new ElectronIntegrals(2, 1, 1, 0, new double[4], [0, 0, double.NaN, 0, 0, 0]));
        var integrals = new ElectronIntegrals(2, 1, 1, 0, new double[4], repulsion);
        Assert.Throws<ArgumentOutOfRangeException>(() => integrals.Core(2, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => integrals.Repulsion(0, 0, 0, -1));
    }

    /// <summary>E_core + Σ h_pq a†_pσ a_qσ + ½ Σ (pq|rs) a†_pσ a†_rτ a_sτ a_qσ, written down.</summary>
    private static FermionOperator Textbook(ElectronIntegrals integrals)
    {
        var n = integrals.OrbitalCount;
        var builder = new FermionOperatorBuilder(2 * n).Add(integrals.CoreEnergy);
        for (var p = 0; p < n; p++)
        for (var q = 0; q < n; q++)
        for (var sigma = 0; sigma < 2; sigma++)
        {
            builder.Add(integrals.Core(p, q), LadderOperator.Creation(p + (sigma * n)), LadderOperator.Annihilation(q + (sigma * n)));
            for (var r = 0; r < n; r++)
            for (var s = 0; s < n; s++)
            for (var tau = 0; tau < 2; tau++)
                builder.Add((Complex)(0.5 * integrals.Repulsion(p, q, r, s)), LadderOperator.Creation(p + (sigma * n)),
                    LadderOperator.Creation(r + (tau * n)), LadderOperator.Annihilation(s + (tau * n)), LadderOperator.Annihilation(q + (sigma * n)));
        }

        return builder.Build();
    }
}
