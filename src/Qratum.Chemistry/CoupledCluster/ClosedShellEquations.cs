using System.Numerics.Tensors;

namespace Qratum.Chemistry;

/// <summary>
/// CCSD of a closed shell, spin summed, with the singles moved into the integrals: each empty index a on the left of a pair becomes
/// a - Σ_k t_k^a k, each occupied index i on the right i + Σ_c t_i^c c. What is left are the doubles' equations. Tilde marks such integrals.
/// The integrals over three and four empty orbitals are never transformed; the terms that this adds are carried by their amplitudes.
/// </summary>
/// <remarks>
/// T. Helgaker, P. Jørgensen, J. Olsen, Molecular Electronic-Structure Theory (Wiley, 2000), section 13.7; H. Koch, O. Christiansen,
/// R. Kobayashi, P. Jørgensen, T. Helgaker, Chem. Phys. Lett. 228, 233 (1994). The letters A to E of the terms are theirs.
/// </remarks>
internal sealed class ClosedShellEquations(ClosedShellIntegrals integrals) : IAmplitudeEquations
{
    private readonly int _o = integrals.Occupied;
    private readonly int _v = integrals.Virtuals;
    private readonly DenseTensor _coulomb = Coulomb(integrals); // 2 (kc|ld) - (kd|lc) at k, c, l, d
    private readonly double[] _levels = Levels(integrals); // ε_i - ε_a at i, a

    public int Count => (_o * _v) + (_o * _v * _o * _v);

    /// <summary>Singles at i, a.</summary>
    public DenseTensor Singles(double[] amplitudes) => new(amplitudes[..(_o * _v)], _o, _v);

    /// <summary>Doubles t_ij^ab at i, a, j, b.</summary>
    public DenseTensor Doubles(double[] amplitudes) => new(amplitudes[(_o * _v)..], _o, _v, _o, _v);

    public double Energy(double[] amplitudes)
    {
        var (t1, t2) = (Singles(amplitudes), Doubles(amplitudes));
        var energy = TensorPrimitives.Dot<double>(Tau(t1, t2).Data, _coulomb.Data);
        for (var i = 0; i < _o; i++)
        for (var a = 0; a < _v; a++)
            energy += 2 * F(i, _o + a) * t1[i, a];
        return energy;
    }

    public double[] Step(double[] amplitudes, Contraction contraction)
    {
        var (t1, t2) = (Singles(amplitudes), Doubles(amplitudes));
        var (r1, r2) = Residuals(t1, t2, contraction);
        return Divided(r1, r2);
    }

    public double[] Start()
    {
        var r1 = new DenseTensor(_o, _v);
        for (var i = 0; i < _o; i++)
        for (var a = 0; a < _v; a++)
            r1[i, a] = F(i, _o + a);
        return Divided(r1, integrals.Kcld);
    }

