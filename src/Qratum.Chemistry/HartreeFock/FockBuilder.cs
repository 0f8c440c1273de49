using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Qratum.Chemistry;

/// <summary>Coulomb and exchange matrices of density matrices: J(D)_ij = Σ (ij|kl) D_kl and K(D)_ij = Σ (ik|jl) D_kl.</summary>
internal interface IFieldBuilder
{
    /// <summary>Number of functions n.</summary>
    int FunctionCount { get; }

    /// <summary>Fills J of some symmetric densities and K of others in one pass over the integrals; all matrices row-major n × n.</summary>
    void Build(double[][] coulombDensities, double[][] coulombs, double[][] exchangeDensities, double[][] exchanges, CancellationToken cancellationToken);
}

/// <summary>
/// Coulomb and exchange matrices, and the closed-shell Fock matrix F = h + J(D) - K(D)/2, from packed integrals, each read once.
/// </summary>
/// <remarks>
/// The packed rows are cut into parts whose number depends on the number of functions only; every part sums for itself and the parts
/// are added in order, so the result has the same bits for any number of threads. Several densities share one pass over the integrals.
/// </remarks>
internal sealed class FockBuilder : IFieldBuilder
{
    private const long IntegralsPerPart = 1 << 18;
    private const int MaxParts = 32;
    private readonly int _n;
    private readonly AtomicIntegrals _integrals;
    private readonly int _threads;
    private readonly Part[] _parts;

    public FockBuilder(AtomicIntegrals integrals, int threads)
    {
        (_integrals, _threads, _n) = (integrals, threads, integrals.FunctionCount);
        var pairs = (int)PackedSymmetric.Count(_n);
        _parts = new Part[Math.Clamp(integrals.Packed.LongLength / IntegralsPerPart, 1, MaxParts)];
        var first = 0;
        for (var p = 0; p < _parts.Length; p++)
        {
            // Row ij has ij + 1 integrals: equal parts end at the square roots of equal fractions.
            var end = p + 1 == _parts.Length ? pairs : (int)(pairs * Math.Sqrt((p + 1.0) / _parts.Length));
            _parts[p] = new Part(_n, first, end);
            first = end;
        }
    }

    public int FunctionCount => _n;

    /// <summary>F of a symmetric density matrix (row-major, both spins together).</summary>
    public void Build(double[] density, double[] fock, CancellationToken cancellationToken = default)
    {
        var exchange = new double[_n * _n];
        Build([density], [fock], [density], [exchange], cancellationToken);
        var core = _integrals.CoreHamiltonian;
        for (var k = 0; k < fock.Length; k++) fock[k] = core[k] + fock[k] - (0.5 * exchange[k]);
    }

    /// <inheritdoc/>
    public void Build(
        double[][] coulombDensities, double[][] coulombs, double[][] exchangeDensities, double[][] exchanges, CancellationToken cancellationToken)
    {
        var packed = Array.ConvertAll(coulombDensities, Pack);
        Threads.For(_parts.Length, _threads, p => _parts[p].Run(_integrals.Packed, packed, exchangeDensities), cancellationToken);
        for (var d = 0; d < packed.Length; d++)
        {
            for (int i = 0, ij = 0; i < _n; i++)
            {
                for (var j = 0; j <= i; j++, ij++)
                {
                    var sum = 0.0;
                    foreach (var part in _parts) sum += part.Coulombs[d][ij];
                    coulombs[d][(i * _n) + j] = coulombs[d][(j * _n) + i] = sum;
                }
            }
        }

        for (var d = 0; d < exchangeDensities.Length; d++)
        {
            for (var i = 0; i < _n; i++)
            {
                for (var j = 0; j <= i; j++)
                {
                    var sum = 0.0;
                    foreach (var part in _parts) sum += part.Exchanges[d][(i * _n) + j] + part.Exchanges[d][(j * _n) + i];
                    exchanges[d][(i * _n) + j] = exchanges[d][(j * _n) + i] = sum;
                }
            }
        }
    }

    private double[] Pack(double[] density)
    {
        var packed = new double[PackedSymmetric.Count(_n)];
        for (int i = 0, ij = 0; i < _n; i++)
        {
            for (var j = 0; j <= i; j++, ij++) packed[ij] = (i == j ? 1 : 2) * density[(i * _n) + j];
        }

        return packed;
    }

    /// <summary>Some rows ij of the packed integrals and the sums over them.</summary>
    private sealed class Part(int n, int first, int end)
    {
        public double[][] Coulombs { get; private set; } = [];

        /// <summary>To be added to their own transposes.</summary>
        public double[][] Exchanges { get; private set; } = [];

