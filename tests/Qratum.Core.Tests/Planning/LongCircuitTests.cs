using System.Numerics;
using Xunit;

namespace Qratum.Core.Tests.Planning;

/// <summary>Circuits longer than what one search looks at are planned piece by piece, and do the same.</summary>
public sealed class LongCircuitTests
{
    /// <summary>Rounding of some ten thousand gates.</summary>
    private const double Tolerance = 1e-10;

    [Theory]
    [InlineData(4, 12_000)]
    [InlineData(13, 9_000)]
    public void A_long_circuit_does_what_its_pieces_do(int qubits, int gates)
    {
        var random = new Random(qubits);
        using StateVector whole = new(qubits), pieces = new(qubits);
        var all = new CircuitBuilder(qubits);
        for (var done = 0; done < gates; done += 100)
        {
            var piece = new CircuitBuilder(qubits);
            for (var k = 0; k < 100; k++)
            {
                // Qubit 0 is turned by phases alone but for the first gate, so that searches find no early end.
                var (a, b) = (random.Next(1, qubits), random.Next(qubits));
                var angle = random.NextDouble() * 6;
                if (done + k == 0) piece.H(0);
                else if (a == b) piece.Ry(angle, a);
                else if (random.Next(2) == 0) piece.Cp(angle, a, b);
                else piece.Rotation(PauliString.Identity(qubits).With(a, random.Next(2) == 0 ? Pauli.X : Pauli.Y).With(b, Pauli.Z), angle);
            }

            var part = piece.Build();
            all.Append(part);
            pieces.Apply(Planner.Plan(part), []);
        }

        whole.Apply(Planner.Plan(all.Build()), []);
        Assert.True((whole.InnerProduct(pieces) - Complex.One).Magnitude < Tolerance);
    }
}
