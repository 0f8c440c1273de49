namespace Qratum.Chemistry;

/// <summary>A number that describes a geometry: bohr for lengths, radians for angles. Derivatives: E. B. Wilson, J. C. Decius, P. C. Cross, Molecular Vibrations, section 4-1.</summary>
internal abstract class InternalCoordinate
{
    public abstract double Value(ReadOnlySpan<Vector3> at);

    /// <summary>Adds the derivatives by the place of each atom.</summary>
    public abstract void AddSlopes(ReadOnlySpan<Vector3> at, Span<Vector3> slopes);

    /// <summary>The way from one value to another; the short one where values come round.</summary>
    public virtual double Difference(double to, double from) => to - from;

    /// <summary>Whether the coordinate still describes the geometry well.</summary>
    public virtual bool IsFit(ReadOnlySpan<Vector3> at) => true;
}

/// <summary>The distance of two atoms.</summary>
internal sealed class Stretch(int a, int b) : InternalCoordinate
{
    public override double Value(ReadOnlySpan<Vector3> at) => (at[a] - at[b]).Length;

    public override void AddSlopes(ReadOnlySpan<Vector3> at, Span<Vector3> slopes)
    {
        var u = (at[a] - at[b]).Normalised();
        slopes[a] += u;
        slopes[b] -= u;
    }
}

/// <summary>The angle a-centre-b, well below π.</summary>
internal sealed class Bend(int a, int centre, int b) : InternalCoordinate
{
    /// <summary>A wider angle is described by <see cref="StraightBend"/>.</summary>
    public const double Widest = 170 * Math.PI / 180;

    private const double TooWide = 175 * Math.PI / 180;

    public override double Value(ReadOnlySpan<Vector3> at) => (at[a] - at[centre]).AngleTo(at[b] - at[centre]);

    public override void AddSlopes(ReadOnlySpan<Vector3> at, Span<Vector3> slopes)
    {
        var (first, second) = (at[a] - at[centre], at[b] - at[centre]);
        var (u, v) = (first.Normalised(), second.Normalised());
        var normal = u.Cross(v).Normalised();
        var (atA, atB) = (u.Cross(normal) / first.Length, normal.Cross(v) / second.Length);
        slopes[a] += atA;
        slopes[b] += atB;
        slopes[centre] -= atA + atB;
    }

    public override bool IsFit(ReadOnlySpan<Vector3> at) => Value(at) is > 1e-3 and < TooWide;
}

/// <summary>How far the nearly straight a-centre-b bends to a side: the sum of the unit vectors from the centre, along a fixed direction across.</summary>
internal sealed class StraightBend(int a, int centre, int b, Vector3 side) : InternalCoordinate
{
    private const double TooNarrow = 160 * Math.PI / 180;

    public override double Value(ReadOnlySpan<Vector3> at) =>
        ((at[a] - at[centre]).Normalised() + (at[b] - at[centre]).Normalised()).Dot(side);

    public override void AddSlopes(ReadOnlySpan<Vector3> at, Span<Vector3> slopes)
    {
        foreach (var end in (ReadOnlySpan<int>)[a, b])
        {
            var arm = at[end] - at[centre];
            var u = arm.Normalised();
            var slope = (side - (u * u.Dot(side))) / arm.Length;
            slopes[end] += slope;
            slopes[centre] -= slope;
        }
    }

    public override bool IsFit(ReadOnlySpan<Vector3> at) => (at[a] - at[centre]).AngleTo(at[b] - at[centre]) > TooNarrow;
}

/// <summary>The angle about the axis b-c from the plane a-b-c to the plane b-c-d, -π to π.</summary>
internal sealed class Torsion(int a, int b, int c, int d) : InternalCoordinate
{
    private const double LeastSine = 0.08;

    public override double Value(ReadOnlySpan<Vector3> at)
    {
        var (ab, bc, cd) = (at[b] - at[a], at[c] - at[b], at[d] - at[c]);
        var (m, n) = (ab.Cross(bc), bc.Cross(cd));
        return Math.Atan2(m.Cross(n).Dot(bc.Normalised()), m.Dot(n));
    }

    public override void AddSlopes(ReadOnlySpan<Vector3> at, Span<Vector3> slopes)
    {
        var (ab, bc, cd) = (at[b] - at[a], at[c] - at[b], at[d] - at[c]);
        var (m, n) = (ab.Cross(bc), bc.Cross(cd));
        var (atA, atD) = (m * (-bc.Length / m.Dot(m)), n * (bc.Length / n.Dot(n)));
        var (alongAb, alongCd) = (ab.Dot(bc) / bc.Dot(bc), cd.Dot(bc) / bc.Dot(bc));
        slopes[a] += atA;
        slopes[d] += atD;
        slopes[b] += (atA * (-1 - alongAb)) + (atD * alongCd);
        slopes[c] += (atD * (-1 - alongCd)) + (atA * alongAb);
    }

    public override double Difference(double to, double from) => Math.IEEERemainder(to - from, 2 * Math.PI);

    public override bool IsFit(ReadOnlySpan<Vector3> at) => Math.Sin((at[a] - at[b]).AngleTo(at[c] - at[b])) > LeastSine
        && Math.Sin((at[b] - at[c]).AngleTo(at[d] - at[c])) > LeastSine;
}
