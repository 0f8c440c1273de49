namespace Qratum.Chemistry;

/// <summary>Which orbitals of each spin hold an electron; the product of the creation operators in rising order, α before β.</summary>
/// <param name="Alpha">Orbitals of spin up: bit p for orbital p.</param>
/// <param name="Beta">Orbitals of spin down: bit p for orbital p.</param>
public readonly record struct Determinant(ulong Alpha, ulong Beta) : IComparable<Determinant>
{
    /// <summary>Order by α, then by β, as numbers.</summary>
    public int CompareTo(Determinant other) => Alpha != other.Alpha ? Alpha.CompareTo(other.Alpha) : Beta.CompareTo(other.Beta);

    /// <summary>Whether one comes before the other.</summary>
    public static bool operator <(Determinant left, Determinant right) => left.CompareTo(right) < 0;

    /// <summary>Whether one comes behind the other.</summary>
    public static bool operator >(Determinant left, Determinant right) => left.CompareTo(right) > 0;

    /// <summary>Whether one comes before the other or is it.</summary>
    public static bool operator <=(Determinant left, Determinant right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one comes behind the other or is it.</summary>
    public static bool operator >=(Determinant left, Determinant right) => left.CompareTo(right) >= 0;

    /// <summary>Both masks in hexadecimal.</summary>
    public override string ToString() => FormattableString.Invariant($"α {Alpha:x} β {Beta:x}");
}
