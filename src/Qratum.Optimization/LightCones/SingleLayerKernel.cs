namespace Qratum.Optimization;

/// <summary>
/// The closed form of one layer. With the phase exp(iγE) and the mixer exp(-iβX), Z becomes Z cos 2β + Y sin 2β, so that
/// ⟨Zᵢ⟩ = sin 2β ⟨Yᵢ⟩ and ⟨ZᵢZⱼ⟩ = ½ sin 4β (⟨YᵢZⱼ⟩ + ⟨ZᵢYⱼ⟩) + sin² 2β ⟨YᵢYⱼ⟩, the right sides in the state before the mixer:
/// products of cosines over the neighbours.
/// </summary>
/// <remarks>
/// A. Ozaeta, W. van Dam, P. L. McMahon, "Expectation values from the single-layer quantum approximate optimization algorithm on Ising
/// problems", Quantum Sci. Technol. 7 (2022) 045036, arXiv:2012.03421, theorem 1. O(couplings), and O(degrees) more for a coupling whose
/// ends have a common neighbour. Derivatives by γ are carried along every product.
/// </remarks>
internal sealed class SingleLayerKernel
{
    private readonly SpinNetwork _network;
    private readonly int[] _offsets;
    private readonly bool[] _hasCommon; // by coupling, in the order of the couplings
    private readonly Dual[] _sines, _cosines, _without; // by place in a row: sin 2γJ, cos 2γJ, product of the other cosines of the row
    private readonly int[] _next;

    internal SingleLayerKernel(SpinNetwork network)
    {
        _network = network;
        var count = network.Count;
        _offsets = new int[count + 1];
        for (var i = 0; i < count; i++) _offsets[i + 1] = _offsets[i] + network.Neighbours(i).Length;
        (_sines, _cosines, _without) = (new Dual[_offsets[count]], new Dual[_offsets[count]], new Dual[_offsets[count]]);
        _next = new int[count];
        _hasCommon = new bool[_offsets[count] / 2];
        FindTriangles();
        YZ = new double[_hasCommon.Length];
        YY = new double[_hasCommon.Length];
        Y = new double[count];
    }

    /// <summary>⟨Yᵢ⟩ of every spin at the last γ.</summary>
    internal double[] Y { get; }

    /// <summary>⟨YᵢZⱼ⟩ + ⟨ZᵢYⱼ⟩ of every coupling at the last γ, couplings by (i, j).</summary>
    internal double[] YZ { get; }

    /// <summary>⟨YᵢYⱼ⟩ of every coupling at the last γ.</summary>
    internal double[] YY { get; }

    /// <summary>The energy as a function of β at one γ: constant + Y sin 2β + ½ YZ sin 4β + YY sin² 2β, each with its derivative by γ.</summary>
    internal readonly record struct Energy(double Constant, Dual Y, Dual YZ, Dual YY)
    {
        /// <summary>The energy with its derivatives by γ and β.</summary>
        internal (double Value, double ByGamma, double ByBeta) At(double beta)
        {
            var (sin, cos) = SinCos.Compute(2 * beta);
            var (s2, c2) = (2 * sin * cos, (cos * cos) - (sin * sin));
            return (Constant + (sin * Y.Value) + (s2 / 2 * YZ.Value) + (sin * sin * YY.Value),
                (sin * Y.Slope) + (s2 / 2 * YZ.Slope) + (sin * sin * YY.Slope),
                2 * ((cos * Y.Value) + (c2 * YZ.Value) + (s2 * YY.Value)));
        }
    }

    /// <summary>Fills <see cref="Y"/>, <see cref="YZ"/> and <see cref="YY"/> and adds them up with their fields and couplings.</summary>
    internal Energy Compute(double gamma)
    {
        var y = default(Dual);
        for (var i = 0; i < _network.Count; i++)
        {
            var all = FillRow(i, gamma);
            var field = _network.Fields[i];
            Y[i] = 0;
            if (field == 0) continue;
            var value = -1.0 * (Sine(field, gamma) * all);
            Y[i] = value.Value;
            y += field * value;
        }

        var (yz, yy) = (default(Dual), default(Dual));
        Array.Clear(_next);
        var coupling = 0;
        for (var i = 0; i < _network.Count; i++)
        {
            var neighbours = _network.Neighbours(i);
            var weights = _network.Weights(i);
            for (var k = 0; k < neighbours.Length; k++)
            {
                // Rows are sorted and i ascends: the place of i in the row of j is one further each time j is met.
                var j = neighbours[k];
                if (j < i) continue;
                var (one, other) = (_offsets[i] + k, _offsets[j] + _next[j]++);
                var (hi, hj) = (_network.Fields[i], _network.Fields[j]);
                var crossed = -1.0 * (_sines[one] * ((Cosine(hi, gamma) * _without[one]) + (Cosine(hj, gamma) * _without[other])));
                var flipped = FlipBoth(i, j, one, other, _hasCommon[coupling], gamma);
                (YZ[coupling], YY[coupling]) = (crossed.Value, flipped.Value);
                yz += weights[k] * crossed;
                yy += weights[k] * flipped;
                coupling++;
            }
        }

        return new Energy(_network.Constant, y, yz, yy);
    }

