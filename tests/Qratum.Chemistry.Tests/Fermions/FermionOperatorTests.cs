using System.Numerics;
using FsCheck.Xunit;
using Qratum.Testing;
using Xunit;

namespace Qratum.Chemistry.Tests;

[Properties(Arbitrary = [typeof(FermionGenerators)], MaxTest = 60)]
public class FermionOperatorTests
{
    /// <summary>Coefficients are quarters of small whole numbers, so sums and products are exact.</summary>
    private const double Exact = 0;

    private static Complex[,] Matrix(FermionOperator value) => FockSpace.Matrix(value, FermionGenerators.Modes);

    private static bool Same(FermionOperator a, FermionOperator b) => FockSpace.Distance(Matrix(a), Matrix(b)) <= Exact;

    [Property]
    public bool NormalOrderKeepsTheOperator(FermionOperator value) =>
        NormalOrder.IsOrdered(NormalOrder.Of(value)) && Same(value, NormalOrder.Of(value));

    [Property]
    public bool EqualOperatorsHaveEqualNormalOrder(FermionOperator a, FermionOperator b) =>
        Same(a, b) == NormalOrder.Of(a).Equals(NormalOrder.Of(b));

    [Property]
    public bool ProductIsTheMatrixProduct(FermionOperator a, FermionOperator b)
    {
        var (x, y, z) = (Matrix(a), Matrix(b), Matrix(a * b));
        var n = x.GetLength(0);
        for (var i = 0; i < n; i++)
        for (var j = 0; j < n; j++)
        {
            var sum = Complex.Zero;
            for (var k = 0; k < n; k++) sum += x[i, k] * y[k, j];
            if (sum != z[i, j]) return false;
        }

        return true;
    }

    [Property]
    public bool AdjointIsTheConjugateTranspose(FermionOperator value)
    {
        var (x, y) = (Matrix(value), Matrix(value.Adjoint()));
        for (var i = 0; i < x.GetLength(0); i++)
        for (var j = 0; j < x.GetLength(0); j++)
        {
            if (x[i, j] != Complex.Conjugate(y[j, i])) return false;
        }

        return value.Adjoint().Adjoint().Equals(value) && (value + value.Adjoint()).IsHermitian();
    }

    [Property]
    public bool CommutatorObeysJacobi(FermionOperator a, FermionOperator b, FermionOperator c)
    {
        static FermionOperator Bracket(FermionOperator x, FermionOperator y) => FermionOperator.Commutator(x, y);
        var sum = Bracket(a, Bracket(b, c)) + Bracket(b, Bracket(c, a)) + Bracket(c, Bracket(a, b));
        return NormalOrder.Of(sum).Count == 0;
    }

    [Property]
    public bool TextReadsBack(FermionOperator value) =>
        FermionOperator.Parse(value.Count == 0 ? "" : value.ToText()).OnModes(FermionGenerators.Modes).Equals(value);

    [Property]
    public bool SumsAndDifferencesCancel(FermionOperator a, FermionOperator b) => (a + b - b).Equals(a) && (a - a).Count == 0;

    [Fact]
    public void LadderOperatorsAnticommute()
    {
        for (var p = 0; p < 3; p++)
        for (var q = 0; q < 3; q++)
        {
            var a = FermionOperator.Term(1, LadderOperator.Annihilation(p));
            var b = FermionOperator.Term(1, LadderOperator.Creation(q));
            var anticommutator = NormalOrder.Of((a * b) + (b * a));
            Assert.Equal(p == q ? FermionOperator.Identity.OnModes(p + 1) : FermionOperator.Zero.OnModes(Math.Max(p, q) + 1), anticommutator);
        }
    }

    [Fact]
    public void TextIsReadable()
    {
        var value = FermionOperator.Term(0.5, LadderOperator.Creation(0), LadderOperator.Annihilation(1))
            + FermionOperator.Term(new Complex(0, -2), LadderOperator.Creation(2)) + FermionOperator.Term(-1);
        Assert.Equal("-1\n(0,-2) +_2\n0.5 +_0 -_1", value.ToString());
        Assert.Equal(3, value.ModeCount);
        Assert.Equal("0", FermionOperator.Zero.ToString());
    }

    [Theory]
    [InlineData("1 +_0\n0,5 -_1", "Line 2, column 1")]
    [InlineData("1 +0", "Line 1, column 3")]
    [InlineData("1  +_x", "Line 1, column 4")]
    [InlineData("(1;2) +_0", "Line 1, column 1")]
    [InlineData("NaN", "Line 1, column 1")]
    [InlineData("1 +_1024", "Line 1, column 3")]
    public void BadTextIsRefusedWithItsPlace(string text, string place) =>
        Assert.StartsWith(place, Assert.Throws<FormatException>(() => FermionOperator.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void MisuseIsRefused()
    {
        Assert.Throws<ArgumentException>(() => FermionOperator.Term(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => LadderOperator.Creation(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => FermionOperator.Number(3).OnModes(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => FermionOperator.Identity[1]);
    }

    [Theory]
    [InlineData(0, 3, Spin.Alpha)]
    [InlineData(2, 3, Spin.Beta)]
    public void SpinOrbitalsAreBlocked(int orbital, int count, Spin spin)
    {
        var mode = new SpinOrbital(orbital, spin).Mode(count);
        Assert.Equal(spin == Spin.Alpha ? orbital : orbital + count, mode);
        Assert.Equal(new SpinOrbital(orbital, spin), SpinOrbital.FromMode(mode, count));
        Assert.Throws<ArgumentOutOfRangeException>(() => SpinOrbital.FromMode(2 * count, count));
    }
}
