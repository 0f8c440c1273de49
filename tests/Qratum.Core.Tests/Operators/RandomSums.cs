namespace Qratum.Core.Tests;

/// <summary>Hermitian Pauli sums with coefficients that add exactly.</summary>
internal static class RandomSums
{
    public static PauliSum Next(PhiloxRandom random, int qubits, int terms)
    {
        var builder = new PauliSumBuilder(qubits);
        var factors = new Pauli[qubits];
        for (var t = 0; t < terms; t++)
        {
            for (var q = 0; q < qubits; q++) factors[q] = random.Next(2) == 0 ? Pauli.I : (Pauli)random.Next(4);
            builder.Add(random.Next(-64, 65) / 16.0, PauliString.FromFactors(factors));
        }

        return builder.Build();
    }
}