        public void Run(double[] packed, double[][] packedDensities, double[][] densities)
        {
            Coulombs = Cleared(Coulombs, packedDensities.Length, (int)PackedSymmetric.Count(n));
            Exchanges = Cleared(Exchanges, densities.Length, n * n);
            var (i, j) = PackedSymmetric.PairAt(first);
            for (var ij = first; ij < end; ij++)
            {
                var row = packed.AsSpan((int)PackedSymmetric.Count(ij), ij + 1);
                for (var d = 0; d < packedDensities.Length; d++) AddCoulomb(row, ij, packedDensities[d], Coulombs[d]);
                for (var d = 0; d < densities.Length; d++) AddExchange(row, i, j, densities[d], Exchanges[d]);
                if (++j > i) (i, j) = (i + 1, 0);
            }
        }

        private static double[][] Cleared(double[][] matrices, int count, int length)
        {
            if (matrices.Length < count) matrices = [.. matrices, .. Enumerable.Range(0, count - matrices.Length).Select(_ => new double[length])];
            for (var d = 0; d < count; d++) Array.Clear(matrices[d]);
            return matrices;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void AddCoulomb(ReadOnlySpan<double> row, int ij, double[] packedDensity, double[] coulomb)
        {
            var weight = packedDensity[ij];
            var vectors = MemoryMarshal.Cast<double, Vector<double>>(row[..ij]);
            var densities = MemoryMarshal.Cast<double, Vector<double>>(packedDensity.AsSpan(0, ij));
            var targets = MemoryMarshal.Cast<double, Vector<double>>(coulomb.AsSpan(0, ij));
            var weights = new Vector<double>(weight);
            var sum = Vector<double>.Zero;
            for (var k = 0; k < vectors.Length && k < densities.Length && k < targets.Length; k++)
            {
                sum = Vector.MultiplyAddEstimate(vectors[k], densities[k], sum);
                targets[k] = Vector.MultiplyAddEstimate(vectors[k], weights, targets[k]);
            }

            var total = Vector.Sum(sum) + (row[ij] * weight);
            for (var kl = vectors.Length * Vector<double>.Count; kl < ij; kl++)
            {
                total += row[kl] * packedDensity[kl];
                coulomb[kl] += row[kl] * weight;
            }

            coulomb[ij] += total;
        }

        /// <summary>
        /// The eight permutations of (ij|kl) give K_ik += D_jl, K_il += D_jk, K_jk += D_il, K_jl += D_ik and their transposes;
        /// halved for every equality among i = j, k = l, ij = kl.
        /// </summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void AddExchange(ReadOnlySpan<double> row, int i, int j, double[] density, double[] exchange)
        {
            var factor = i == j ? 0.5 : 1.0;
            var di = density.AsSpan(i * n, n);
            var dj = density.AsSpan(j * n, n);
            var ki = exchange.AsSpan(i * n, n);
            var kj = exchange.AsSpan(j * n, n);
            var start = 0;
            for (var k = 0; k <= i; k++)
            {
                var last = k == i ? j : k;
                var v = row.Slice(start, last + 1);
                start += k + 1;
                var (wj, wi) = (factor * dj[k], factor * di[k]);
                double sumJ = 0, sumI = 0;

                // l < last are proper pairs k ≠ l; l = last follows with its own weight.
                var vectors = MemoryMarshal.Cast<double, Vector<double>>(v[..last]);
                if (vectors.Length > 0)
                {
                    var djs = MemoryMarshal.Cast<double, Vector<double>>(dj[..last]);
                    var dis = MemoryMarshal.Cast<double, Vector<double>>(di[..last]);
                    var kis = MemoryMarshal.Cast<double, Vector<double>>(ki[..last]);
                    var kjs = MemoryMarshal.Cast<double, Vector<double>>(kj[..last]);
                    var (wjs, wis) = (new Vector<double>(wj), new Vector<double>(wi));
                    var (sj, si) = (Vector<double>.Zero, Vector<double>.Zero);
                    for (var l = 0; l < vectors.Length && l < djs.Length && l < dis.Length && l < kis.Length && l < kjs.Length; l++)
                    {
                        var value = vectors[l];
                        sj = Vector.MultiplyAddEstimate(value, djs[l], sj);
                        si = Vector.MultiplyAddEstimate(value, dis[l], si);
                        kis[l] = Vector.MultiplyAddEstimate(value, wjs, kis[l]);
                        kjs[l] = Vector.MultiplyAddEstimate(value, wis, kjs[l]);
                    }

                    (sumJ, sumI) = (Vector.Sum(sj), Vector.Sum(si));
                }

                for (var l = vectors.Length * Vector<double>.Count; l < last; l++)
                {
                    sumJ += v[l] * dj[l];
                    sumI += v[l] * di[l];
                    ki[l] += v[l] * wj;
                    kj[l] += v[l] * wi;
                }

                var diagonal = v[last] * (k == last ? 0.5 : 1) * (k == i ? 0.5 : 1);
                sumJ += diagonal * dj[last];
                sumI += diagonal * di[last];
                ki[last] += diagonal * wj;
                kj[last] += diagonal * wi;
                ki[k] += factor * sumJ;
                kj[k] += factor * sumI;
            }
        }
    }
}
