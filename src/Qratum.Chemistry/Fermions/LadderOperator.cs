using System.Globalization;

namespace Qratum.Chemistry;

/// <summary>Creation operator a†_k or annihilation operator a_k of a fermionic mode.</summary>
public readonly record struct LadderOperator : IComparable<LadderOperator>
{
    // Mode and kind in one number: 2·mode + 1 for a creation, 2·mode for an annihilation operator.
    private readonly int _code;

    private LadderOperator(int code) => _code = code;

    /// <summary>Mode k, from 0.</summary>
    public int Mode => _code >> 1;

    /// <summary>Whether this is a†_k.</summary>
    public bool IsCreation => (_code & 1) != 0;

    /// <summary>a†_k.</summary>
    /// <param name="mode">k, from 0 to 2³⁰ − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The mode is out of range.</exception>
    public static LadderOperator Creation(int mode) => new((Checked(mode) << 1) | 1);

    /// <summary>a_k.</summary>
    /// <param name="mode">k, from 0 to 2³⁰ − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The mode is out of range.</exception>
    public static LadderOperator Annihilation(int mode) => new(Checked(mode) << 1);

    /// <summary>a_k for a†_k and the reverse.</summary>
    public LadderOperator Adjoint() => new(_code ^ 1);

    /// <summary>Orders by mode; of one mode, the annihilation operator comes first.</summary>
    public int CompareTo(LadderOperator other) => _code.CompareTo(other._code);

    /// <summary>Text such as <c>+_3</c> for a†_3 and <c>-_0</c> for a_0.</summary>
    public override string ToString() => (IsCreation ? "+_" : "-_") + Mode.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether the left operator comes first.</summary>
    public static bool operator <(LadderOperator left, LadderOperator right) => left._code < right._code;

    /// <summary>Whether the left operator comes later.</summary>
    public static bool operator >(LadderOperator left, LadderOperator right) => left._code > right._code;

    /// <summary>Whether the left operator comes first or both are equal.</summary>
    public static bool operator <=(LadderOperator left, LadderOperator right) => left._code <= right._code;

    /// <summary>Whether the left operator comes later or both are equal.</summary>
    public static bool operator >=(LadderOperator left, LadderOperator right) => left._code >= right._code;

    private static int Checked(int mode)
    {
        const int limit = 1 << 30;
        if (mode is < 0 or >= limit) throw new ArgumentOutOfRangeException(nameof(mode), mode, $"Modes are 0 to {limit - 1}.");
        return mode;
    }
}
