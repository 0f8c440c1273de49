using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Qratum;

/// <summary>One parameter and its factor in an <see cref="Angle"/>.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Scale">Its factor, finite and not zero.</param>
public readonly record struct AngleTerm(Parameter Parameter, double Scale);

/// <summary>A real number that may depend on named parameters: offset + Σ scale_k · θ_k. Immutable; radians.</summary>
public readonly struct Angle : IEquatable<Angle>
{
    private readonly ImmutableArray<AngleTerm> _terms;

    /// <summary>A number.</summary>
    /// <exception cref="ArgumentException">The number is NaN or infinite.</exception>
    public Angle(double offset)
        : this(offset, [])
    {
    }

    /// <summary>A parameter.</summary>
    public Angle(Parameter parameter)
        : this(0, [new AngleTerm(parameter, 1)])
    {
    }

    private Angle(double offset, ImmutableArray<AngleTerm> terms)
    {
        if (!double.IsFinite(offset))
            throw new ArgumentException($"An angle of {offset.ToString(CultureInfo.InvariantCulture)} is not finite.", nameof(offset));
        Offset = offset;
        _terms = terms;
    }

    /// <summary>The constant part.</summary>
    public double Offset { get; }

    /// <summary>The parameters with their factors, ordered by name, each once.</summary>
    public ImmutableArray<AngleTerm> Terms => _terms.IsDefault ? [] : _terms;

    /// <summary>Whether no parameter is left.</summary>
    public bool IsConstant => _terms.IsDefaultOrEmpty;

    /// <summary>The number, once no parameter is left.</summary>
    /// <exception cref="InvalidOperationException">A parameter is unbound; the message names it.</exception>
    public double Value => IsConstant ? Offset
        : throw new InvalidOperationException($"The angle {this} depends on the unbound parameter '{Terms[0].Parameter.Name}'.");

    /// <summary>A number as an angle.</summary>
    public static implicit operator Angle(double value) => new(value);

    /// <summary>A parameter as an angle.</summary>
    public static implicit operator Angle(Parameter parameter) => new(parameter);

    /// <summary>Sum.</summary>
    public static Angle operator +(Angle left, Angle right)
    {
        if (right.IsConstant) return new Angle(left.Offset + right.Offset, left.Terms);
        if (left.IsConstant) return new Angle(left.Offset + right.Offset, right.Terms);
        var scales = new SortedDictionary<Parameter, double>();
        foreach (var term in left.Terms) scales[term.Parameter] = term.Scale;
        foreach (var term in right.Terms) scales[term.Parameter] = scales.GetValueOrDefault(term.Parameter) + term.Scale;
        return new Angle(
            left.Offset + right.Offset, [.. scales.Where(s => s.Value != 0).Select(s => new AngleTerm(s.Key, s.Value))]);
    }

    /// <summary>Difference.</summary>
    public static Angle operator -(Angle left, Angle right) => left + (-right);

    /// <summary>Opposite.</summary>
    public static Angle operator -(Angle angle) => angle * -1;

    /// <summary>Multiple.</summary>
    public static Angle operator *(Angle angle, double factor)
    {
        if (!double.IsFinite(factor))
            throw new ArgumentException($"A factor of {factor.ToString(CultureInfo.InvariantCulture)} is not finite.", nameof(factor));
        return new Angle(
            angle.Offset * factor, factor == 0 ? [] : [.. angle.Terms.Select(t => t with { Scale = t.Scale * factor })]);
    }

    /// <summary>Multiple.</summary>
    public static Angle operator *(double factor, Angle angle) => angle * factor;

    /// <summary>Quotient.</summary>
    public static Angle operator /(Angle angle, double divisor) => angle * (1 / divisor);

    /// <summary>Same offset and same terms.</summary>
    public static bool operator ==(Angle left, Angle right) => left.Equals(right);

    /// <summary>Another offset or other terms.</summary>
    public static bool operator !=(Angle left, Angle right) => !left.Equals(right);

    /// <summary>Replaces parameters by angles; those that <paramref name="replace"/> maps to null stay.</summary>
    public Angle Substitute(Func<Parameter, Angle?> replace)
    {
        ArgumentNullException.ThrowIfNull(replace);
        var result = new Angle(Offset);
        foreach (var term in Terms) result += (replace(term.Parameter) ?? new Angle(term.Parameter)) * term.Scale;
        return result;
    }

    /// <inheritdoc/>
    public bool Equals(Angle other) => Offset.Equals(other.Offset) && Terms.AsSpan().SequenceEqual(other.Terms.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Angle other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Offset, Terms.Length, IsConstant ? default : Terms[0]);

    /// <summary>For example <c>0.5*theta + 1.25</c>; numbers at full precision.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var term in Terms)
        {
            if (text.Length > 0) text.Append(" + ");
            if (term.Scale != 1) text.Append(CultureInfo.InvariantCulture, $"{term.Scale:R}*");
            text.Append(term.Parameter.Name);
        }

        if (text.Length == 0) text.Append(CultureInfo.InvariantCulture, $"{Offset:R}");
        else if (Offset != 0) text.Append(CultureInfo.InvariantCulture, $" + {Offset:R}");
        return text.ToString();
    }
}
