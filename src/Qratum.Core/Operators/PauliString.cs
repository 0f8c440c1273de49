using System.Numerics;

namespace Qratum;

/// <summary>One-qubit Pauli operators; bit 0 of the value is the X part, bit 1 the Z part.</summary>
public enum Pauli
{
    /// <summary>Identity.</summary>
    I = 0,

    /// <summary>Bit flip.</summary>
    X = 1,

    /// <summary>Phase flip.</summary>
    Z = 2,

    /// <summary>Both, Y = iXZ.</summary>
    Y = 3,
}

/// <summary>
/// A tensor product of Pauli operators on a fixed number of qubits, for example XZI: X on qubit 2, Z on qubit 1. Immutable;
/// up to 64 qubits it holds no reference, products and commutation are popcounts.
/// </summary>
public readonly struct PauliString : IEquatable<PauliString>, IComparable<PauliString>
{
    internal PauliString(int qubitCount, BitMask x, BitMask z)
    {
        QubitCount = qubitCount;
        X = x;
        Z = z;
    }

    /// <summary>Number of qubits, identities included.</summary>
    public int QubitCount { get; }

    /// <summary>Number of qubits with X, Y or Z.</summary>
    public int Weight => (X | Z).PopCount;

    /// <summary>Whether every factor is the identity.</summary>
    public bool IsIdentity => X.IsZero && Z.IsZero;

    /// <summary>Whether every factor is I or Z.</summary>
    public bool IsDiagonal => X.IsZero;

    internal BitMask X { get; }

    internal BitMask Z { get; }

    /// <summary>Number of Y factors.</summary>
    internal int YCount => (X & Z).PopCount;

    /// <summary>The factor on a qubit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The qubit is not in 0 .. QubitCount − 1.</exception>
    public Pauli this[int qubit]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(qubit);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(qubit, QubitCount);
            return (Pauli)((X[qubit] ? 1 : 0) | (Z[qubit] ? 2 : 0));
        }
    }

    /// <summary>The identity on <paramref name="qubitCount"/> qubits.</summary>
    public static PauliString Identity(int qubitCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(qubitCount);
        return new PauliString(qubitCount, default, default);
    }

    /// <summary>One Pauli operator on one qubit, identity on the others.</summary>
    public static PauliString Single(int qubitCount, int qubit, Pauli factor) => Identity(qubitCount).With(qubit, factor);

    /// <summary>Builds a string from factors, the first on qubit 0.</summary>
    public static PauliString FromFactors(ReadOnlySpan<Pauli> factors)
    {
        var words = (factors.Length + 63) / 64;
        Span<ulong> x = words <= 4 ? stackalloc ulong[4] : new ulong[words];
        Span<ulong> z = words <= 4 ? stackalloc ulong[4] : new ulong[words];
        x.Clear();
        z.Clear();
        for (var k = 0; k < factors.Length; k++)
        {
            x[k >> 6] |= ((ulong)factors[k] & 1) << (k & 63);
            z[k >> 6] |= ((ulong)factors[k] >> 1) << (k & 63);
        }

        return new PauliString(factors.Length, new BitMask(x), new BitMask(z));
    }

    /// <summary>Reads for example <c>XZI</c>: one letter per qubit, qubit 0 at the right.</summary>
    /// <exception cref="FormatException">The text is empty or holds another character; the message gives its column.</exception>
    public static PauliString Parse(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty) throw new FormatException("A Pauli string needs at least one letter of I, X, Y, Z.");
        var factors = new Pauli[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            factors[text.Length - 1 - i] = text[i] switch
            {
                'I' => Pauli.I,
                'X' => Pauli.X,
                'Y' => Pauli.Y,
                'Z' => Pauli.Z,
                var other => throw new FormatException($"Column {i + 1}: '{other}' is no Pauli letter; allowed are I, X, Y, Z."),
            };
        }

        return FromFactors(factors);
    }

    /// <summary>Same qubits and same factors.</summary>
    public static bool operator ==(PauliString left, PauliString right) => left.Equals(right);

    /// <summary>Other qubits or factors.</summary>
    public static bool operator !=(PauliString left, PauliString right) => !left.Equals(right);

    /// <summary>Order by number of qubits, X mask, Z mask.</summary>
    public static bool operator <(PauliString left, PauliString right) => left.CompareTo(right) < 0;

    /// <summary>Order by number of qubits, X mask, Z mask.</summary>
    public static bool operator >(PauliString left, PauliString right) => left.CompareTo(right) > 0;

    /// <summary>Order by number of qubits, X mask, Z mask.</summary>
    public static bool operator <=(PauliString left, PauliString right) => left.CompareTo(right) <= 0;

    /// <summary>Order by number of qubits, X mask, Z mask.</summary>
    public static bool operator >=(PauliString left, PauliString right) => left.CompareTo(right) >= 0;

    /// <summary>The same string with another factor on one qubit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The qubit is not in 0 .. QubitCount − 1.</exception>
    public PauliString With(int qubit, Pauli factor)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(qubit);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(qubit, QubitCount);
        return new PauliString(QubitCount, X.With(qubit, ((int)factor & 1) != 0), Z.With(qubit, ((int)factor & 2) != 0));
    }

    /// <summary>Product this · other = i^<c>PhasePower</c> · <c>Product</c>.</summary>
    /// <exception cref="ArgumentException">The numbers of qubits differ.</exception>
    public (int PhasePower, PauliString Product) Multiply(PauliString other)
    {
        ThrowIfOtherSize(other);
        var product = new PauliString(QubitCount, X ^ other.X, Z ^ other.Z);
        // P = i^{|x∧z|} X^x Z^z, and moving Z^z past X^x' costs (−1)^{|z∧x'|}.
        var power = YCount + other.YCount - product.YCount + (2 * (Z & other.X).PopCount);
        return (((power % 4) + 4) % 4, product);
    }

    /// <summary>Whether the two strings commute as operators.</summary>
    /// <exception cref="ArgumentException">The numbers of qubits differ.</exception>
    public bool CommutesWith(PauliString other)
    {
        ThrowIfOtherSize(other);
        return (((X & other.Z).PopCount + (Z & other.X).PopCount) & 1) == 0;
    }

    /// <summary>Whether the factors commute on every qubit, so that one product basis measures both.</summary>
    /// <exception cref="ArgumentException">The numbers of qubits differ.</exception>
    public bool CommutesQubitWiseWith(PauliString other)
    {
        ThrowIfOtherSize(other);
        var both = (X | Z) & (other.X | other.Z);
        return (((X ^ other.X) | (Z ^ other.Z)) & both).IsZero;
    }

    /// <summary>The string on more qubits, identity on the new, higher ones.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than <see cref="QubitCount"/>.</exception>
    public PauliString Widen(int qubitCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(qubitCount, QubitCount);
        return new PauliString(qubitCount, X, Z);
    }

    /// <inheritdoc/>
    public bool Equals(PauliString other) => QubitCount == other.QubitCount && X.Equals(other.X) && Z.Equals(other.Z);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is PauliString other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(X, Z);

    /// <inheritdoc/>
    public int CompareTo(PauliString other)
    {
        var order = QubitCount.CompareTo(other.QubitCount);
        if (order == 0) order = X.CompareTo(other.X);
        return order != 0 ? order : Z.CompareTo(other.Z);
    }

    /// <summary>One letter per qubit, qubit 0 at the right.</summary>
    public override string ToString() => string.Create(QubitCount, this, static (text, self) =>
    {
        for (var k = 0; k < text.Length; k++) text[text.Length - 1 - k] = "IXZY"[(int)self[k]];
    });

    /// <summary>i to an integer power, exactly.</summary>
    internal static Complex PowerOfI(int power) => (power & 3) switch
    {
        0 => Complex.One,
        1 => Complex.ImaginaryOne,
        2 => -Complex.One,
        _ => -Complex.ImaginaryOne,
    };

    private void ThrowIfOtherSize(PauliString other)
    {
        if (other.QubitCount != QubitCount)
            throw new ArgumentException($"The strings act on {QubitCount} and {other.QubitCount} qubits; the numbers must be equal.");
    }
}
