using System.Globalization;
using FsCheck.Xunit;
using Xunit;

namespace Qratum.Cli.Tests;

public sealed class AxisScaleTests
{
    [Fact]
    public void Ticks_of_energies_are_round_and_keep_their_digits()
    {
        var scale = AxisScale.Fit([-1.1373, -0.68], new Axis("energy"));

        Assert.Equal(["−1.1", "−1.0", "−0.9", "−0.8", "−0.7"], scale.Ticks.Select(t => t.Label));
    }

    [Fact]
    public void Ticks_through_zero_label_zero_plainly() =>
        Assert.Contains(AxisScale.Fit([-0.3, 0.3], new Axis("x")).Ticks, t => t.Label == "0");

    [Property(MaxTest = 300)]
    public bool Every_value_lies_inside_and_ticks_are_few_and_even(double a, double b)
    {
        if (!double.IsFinite(a) || !double.IsFinite(b) || Math.Abs(a) > 1e12 || Math.Abs(b) > 1e12) return true;
        var scale = AxisScale.Fit([a, b], new Axis("x"));
        var steps = scale.Ticks.Zip(scale.Ticks.Skip(1), (s, t) => t.Position - s.Position).ToArray();
        var inside = scale.Fraction(a) is >= 0 and <= 1 && scale.Fraction(b) is >= 0 and <= 1;
        return inside && scale.Ticks.Count is >= 2 and <= 14
            && steps.All(s => Math.Abs(s - steps[0]) <= 1e-6 * Math.Abs(steps[0]))
            && scale.Ticks.All(t => t.Position >= scale.Low && t.Position <= scale.High);
    }

    [Theory]
    [InlineData(0.9, 1)]
    [InlineData(1.4, 1)]
    [InlineData(2.2, 2)]
    [InlineData(4, 5)]
    [InlineData(8, 10)]
    [InlineData(0.0031, 0.002)]
    public void Steps_are_one_two_or_five_times_a_power_of_ten(double raw, double step) =>
        Assert.Equal(step, AxisScale.NiceStep(raw), 1e-12);

    [Fact]
    public void Logarithmic_ticks_are_powers_of_ten_and_hide_what_has_no_logarithm()
    {
        var axis = new Axis("error") { Logarithmic = true };

        var scale = AxisScale.Fit([1e-9, 3e-2, 0, -1, double.NaN], axis);

        Assert.Equal("1e−9", scale.Ticks[0].Label);
        Assert.All(scale.Ticks, t => Assert.Equal(Math.Round(t.Position), t.Position));
        Assert.False(scale.CanShow(0));
        Assert.InRange(scale.Fraction(1e-9), 0, 0.05);
    }

    [Fact]
    public void A_flat_line_is_drawn_in_the_middle()
    {
        var scale = AxisScale.Fit([-1.5, -1.5], new Axis("energy"));

        Assert.Equal(0.5, scale.Fraction(-1.5), 1e-3);
        Assert.True(scale.Ticks.Count >= 2);
    }

    [Fact]
    public void Counting_axes_have_whole_ticks_only() =>
        Assert.All(AxisScale.Fit([0, 3], new Axis("iteration") { WholeNumbers = true }).Ticks,
            t => Assert.Equal(Math.Round(t.Position), t.Position));

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void Labels_do_not_follow_the_culture(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Contains(AxisScale.Fit([0.4, 2.8], new Axis("r")).Ticks, t => t.Label == "0.5");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
