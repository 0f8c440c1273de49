using System.Globalization;

namespace Qratum.Optimization;

/// <summary>
/// Low autocorrelation binary sequences (LABS): spins s with the least E = Σ_k C_k², C_k = Σᵢ sᵢ sᵢ₊ₖ for k = 1 … N - 1. A polynomial of degree 4.
/// </summary>
/// <remarks>T. Packebusch, S. Mertens, "Low autocorrelation binary sequences", J. Phys. A 49, 165001 (2016), arXiv:1512.02475.</remarks>
public sealed class LowAutocorrelation
{
    /// <summary>Poses the problem.</summary>
    /// <param name="length">N, at least 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">The sequence has less than two spins.</exception>
    public LowAutocorrelation(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 2);
        Length = length;
    }

    /// <summary>Number of spins N.</summary>
    public int Length { get; }

    /// <summary>The energy as a polynomial of spins; about N³/6 terms. O(N³ log N).</summary>
    public SpinPolynomial ToSpinPolynomial()
    {
        var builder = new SpinPolynomialBuilder(Length);
        for (var k = 1; k < Length; k++)
        {
            for (var i = 0; i + k < Length; i++)
            {
                for (var j = 0; j + k < Length; j++) builder.Add(1, i, i + k, j, j + k);
            }
        }

        return builder.Build();
    }

    /// <summary>What a sequence is worth. O(N²).</summary>
    /// <param name="bits">Bit i is 0 for spin +1, 1 for -1; N bits.</param>
    /// <exception cref="ArgumentException">The number of bits is not N.</exception>
    public BinarySequence Interpret(BitString bits)
    {
        PairwiseTerms.CheckLength(bits, Length, nameof(bits));
        var energy = 0L;
        for (var k = 1; k < Length; k++)
        {
            var sum = 0L;
            for (var i = 0; i + k < Length; i++) sum += bits[i] == bits[i + k] ? 1 : -1;
            energy += sum * sum;
        }

        return new BinarySequence(bits, energy);
    }
}

/// <summary>A binary sequence and its autocorrelation.</summary>
/// <param name="Bits">Bit i is 0 for spin +1, 1 for -1.</param>
/// <param name="Energy">Sum of the squares of all autocorrelations.</param>
public readonly record struct BinarySequence(BitString Bits, long Energy)
{
    /// <summary>N²/(2E): the greater, the better.</summary>
    public double MeritFactor => (double)Bits.Length * Bits.Length / (2 * Energy);

    /// <summary>The sequence as + and -, and its worth.</summary>
    public override string ToString()
    {
        var bits = Bits;
        var signs = string.Concat(Enumerable.Range(0, bits.Length).Select(i => bits[i] ? '-' : '+'));
        return string.Create(CultureInfo.InvariantCulture, $"{signs}, energy {Energy}, merit factor {MeritFactor:F3}");
    }
}
