using System.Collections.Immutable;

namespace Qratum;

/// <summary>A comparison of classical bits with a number. Immutable.</summary>
public sealed class ClassicalCondition : IEquatable<ClassicalCondition>
{
    /// <summary>Makes the condition that the bits, first the least significant, spell <paramref name="value"/>.</summary>
    /// <param name="clbits">1 to 64 classical bits.</param>
    /// <param name="value">The number; one that needs more bits than there are is never met.</param>
    /// <exception cref="ArgumentException">There is no bit or there are more than 64.</exception>
    public ClassicalCondition(ReadOnlySpan<int> clbits, ulong value)
    {
        if (clbits.Length is 0 or > 64)
            throw new ArgumentException($"A condition compares 1 to 64 classical bits, not {clbits.Length}.", nameof(clbits));
        Clbits = [.. clbits];
        Value = value;
    }

    /// <summary>The compared bits, least significant first.</summary>
    public ImmutableArray<int> Clbits { get; }

    /// <summary>The number they are compared with.</summary>
    public ulong Value { get; }

    /// <inheritdoc/>
    public bool Equals(ClassicalCondition? other) =>
        other is not null && Value == other.Value && Clbits.AsSpan().SequenceEqual(other.Clbits.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ClassicalCondition);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Value, Clbits.Length, Clbits[0]);

    /// <summary>For example <c>c[0,1] == 3</c>.</summary>
    public override string ToString() => $"c[{string.Join(",", Clbits)}] == {Value}";
}
