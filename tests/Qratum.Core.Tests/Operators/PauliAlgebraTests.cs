using System.Numerics;
using FsCheck.Xunit;
using Xunit;

namespace Qratum.Core.Tests.Operators;

/// <summary>The algebra of strings and sums against products of dense matrices. Coefficients are sixteenths, so that sums are exact.</summary>
public sealed class PauliAlgebraTests
{
    private const int Qubits = 3, Dimension = 1 << Qubits;

    [Property(MaxTest = 100)]
    public void Sums_products_and_commutators_equal_those_of_matrices(ulong seed)
    {
        var random = new PhiloxRandom(seed);
        var (a, b) = (Sum(random), Sum(random));
        var (x, y) = (Dense(a), Dense(b));
        AssertEqual(Combine(x, y, 1), Dense(a + b));
        AssertEqual(Combine(x, y, -1), Dense(a - b));
        AssertEqual(Multiply(x, y), Dense(a * b));
        AssertEqual(Combine(Multiply(x, y), Multiply(y, x), -1), Dense(PauliSum.Commutator(a, b)));
        AssertEqual(Adjoint(x), Dense(a.Adjoint()));
        AssertEqual(Array.ConvertAll(x, v => v * new Complex(0.5, -2)), Dense(new Complex(0.5, -2) * a));
    }

    [Property(MaxTest = 200)]
    public void Products_and_commutation_of_strings_hold_for_any_width(ulong seed)
    {
        var random = new PhiloxRandom(seed);
        var width = 1 + random.Next(130);
        var (a, b, c) = (Next(random, width), Next(random, width), Next(random, width));
        var ((p, ab), (q, ba)) = (a.Multiply(b), b.Multiply(a));
        Assert.Equal(ab, ba);
        Assert.Equal(a.CommutesWith(b), p == q);
        Assert.Equal((p + 2) % 4, a.CommutesWith(b) ? (q + 2) % 4 : q);
        var ((r, left), (s, right)) = (ab.Multiply(c), b.Multiply(c));
        var (t, whole) = a.Multiply(right);
        Assert.Equal(whole, left);
        Assert.Equal((p + r) % 4, (s + t) % 4);
        Assert.Equal((0, PauliString.Identity(width)), a.Multiply(a));
        Assert.Equal(a, PauliString.Parse(a.ToString()));
        Assert.Equal(Enumerable.Range(0, width).Count(k => a[k] != Pauli.I), a.Weight);
    }

    [Property(MaxTest = 60)]
    public void Text_reads_back(ulong seed)
    {
        var sum = Sum(new PhiloxRandom(seed));
        if (sum.Count > 0) Assert.Equal(sum, PauliSum.Parse(sum.ToString()));
    }

    [Fact]
    public void Letters_are_the_textbook_matrices()
    {
        Complex i = Complex.ImaginaryOne;
        AssertEqual([0, 1, 1, 0], PauliSum.FromTerms((1, "X")).ToMatrix().ToArray());
        AssertEqual([0, -i, i, 0], PauliSum.FromTerms((1, "Y")).ToMatrix().ToArray());
        AssertEqual([1, 0, 0, -1], PauliSum.FromTerms((1, "Z")).ToMatrix().ToArray());
        // Qubit 0 at the right: X on qubit 0, Z on qubit 1.
        AssertEqual([0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, -1, 0, 0, -1, 0], PauliSum.FromTerms((1, "ZX")).ToMatrix().ToArray());
    }

    [Fact]
    public void Misuse_is_refused()
    {
        Assert.Throws<ArgumentException>(() => PauliString.Parse("X").Multiply(PauliString.Parse("XX")));
        Assert.Throws<ArgumentException>(() => PauliSum.FromTerms((1, "X"), (1, "XX")));
        Assert.Throws<ArgumentException>(() => PauliSum.FromTerms((double.NaN, "X")));
        Assert.Throws<FormatException>(() => PauliString.Parse("XA"));
        Assert.Contains("Line 2, column 6", Assert.Throws<FormatException>(() => PauliSum.Parse("1 XX\n0.5 XQ\n")).Message, StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => PauliSum.Identity(PauliSum.MaximumMatrixQubits + 1).ToMatrix());
    }

    private static PauliString Next(PhiloxRandom random, int width) =>
        PauliString.FromFactors(Enumerable.Range(0, width).Select(_ => (Pauli)random.Next(4)).ToArray());

    private static PauliSum Sum(PhiloxRandom random)
    {
        var builder = new PauliSumBuilder(Qubits);
        for (var k = random.Next(6); k > 0; k--) builder.Add(new Complex(random.Next(-16, 17) / 16.0, random.Next(-16, 17) / 16.0), Next(random, Qubits));
        return builder.Build();
    }

    /// <summary>By Kronecker products of the letters, sharing nothing with ToMatrix.</summary>
    private static Complex[] Dense(PauliSum sum)
    {
        Complex i = Complex.ImaginaryOne;
        Complex[][] letters = [[1, 0, 0, 1], [0, 1, 1, 0], [1, 0, 0, -1], [0, -i, i, 0]];
        var matrix = new Complex[Dimension * Dimension];
        foreach (var (coefficient, pauli) in sum)
        {
            for (var k = 0; k < matrix.Length; k++)
            {
                var element = coefficient;
                for (var q = 0; q < Qubits; q++) element *= letters[(int)pauli[q]][(2 * ((k / Dimension >> q) & 1)) + ((k % Dimension >> q) & 1)];
                matrix[k] += element;
            }
        }

        AssertEqual(matrix, sum.ToMatrix().ToArray());
        return matrix;
    }

    private static Complex[] Combine(Complex[] x, Complex[] y, double factor) => [.. x.Zip(y, (a, b) => a + (factor * b))];

    private static Complex[] Adjoint(Complex[] x) => [.. Enumerable.Range(0, x.Length).Select(k => Complex.Conjugate(x[((k % Dimension) * Dimension) + (k / Dimension)]))];

    private static Complex[] Multiply(Complex[] x, Complex[] y)
    {
        var product = new Complex[x.Length];
        for (var r = 0; r < Dimension; r++)
        {
            for (var c = 0; c < Dimension; c++)
            {
                for (var k = 0; k < Dimension; k++) product[(r * Dimension) + c] += x[(r * Dimension) + k] * y[(k * Dimension) + c];
            }
        }

        return product;
    }

    private static void AssertEqual(Complex[] expected, Complex[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var k = 0; k < expected.Length; k++) Assert.True(Complex.Abs(expected[k] - actual[k]) < 1e-13, $"Element {k}: {actual[k]} is not {expected[k]}.");
    }
}