    /// <summary>⟨YᵢYⱼ⟩ = ½ (cos 2γ(hᵢ - hⱼ) Π cos 2γ(Jᵢₖ - Jⱼₖ) - cos 2γ(hᵢ + hⱼ) Π cos 2γ(Jᵢₖ + Jⱼₖ)) over k other than i and j.</summary>
    private Dual FlipBoth(int i, int j, int one, int other, bool hasCommon, double gamma)
    {
        var (hi, hj) = (_network.Fields[i], _network.Fields[j]);
        if (!hasCommon)
        {
            if (hi == 0 || hj == 0) return default;
            return 0.5 * ((Cosine(hi - hj, gamma) - Cosine(hi + hj, gamma)) * (_without[one] * _without[other]));
        }

        var (minus, plus) = (Cosine(hi - hj, gamma), Cosine(hi + hj, gamma));
        var (a, b) = (_offsets[i], _offsets[j]);
        var rowI = _network.Neighbours(i);
        var rowJ = _network.Neighbours(j);
        var (k, l) = (0, 0);
        var alone = Dual.One;
        while (k < rowI.Length || l < rowJ.Length)
        {
            var next = k == rowI.Length ? 1 : l == rowJ.Length ? -1 : rowI[k].CompareTo(rowJ[l]);
            if (next < 0)
            {
                if (rowI[k] != j) alone *= _cosines[a + k];
                k++;
            }
            else if (next > 0)
            {
                if (rowJ[l] != i) alone *= _cosines[b + l];
                l++;
            }
            else
            {
                var cosines = _cosines[a + k] * _cosines[b + l];
                var sines = _sines[a + k++] * _sines[b + l++];
                minus *= cosines + sines;
                plus *= cosines - sines;
            }
        }

        return 0.5 * ((minus - plus) * alone);
    }

    /// <summary>Sines, cosines and products of all cosines but one of a row; the product of all with the cosine of no field.</summary>
    private Dual FillRow(int i, double gamma)
    {
        var weights = _network.Weights(i);
        var start = _offsets[i];
        var product = Dual.One;
        for (var k = 0; k < weights.Length; k++)
        {
            if (k > 0 && weights[k] == weights[k - 1])
            {
                (_sines[start + k], _cosines[start + k]) = (_sines[start + k - 1], _cosines[start + k - 1]);
            }
            else
            {
                var (sin, cos) = SinCos.Compute(2 * gamma * weights[k]);
                _sines[start + k] = new Dual(sin, 2 * weights[k] * cos);
                _cosines[start + k] = new Dual(cos, -2 * weights[k] * sin);
            }

            _without[start + k] = product;
            product *= _cosines[start + k];
        }

        var after = Dual.One;
        for (var k = weights.Length - 1; k >= 0; k--)
        {
            _without[start + k] *= after;
            after *= _cosines[start + k];
        }

        return product;
    }

    private void FindTriangles()
    {
        var mark = new int[_network.Count];
        var coupling = 0;
        for (var i = 0; i < _network.Count; i++)
        {
            foreach (var j in _network.Neighbours(i)) mark[j] = i + 1;
            foreach (var j in _network.Neighbours(i))
            {
                if (j < i) continue;
                foreach (var k in _network.Neighbours(j)) _hasCommon[coupling] |= mark[k] == i + 1;
                coupling++;
            }
        }
    }

    private static Dual Cosine(double weight, double gamma)
    {
        if (weight == 0) return Dual.One;
        var (sin, cos) = SinCos.Compute(2 * gamma * weight);
        return new Dual(cos, -2 * weight * sin);
    }

    private static Dual Sine(double weight, double gamma)
    {
        var (sin, cos) = SinCos.Compute(2 * gamma * weight);
        return new Dual(sin, 2 * weight * cos);
    }
}
