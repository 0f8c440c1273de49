using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace Qratum;

/// <summary>A coefficient and the Pauli string it multiplies.</summary>
/// <param name="Coefficient">Finite.</param>
/// <param name="Pauli">The string.</param>
public readonly record struct PauliTerm(Complex Coefficient, PauliString Pauli);

/// <summary>
/// A linear combination of Pauli strings on a fixed number of qubits: every Hamiltonian and observable. Immutable; each
/// string once, sorted by (X mask, Z mask).
/// </summary>
public sealed partial class PauliSum : IReadOnlyList<PauliTerm>, IEquatable<PauliSum>
{
    private readonly PauliTerm[] _terms;

    internal PauliSum(int qubitCount, PauliTerm[] sortedTerms)
    {
        QubitCount = qubitCount;
        _terms = sortedTerms;
    }

    /// <summary>Number of qubits.</summary>
    public int QubitCount { get; }

    /// <summary>Number of terms, the identity included.</summary>
    public int Count => _terms.Length;

    /// <summary>Coefficient of the identity, 0 if it is absent.</summary>
    public Complex IdentityCoefficient => _terms.Length > 0 && _terms[0].Pauli.IsIdentity ? _terms[0].Coefficient : Complex.Zero;

    /// <summary>Σ |coefficient|, the identity included.</summary>
    public double OneNorm
    {
        get
        {
            var sum = 0.0;
            foreach (var term in _terms) sum += Complex.Abs(term.Coefficient);
            return sum;
        }
    }

    /// <summary>Whether every coefficient is real, so that the sum is an observable.</summary>
    public bool IsHermitian => Array.TrueForAll(_terms, t => t.Coefficient.Imaginary == 0);

    /// <summary>Whether every string consists of I and Z.</summary>
    public bool IsDiagonal => Array.TrueForAll(_terms, t => t.Pauli.IsDiagonal);

    internal ReadOnlySpan<PauliTerm> Terms => _terms;

    /// <inheritdoc/>
    public PauliTerm this[int index] => _terms[index];

    /// <summary>The empty sum.</summary>
    public static PauliSum Zero(int qubitCount) => new PauliSumBuilder(qubitCount).Build();

    /// <summary>A multiple of the identity.</summary>
    public static PauliSum Identity(int qubitCount, Complex? coefficient = null) =>
        new PauliSumBuilder(qubitCount).Add(coefficient ?? Complex.One, PauliString.Identity(qubitCount)).Build();

    /// <summary>A sum of terms given as coefficient and letters, qubit 0 at the right.</summary>
    /// <exception cref="ArgumentException">There is no term, or the lengths differ.</exception>
    /// <exception cref="FormatException">A letter is none of I, X, Y, Z.</exception>
    public static PauliSum FromTerms(params ReadOnlySpan<(Complex Coefficient, string Pauli)> terms)
    {
        if (terms.IsEmpty) throw new ArgumentException("A sum from terms needs at least one; use PauliSum.Zero for none.", nameof(terms));
        var builder = new PauliSumBuilder(terms[0].Pauli.Length);
        foreach (var (coefficient, pauli) in terms) builder.Add(coefficient, PauliString.Parse(pauli));
        return builder.Build();
    }

    /// <summary>A sum of terms that are known to differ, without the merging of <see cref="PauliSumBuilder"/>: for millions of terms. O(terms · log terms).</summary>
    /// <param name="qubitCount">Number of qubits, not negative.</param>
    /// <param name="terms">The terms in any order; the array belongs to the sum afterwards. Coefficients of zero stay.</param>
    /// <exception cref="ArgumentException">Two strings are equal, one acts on another number of qubits, or a coefficient is not finite.</exception>
    public static PauliSum FromDistinct(int qubitCount, PauliTerm[] terms)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(qubitCount);
        ArgumentNullException.ThrowIfNull(terms);
        foreach (var (coefficient, pauli) in terms)
        {
            if (pauli.QubitCount != qubitCount) throw new ArgumentException($"'{pauli}' acts on {pauli.QubitCount} qubits, the sum on {qubitCount}.", nameof(terms));
            if (!Complex.IsFinite(coefficient)) throw new ArgumentException($"The coefficient {coefficient} of '{pauli}' is not finite.", nameof(terms));
        }

        Array.Sort(terms, static (a, b) => a.Pauli.CompareTo(b.Pauli));
        for (var k = 1; k < terms.Length; k++)
        {
            if (terms[k].Pauli == terms[k - 1].Pauli) throw new ArgumentException($"'{terms[k].Pauli}' occurs twice.", nameof(terms));
        }

        return new PauliSum(qubitCount, terms);
    }

    /// <summary>Bytes that a sum of so many terms occupies, sharing aside: 56 a term on up to 64 qubits.</summary>
    /// <param name="qubitCount">Number of qubits, not negative.</param>
    /// <param name="termCount">Number of terms, not negative.</param>
    public static long BytesOf(int qubitCount, long termCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(qubitCount);
        ArgumentOutOfRangeException.ThrowIfNegative(termCount);
        const int ArrayHeader = 24;
        var wide = qubitCount <= 64 ? 0 : 2 * (ArrayHeader + (sizeof(ulong) * (((qubitCount + 63) / 64) - 1)));
        return checked(termCount * (System.Runtime.CompilerServices.Unsafe.SizeOf<PauliTerm>() + wide));
    }

    /// <inheritdoc/>
    public IEnumerator<PauliTerm> GetEnumerator() => ((IEnumerable<PauliTerm>)_terms).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Same qubits, strings and coefficients, bit for bit.</summary>
    public bool Equals(PauliSum? other) =>
        other is not null && QubitCount == other.QubitCount && _terms.AsSpan().SequenceEqual(other._terms);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PauliSum);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(QubitCount, _terms.Length, _terms.Length == 0 ? default : _terms[^1]);

    /// <summary>One <c>coefficient PAULISTRING</c> per line at full precision, qubit 0 at the right; <see cref="Parse"/> reads it back.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (coefficient, pauli) in _terms)
        {
            text.Append(CultureInfo.InvariantCulture, $"{coefficient.Real:R}");
            if (coefficient.Imaginary != 0)
                text.Append(coefficient.Imaginary > 0 ? "+" : "").Append(CultureInfo.InvariantCulture, $"{coefficient.Imaginary:R}i");
            text.Append(' ').Append(pauli).Append('\n');
        }

        return text.ToString();
    }
}