    /// <summary>⟨a i|exp(-T) H exp(T)⟩ at i, a and ⟨ai bj|...⟩ at i, a, j, b.</summary>
    internal (DenseTensor Singles, DenseTensor Doubles) Residuals(DenseTensor t1, DenseTensor t2, Contraction contraction)
    {
        var (o, v) = (_o, _v);
        var tau = Tau(t1, t2);
        var crossed = t2.Permuted("kbjc", "kcjb"); // t_kj^bc at k, c, j, b
        var u = new DenseTensor((double[])t2.Data.Clone(), o, v, o, v); // 2 t_ij^ab - t_ij^ba
        TensorPrimitives.Multiply(u.Data, 2, u.Data);
        u.Add("iajb", -1, crossed, "iajb");

        // Integrals with one dressed occupied index, and those of three empty orbitals with one index left.
        var kilc = new DenseTensor((double[])integrals.Kilc.Data.Clone(), o, o, o, v); // (ki|lc)~
        contraction.Add(kilc, "kilc", 1, integrals.Kcld, "kdlc", t1, "id");
        var kcai = new DenseTensor(o, v, v, o); // Σ_d (kc|ad) t_i^d
        contraction.Set(kcai, "kcai", 1, integrals.Kcad, "kcad", t1, "id");
        var kiac = new DenseTensor(o, o, v, v); // Σ_d (kd|ac) t_i^d
        contraction.Set(kiac, "kiac", 1, integrals.Kcad, "kdac", t1, "id");

        // The Fock matrix in the field of the singles.
        var (fkc, fki, fac) = DressedFock(t1, kilc, kcai);
        var sum = new DenseTensor(o, o); // Σ_cdl u_lj^cd (kd|lc) at j, k
        contraction.Set(sum, "jk", 1, u, "lcjd", integrals.Kcld, "lckd");

        var r1 = SinglesResidual(t1, u, kilc, fkc, fki, fac, sum, contraction);

        // A and B: two empty, two occupied orbitals.
        var r2 = new DenseTensor(o, v, o, v);
        integrals.Ladder.AddTo(r2, tau, contraction);
        var kilj = new DenseTensor((double[])integrals.Kijl.Data.Clone(), o, o, o, o);
        contraction.Add(kilj, "kilj", 1, integrals.Kilc, "ljkd", t1, "id");
        contraction.Add(kilj, "kilj", 1, integrals.Kilc, "kild", t1, "jd");
        contraction.Add(kilj, "kilj", 1, integrals.Kcld, "kcld", tau, "icjd");
        contraction.Add(r2, "iajb", 1, tau, "kalb", kilj, "kilj");

        // From here on the halves that the exchange of both electrons completes.
        var half = new DenseTensor((double[])integrals.Kcld.Data.Clone(), o, v, o, v);
        TensorPrimitives.Multiply(half.Data, 0.5, half.Data);
        half.Add("iajb", 1, kcai, "iabj"); // Σ_d t_j^d (ai|bd)

        // One particle of the pair replaced by an occupied orbital: -t_k^a S_kb,ij.
        var kijb = new DenseTensor((double[])integrals.Kilc.Data.Clone(), o, o, o, v);
        contraction.Add(kijb, "kijb", 1, integrals.Kcld, "kcjb", t1, "ic");
        contraction.Add(kijb, "kijb", 1, integrals.Kiac, "kibd", t1, "jd");
        contraction.Add(kijb, "kijb", 1, integrals.Kcad, "kcbd", tau, "icjd");
        contraction.Add(half, "iajb", -1, t1, "ka", kijb, "kijb");

        // C: exchange. (ki|ac)~ without its quadratic part serves D too.
        var iakc = kiac.Permuted("kiac", "iakc");
        iakc.Add("iakc", 1, integrals.Kiac, "kiac");
        contraction.Add(iakc, "iakc", -1, t1, "la", kilc, "kilc");
        var direct = integrals.Kcld.Permuted("iakc", "iakc"); // becomes 2 (ai|kc)~ - (ac|ki)~
        direct.Add("iakc", 1, kcai, "kcai");
        contraction.Add(direct, "iakc", -1, t1, "la", kilc, "likc");
        TensorPrimitives.Multiply(direct.Data, 2, direct.Data);
        direct.Add("iakc", -1, iakc, "iakc");
        contraction.Add(iakc, "iakc", -0.5, crossed, "ldia", integrals.Exchange, "kcld");
        var exchange = new DenseTensor(o, v, o, v);
        contraction.Set(exchange, "iajb", 1, iakc, "iakc", crossed, "kcjb");
        half.Add("iajb", -0.5, exchange, "iajb");
        half.Add("iajb", -1, exchange, "jaib");

        // D: direct.
        contraction.Add(direct, "iakc", 0.5, u, "iald", _coulomb, "ldkc");
        contraction.Add(half, "iajb", 0.5, direct, "iakc", u, "kcjb");

        // E: the field of the doubles.
        contraction.Add(fac, "bc", -1, u, "kbld", integrals.Kcld, "kcld");
        contraction.Add(half, "iajb", 1, t2, "iajc", fac, "bc");
        fki.Add("kj", 1, sum, "jk");
        contraction.Add(half, "iajb", -1, t2, "iakb", fki, "kj");

        r2.Add("iajb", 1, half, "iajb");
        r2.Add("iajb", 1, half, "jbia");
        return (r1, r2);
    }

    /// <summary>Residuals over denominators.</summary>
    private double[] Divided(DenseTensor r1, DenseTensor r2)
    {
        var step = new double[Count];
        for (var i = 0; i < _o; i++)
        for (var a = 0; a < _v; a++)
        {
            var (ia, level) = ((i * _v) + a, _levels[(i * _v) + a]);
            step[ia] = r1.Data[ia] / level;
            var row = step.AsSpan((_o * _v) + (ia * _o * _v), _o * _v);
            TensorPrimitives.Add(_levels, level, row);
            TensorPrimitives.Divide(r2.Data.AsSpan(ia * row.Length, row.Length), row, row);
        }

        return step;
    }

    private static DenseTensor Coulomb(ClosedShellIntegrals integrals)
    {
        var tensor = new DenseTensor((double[])integrals.Kcld.Data.Clone(), integrals.Kcld.Lengths);
        TensorPrimitives.Multiply(tensor.Data, 2, tensor.Data);
        tensor.Add("kcld", -1, integrals.Exchange, "kcld");
        return tensor;
    }

