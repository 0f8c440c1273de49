using System.Numerics.Tensors;

namespace Qratum.Chemistry;

/// <summary>One evaluation of the residuals of <see cref="OpenShellEquations"/>. Spins s and t; pair 2 s + t.</summary>
internal sealed class OpenShellResiduals
{
    private readonly OpenShellIntegrals _i;
    private readonly DenseTensor[] _t1;
    private readonly DenseTensor[] _t2;
    private readonly Contraction _contraction;
    private readonly DenseTensor[] _tau = new DenseTensor[4];
    private readonly DenseTensor[] _kilc = new DenseTensor[4]; // (ki|lc)~
    private readonly DenseTensor[] _kcai = new DenseTensor[4]; // Σ_d (kc|ad) t_i^d
    private readonly DenseTensor[] _kiac = new DenseTensor[4]; // Σ_d (kd|ac) t_i^d
    private readonly DenseTensor[] _coulomb = new DenseTensor[4]; // (kc|ld), of one spin less (kd|lc)
    private readonly DenseTensor[] _fkc = new DenseTensor[2];
    private readonly DenseTensor[] _fki = new DenseTensor[2];
    private readonly DenseTensor[] _fac = new DenseTensor[2];

    public OpenShellResiduals(OpenShellIntegrals integrals, DenseTensor[] t1, DenseTensor[] t2, Contraction contraction)
    {
        (_i, _t1, _t2, _contraction) = (integrals, t1, t2, contraction);
        for (var st = 0; st < 4; st++)
        {
            var (s, t) = (st / 2, st % 2);
            _tau[st] = OpenShellEquations.Tau(t1[s], t1[t], t2[st], s == t);
            _coulomb[st] = Copy(integrals.Kcld[st]);
            if (s == t) _coulomb[st].Add("kcld", -1, integrals.Kcld[st], "kdlc");
            _kilc[st] = Copy(integrals.Kilc[st]);
            contraction.Add(_kilc[st], "kilc", 1, integrals.Kcld[st], "kdlc", t1[s], "id");
            _kcai[st] = new DenseTensor(O(s), V(s), V(t), O(t));
            contraction.Set(_kcai[st], "kcai", 1, integrals.Kcad[st], "kcad", t1[t], "id");
            _kiac[st] = new DenseTensor(O(s), O(s), V(t), V(t));
            contraction.Set(_kiac[st], "kiac", 1, integrals.Kcad[st], "kdac", t1[s], "id");
        }
    }

    /// <summary>Residuals of the singles of each spin and of the doubles by pair (not 2, which is 1 turned round).</summary>
    public (DenseTensor[] Singles, DenseTensor[] Doubles) Compute()
    {
        for (var s = 0; s < 2; s++) DressFock(s);
        DenseTensor[] r1 = [Singles(0), Singles(1)];
        for (var s = 0; s < 2; s++) AddFieldOfDoubles(s);
        DenseTensor[] half = [Half(0, 0), Half(0, 1), Half(1, 0), Half(1, 1)];
        var r2 = new DenseTensor[4];
        foreach (var st in (ReadOnlySpan<int>)[0, 3])
        {
            r2[st] = LaddersOfOneSpin(st / 2);
            r2[st].Add("iajb", 1, half[st], "iajb");
            r2[st].Add("iajb", -1, half[st], "jaib");
            r2[st].Add("iajb", -1, half[st], "ibja");
            r2[st].Add("iajb", 1, half[st], "jbia");
        }

        r2[1] = LaddersOfTwoSpins();
        r2[1].Add("iajb", 1, half[1], "iajb");
        r2[1].Add("iajb", 1, half[2], "jbia");
        return (r1, r2);
    }

    private static DenseTensor Copy(DenseTensor tensor) => new((double[])tensor.Data.Clone(), tensor.Lengths);

    private int O(int spin) => _i.Occupied[spin];

    private int V(int spin) => _i.Virtuals[spin];

    private double F(int spin, int p, int q) => _i.Fock[spin][(p * (O(spin) + V(spin))) + q];

