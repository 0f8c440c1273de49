using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Qratum.Chemistry;

namespace Qratum.Testing;

/// <summary>
/// σ = H c over all determinants without the matrix: same-spin parts as sparse matrices over strings, the α-β part pair of
/// orbitals by pair of orbitals. A vector has the coefficient of (α string i, β string j) at i·(number of β strings) + j.
/// </summary>
/// <remarks>
/// J. Olsen, B. O. Roos, P. Jørgensen, H. J. Aa. Jensen, J. Chem. Phys. 89, 2185 (1988), equations 14 to 19. The inner loop
/// adds multiples of contiguous rows. Every row of a result is summed by one thread in a fixed order, so the bits of σ do not
/// depend on the number of threads. The core energy is left out.
/// </remarks>
internal sealed class DirectHamiltonian
{
    /// <summary>Below this many determinants a thread costs more than it saves.</summary>
    private const int ThreadedDeterminants = 4096;

    private readonly ElectronIntegrals _integrals;
    private readonly SameSpinHamiltonian _alphaPart, _betaPart;
    private readonly SingleReplacements _alphaMoves, _betaMoves;
    private readonly double[][] _rows;
    private readonly double[] _transposed, _transposedSigma, _gathered;
    private readonly int _width;
    private readonly int _threads;

    public DirectHamiltonian(ElectronIntegrals integrals, int maxThreads)
    {
        _integrals = integrals;
        Alpha = new DeterminantStrings(integrals.OrbitalCount, integrals.AlphaElectrons);
        Beta = integrals.AlphaElectrons == integrals.BetaElectrons
            ? Alpha : new DeterminantStrings(integrals.OrbitalCount, integrals.BetaElectrons);
        _alphaPart = new SameSpinHamiltonian(integrals, Alpha);
        _betaPart = Beta == Alpha ? _alphaPart : new SameSpinHamiltonian(integrals, Beta);
        _alphaMoves = new SingleReplacements(Alpha);
        _betaMoves = Beta == Alpha ? _alphaMoves : new SingleReplacements(Beta);
        _rows = RepulsionRows(integrals);
        _width = GatheredWidth(integrals);
        _transposed = new double[Count];
        _transposedSigma = new double[Count];
        _gathered = new double[(Beta.Count + 1) * _width];
        _threads = Count < ThreadedDeterminants ? 1 : maxThreads;
    }

    public DeterminantStrings Alpha { get; }

    public DeterminantStrings Beta { get; }

    public int Count => Alpha.Count * Beta.Count;

    /// <summary>Bytes this object will hold; counted before anything is allocated.</summary>
    public static double EstimateBytes(ElectronIntegrals integrals, double alphaStrings, double betaStrings)
    {
        int n = integrals.OrbitalCount, a = integrals.AlphaElectrons, b = integrals.BetaElectrons;
        var pairs = n * (n + 1.0) / 2;
        var tables = PerSpin(alphaStrings, a) + (a == b ? 0 : PerSpin(betaStrings, b));
        return tables + (8 * ((2 * alphaStrings * betaStrings) + (betaStrings * GatheredWidth(integrals)) + (pairs * pairs)));

        // 12 bytes for an element of the sparse matrix, 16 for a move, which is kept twice.
        double PerSpin(double strings, int k) => strings * ((12.0 * SameSpinHamiltonian.RowLength(n, k)) + (32.0 * k * (n - k)) + (16.0 * k));
    }

    /// <summary>Energies of the determinants.</summary>
    public double[] Diagonal()
    {
        var diagonal = new double[Count];
        var coulomb = new double[Alpha.OrbitalCount];
        for (var i = 0; i < Alpha.Count; i++)
        {
            Array.Clear(coulomb);
            for (var mask = Alpha[i]; mask != 0; mask &= mask - 1)
            {
                var p = BitOperations.TrailingZeroCount(mask);
                for (var q = 0; q < coulomb.Length; q++) coulomb[q] += _rows[SingleReplacements.Pair(p, p)][SingleReplacements.Pair(q, q)];
            }

            for (var j = 0; j < Beta.Count; j++)
            {
                var energy = _alphaPart.Diagonal[i] + _betaPart.Diagonal[j];
                for (var mask = Beta[j]; mask != 0; mask &= mask - 1) energy += coulomb[BitOperations.TrailingZeroCount(mask)];
                diagonal[(i * Beta.Count) + j] = energy;
            }
        }

        return diagonal;
    }

    /// <summary>⟨i|H|j⟩ of two determinants.</summary>
    public double Element(int bra, int ket) => SlaterCondon.Element(
        _integrals, Alpha[bra / Beta.Count], Beta[bra % Beta.Count], Alpha[ket / Beta.Count], Beta[ket % Beta.Count]);

