using System.Collections.Immutable;

namespace Qratum;

public sealed partial class Circuit
{
    /// <summary>The circuit with numbers in place of all parameters, given in the order of <see cref="Parameters"/>.</summary>
    /// <exception cref="ArgumentException">Another number of values was given, or one is not finite.</exception>
    public Circuit Bind(params ReadOnlySpan<double> values)
    {
        ThrowIfWrongParameterCount(values.Length);
        var numbers = values.ToArray();
        return Substitute(p => numbers[_indices[p]]);
    }

    /// <summary>The circuit with angles in place of the named parameters; the others stay.</summary>
    /// <exception cref="ArgumentException">The circuit has no such parameter.</exception>
    public Circuit Bind(IReadOnlyDictionary<Parameter, Angle> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        foreach (var parameter in values.Keys) IndexOf(parameter);
        return Substitute(p => values.TryGetValue(p, out var angle) ? angle : null);
    }

    /// <summary>The circuit that undoes this one: inverse gates in reverse order.</summary>
    /// <exception cref="InvalidOperationException">There is a measurement, a reset or a condition.</exception>
    public Circuit Inverse()
    {
        ThrowIfNotUnitary("inverted");
        return new Circuit(QubitCount, ClbitCount,
            [.. Instructions.Reverse().Select(i => i.Gate is { } gate ? new Instruction(gate.Inverse(), i.Qubits) : i)], Parameters);
    }

    /// <summary>This circuit, then <paramref name="next"/> on the same qubits and classical bits.</summary>
    /// <exception cref="ArgumentException">The next circuit is wider.</exception>
    public Circuit Then(Circuit next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return ToBuilder().Append(next).Build();
    }

    /// <summary>The circuit repeated; a negative power repeats the inverse, 0 gives no instruction.</summary>
    /// <exception cref="InvalidOperationException">The power is negative and the circuit is not unitary.</exception>
    public Circuit Power(int exponent)
    {
        var once = exponent < 0 ? Inverse() : this;
        var all = ImmutableArray.CreateBuilder<Instruction>();
        for (var k = 0; k < Math.Abs((long)exponent); k++) all.AddRange(once.Instructions);
        return new Circuit(QubitCount, ClbitCount, all.ToImmutable(), Parameters);
    }

    /// <summary>
    /// The circuit acting when all of <paramref name="controls"/> new qubits are 1. The new qubits are 0 .. controls − 1, qubit
    /// k of this circuit becomes controls + k.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is a measurement, a reset or a condition.</exception>
    public Circuit Control(int controls = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(controls, 1);
        ThrowIfNotUnitary("controlled");
        var front = Enumerable.Range(0, controls).ToArray();
        var all = Instructions.Select(i =>
        {
            var shifted = i.Qubits.Select(q => q + controls);
            return i.Gate is { } gate
                ? new Instruction(gate.Control(controls), [.. front, .. shifted])
                : new Instruction(i.Operation, [.. shifted]);
        });
        return new Circuit(QubitCount + controls, ClbitCount, [.. all], Parameters);
    }

    /// <summary>A builder that starts with these instructions.</summary>
    public CircuitBuilder ToBuilder() => new CircuitBuilder(QubitCount, ClbitCount).Declare(Parameters.AsSpan()).Append(this);

    internal void ThrowIfWrongParameterCount(int count)
    {
        if (count != Parameters.Length)
            throw new ArgumentException($"The circuit has {Parameters.Length} parameters, {count} numbers were given.");
    }

    private Circuit Substitute(Func<Parameter, Angle?> replace) => new(QubitCount, ClbitCount,
        [.. Instructions.Select(i => i.Gate is { } gate
            ? new Instruction(gate.MapAngles(a => a.Substitute(replace)), i.Qubits, i.Clbit, i.Condition) : i)],
        Parameters.SelectMany(p => (replace(p) ?? new Angle(p)).Terms.Select(t => t.Parameter)));

    private void ThrowIfNotUnitary(string wanted)
    {
        foreach (var instruction in Instructions)
        {
            if (instruction.Operation is not (Gate or Barrier) || instruction.Condition is not null)
                throw new InvalidOperationException($"A circuit with '{instruction}' cannot be {wanted}; only gates and barriers can.");
        }
    }
}
