namespace Qratum;

/// <summary>A named real parameter of a circuit, in radians where it stands for an angle.</summary>
public readonly record struct Parameter : IComparable<Parameter>
{
    /// <summary>Names a parameter.</summary>
    /// <param name="name">A letter or underscore, then letters, digits, underscores, or an index such as <c>theta[3]</c>.</param>
    /// <exception cref="ArgumentException">The name is empty or holds another character.</exception>
    public Parameter(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if ((!char.IsLetter(name[0]) && name[0] != '_') || name.Any(c => !char.IsLetterOrDigit(c) && c is not ('_' or '[' or ']')))
            throw new ArgumentException($"'{name}' is no parameter name: a letter or underscore, then letters, digits, underscores or brackets.", nameof(name));
        Name = name;
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>Scaled parameter.</summary>
    public static Angle operator *(double scale, Parameter parameter) => new Angle(parameter) * scale;

    /// <summary>Sum of a parameter and another angle.</summary>
    public static Angle operator +(Parameter left, Angle right) => new Angle(left) + right;

    /// <summary>Opposite.</summary>
    public static Angle operator -(Parameter parameter) => -new Angle(parameter);

    /// <summary>Ordinal order of names.</summary>
    public static bool operator <(Parameter left, Parameter right) => left.CompareTo(right) < 0;

    /// <summary>Ordinal order of names.</summary>
    public static bool operator >(Parameter left, Parameter right) => left.CompareTo(right) > 0;

    /// <summary>Ordinal order of names.</summary>
    public static bool operator <=(Parameter left, Parameter right) => left.CompareTo(right) <= 0;

    /// <summary>Ordinal order of names.</summary>
    public static bool operator >=(Parameter left, Parameter right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public int CompareTo(Parameter other) => string.CompareOrdinal(Name, other.Name);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
