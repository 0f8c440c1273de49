namespace Qratum.Testing;

/// <summary>Random circuits with measurements in the middle, resets and conditions.</summary>
public static class DynamicCircuits
{
    /// <summary>A circuit of <paramref name="count"/> steps on as many classical bits as qubits, at least one measurement, no parameters.</summary>
    public static Circuit Random(int qubits, int count, PhiloxRandom random)
    {
        var builder = new CircuitBuilder(qubits, qubits);
        while (count-- > 0)
        {
            var qubit = random.Next(qubits);
            var condition = random.Next(3) == 0 ? new ClassicalCondition([random.Next(qubits)], (ulong)random.Next(2)) : null;
            switch (random.Next(8))
            {
                case 0: builder.Measure(qubit, random.Next(qubits), condition); break;
                case 1: builder.Reset(qubit, condition); break;
                case 2: builder.Barrier(); break;
                case 3 when qubits > 1: builder.Cx(qubit, (qubit + 1 + random.Next(qubits - 1)) % qubits); break;
                default:
                    var gate = random.Next(3) switch { 0 => Gate.H, 1 => Gate.Ry((6 * random.NextDouble()) - 3), _ => Gate.X };
                    if (condition is null) builder.Apply(gate, qubit);
                    else builder.ApplyIf(condition, gate, qubit);
                    break;
            }
        }

        return builder.Measure(random.Next(qubits), random.Next(qubits)).Build();
    }
}
