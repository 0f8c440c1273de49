namespace Qratum.Optimization;

/// <summary>A number with its derivative by one variable: products follow the product rule.</summary>
internal readonly record struct Dual(double Value, double Slope)
{
    internal static readonly Dual One = new(1, 0);

    public static Dual operator *(Dual a, Dual b) => new(a.Value * b.Value, (a.Slope * b.Value) + (a.Value * b.Slope));

    public static Dual operator *(double a, Dual b) => new(a * b.Value, a * b.Slope);

    public static Dual operator +(Dual a, Dual b) => new(a.Value + b.Value, a.Slope + b.Slope);

    public static Dual operator -(Dual a, Dual b) => new(a.Value - b.Value, a.Slope - b.Slope);
}
