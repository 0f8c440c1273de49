namespace Qratum.Chemistry;

/// <summary>
/// How the Hermite coefficients of a family pair change with the distance of its two centres, A - B, while the common centre P of each primitive
/// pair stays. The rest of a derivative is the motion of P: ∂/∂A = (a/p) ∂/∂P + ∂/∂(A-B), ∂/∂B = (b/p) ∂/∂P - ∂/∂(A-B).
/// </summary>
/// <remarks>∂E_t^ij / ∂(A-B) = 2a E_t^(i+1,j) - i E_t^(i-1,j) - (a/p) E_(t-1)^ij, from the derivative of the Gaussian on A.</remarks>
internal sealed class PairDerivatives
{
    public PairDerivatives(HermitePair pair)
    {
        Pair = pair;
        var (rows, primitives, count) = (pair.Pattern.Rows.Length, pair.Primitives.Length, pair.Pattern.EntryCount);
        (First, Second, Shares) = (new int[rows], new int[rows], new double[primitives]);
        for (var r = 0; r < rows; r++) (First[r], Second[r]) = PackedSymmetric.PairAt(pair.PackedIndices[r]);
        for (var k = 0; k < primitives; k++) Shares[k] = pair.A.Exponents[pair.Sources[k].K] / pair.Primitives[k].P;
        if (IsOneCentre)
        {
            Entries = [[], [], []];
            return;
        }

        Entries = [new double[primitives * count], new double[primitives * count], new double[primitives * count]];
        var builder = new Builder(pair);
        for (var k = 0; k < primitives; k++) builder.Build(k, Entries);
    }

    public HermitePair Pair { get; }

    /// <summary>Both families are on one atom: nothing depends on a distance.</summary>
    public bool IsOneCentre => Pair.A.Atom == Pair.B.Atom;

    /// <summary>One function of each row.</summary>
    public int[] First { get; }

    /// <summary>The other function of each row.</summary>
    public int[] Second { get; }

    /// <summary>a / p of each primitive pair.</summary>
    public double[] Shares { get; }

    /// <summary>For each axis, entry [primitive · EntryCount + entry]; empty for one centre.</summary>
    public double[][] Entries { get; }

    private sealed class Builder
    {
        private readonly HermitePair _pair;
        private readonly int _la;
        private readonly int _lb;
        private readonly double[] _raised;
        private readonly double[][] _plain = new double[3][];
        private readonly double[][] _slopes = new double[3][];
        private readonly double[][] _sums = new double[3][];

        public Builder(HermitePair pair)
        {
            (_pair, _la, _lb) = (pair, pair.A.MaxMomentum, pair.B.MaxMomentum);
            _raised = new double[HermiteExpansion.Size(_la + 1, _lb)];
            for (var axis = 0; axis < 3; axis++)
            {
                _plain[axis] = new double[HermiteExpansion.Size(_la, _lb)];
                _slopes[axis] = new double[HermiteExpansion.Size(_la, _lb)];
                _sums[axis] = new double[pair.Pattern.HermiteCount];
            }
        }

        public void Build(int primitive, double[][] entries)
        {
            var (a, b, pattern) = (_pair.A, _pair.B, _pair.Pattern);
            var (k, l) = _pair.Sources[primitive];
            Fill(0, a.Exponents[k], b.Exponents[l], a.X, b.X);
            Fill(1, a.Exponents[k], b.Exponents[l], a.Y, b.Y);
            Fill(2, a.Exponents[k], b.Exponents[l], a.Z, b.Z);
            var from = primitive * pattern.EntryCount;
            for (var r = 0; r < pattern.Rows.Length; r++)
            {
                var row = pattern.Rows[r];
                var (ma, mb) = (a.Members[row.I], b.Members[row.J]);
                foreach (var sum in _sums) Array.Clear(sum);
                var scale = ma.Coefficients[k] * mb.Coefficients[l] / _pair.Primitives[primitive].P;
                if (scale != 0) AddRow(ma.Functions, row.F, mb.Functions, row.G, scale);
                for (var n = pattern.Starts[r]; n < pattern.Starts[r + 1]; n++)
                {
                    for (var axis = 0; axis < 3; axis++) entries[axis][from + n] = _sums[axis][pattern.Hermites[n]];
                }
            }
        }

