using System.Collections.Immutable;
using System.Numerics;

namespace Qratum;

/// <summary>A gate with a name of its own. Made by the members of <see cref="Gate"/>.</summary>
public sealed record StandardGate : Gate
{
    private static readonly double HalfRoot = Math.Sqrt(0.5);
    private readonly Angle _first, _second, _third;

    internal StandardGate(StandardGateKind kind, Angle first = default, Angle second = default, Angle third = default)
    {
        Kind = kind;
        (_first, _second, _third) = (first, second, third);
    }

    /// <summary>Which gate.</summary>
    public StandardGateKind Kind { get; }

    /// <inheritdoc/>
    public override string Name => Kind switch
    {
        StandardGateKind.Phase => "p",
#pragma warning disable CA1308 // OpenQASM names are lower case by definition.
        _ => Kind.ToString().ToLowerInvariant(),
#pragma warning restore CA1308
    };

    /// <inheritdoc/>
    public override int QubitCount => Kind < StandardGateKind.Swap ? 1 : 2;

    /// <summary>Number of angles the gate takes.</summary>
    public int AngleCount => Kind switch
    {
        StandardGateKind.U => 3,
        StandardGateKind.FSim => 2,
        >= StandardGateKind.Rx and <= StandardGateKind.Phase or >= StandardGateKind.Rxx => 1,
        _ => 0,
    };

    /// <inheritdoc/>
    public override ImmutableArray<Angle> Angles => AngleCount switch
    {
        0 => [],
        1 => [_first],
        2 => [_first, _second],
        _ => [_first, _second, _third],
    };

    /// <inheritdoc/>
    public override bool IsDiagonal => Kind is StandardGateKind.Id or StandardGateKind.Z
        or (>= StandardGateKind.S and <= StandardGateKind.Tdg) or StandardGateKind.Rz or StandardGateKind.Phase or StandardGateKind.Rzz;

    /// <inheritdoc/>
    public override Gate Inverse() => Kind switch
    {
        StandardGateKind.S => Sdg,
        StandardGateKind.Sdg => S,
        StandardGateKind.T => Tdg,
        StandardGateKind.Tdg => T,
        StandardGateKind.Sx => Sxdg,
        StandardGateKind.Sxdg => Sx,
        StandardGateKind.ISwap => ISwapdg,
        StandardGateKind.ISwapdg => ISwap,
        // U(θ, φ, λ)† = U(−θ, −λ, −φ).
        StandardGateKind.U => new StandardGate(Kind, -_first, -_third, -_second),
        _ when AngleCount > 0 => new StandardGate(Kind, -_first, -_second),
        _ => this,
    };

    /// <inheritdoc/>
    public override Gate Power(double exponent) => AngleCount is 1 or 2 && double.IsFinite(exponent)
        ? new StandardGate(Kind, _first * exponent, _second * exponent)
        : base.Power(exponent);

    internal override Gate MapAngles(Func<Angle, Angle> map) => AngleCount == 0
        ? this
        : new StandardGate(Kind, map(_first), AngleCount > 1 ? map(_second) : default, AngleCount > 2 ? map(_third) : default);

    internal override void WriteMatrix(ReadOnlySpan<double> angles, Span<Complex> matrix)
    {
        matrix.Clear();
        if (QubitCount == 1) WriteOneQubit(angles, matrix);
        else WriteTwoQubit(angles, matrix);
    }

    private static Complex Cis(double angle)
    {
        var (sin, cos) = SinCos.Compute(angle);
        return new Complex(cos, sin);
    }

    private void WriteOneQubit(ReadOnlySpan<double> angles, Span<Complex> m)
    {
        var half = angles.Length > 0 ? angles[0] / 2 : 0;
        var (sin, cos) = SinCos.Compute(half);
        (m[0], m[1], m[2], m[3]) = Kind switch
        {
            StandardGateKind.Id => (1, 0, 0, 1),
            StandardGateKind.X => (0, 1, 1, 0),
            StandardGateKind.Y => (0, -Complex.ImaginaryOne, Complex.ImaginaryOne, 0),
            StandardGateKind.Z => (1, 0, 0, -1),
            StandardGateKind.H => (HalfRoot, HalfRoot, HalfRoot, -HalfRoot),
            StandardGateKind.S => (1, 0, 0, Complex.ImaginaryOne),
            StandardGateKind.Sdg => (1, 0, 0, -Complex.ImaginaryOne),
            StandardGateKind.T => (1, 0, 0, new Complex(HalfRoot, HalfRoot)),
            StandardGateKind.Tdg => (1, 0, 0, new Complex(HalfRoot, -HalfRoot)),
            StandardGateKind.Sx => (new Complex(0.5, 0.5), new Complex(0.5, -0.5), new Complex(0.5, -0.5), new Complex(0.5, 0.5)),
            StandardGateKind.Sxdg => (new Complex(0.5, -0.5), new Complex(0.5, 0.5), new Complex(0.5, 0.5), new Complex(0.5, -0.5)),
            StandardGateKind.Rx => (cos, new Complex(0, -sin), new Complex(0, -sin), cos),
            StandardGateKind.Ry => (cos, -sin, sin, cos),
            StandardGateKind.Rz => (new Complex(cos, -sin), 0, 0, new Complex(cos, sin)),
            StandardGateKind.Phase => (1, 0, 0, Cis(angles[0])),
            _ => (cos, -Cis(angles[2]) * sin, Cis(angles[1]) * sin, Cis(angles[1] + angles[2]) * cos),
        };
    }

    private void WriteTwoQubit(ReadOnlySpan<double> angles, Span<Complex> m)
    {
        var (sin, cos) = SinCos.Compute(angles.Length > 0 ? angles[0] / (Kind == StandardGateKind.FSim ? 1 : 2) : 0);
        switch (Kind)
        {
            case StandardGateKind.Swap: Exchange(m, 0, 1, 1); break;
            case StandardGateKind.ISwap: Exchange(m, 0, Complex.ImaginaryOne, 1); break;
            case StandardGateKind.ISwapdg: Exchange(m, 0, -Complex.ImaginaryOne, 1); break;
            case StandardGateKind.FSim: Exchange(m, cos, new Complex(0, -sin), Cis(-angles[1])); break;
            case StandardGateKind.Rzz:
                m[0] = m[15] = new Complex(cos, -sin);
                m[5] = m[10] = new Complex(cos, sin);
                break;
            default:
                m[0] = m[5] = m[10] = m[15] = cos;
                m[6] = m[9] = new Complex(0, -sin);
                m[3] = m[12] = new Complex(0, Kind == StandardGateKind.Rxx ? -sin : sin);
                break;
        }
    }

    private static void Exchange(Span<Complex> m, Complex stay, Complex swap, Complex both)
    {
        m[0] = 1;
        m[5] = m[10] = stay;
        m[6] = m[9] = swap;
        m[15] = both;
    }
}
