using System.Collections.Immutable;

namespace Qratum;

/// <summary>
/// A list of instructions on qubits and classical bits, with named parameters. Sealed and immutable; made by
/// <see cref="CircuitBuilder"/>.
/// </summary>
public sealed partial class Circuit : IEquatable<Circuit>
{
    private readonly Dictionary<Parameter, int> _indices = [];

    internal Circuit(int qubitCount, int clbitCount, ImmutableArray<Instruction> instructions, IEnumerable<Parameter> declared)
    {
        QubitCount = qubitCount;
        ClbitCount = clbitCount;
        Instructions = instructions;
        foreach (var parameter in declared) _indices.TryAdd(parameter, _indices.Count);
        foreach (var instruction in instructions)
        {
            if (instruction.Gate is not { } gate) continue;
            foreach (var angle in gate.Angles)
            {
                if (angle.IsConstant) continue;
                foreach (var term in angle.Terms) _indices.TryAdd(term.Parameter, _indices.Count);
            }
        }

        Parameters = [.. _indices.OrderBy(p => p.Value).Select(p => p.Key)];
    }

    /// <summary>Number of qubits, at least 1.</summary>
    public int QubitCount { get; }

    /// <summary>Number of classical bits.</summary>
    public int ClbitCount { get; }

    /// <summary>The instructions in order of application.</summary>
    public ImmutableArray<Instruction> Instructions { get; }

    /// <summary>
    /// The parameters, in the order of the numbers of a parameter set: those declared to the builder, then the others as they
    /// first appear.
    /// </summary>
    public ImmutableArray<Parameter> Parameters { get; }

    /// <summary>Whether there is a measurement, a reset or a condition.</summary>
    public bool IsUnitary => Instructions.All(i => i.Operation is Gate or Barrier && i.Condition is null);

    /// <summary>Position of a parameter in a parameter set.</summary>
    /// <exception cref="ArgumentException">The circuit has no such parameter.</exception>
    public int IndexOf(Parameter parameter) => _indices.TryGetValue(parameter, out var index) ? index
        : throw new ArgumentException($"The circuit has no parameter '{parameter}'; it has {Parameters.Length}: {string.Join(", ", Parameters.Take(8))}{(Parameters.Length > 8 ? ", ..." : "")}.", nameof(parameter));

    /// <summary>Number of layers when every instruction starts as early as its qubits and classical bits allow; barriers align.</summary>
    public int Depth()
    {
        var busy = new int[QubitCount + ClbitCount];
        foreach (var instruction in Instructions)
        {
            var bits = instruction.Qubits.AsEnumerable();
            if (instruction.Clbit >= 0) bits = bits.Append(QubitCount + instruction.Clbit);
            if (instruction.Condition is { } condition) bits = bits.Concat(condition.Clbits.Select(c => QubitCount + c));
            var wires = bits.ToArray();
            var start = wires.Max(w => busy[w]);
            foreach (var wire in wires) busy[wire] = start + (instruction.Operation is Barrier ? 0 : 1);
        }

        return busy.Max();
    }

    /// <summary>How often each operation occurs, by name, in ordinal order of names.</summary>
    public IReadOnlyDictionary<string, int> CountOperations()
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var instruction in Instructions)
            counts[instruction.Operation.Name] = counts.GetValueOrDefault(instruction.Operation.Name) + 1;
        return counts;
    }

    /// <inheritdoc/>
    public bool Equals(Circuit? other) => other is not null && QubitCount == other.QubitCount && ClbitCount == other.ClbitCount
        && Parameters.AsSpan().SequenceEqual(other.Parameters.AsSpan()) && Instructions.AsSpan().SequenceEqual(other.Instructions.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Circuit);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(QubitCount, ClbitCount, Instructions.Length, Parameters.Length);

    /// <summary>The drawing of <see cref="CircuitText.Draw"/>, lines of at most 100 characters; only a summary above 128 qubits.</summary>
    public override string ToString() => CircuitText.Describe(this);

    /// <summary>An angle as numbers: offset + Σ scale · θ[index].</summary>
    internal ResolvedAngle Resolve(Angle angle)
    {
        if (angle.IsConstant) return new ResolvedAngle(angle.Offset, []);
        var terms = new (int Index, double Scale)[angle.Terms.Length];
        for (var k = 0; k < terms.Length; k++) terms[k] = (_indices[angle.Terms[k].Parameter], angle.Terms[k].Scale);
        return new ResolvedAngle(angle.Offset, terms);
    }
}

/// <summary>An <see cref="Angle"/> with parameter positions in place of names.</summary>
internal readonly record struct ResolvedAngle(double Offset, (int Index, double Scale)[] Terms)
{
    public bool IsConstant => Terms.Length == 0;

    public double At(ReadOnlySpan<double> parameters)
    {
        var value = Offset;
        foreach (var (index, scale) in Terms) value += scale * parameters[index];
        return value;
    }

    public ResolvedAngle Plus(ResolvedAngle other) => new(Offset + other.Offset, Terms.Length == 0 ? other.Terms : other.Terms.Length == 0 ? Terms
        : [.. Terms.Concat(other.Terms).GroupBy(t => t.Index).Select(g => (g.Key, g.Sum(t => t.Scale)))]);

    public ResolvedAngle Times(double factor) => new(factor * Offset, [.. Terms.Select(t => (t.Index, factor * t.Scale))]);
}