    /// <summary>f~_kc, f~_ki and f~_ac of a spin in the field of both spins' singles.</summary>
    private void DressFock(int s)
    {
        var (o, v) = (O(s), V(s));
        var (kc, ki, ac) = (_fkc[s], _fki[s], _fac[s]) = (new DenseTensor(o, v), new DenseTensor(o, o), new DenseTensor(v, v));
        Fill(kc, s, 0, o);
        Fill(ki, s, 0, 0);
        Fill(ac, s, o, o);
        var bare = Copy(kc);
        _contraction.Add(ki, "ki", 1, bare, "kc", _t1[s], "ic");
        for (var t = 0; t < 2; t++)
        {
            var (st, ts) = ((2 * s) + t, (2 * t) + s);
            _contraction.Add(kc, "kc", 1, _coulomb[st], "kcld", _t1[t], "ld");
            _contraction.Add(ki, "ki", 1, _kilc[st], "kilc", _t1[t], "lc");
            _contraction.Add(ac, "ac", 1, _i.Kcad[ts], "kdac", _t1[t], "kd");
        }

        _contraction.Add(ki, "ki", -1, _kilc[3 * s], "likc", _t1[s], "lc");
        for (var k = 0; k < o; k++)
        for (var c = 0; c < v; c++)
        for (var a = 0; a < v; a++)
            ac[a, c] -= _kcai[3 * s][k, c, a, k];
        _contraction.Add(ac, "ac", -1, _t1[s], "ka", kc, "kc");
    }

    private void Fill(DenseTensor tensor, int spin, int firstRow, int firstColumn)
    {
        for (var p = 0; p < tensor.Lengths[0]; p++)
        for (var q = 0; q < tensor.Lengths[1]; q++)
            tensor[p, q] = F(spin, firstRow + p, firstColumn + q);
    }

    /// <summary>Σ_ckd t_jk^dc (ld|kc) at j, l over both spins of k.</summary>
    private DenseTensor FieldOnOccupied(int s)
    {
        var sum = new DenseTensor(O(s), O(s));
        for (var t = 0; t < 2; t++) _contraction.Add(sum, "jl", 1, _t2[(2 * s) + t], "jdkc", _i.Kcld[(2 * s) + t], "ldkc");
        return sum;
    }

    private DenseTensor Singles(int s)
    {
        var r1 = new DenseTensor(O(s), V(s));
        Fill(r1, s, 0, O(s));
        _contraction.Add(r1, "ia", -1, _i.Kiac[3 * s], "kiac", _t1[s], "kc");
        _contraction.Add(r1, "ia", 1, _fac[s], "ac", _t1[s], "ic");
        var primed = Copy(_fki[s]);
        _contraction.Add(primed, "ki", -1, _fkc[s], "kc", _t1[s], "ic");
        primed.Add("ki", 1, FieldOnOccupied(s), "ik");
        _contraction.Add(r1, "ia", -1, _t1[s], "ka", primed, "ki");
        for (var t = 0; t < 2; t++)
        {
            var (st, ts) = ((2 * s) + t, (2 * t) + s);
            _contraction.Add(r1, "ia", 1, _i.Kcld[st], "iakc", _t1[t], "kc");
            _contraction.Add(r1, "ia", 1, _t2[st], "iakc", _fkc[t], "kc");
            _contraction.Add(r1, "ia", 1, _t2[ts], "kcid", _i.Kcad[ts], "kcad");
            _contraction.Add(r1, "ia", -1, _t2[st], "kalc", _kilc[st], "kilc");
        }

        return r1;
    }

    /// <summary>f~_ki and f~_ac become those of the doubles' equations, which the singles' do not want.</summary>
    private void AddFieldOfDoubles(int s)
    {
        _fki[s].Add("kj", 1, FieldOnOccupied(s), "jk");
        for (var t = 0; t < 2; t++) _contraction.Add(_fac[s], "bc", -1, _t2[(2 * s) + t], "kbld", _i.Kcld[(2 * s) + t], "kcld");
    }

    /// <summary>W_klij, then both ladders: what is already antisymmetric.</summary>
    private DenseTensor LaddersOfOneSpin(int s)
    {
        var st = 3 * s;
        var r2 = new DenseTensor(O(s), V(s), O(s), V(s));
        _i.Ladder[s].AddTo(r2, _tau[st], _contraction);
        _contraction.Add(r2, "iajb", 1, _tau[st], "kalb", Kilj(st, 0.5), "kilj");
        return r2;
    }

