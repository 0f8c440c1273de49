using System.Numerics;

namespace Qratum.Optimization;

/// <summary>
/// A walk over all configurations of a polynomial of spins by single flips (Gray's order): a flip turns the signs of the terms that hold the spin.
/// </summary>
internal sealed class PolynomialEnumeration
{
    private readonly double[] _values;
    private readonly int[][] _termsOf;
    private readonly double _constant;
    private readonly int _spins;

    internal PolynomialEnumeration(SpinPolynomial polynomial)
    {
        (_constant, _spins) = (polynomial.Constant, polynomial.SpinCount);
        _values = polynomial.Terms.Coefficients.ToArray();
        var termsOf = Enumerable.Range(0, _spins).Select(static _ => new List<int>()).ToArray();
        for (var k = 0; k < _values.Length; k++)
        {
            foreach (var spin in polynomial.Terms.Variables(k)) termsOf[spin].Add(k);
        }

        _termsOf = [.. termsOf.Select(static t => t.ToArray())];
        IsEven = Enumerable.Range(0, _values.Length).All(k => polynomial.Terms.Variables(k).Length % 2 == 0);
    }

    /// <summary>True where flipping all spins changes nothing, so that the last one may stay up.</summary>
    internal bool IsEven { get; }

    /// <summary>The configuration of the least value, the first on the way of equals.</summary>
    internal ulong Run(CancellationToken cancellationToken)
    {
        var energy = _constant + _values.Sum();
        var (best, least, bits) = (0UL, energy, 0UL);
        for (var step = 1UL; step < 1UL << (_spins - (IsEven ? 1 : 0)); step++)
        {
            if ((step & 0xFFFF) == 0) cancellationToken.ThrowIfCancellationRequested();
            var spin = BitOperations.TrailingZeroCount(step);
            bits ^= 1UL << spin;
            var change = 0.0;
            foreach (var term in _termsOf[spin])
            {
                change += _values[term];
                _values[term] = -_values[term];
            }

            energy -= 2 * change;

            // Rounding of many steps is no improvement.
            if (energy < least - (1e-12 * Math.Abs(least))) (best, least) = (bits, energy);
        }

        return best;
    }
}
