using System.Globalization;

namespace Qratum.Cli;

/// <summary>A place on an axis with its label.</summary>
internal readonly record struct Tick(double Position, string Label);

/// <summary>
/// The range of an axis and its ticks, in the units it is drawn in: logarithms base 10 when the axis is logarithmic.
/// Ticks stand at 1, 2 or 5 times a power of ten (Heckbert, Graphics Gems, 1990).
/// </summary>
internal sealed class AxisScale
{
    private const int WantedTicks = 6;

    private AxisScale(bool logarithmic, double low, double high, IReadOnlyList<Tick> ticks)
    {
        Logarithmic = logarithmic;
        Low = low;
        High = high;
        Ticks = ticks;
    }

    public bool Logarithmic { get; }

    public double Low { get; }

    public double High { get; }

    public IReadOnlyList<Tick> Ticks { get; }

    /// <summary>The scale that shows all <paramref name="values"/> that can be shown.</summary>
    public static AxisScale Fit(IEnumerable<double> values, Axis axis)
    {
        var shown = values.Where(v => CanShow(v, axis.Logarithmic)).Select(v => axis.Logarithmic ? Math.Log10(v) : v).ToArray();
        var (low, high) = shown.Length == 0 ? (0.0, 1.0) : (shown.Min(), shown.Max());
        return axis.Logarithmic ? Decades(low, high) : Linear(low, high, axis.WholeNumbers);
    }

    /// <summary>Whether a value has a place on the axis.</summary>
    public bool CanShow(double value) => CanShow(value, Logarithmic);

    /// <summary>Place of a value, in the units of <see cref="Low"/> and <see cref="High"/>.</summary>
    public double Place(double value) => Logarithmic ? Math.Log10(value) : value;

    /// <summary>Place of a value between 0 (low end) and 1 (high end).</summary>
    public double Fraction(double value) => (Place(value) - Low) / (High - Low);

    private static bool CanShow(double value, bool logarithmic) => double.IsFinite(value) && (!logarithmic || value > 0);

    private static AxisScale Linear(double low, double high, bool wholeNumbers)
    {
        // A flat line gets a band around it that is wide enough to be told from rounding.
        var least = Math.Max(Math.Max(Math.Abs(low), Math.Abs(high)) * 1e-12, 1e-100);
        if (high - low <= least)
        {
            var half = wholeNumbers ? 0.5 : Math.Max(least * 1e6, 1e-6);
            (low, high) = (low - half, high + half);
        }

        var step = NiceStep((high - low) / (WantedTicks - 1));
        if (wholeNumbers) step = Math.Max(1, Math.Round(step));
        var margin = (high - low) * 0.03;
        var first = (long)Math.Ceiling((low - margin) / step);
        var last = (long)Math.Floor((high + margin) / step);
        var ticks = new List<Tick>();
        for (var k = first; k <= last; k++) ticks.Add(new Tick(k * step, Label(k * step, step)));
        return new AxisScale(false, low - margin, high + margin, ticks);
    }

    private static AxisScale Decades(double low, double high)
    {
        var (first, last) = ((int)Math.Floor(low + 1e-9), (int)Math.Ceiling(high - 1e-9));
        if (last <= first) last = first + 1;
        var stride = Math.Max(1, (int)Math.Ceiling((last - first) / (double)(WantedTicks + 2)));
        var ticks = new List<Tick>();
        for (var k = first; k <= last; k += stride) ticks.Add(new Tick(k, Decade(k)));
        return new AxisScale(true, first - 0.1, last + 0.1, ticks);
    }

    /// <summary>The step of the form {1, 2, 5}·10^k closest above two thirds of <paramref name="raw"/>.</summary>
    internal static double NiceStep(double raw)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var mantissa = raw / power;
        return power * (mantissa < 1.5 ? 1 : mantissa < 3.5 ? 2 : mantissa < 7.5 ? 5 : 10);
    }

    private static string Label(double value, double step)
    {
        var decimals = Math.Max(0, -(int)Math.Floor(Math.Log10(step) + 1e-9));
        if (Math.Abs(value) < step / 2) return "0";
        var text = decimals > 9 || Math.Abs(value) >= 1e7
            ? value.ToString("0.######e+0", CultureInfo.InvariantCulture)
            : value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return text.Replace('-', '\u2212');
    }

    private static string Decade(int exponent) => exponent is >= -2 and <= 4
        ? Math.Pow(10, exponent).ToString("0.##", CultureInfo.InvariantCulture)
        : "1e" + exponent.ToString(CultureInfo.InvariantCulture).Replace('-', '\u2212');
}