    /// <summary>
    /// σ = H c. Not to be called twice at a time. Where both spins have as many electrons and c goes into ±c when they are
    /// exchanged, as every spin state does, half of the work is done and σ has the same symmetry to the last bit.
    /// </summary>
    public void Apply(double[] c, double[] sigma, CancellationToken cancellationToken)
    {
        var (a, b) = (Alpha.Count, Beta.Count);
        var parity = MirrorParity(c);
        Array.Clear(_transposedSigma);
        if (parity != 0)
        {
            // c read as if transposed is ±cᵀ, and the spins are alike: rows now stand for α. Only strings from the diagonal on.
            if (_integrals.AlphaElectrons > 0) ApplyMixed(c, lowerHalf: true, cancellationToken);
            for (var i = 0; i < a; i++) _transposedSigma[(i * a) + i] /= 2;
            ForRows(a, i => AddSameSpin(_alphaPart, c, _transposedSigma, i, a), cancellationToken);
            ForRows(a, i =>
            {
                for (var j = 0; j < a; j++) sigma[(i * a) + j] = _transposedSigma[(i * a) + j] + (parity * _transposedSigma[(j * a) + i]);
            }, cancellationToken);
            return;
        }

        ForRows(b, j =>
        {
            for (var i = 0; i < a; i++) _transposed[(j * a) + i] = c[(i * b) + j];
        }, cancellationToken);
        if (_integrals.AlphaElectrons > 0 && _integrals.BetaElectrons > 0) ApplyMixed(_transposed, lowerHalf: false, cancellationToken);
        ForRows(b, j => AddSameSpin(_betaPart, _transposed, _transposedSigma, j, a), cancellationToken);
        ForRows(a, i =>
        {
            for (var j = 0; j < b; j++) sigma[(i * b) + j] = _transposedSigma[(j * a) + i];
            AddSameSpin(_alphaPart, c, sigma, i, b);
        }, cancellationToken);
    }

    /// <summary>Makes a vector that is even or odd under exchange of the spins, but for rounding, exactly so.</summary>
    public void Purify(double[] c)
    {
        const double rounding = 1e-6;
        if (Alpha != Beta) return;
        var n = Alpha.Count;
        double overlap = 0, norm = 0;
        for (var i = 0; i < n; i++)
        for (var j = 0; j < n; j++)
        {
            overlap += c[(i * n) + j] * c[(j * n) + i];
            norm += c[(i * n) + j] * c[(i * n) + j];
        }

        if (Math.Abs(overlap) < (1 - rounding) * norm) return;
        var parity = Math.Sign(overlap);
        for (var i = 0; i < n; i++)
        for (var j = 0; j <= i; j++)
        {
            var mean = (c[(i * n) + j] + (parity * c[(j * n) + i])) / 2;
            (c[(i * n) + j], c[(j * n) + i]) = (mean, parity * mean);
        }
    }

    /// <summary>1 or −1 where exchange of the spins gives exactly c or −c, else 0.</summary>
    private int MirrorParity(double[] c)
    {
        if (Alpha != Beta) return 0;
        var (n, even, odd) = (Alpha.Count, true, true);
        for (var i = 0; i < n && (even || odd); i++)
        for (var j = 0; j <= i; j++)
        {
            var (x, y) = (c[(i * n) + j], c[(j * n) + i]);
            even &= x == y;
            odd &= x == -y;
        }

        return even ? 1 : odd ? -1 : 0;
    }

    private static void AddSameSpin(SameSpinHamiltonian part, double[] source, double[] target, int row, int width)
    {
        var result = target.AsSpan(row * width, width);
        for (var at = part.Starts[row]; at < part.Starts[row + 1]; at++)
            TensorPrimitives.MultiplyAdd(source.AsSpan(part.Columns[at] * width, width), part.Values[at], result, result);
    }

    /// <summary>Σ_pq E^α_pq Σ_rs (pq|rs) E^β_rs: for each pair p ≥ q, gather the α strings it moves, combine β rows, scatter.</summary>
    private void ApplyMixed(double[] transposed, bool lowerHalf, CancellationToken cancellationToken)
    {
        var a = Alpha.Count;
        for (var pair = 0; pair < _rows.Length; pair++)
        {
            var (number, integrals) = (pair, _rows[pair]);
            var width = Padded(_alphaMoves.ByPair(pair).Length);
            if (width == 0) continue;
            ForRows(Beta.Count, j =>
            {
                var row = _gathered.AsSpan(j * width, width);
                var source = transposed.AsSpan(j * a, a);
                var moves = _alphaMoves.ByPair(number);
                for (var k = 0; k < moves.Length; k++) row[k] = moves[k].Sign * source[moves[k].Source];
                row[moves.Length..].Clear();
            }, cancellationToken);
            ForRows(Beta.Count, j => CombineRow(number, integrals, j, width, lowerHalf ? j : 0), cancellationToken);
        }
    }

