using System.Globalization;

namespace Qratum.Chemistry;

/// <content>The electronic Hamiltonian, string by string.</content>
internal sealed partial class MajoranaStrings
{
    /// <summary>
    /// The Hamiltonian in Majorana operators. With B_pq = iγ_pγ̃_q of one spin and real symmetric integrals,
    /// H = c + ½ Σ_σ Σ_pq [h'_pq + Σ_r (pq|rr)] B^σ_pq + ¼ Σ (pq|rs) B^α_pq B^β_rs
    /// + ¼ Σ_σ Σ_{p&lt;r, q&lt;s} [(pq|rs) − (ps|rq)] γ_pγ_rγ̃_qγ̃_s, where h'_pq = h_pq − ½ Σ_r (pr|rq) and
    /// c = E_core + Σ_p h'_pp + ½ Σ_pr (pp|rr) + ¼ Σ_pq (pq|pq). Every product of Majorana operators occurs once, so every
    /// coefficient is final when it is formed (compare E. Koridon et al., Phys. Rev. Research 3, 033127 (2021)).
    /// </summary>
    /// <remarks>A first sweep counts the terms, a second one writes each to its place: nothing is merged, and threads do not meet.</remarks>
    public PauliSum Map(ElectronIntegrals integrals, double threshold, int maxThreads, long budget)
    {
        var n = integrals.OrbitalCount;
        var (constant, single) = LowOrder(integrals);
        var hasConstant = Math.Abs(constant) > threshold;
        var row = new HamiltonianRow(this, integrals, single, threshold);
        var starts = new long[n + 1];
        Threads.For(n, maxThreads, p => starts[p + 1] = row.Write(p, null, 0), CancellationToken.None);
        starts[0] = hasConstant ? 1 : 0;
        for (var p = 0; p < n; p++) starts[p + 1] += starts[p];
        var terms = new PauliTerm[Affordable(2 * n, starts[n], budget)];
        if (hasConstant) terms[0] = new PauliTerm(constant, PauliString.Identity(2 * n));
        Threads.For(n, maxThreads, p => row.Write(p, terms, starts[p]), CancellationToken.None);
        return PauliSum.FromDistinct(2 * n, terms);
    }

    private static long Affordable(int qubits, long count, long budget)
    {
        var bytes = PauliSum.BytesOf(qubits, count);
        if (bytes <= budget && count <= Array.MaxLength) return count;
        throw new InsufficientMemoryException(string.Create(CultureInfo.InvariantCulture,
            $"The Hamiltonian has {count} terms on {qubits} qubits, {bytes} bytes; allowed are {budget} bytes and {Array.MaxLength} terms. Take an active space or a larger threshold."));
    }

    /// <summary>The terms whose first Majorana operators belong to one orbital.</summary>
    private sealed class HamiltonianRow
    {
        private readonly MajoranaStrings _strings;
        private readonly ElectronIntegrals _integrals;
        private readonly double[,] _single;
        private readonly double _threshold;
        private readonly int _n;

        // B_pq = iγ_pγ̃_q of each spin, as i^Power · Pauli.
        private readonly (int Power, PauliString Pauli)[][,] _hops;

        public HamiltonianRow(MajoranaStrings strings, ElectronIntegrals integrals, double[,] single, double threshold)
        {
            (_strings, _integrals, _single, _threshold, _n) = (strings, integrals, single, threshold, integrals.OrbitalCount);
            _hops = [Hops(0), Hops(_n)];
        }

        /// <summary>Writes the terms from a place on, or only counts them, and gives their number.</summary>
        public long Write(int p, PauliTerm[]? terms, long at)
        {
            var start = at;
            for (var q = 0; q < _n; q++)
            {
                foreach (var hop in _hops)
                {
                    if (IsLarge(_single[p, q])) Put(_single[p, q], hop[p, q].Power, hop[p, q].Pauli, PauliString.Identity(2 * _n));
                }

                for (var r = 0; r < _n; r++)
                for (var s = 0; s < _n; s++)
                {
                    var value = Eri(_integrals, p, q, r, s) / 4;
                    if (IsLarge(value)) Put(value, _hops[0][p, q].Power + _hops[1][r, s].Power, _hops[0][p, q].Pauli, _hops[1][r, s].Pauli);
                }
            }

            foreach (var offset in (ReadOnlySpan<int>)[0, _n])
            {
                for (var r = p + 1; r < _n; r++)
                {
                    var (leftPower, left) = _strings._even[p + offset].Multiply(_strings._even[r + offset]);
                    for (var q = 0; q < _n; q++)
                    for (var s = q + 1; s < _n; s++)
                    {
                        var value = (Eri(_integrals, p, q, r, s) - Eri(_integrals, p, s, r, q)) / 4;
                        if (!IsLarge(value)) continue;
                        var (rightPower, right) = terms is null ? default : _strings._odd[q + offset].Multiply(_strings._odd[s + offset]);
                        Put(value, leftPower + rightPower, left, right);
                    }
                }
            }

            return at - start;

            // value · i^power · left · right. Hermitian products of Majorana operators have an even power.
            void Put(double value, int power, PauliString left, PauliString right)
            {
                if (terms is not null)
                {
                    var (turn, product) = left.Multiply(right);
                    System.Diagnostics.Debug.Assert(((power + turn) & 1) == 0, "a Hermitian string has a real coefficient");
                    terms[at] = new PauliTerm(((power + turn) & 2) == 0 ? value : -value, product);
                }

                at++;
            }
        }

        private bool IsLarge(double value) => Math.Abs(value) > _threshold;

        private (int Power, PauliString Pauli)[,] Hops(int offset)
        {
            var table = new (int, PauliString)[_n, _n];
            for (var p = 0; p < _n; p++)
            for (var q = 0; q < _n; q++)
            {
                var (power, product) = _strings._even[p + offset].Multiply(_strings._odd[q + offset]);
                table[p, q] = (power + 1, product);
            }

            return table;
        }
    }

    private static (double Constant, double[,] Single) LowOrder(ElectronIntegrals integrals)
    {
        var n = integrals.OrbitalCount;
        var constant = integrals.CoreEnergy;
        var single = new double[n, n];
        for (var p = 0; p < n; p++)
        for (var q = 0; q < n; q++)
        {
            double coulomb = 0, exchange = 0;
            for (var r = 0; r < n; r++)
            {
                coulomb += Eri(integrals, p, q, r, r);
                exchange += Eri(integrals, p, r, r, q);
            }

            var core = integrals.OneElectronSpan[(p * n) + q] - (exchange / 2);
            single[p, q] = (core + coulomb) / 2;
            if (p == q) constant += core + (coulomb / 2);
            constant += Eri(integrals, p, q, p, q) / 4;
        }

        return (constant, single);
    }

    private static double Eri(ElectronIntegrals integrals, int p, int q, int r, int s) =>
        integrals.RepulsionSpan[(int)ElectronIntegrals.RepulsionIndex(p, q, r, s)];
}
