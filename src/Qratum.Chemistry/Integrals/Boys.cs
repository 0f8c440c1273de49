using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Qratum.Chemistry;

/// <summary>
/// The Boys function F_m(T) = ∫ t^(2m) exp(-T t²) dt over 0..1, all orders up to a highest one, to about 1e-15 of its value.
/// </summary>
/// <remarks>
/// F of the highest order comes from polynomials of degree 7 on intervals of 1/8 below <see cref="_end"/> (interpolation at
/// the Chebyshev points; the largest relative error is below 1e-15) and from the leading asymptotic term above it, where the rest is
/// below 1e-17. The lower orders follow by downward recursion, F_(m-1) = (2T F_m + exp(-T)) / (2m-1), which is stable for
/// every T because all terms are positive. T. Helgaker, P. Jørgensen, J. Olsen, Molecular Electronic-Structure Theory,
/// section 9.8.
/// </remarks>
internal sealed class Boys
{
    private const int Terms = 8;
    private const double PerUnit = 8;
    private const double Width = 1 / PerUnit;
    private static readonly ConcurrentDictionary<int, Boys> Cache = new();

    private readonly double[] _table;
    private readonly double _end;
    private readonly double _asymptotic;

    private Boys(int order)
    {
        Order = order;
        var gamma = Math.Sqrt(Math.PI);
        for (var k = 0; k < order; k++) gamma *= k + 0.5;
        _asymptotic = gamma / 2;

        // Above the end the left-out part exp(-T) T^(m-1/2) / Γ(m+1/2) is below 1e-17 of the value.
        var end = order + 1.0;
        while (Math.Exp(-end + ((order - 0.5) * Math.Log(end))) > 1e-17 * gamma) end++;
        _end = end;

        var rows = (int)(end * PerUnit);
        _table = new double[rows * Terms];
        for (var row = 0; row < rows; row++) Interpolate(order, (row + 0.5) * Width, Width / 2, _table.AsSpan(row * Terms, Terms));
    }

    /// <summary>The highest order.</summary>
    public int Order { get; }

    /// <summary>The function with orders 0..<paramref name="order"/>; tables are made once.</summary>
    public static Boys OfOrder(int order) => Cache.GetOrAdd(order, static m => new Boys(m));

    /// <summary>F_0..F_Order at one T ≥ 0.</summary>
    public void Evaluate(double t, Span<double> values)
    {
        var top = t < _end ? Polynomial(t) : Asymptotic(t);
        values[Order] = top;
        if (Order == 0) return;
        var exponential = Math.Exp(-t);
        for (var m = Order; m > 0; m--) values[m - 1] = ((2 * t * values[m]) + exponential) / ((2 * m) - 1);
    }

    /// <summary>F_0..F_Order at the T of all lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Evaluate(in LaneBlock t, Span<LaneBlock> values)
    {
        ref var top = ref values[Order];
        var ts = LaneBlock.Scalars(in t);
        var tops = LaneBlock.MutableScalars(ref top);
        var far = false;
        var last = Math.BitDecrement(_end);
        var table = _table;
        for (var i = 0; i < ts.Length; i++)
        {
            var value = ts[i];
            if (value > last)
            {
                far = true;
                value = last;
            }

            var row = (int)(value * PerUnit);
            var d = value - ((row + 0.5) * Width);
            var c = table.AsSpan(row * Terms, Terms);
            var d2 = d * d;
            var low = (c[0] + (c[1] * d)) + (d2 * (c[2] + (c[3] * d)));
            var high = (c[4] + (c[5] * d)) + (d2 * (c[6] + (c[7] * d)));
            tops[i] = low + (d2 * d2 * high);
        }

        if (far) Correct(ts, tops);
        if (Order == 0) return;

        LaneBlock exponential;
        exponential.A = Vector.Exp(-t.A);
        exponential.B = Vector.Exp(-t.B);
        exponential.C = Vector.Exp(-t.C);
        exponential.D = Vector.Exp(-t.D);
        LaneBlock twice;
        twice.A = t.A + t.A;
        twice.B = t.B + t.B;
        twice.C = t.C + t.C;
        twice.D = t.D + t.D;
        for (var m = Order; m > 0; m--)
        {
            var scale = new Vector<double>(1.0 / ((2 * m) - 1));
            ref readonly var from = ref values[m];
            ref var to = ref values[m - 1];
            to.A = Vector.MultiplyAddEstimate(twice.A, from.A, exponential.A) * scale;
            to.B = Vector.MultiplyAddEstimate(twice.B, from.B, exponential.B) * scale;
            to.C = Vector.MultiplyAddEstimate(twice.C, from.C, exponential.C) * scale;
            to.D = Vector.MultiplyAddEstimate(twice.D, from.D, exponential.D) * scale;
        }
    }

    /// <summary>F_m(T) by its series in which all terms are positive; slow, used to make the tables.</summary>
    internal static double Series(int m, double t)
    {
        var term = 1.0 / ((2 * m) + 1);
        var sum = term;
        for (var k = 1; term > sum * 1e-18; k++)
        {
            term *= 2 * t / ((2 * (m + k)) + 1);
            sum += term;
        }

        return Math.Exp(-t) * sum;
    }

    private void Correct(ReadOnlySpan<double> ts, Span<double> tops)
    {
        for (var i = 0; i < ts.Length; i++)
        {
            if (!(ts[i] < _end)) tops[i] = Asymptotic(ts[i]);
        }
    }

    private double Polynomial(double t)
    {
        var row = (int)(t * PerUnit);
        var d = t - ((row + 0.5) * Width);
        var c = _table.AsSpan(row * Terms, Terms);
        var sum = c[Terms - 1];
        for (var k = Terms - 2; k >= 0; k--) sum = (sum * d) + c[k];
        return sum;
    }

    private double Asymptotic(double t)
    {
        var inverse = 1 / t;
        var value = _asymptotic * Math.Sqrt(inverse);
        for (var k = 0; k < Order; k++) value *= inverse;
        return value;
    }

    /// <summary>Polynomial of degree 7 in T - centre through the values at the 8 Chebyshev points.</summary>
    private static void Interpolate(int order, double centre, double half, Span<double> coefficients)
    {
        Span<double> nodes = stackalloc double[Terms];
        Span<double> differences = stackalloc double[Terms];
        for (var k = 0; k < Terms; k++)
        {
            nodes[k] = Math.Cos(Math.PI * ((2 * k) + 1) / (2 * Terms));
            differences[k] = Series(order, centre + (half * nodes[k]));
        }

        for (var step = 1; step < Terms; step++) // Newton's divided differences
        {
            for (var k = Terms - 1; k >= step; k--) differences[k] = (differences[k] - differences[k - 1]) / (nodes[k] - nodes[k - step]);
        }

        coefficients.Clear();
        for (var k = Terms - 1; k >= 0; k--) // c(x) <- c(x) (x - node) + difference
        {
            for (var p = Terms - 1; p > 0; p--) coefficients[p] = coefficients[p - 1] - (nodes[k] * coefficients[p]);
            coefficients[0] = differences[k] - (nodes[k] * coefficients[0]);
        }

        var scale = 1.0;
        for (var p = 1; p < Terms; p++) coefficients[p] *= scale /= half;
    }
}