    private DenseTensor LaddersOfTwoSpins()
    {
        var ijab = new DenseTensor(O(0), O(1), V(0), V(1));
        _contraction.Set(ijab, "ijab", 1, _tau[1], "icjd", _i.Cdab, "cdab");
        var r2 = ijab.Permuted("ijab", "iajb");
        _contraction.Add(r2, "iajb", 1, _tau[1], "kalb", Kilj(1, 1), "kilj");
        return r2;
    }

    private DenseTensor Kilj(int st, double weight)
    {
        var (s, t) = (st / 2, st % 2);
        var kilj = Copy(_i.Kijl[st]);
        _contraction.Add(kilj, "kilj", 1, _i.Kilc[(2 * t) + s], "ljkd", _t1[s], "id");
        _contraction.Add(kilj, "kilj", 1, _i.Kilc[st], "kild", _t1[t], "jd");
        _contraction.Add(kilj, "kilj", weight, _i.Kcld[st], "kcld", _tau[st], "icjd");
        return kilj;
    }

    /// <summary>
    /// Terms that the exchange of both electrons completes, and of one spin the antisymmetry too; what is antisymmetric in i and j before
    /// that has half its weight.
    /// </summary>
    private DenseTensor Half(int s, int t)
    {
        var (st, weight) = ((2 * s) + t, s == t ? 0.5 : 1);
        var half = Copy(_i.Kcld[st]);
        TensorPrimitives.Multiply(half.Data, 0.5, half.Data);
        half.Add("iajb", 1, _kcai[st], "iabj"); // Σ_d t_j^d (ai|bd)

        var kijb = Copy(_i.Kilc[st]);
        _contraction.Add(kijb, "kijb", 1, _i.Kcld[st], "kcjb", _t1[s], "ic");
        _contraction.Add(kijb, "kijb", 1, _i.Kiac[st], "kibd", _t1[t], "jd");
        _contraction.Add(kijb, "kijb", weight, _i.Kcad[st], "kcbd", _tau[st], "icjd");
        _contraction.Add(half, "iajb", -1, _t1[s], "ka", kijb, "kijb");

        _contraction.Add(half, "iajb", weight, _t2[st], "iajc", _fac[t], "bc");
        _contraction.Add(half, "iajb", -weight, _t2[st], "iakb", _fki[t], "kj");

        for (var m = 0; m < 2; m++) _contraction.Add(half, "iajb", 1, _t2[(2 * s) + m], "iame", Ring(m, t), "mejb");
        if (s != t) _contraction.Add(half, "iajb", 1, _t2[st], "maje", CrossedRing(st), "ibme");
        return half;
    }

    /// <summary>W_mbej at m, e of spin s and j, b of spin t.</summary>
    private DenseTensor Ring(int s, int t)
    {
        var (st, ts) = ((2 * s) + t, (2 * t) + s);
        var ring = Copy(_i.Kcld[st]);
        ring.Add("mejb", 1, _kcai[st], "mebj");
        _contraction.Add(ring, "mejb", -1, _t1[t], "lb", _kilc[ts], "ljme");
        if (s == t)
        {
            ring.Add("mejb", -1, _i.Kiac[st], "mjbe");
            ring.Add("mejb", -1, _kiac[st], "mjbe");
            _contraction.Add(ring, "mejb", 1, _t1[t], "lb", _kilc[st], "mjle");
        }

        for (var n = 0; n < 2; n++) _contraction.Add(ring, "mejb", 0.5, _coulomb[(2 * s) + n], "menf", _t2[(2 * n) + t], "nfjb");
        return ring;
    }

    /// <summary>W_mbei of electrons that exchange their places, at i, m of one spin and b, e of the other.</summary>
    private DenseTensor CrossedRing(int st)
    {
        var (s, t) = (st / 2, st % 2);
        var ring = new DenseTensor(O(s), V(t), O(s), V(t));
        ring.Add("ibme", -1, _i.Kiac[st], "mibe");
        ring.Add("ibme", -1, _kiac[st], "mibe");
        _contraction.Add(ring, "ibme", 1, _t1[t], "lb", _kilc[st], "mile");
        _contraction.Add(ring, "ibme", 0.5, _t2[st], "ifnb", _i.Kcld[st], "mfne");
        return ring;
    }
}