    private static double[] Levels(ClosedShellIntegrals integrals)
    {
        var (o, v, n) = (integrals.Occupied, integrals.Virtuals, integrals.Occupied + integrals.Virtuals);
        var levels = new double[o * v];
        for (var i = 0; i < o; i++)
        for (var a = 0; a < v; a++)
            levels[(i * v) + a] = integrals.Fock[i * (n + 1)] - integrals.Fock[(o + a) * (n + 1)];
        return levels;
    }

    private double F(int p, int q) => integrals.Fock[(p * (_o + _v)) + q];

    /// <summary>τ_ij^ab = t_ij^ab + t_i^a t_j^b.</summary>
    private DenseTensor Tau(DenseTensor t1, DenseTensor t2)
    {
        var tau = new DenseTensor((double[])t2.Data.Clone(), _o, _v, _o, _v);
        var (singles, size) = (t1.Data, t1.Data.Length);
        for (var ia = 0; ia < size; ia++)
        {
            var row = tau.Data.AsSpan(ia * size, size);
            TensorPrimitives.MultiplyAdd(singles, singles[ia], row, row);
        }

        return tau;
    }

    /// <summary>f~_kc, f~_ki and f~_ac: the singles' field, then their dressing.</summary>
    private (DenseTensor Kc, DenseTensor Ki, DenseTensor Ac) DressedFock(DenseTensor t1, DenseTensor kilc, DenseTensor kcai)
    {
        var (o, v) = (_o, _v);
        var (kc, ki, ac) = (new DenseTensor(o, v), new DenseTensor(o, o), new DenseTensor(v, v));
        for (var k = 0; k < o * v; k++)
        {
            kc.Data[k] = F(k / v, o + (k % v)) + TensorPrimitives.Dot<double>(_coulomb.Data.AsSpan(k * o * v, o * v), t1.Data);
        }

        // Σ_lc t_l^c [2 (ki|lc) - (kc|li)] with the dressed i, which brings t_i^c f~_kc with it.
        for (var k = 0; k < o; k++)
        for (var i = 0; i < o; i++)
        {
            var field = F(k, i);
            for (var c = 0; c < v; c++) field += t1[i, c] * F(k, o + c);
            for (var l = 0; l < o; l++)
            for (var c = 0; c < v; c++)
                field += t1[l, c] * ((2 * kilc[k, i, l, c]) - kilc[l, i, k, c]);
            ki[k, i] = field;
        }

        // Σ_kd t_k^d [2 (ac|kd) - (ad|kc)] - t_k^a f~_kc.
        for (var a = 0; a < v; a++)
        for (var c = 0; c < v; c++)
            ac[a, c] = F(o + a, o + c);
        for (var k = 0; k < o; k++)
        for (var c = 0; c < v; c++)
        {
            TensorPrimitives.MultiplyAdd(integrals.Kcad.Matrix(k, c), 2 * t1[k, c], ac.Data, ac.Data);
            for (var a = 0; a < v; a++) ac[a, c] -= kcai[k, c, a, k] + (t1[k, a] * kc[k, c]);
        }

        return (kc, ki, ac);
    }

    private DenseTensor SinglesResidual(
        DenseTensor t1, DenseTensor u, DenseTensor kilc, DenseTensor fkc, DenseTensor fki, DenseTensor fac, DenseTensor sum, Contraction contraction)
    {
        // f~_ai = f'_ai + Σ_c t_i^c f~_ac - Σ_k t_k^a f'_ki, where the prime stands for the singles' field alone.
        var r1 = new DenseTensor(_o, _v);
        for (var i = 0; i < _o; i++)
        for (var a = 0; a < _v; a++)
            r1[i, a] = F(i, _o + a);
        contraction.Add(r1, "ia", 2, integrals.Kcld, "iakc", t1, "kc");
        contraction.Add(r1, "ia", -1, integrals.Kiac, "kiac", t1, "kc");
        contraction.Add(r1, "ia", 1, fac, "ac", t1, "ic");
        var primed = new DenseTensor((double[])fki.Data.Clone(), _o, _o);
        contraction.Add(primed, "ki", -1, fkc, "kc", t1, "ic");
        primed.Add("ki", 1, sum, "ik"); // Σ u_ki^cd (ad|kc)~ has the same shape in its dressed part
        contraction.Add(r1, "ia", -1, t1, "ka", primed, "ki");

        contraction.Add(r1, "ia", 1, u, "iakc", fkc, "kc");
        contraction.Add(r1, "ia", 1, u, "kcid", integrals.Kcad, "kcad");
        contraction.Add(r1, "ia", -1, u, "kalc", kilc, "kilc");
        return r1;
    }
}
