using FsCheck.Xunit;
using Xunit;

namespace Qratum.Chemistry.Tests;

public class LengthTests
{
    [Fact]
    public void Units_convert_by_the_constant()
    {
        Assert.Equal(1 / PhysicalConstants.BohrInAngstrom, Length.FromAngstrom(1).Bohr);
        Assert.Equal(PhysicalConstants.BohrInAngstrom, Length.FromBohr(1).Angstrom);
        Assert.Equal(Length.FromAngstrom(2), Length.From(2, LengthUnit.Angstrom));
        Assert.Equal(2, Length.From(2, LengthUnit.Bohr).In(LengthUnit.Bohr));
    }

    [Fact]
    public void Numbers_and_units_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Length.FromBohr(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Length.FromAngstrom(double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => Length.FromAngstrom(double.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => Length.From(1, (LengthUnit)7));
        Assert.Throws<ArgumentOutOfRangeException>(() => Length.FromBohr(1).In((LengthUnit)7));
    }

    [Property]
    public void Order_and_arithmetic_are_those_of_the_numbers(short a, short b)
    {
        var (x, y) = (Length.FromBohr(a), Length.FromBohr(b));
        Assert.Equal([a < b, a > b, a <= b, a >= b, a == b], (bool[])[x < y, x > y, x <= y, x >= y, x == y]);
        Assert.Equal(Math.Sign(a - b), Math.Sign(x.CompareTo(y)));
        Assert.Equal((a + b, a - b, 3.0 * a), ((x + y).Bohr, (x - y).Bohr, (3 * x).Bohr));
    }
}
