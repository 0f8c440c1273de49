using System.Globalization;

namespace Qratum;

/// <summary>The characters of a circuit drawing, and short texts made of them.</summary>
internal sealed record CircuitSymbols
{
    private const int LongestAngle = 24;

    public static CircuitSymbols Unicode { get; } = new()
    {
        Wire = '─', Vertical = '│', Cross = '┼', Control = '●', Target = '⊕', Swap = '╳', Left = '┤', Right = '├',
        Barrier = '░', Continues = '»', Continued = '«', Arrow = "→", Zero = "|0⟩", Pi = "π",
    };

    public static CircuitSymbols Ascii { get; } = new()
    {
        Wire = '-', Vertical = '|', Cross = '|', Control = 'o', Target = '+', Swap = 'x', Left = '[', Right = ']',
        Barrier = ':', Continues = '>', Continued = '<', Arrow = "->", Zero = "|0>", Pi = "pi",
    };

    public required char Wire { get; init; }

    public required char Vertical { get; init; }

    /// <summary>A connection that passes a wire it has nothing to do with.</summary>
    public required char Cross { get; init; }

    public required char Control { get; init; }

    public required char Target { get; init; }

    public required char Swap { get; init; }

    public required char Left { get; init; }

    public required char Right { get; init; }

    public required char Barrier { get; init; }

    public required char Continues { get; init; }

    public required char Continued { get; init; }

    public required string Arrow { get; init; }

    public required string Zero { get; init; }

    public required string Pi { get; init; }

    /// <summary>Name and angles of a gate without its controls.</summary>
    public string Label(Gate gate)
    {
        var name = gate switch
        {
            PauliRotation { QubitCount: 1 } r => $"r{r.Pauli}",
            PauliRotation => "r",
            UnitaryGate => "U",
            StandardGate { AngleCount: > 0 } => gate.Name,
            _ when gate.Name.Length == 1 => gate.Name.ToUpperInvariant(),
            StandardGate { Kind: StandardGateKind.Sdg } => "S" + Dagger,
            StandardGate { Kind: StandardGateKind.Tdg } => "T" + Dagger,
            StandardGate { Kind: StandardGateKind.Sx } => "SX",
            StandardGate { Kind: StandardGateKind.Sxdg } => "SX" + Dagger,
            _ => gate.Name,
        };
        return gate.Angles.IsEmpty ? name : $"{name}({string.Join(",", gate.Angles.Select(Text))})";
    }

    /// <summary>For example <c> if c[0:2]==3</c>.</summary>
    public static string Label(ClassicalCondition? condition)
    {
        if (condition is null) return "";
        var bits = condition.Clbits;
        var isRun = true;
        for (var k = 1; k < bits.Length; k++) isRun &= bits[k] == bits[0] + k;
        var text = bits.Length == 1 ? $"{bits[0]}" : isRun ? $"{bits[0]}:{bits[^1]}" : string.Join(",", bits);
        return string.Create(CultureInfo.InvariantCulture, $" if c[{text}]=={condition.Value}");
    }

    private string Dagger => this == Ascii ? "dg" : "†";

    /// <summary>An angle with 4 digits, simple fractions of π as such.</summary>
    private string Text(Angle angle)
    {
        var parts = angle.Terms.Select(t => t.Scale switch
        {
            1 => t.Parameter.Name,
            -1 => "-" + t.Parameter.Name,
            _ => $"{Short(t.Scale)}*{t.Parameter.Name}",
        }).ToList();
        if (parts.Count == 0 || angle.Offset != 0) parts.Add(Number(angle.Offset));
        var text = string.Join("+", parts).Replace("+-", "-", StringComparison.Ordinal);
        return text.Length <= LongestAngle ? text : text[..(LongestAngle - 3)] + "...";
    }

    private string Number(double value)
    {
        // Rounding of expressions such as 3*pi/8 is a few units in the last place.
        const double rounding = 1e-14;
        foreach (var denominator in (ReadOnlySpan<int>)[1, 2, 3, 4, 6, 8, 16])
        {
            var numerator = Math.Round(value * denominator / Math.PI);
            if (numerator == 0 || Math.Abs(numerator) > 16 || Math.Abs((numerator * Math.PI / denominator) - value) > rounding * Math.Abs(value)) continue;
            var times = numerator is 1 or -1 ? "" : Math.Abs(numerator).ToString(CultureInfo.InvariantCulture);
            return $"{(numerator < 0 ? "-" : "")}{times}{Pi}{(denominator == 1 ? "" : $"/{denominator}")}";
        }

        return Short(value);
    }

    private static string Short(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
