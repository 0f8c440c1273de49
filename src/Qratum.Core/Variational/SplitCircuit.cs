namespace Qratum;

/// <summary>
/// A circuit in which every occurrence of an angle has become a parameter of its own, with the shift rule of each: what the
/// parameter-shift gradient evaluates.
/// </summary>
internal sealed class SplitCircuit
{
    private readonly Occurrence[] _occurrences;
    private readonly int _parameterCount;

    private SplitCircuit(Circuit circuit, Occurrence[] occurrences, int parameterCount)
    {
        Circuit = circuit;
        _occurrences = occurrences;
        _parameterCount = parameterCount;
    }

    public Circuit Circuit { get; }

    /// <exception cref="NotSupportedException">The circuit is not unitary or a gate has no shift rule.</exception>
    public static SplitCircuit Create(Circuit circuit)
    {
        if (!circuit.IsUnitary) throw new NotSupportedException("The gradient of a circuit with measurements, resets or conditions is not defined.");
        var builder = new CircuitBuilder(circuit.QubitCount, circuit.ClbitCount);
        var occurrences = new List<Occurrence>();
        foreach (var instruction in circuit.Instructions)
        {
            if (instruction.Gate is not { } gate)
            {
                builder.Barrier(instruction.Qubits.AsSpan());
                continue;
            }

            var position = 0;
            builder.Apply(gate.MapAngles(angle =>
            {
                var rule = angle.IsConstant ? null : RuleOf(gate, position);
                position++;
                if (rule is null) return angle;
                occurrences.Add(new Occurrence(circuit.Resolve(angle), rule));
                return new Parameter($"_{occurrences.Count - 1}");
            }), instruction.Qubits.AsSpan());
        }

        return new SplitCircuit(builder.Build(), [.. occurrences], circuit.Parameters.Length);
    }

    /// <summary>Adds the point itself and all its shifted neighbours.</summary>
    public void AddPoints(ReadOnlySpan<double> parameters, List<ReadOnlyMemory<double>> points)
    {
        var centre = new double[_occurrences.Length];
        for (var k = 0; k < centre.Length; k++) centre[k] = _occurrences[k].Angle.At(parameters);
        points.Add(centre);
        for (var k = 0; k < centre.Length; k++)
        {
            foreach (var (shift, _) in _occurrences[k].Rule)
            {
                points.Add(Shifted(centre, k, shift));
                points.Add(Shifted(centre, k, -shift));
            }
        }
    }

    /// <summary>Value and gradient from the answers to <see cref="AddPoints"/>, read from <paramref name="next"/> on.</summary>
    public (double Value, double[] Gradient) Collect(IReadOnlyList<double> answers, ref int next)
    {
        var value = answers[next++];
        var gradient = new double[_parameterCount];
        foreach (var (angle, rule) in _occurrences)
        {
            var slope = 0.0;
            foreach (var (_, weight) in rule) slope += weight * (answers[next++] - answers[next++]);
            foreach (var (index, scale) in angle.Terms) gradient[index] += scale * slope;
        }

        return (value, gradient);
    }

    private static double[] Shifted(double[] centre, int index, double shift)
    {
        var point = (double[])centre.Clone();
        point[index] += shift;
        return point;
    }

    /// <summary>Shifts and weights: dE/dθ = Σ weight · (E(θ + shift) − E(θ − shift)).</summary>
    private static (double Shift, double Weight)[] RuleOf(Gate gate, int angle)
    {
        (double, double)[] two = [(Math.PI / 2, 0.5)];
        return gate switch
        {
            StandardGate { Kind: StandardGateKind.FSim } when angle == 0 => FourTerms(2),
            PauliRotation or StandardGate => two,
            // Elements e^{iλ} and constants, under control or not.
            ControlledGate { Target: StandardGate { Kind: StandardGateKind.Phase } } => two,
            ControlledGate { Target: StandardGate { Kind: StandardGateKind.U or StandardGateKind.FSim } } when angle > 0 => two,
            ControlledGate { Target: StandardGate { Kind: StandardGateKind.FSim } } => FourTerms(2),
            // Elements of frequency 1/2 beside the constant ones where the controls are 0.
            ControlledGate { Target: PauliRotation or StandardGate } => FourTerms(1),
            _ => throw new NotSupportedException($"The gate '{gate.Name}' has no parameter-shift rule for its angle {angle + 1}; take {nameof(FiniteDifference)}."),
        };
    }

    /// <summary>Frequencies s/2 and s of the energy in the angle.</summary>
    private static (double Shift, double Weight)[] FourTerms(double s)
    {
        var root = Math.Sqrt(2);
        return [(Math.PI / (2 * s), s * (root + 1) / (4 * root)), (3 * Math.PI / (2 * s), -s * (root - 1) / (4 * root))];
    }

    private readonly record struct Occurrence(ResolvedAngle Angle, (double Shift, double Weight)[] Rule);
}
