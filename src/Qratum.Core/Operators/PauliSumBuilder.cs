using System.Numerics;

namespace Qratum;

/// <summary>Collects terms and merges equal strings; <see cref="Build"/> gives the immutable sum.</summary>
public sealed class PauliSumBuilder
{
    private readonly Dictionary<PauliString, Complex> _terms = [];

    /// <summary>Starts an empty sum.</summary>
    /// <param name="qubitCount">Number of qubits, not negative.</param>
    public PauliSumBuilder(int qubitCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(qubitCount);
        QubitCount = qubitCount;
    }

    /// <summary>Number of qubits.</summary>
    public int QubitCount { get; }

    /// <summary>Adds a term.</summary>
    /// <exception cref="ArgumentException">The string acts on another number of qubits, or the coefficient is not finite.</exception>
    public PauliSumBuilder Add(Complex coefficient, PauliString pauli)
    {
        if (pauli.QubitCount != QubitCount)
            throw new ArgumentException($"'{pauli}' acts on {pauli.QubitCount} qubits, the sum on {QubitCount}.", nameof(pauli));
        if (!Complex.IsFinite(coefficient))
            throw new ArgumentException($"The coefficient {coefficient} of '{pauli}' is not finite.", nameof(coefficient));
        System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_terms, pauli, out _) += coefficient;
        return this;
    }

    /// <summary>Adds every term of a sum times a factor.</summary>
    public PauliSumBuilder Add(PauliSum sum, Complex? factor = null)
    {
        ArgumentNullException.ThrowIfNull(sum);
        foreach (var term in sum) Add(term.Coefficient * (factor ?? Complex.One), term.Pauli);
        return this;
    }

    /// <summary>The sum of all terms whose coefficient exceeds <paramref name="threshold"/> in absolute value, sorted.</summary>
    /// <param name="threshold">Not negative; 0 drops exact zeros only.</param>
    public PauliSum Build(double threshold = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threshold);
        var terms = _terms.Where(t => Complex.Abs(t.Value) > threshold).Select(t => new PauliTerm(t.Value, t.Key)).ToArray();
        Array.Sort(terms, static (a, b) => a.Pauli.CompareTo(b.Pauli));
        return new PauliSum(QubitCount, terms);
    }
}
