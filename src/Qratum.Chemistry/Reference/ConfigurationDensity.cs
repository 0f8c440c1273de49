using System.Numerics.Tensors;

namespace Qratum.Chemistry;

/// <summary>The one-particle density matrix of a real vector over determinants.</summary>
internal static class ConfigurationDensity
{
    /// <summary>γ_pq = Σ_σ ⟨a†_pσ a_qσ⟩, row-major; the same bits for any number of threads. O(determinants · pairs that move them).</summary>
    /// <param name="alpha">Strings of spin α.</param>
    /// <param name="beta">Strings of spin β.</param>
    /// <param name="vector">Normalised; α string i and β string j at i·(number of β strings) + j.</param>
    /// <param name="maxThreads">Upper limit of threads, or -1.</param>
    /// <param name="cancellationToken">Checked between pairs of orbitals.</param>
    public static double[] Of(DeterminantStrings alpha, DeterminantStrings beta, ReadOnlyMemory<double> vector, int maxThreads, CancellationToken cancellationToken)
    {
        var n = alpha.OrbitalCount;
        var density = new double[n * n];
        Add(alpha, beta.Count, vector, density, maxThreads, cancellationToken);
        Add(beta, alpha.Count, Transposed(vector.Span, alpha.Count, beta.Count), density, maxThreads, cancellationToken);
        return density;
    }

    /// <summary>Adds the part of one spin; rows of the vector are its strings.</summary>
    private static void Add(
        DeterminantStrings strings, int width, ReadOnlyMemory<double> vector, double[] density, int maxThreads, CancellationToken cancellationToken)
    {
        var n = strings.OrbitalCount;
        var moves = new SingleReplacements(strings);
        // Each pair of orbitals has places of its own.
        Threads.For((int)PackedSymmetric.Count(n), maxThreads, pair =>
        {
            var c = vector.Span;
            var sum = 0.0;
            foreach (var move in moves.ByPair(pair))
                sum += move.Sign * TensorPrimitives.Dot(c.Slice(move.Target * width, width), c.Slice(move.Source * width, width));
            var (p, q) = PackedSymmetric.PairAt(pair);
            density[(p * n) + q] += p == q ? sum : sum / 2; // the moves go both ways
            if (p != q) density[(q * n) + p] += sum / 2;
        }, cancellationToken);
    }

    private static double[] Transposed(ReadOnlySpan<double> vector, int rows, int columns)
    {
        var result = new double[vector.Length];
        for (var i = 0; i < rows; i++)
        for (var j = 0; j < columns; j++)
            result[(j * rows) + i] = vector[(i * columns) + j];
        return result;
    }
}