    private void CombineRow(int pair, double[] integrals, int target, int width, int firstAlpha)
    {
        const int onStack = 512;
        var targets = _alphaMoves.ByPair(pair); // by rising target
        var first = FirstFrom(targets, firstAlpha);
        if (first == targets.Length) return;
        var skipped = first / Vector<double>.Count * Vector<double>.Count;
        var length = width - skipped;
        Span<double> sum = length <= onStack ? stackalloc double[length] : new double[length];
        var stay = 0.0;
        for (var mask = Beta[target]; mask != 0; mask &= mask - 1)
        {
            var r = BitOperations.TrailingZeroCount(mask);
            stay += integrals[SingleReplacements.Pair(r, r)];
        }

        TensorPrimitives.Multiply(_gathered.AsSpan((target * width) + skipped, length), stay, sum);
        var moves = _betaMoves.ByString(target);
        var at = 0;
        for (; at + 4 <= moves.Length; at += 4)
            AddFourRows(sum, Row(moves[at]), Factor(moves[at]), Row(moves[at + 1]), Factor(moves[at + 1]),
                Row(moves[at + 2]), Factor(moves[at + 2]), Row(moves[at + 3]), Factor(moves[at + 3]));
        for (; at < moves.Length; at++) TensorPrimitives.MultiplyAdd(Row(moves[at]), Factor(moves[at]), sum, sum);

        var result = _transposedSigma.AsSpan(target * Alpha.Count, Alpha.Count);
        for (var k = first; k < targets.Length; k++) result[targets[k].Target] += sum[k - skipped];

        ReadOnlySpan<double> Row(in SingleReplacements.Move move) => _gathered.AsSpan((move.Source * width) + skipped, length);

        double Factor(in SingleReplacements.Move move) => move.Sign * integrals[move.Pair];
    }

    /// <summary>First move whose target is at least a given string.</summary>
    private static int FirstFrom(ReadOnlySpan<SingleReplacements.Move> moves, int target)
    {
        var (low, high) = (0, moves.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (moves[middle].Target < target) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    /// <summary>sum += Σ f_i row_i for four rows at once, which spares three of four loads and stores of the sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddFourRows(Span<double> sum, ReadOnlySpan<double> row0, double f0, ReadOnlySpan<double> row1, double f1,
        ReadOnlySpan<double> row2, double f2, ReadOnlySpan<double> row3, double f3)
    {
        var total = MemoryMarshal.Cast<double, Vector<double>>(sum);
        var r0 = MemoryMarshal.Cast<double, Vector<double>>(row0);
        var r1 = MemoryMarshal.Cast<double, Vector<double>>(row1);
        var r2 = MemoryMarshal.Cast<double, Vector<double>>(row2);
        var r3 = MemoryMarshal.Cast<double, Vector<double>>(row3);
        var (v0, v1, v2, v3) = (new Vector<double>(f0), new Vector<double>(f1), new Vector<double>(f2), new Vector<double>(f3));
        for (var k = 0; k < total.Length; k++)
        {
            total[k] = Vector.MultiplyAddEstimate(r3[k], v3, Vector.MultiplyAddEstimate(r2[k], v2,
                Vector.MultiplyAddEstimate(r1[k], v1, Vector.MultiplyAddEstimate(r0[k], v0, total[k]))));
        }
    }

    private void ForRows(int count, Action<int> body, CancellationToken cancellationToken) =>
        Threads.ForCheap(count, _threads, body, cancellationToken);

    /// <summary>(pq|rs) as a matrix over pairs p ≥ q and r ≥ s.</summary>
    private static double[][] RepulsionRows(ElectronIntegrals integrals)
    {
        var n = integrals.OrbitalCount;
        var rows = new double[n * (n + 1) / 2][];
        var packed = integrals.RepulsionSpan;
        for (var p = 0; p < n; p++)
        for (var q = 0; q <= p; q++)
        {
            var row = rows[SingleReplacements.Pair(p, q)] = new double[rows.Length];
            for (var r = 0; r < n; r++)
            for (var s = 0; s <= r; s++)
                row[SingleReplacements.Pair(r, s)] = packed[(int)ElectronIntegrals.RepulsionIndex(p, q, r, s)];
        }

        return rows;
    }

    /// <summary>Most α strings that one pair of orbitals moves, made a multiple of the vector length.</summary>
    private static int GatheredWidth(ElectronIntegrals integrals)
    {
        int n = integrals.OrbitalCount, k = integrals.AlphaElectrons;
        var most = BigInteger.Max(2 * DeterminantStrings.Binomial(n - 2, k - 1), DeterminantStrings.Binomial(n - 1, k - 1));
        return Padded((int)BigInteger.Min(most, int.MaxValue / 2));
    }

    private static int Padded(int length)
    {
        var step = Vector<double>.Count;
        return (length + step - 1) / step * step;
    }
}
