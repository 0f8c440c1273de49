using System.Numerics;
using Xunit;

namespace Qratum.Core.Tests;

/// <summary>The matrix of a small circuit by textbook multiplication, and distances up to a global phase.</summary>
internal static class DenseCircuit
{
    /// <summary>Columns of the matrix: column j is the circuit applied to basis state j.</summary>
    public static Complex[][] Columns(Circuit circuit)
    {
        var columns = new Complex[1 << circuit.QubitCount][];
        for (var j = 0; j < columns.Length; j++) columns[j] = State(circuit, j);
        return columns;
    }

    /// <summary>The circuit applied to one basis state.</summary>
    public static Complex[] State(Circuit circuit, int basisState = 0)
    {
        var state = new Complex[1 << circuit.QubitCount];
        state[basisState] = 1;
        foreach (var i in circuit.Instructions)
        {
            if (i.Gate is { } gate) Apply(gate, [.. i.Qubits], state);
            else Assert.IsType<Barrier>(i.Operation);
        }

        return state;
    }

    /// <summary>⟨ψ|H|ψ⟩, string by string.</summary>
    public static double Expectation(Circuit circuit, PauliSum observable)
    {
        var state = State(circuit);
        Complex sum = 0;
        foreach (var (coefficient, pauli) in observable)
        {
            var image = (Complex[])state.Clone();
            for (var q = 0; q < pauli.QubitCount; q++)
            {
                Gate gate = pauli[q] switch { Pauli.X => Gate.X, Pauli.Y => Gate.Y, Pauli.Z => Gate.Z, _ => Gate.Id };
                Apply(gate, [q], image);
            }

            sum += coefficient * state.Zip(image, (a, b) => Complex.Conjugate(a) * b).Aggregate(Complex.Add);
        }

        return sum.Real;
    }

    /// <summary>Greatest difference of elements after the best global phase is taken out.</summary>
    public static double Distance(Circuit a, Circuit b)
    {
        var (x, y) = (Columns(a), Columns(b));
        var overlap = x.Zip(y, (p, q) => p.Zip(q, (u, v) => Complex.Conjugate(u) * v).Aggregate(Complex.Add)).Aggregate(Complex.Add);
        var phase = overlap / overlap.Magnitude;
        return x.Zip(y, (p, q) => p.Zip(q, (u, v) => ((u * phase) - v).Magnitude).Max()).Max();
    }

    private static void Apply(Gate gate, int[] qubits, Complex[] state)
    {
        var matrix = gate.ToMatrix();
        var dimension = 1 << qubits.Length;
        var mask = qubits.Sum(q => 1 << q);
        var inner = new Complex[dimension];
        for (var rest = 0; rest < state.Length; rest++)
        {
            if ((rest & mask) != 0) continue;
            for (var k = 0; k < dimension; k++) inner[k] = state[rest | Spread(k, qubits)];
            for (var row = 0; row < dimension; row++)
            {
                Complex sum = 0;
                for (var column = 0; column < dimension; column++) sum += matrix[row, column] * inner[column];
                state[rest | Spread(row, qubits)] = sum;
            }
        }
    }

    private static int Spread(int index, int[] qubits) => qubits.Select((q, k) => ((index >> k) & 1) << q).Sum();
}
