using System.Numerics;

namespace Qratum;

/// <summary>Dense matrices of gates, row-major.</summary>
internal static class SmallMatrix
{
    public static Complex[] Identity(int dimension)
    {
        var matrix = new Complex[dimension * dimension];
        for (var k = 0; k < dimension; k++) matrix[(k * dimension) + k] = 1;
        return matrix;
    }

    public static Complex[] Adjoint(Complex[] matrix)
    {
        var dimension = (int)Math.Sqrt(matrix.Length);
        var result = new Complex[matrix.Length];
        for (var k = 0; k < matrix.Length; k++) result[k] = Complex.Conjugate(matrix[((k % dimension) * dimension) + (k / dimension)]);
        return result;
    }

    public static Complex[] Product(Complex[] a, Complex[] b, int dimension)
    {
        var result = new Complex[a.Length];
        for (var i = 0; i < dimension; i++)
        {
            for (var j = 0; j < dimension; j++)
            {
                for (var k = 0; k < dimension; k++) result[(i * dimension) + j] += a[(i * dimension) + k] * b[(k * dimension) + j];
            }
        }

        return result;
    }

    /// <summary>A 2 × 2 matrix on qubit <paramref name="place"/> of two, 0 or 1.</summary>
    public static Complex[] OnPair(Complex[] matrix, int place)
    {
        var result = new Complex[16];
        for (var row = 0; row < 4; row++)
        {
            for (var column = 0; column < 4; column++)
            {
                if (((row ^ column) >> (1 - place) & 1) == 0) result[(row * 4) + column] = matrix[((row >> place & 1) * 2) + (column >> place & 1)];
            }
        }

        return result;
    }

    /// <summary>A 4 × 4 matrix with its two qubits in the other order.</summary>
    public static Complex[] Exchanged(Complex[] matrix)
    {
        static int Turn(int k) => ((k & 1) << 1) | (k >> 1);
        var result = new Complex[16];
        for (var k = 0; k < 16; k++) result[(Turn(k >> 2) * 4) + Turn(k & 3)] = matrix[k];
        return result;
    }
}
