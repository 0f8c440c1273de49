using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Qratum.Chemistry;

/// <summary>
/// The closed-shell Fock matrix F = h + J(D) - K(D)/2 from packed integrals, each read once.
/// </summary>
/// <remarks>
/// The packed rows are cut into parts whose number depends on the number of functions only; every part sums for itself and the parts
/// are added in order, so the result has the same bits for any number of threads.
/// </remarks>
internal sealed class FockBuilder
{
    private const long IntegralsPerPart = 1 << 18;
    private const int MaxParts = 32;
    private readonly int _n;
    private readonly AtomicIntegrals _integrals;
    private readonly int _threads;
    private readonly double[] _packedDensity;
    private readonly Part[] _parts;

    public FockBuilder(AtomicIntegrals integrals, int threads)
    {
        (_integrals, _threads, _n) = (integrals, threads, integrals.FunctionCount);
        var pairs = (int)PackedSymmetric.Count(_n);
        _packedDensity = new double[pairs];
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

    /// <summary>F of a symmetric density matrix (row-major, both spins together).</summary>
    public void Build(double[] density, double[] fock, CancellationToken cancellationToken = default)
    {
        for (int i = 0, ij = 0; i < _n; i++)
        {
            for (var j = 0; j <= i; j++, ij++) _packedDensity[ij] = (i == j ? 1 : 2) * density[(i * _n) + j];
        }

        Threads.For(_parts.Length, _threads, p => _parts[p].Run(_integrals.Packed, density, _packedDensity), cancellationToken);

        var core = _integrals.CoreHamiltonian;
        for (int i = 0, ij = 0; i < _n; i++)
        {
            for (var j = 0; j <= i; j++, ij++)
            {
                double coulomb = 0, exchange = 0;
                foreach (var part in _parts)
                {
                    coulomb += part.Coulomb[ij];
                    exchange += part.Exchange[(i * _n) + j] + part.Exchange[(j * _n) + i];
                }

                fock[(i * _n) + j] = fock[(j * _n) + i] = core[(i * _n) + j] + coulomb - (0.5 * exchange);
            }
        }
    }

    /// <summary>Some rows ij of the packed integrals and the sums over them.</summary>
    private sealed class Part(int n, int first, int end)
    {
        public double[] Coulomb { get; } = new double[PackedSymmetric.Count(n)];

        /// <summary>To be added to its own transpose.</summary>
        public double[] Exchange { get; } = new double[n * n];

        public void Run(double[] packed, double[] density, double[] packedDensity)
        {
            Array.Clear(Coulomb);
            Array.Clear(Exchange);
            var (i, j) = PackedSymmetric.PairAt(first);
            for (var ij = first; ij < end; ij++)
            {
                var row = packed.AsSpan((int)PackedSymmetric.Count(ij), ij + 1);
                AddCoulomb(row, ij, packedDensity);
                AddExchange(row, i, j, density);
                if (++j > i) (i, j) = (i + 1, 0);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void AddCoulomb(ReadOnlySpan<double> row, int ij, double[] packedDensity)
        {
            var weight = packedDensity[ij];
            var vectors = MemoryMarshal.Cast<double, Vector<double>>(row[..ij]);
            var densities = MemoryMarshal.Cast<double, Vector<double>>(packedDensity.AsSpan(0, ij));
            var targets = MemoryMarshal.Cast<double, Vector<double>>(Coulomb.AsSpan(0, ij));
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
                Coulomb[kl] += row[kl] * weight;
            }

            Coulomb[ij] += total;
        }

        /// <summary>
        /// The eight permutations of (ij|kl) give K_ik += D_jl, K_il += D_jk, K_jk += D_il, K_jl += D_ik and their transposes;
        /// halved for every equality among i = j, k = l, ij = kl.
        /// </summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void AddExchange(ReadOnlySpan<double> row, int i, int j, double[] density)
        {
            var factor = i == j ? 0.5 : 1.0;
            var di = density.AsSpan(i * n, n);
            var dj = density.AsSpan(j * n, n);
            var ki = Exchange.AsSpan(i * n, n);
            var kj = Exchange.AsSpan(j * n, n);
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