        private void Fill(int axis, double ea, double eb, double xa, double xb)
        {
            HermiteExpansion.Fill(_raised, _la + 1, _lb, ea, eb, xa, xb);
            var share = ea / (ea + eb);
            for (var i = 0; i <= _la; i++)
            {
                for (var j = 0; j <= _lb; j++)
                {
                    var (here, up) = (HermiteExpansion.At(i, j, 0, _la + 1, _lb), HermiteExpansion.At(i + 1, j, 0, _la + 1, _lb));
                    var to = HermiteExpansion.At(i, j, 0, _la, _lb);
                    for (var t = 0; t <= i + j; t++)
                    {
                        var slope = 2 * ea * _raised[up + t];
                        if (i > 0) slope -= i * _raised[HermiteExpansion.At(i - 1, j, t, _la + 1, _lb)];
                        if (t > 0) slope -= share * _raised[here + t - 1];
                        _slopes[axis][to + t] = slope;
                        _plain[axis][to + t] = _raised[here + t];
                    }
                }
            }
        }

        private void AddRow(AngularFunctions a, int f, AngularFunctions b, int g, double scale)
        {
            for (var c = 0; c < a.Powers.Length; c++)
            {
                var wa = a.Matrix[(f * a.Powers.Length) + c] * scale;
                if (wa == 0) continue;
                var (ax, ay, az) = a.Powers[c];
                for (var d = 0; d < b.Powers.Length; d++)
                {
                    var w = wa * b.Matrix[(g * b.Powers.Length) + d];
                    if (w == 0) continue;
                    var (bx, by, bz) = b.Powers[d];
                    var (ox, oy, oz) = (HermiteExpansion.At(ax, bx, 0, _la, _lb), HermiteExpansion.At(ay, by, 0, _la, _lb), HermiteExpansion.At(az, bz, 0, _la, _lb));
                    for (var t = 0; t <= ax + bx; t++)
                    {
                        var (x, dx) = (w * _plain[0][ox + t], w * _slopes[0][ox + t]);
                        for (var u = 0; u <= ay + by; u++)
                        {
                            var (y, dy) = (_plain[1][oy + u], _slopes[1][oy + u]);
                            var (xy, dxy, xdy) = (x * y, dx * y, x * dy);
                            for (var v = 0; v <= az + bz; v++)
                            {
                                var (z, h) = (_plain[2][oz + v], HermiteIndex.Of(t, u, v));
                                _sums[0][h] += dxy * z;
                                _sums[1][h] += xdy * z;
                                _sums[2][h] += xy * _slopes[2][oz + v];
                            }
                        }
                    }
                }
            }
        }
    }
}

/// <summary>The derivatives of all pairs of a group, laid side by side in the same blocks as its coefficients.</summary>
internal sealed class GroupDerivatives
{
    public GroupDerivatives(PairGroup group)
    {
        Group = group;
        Pairs = Array.ConvertAll(group.Pairs, p => new PairDerivatives(p));
        var (lanes, count) = (LaneBlock.Lanes, group.Pattern.EntryCount);
        Shares = new LaneBlock[group.Exponents.Length];
        PairOfLane = new int[group.Exponents.Length * lanes];
        PairOfLane.AsSpan().Fill(-1);
        IsOneCentre = Pairs.Length == 0 || Pairs[0].IsOneCentre; // a pattern has pairs of one sort
        Entries = IsOneCentre ? [[], [], []] : [new LaneBlock[group.Entries.Length], new LaneBlock[group.Entries.Length], new LaneBlock[group.Entries.Length]];
        var degrees = HermiteIndex.All(group.Pattern.Degree).Select(h => h.T + h.U + h.V).ToArray();
        for (var i = 0; i < Pairs.Length; i++)
        {
            for (var k = 0; k < Pairs[i].Shares.Length; k++)
            {
                var (block, lane) = Math.DivRem(group.Starts[i] + k, lanes);
                LaneBlock.MutableScalars(ref Shares[block])[lane] = Pairs[i].Shares[k];
                PairOfLane[group.Starts[i] + k] = i;
                for (var axis = 0; axis < 3 && !IsOneCentre; axis++)
                {
                    for (var n = 0; n < count; n++)
                    {
                        var value = Pairs[i].Entries[axis][(k * count) + n];
                        LaneBlock.MutableScalars(ref Entries[axis][(block * count) + n])[lane] = (degrees[group.Pattern.Hermites[n]] & 1) == 0 ? value : -value;
                    }
                }
            }
        }
    }

    public PairGroup Group { get; }

    public PairDerivatives[] Pairs { get; }

    public bool IsOneCentre { get; }

    /// <summary>Per block: a / p.</summary>
    public LaneBlock[] Shares { get; }

    /// <summary>Pair of each place, -1 for idle lanes.</summary>
    public int[] PairOfLane { get; }

    /// <summary>For each axis, [block · EntryCount + entry], with the sign (-1)^(t+u+v) of the second electron.</summary>
    public LaneBlock[][] Entries { get; }
}
