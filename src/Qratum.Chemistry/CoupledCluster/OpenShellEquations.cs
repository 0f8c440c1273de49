using System.Numerics.Tensors;

namespace Qratum.Chemistry;

/// <summary>
/// CCSD with orbitals for each spin, the spins summed by hand: the closed shell's way (<see cref="ClosedShellEquations"/>) of moving singles
/// into the integrals, for doubles of two electrons up, up and down, and down. The Fock matrices may be any, so that references need not
/// be canonical. Arrays by spins hold at 2 s + t what belongs to spins s and t.
/// </summary>
/// <remarks>J. F. Stanton, J. Gauss, J. D. Watts, R. J. Bartlett, J. Chem. Phys. 94, 4334 (1991), with the singles in the integrals.</remarks>
internal sealed class OpenShellEquations(OpenShellIntegrals integrals) : IAmplitudeEquations
{
    private readonly int[] _o = integrals.Occupied;
    private readonly int[] _v = integrals.Virtuals;

    public int Count => Size(0) + Size(1) + (Size(0) * Size(0)) + (Size(0) * Size(1)) + (Size(1) * Size(1));

    /// <summary>Singles of a spin at i, a.</summary>
    public DenseTensor Singles(double[] amplitudes, int spin) => new(amplitudes.AsSpan(spin * Size(0), Size(spin)).ToArray(), _o[spin], _v[spin]);

    /// <summary>Singles of both spins.</summary>
    public ReadOnlySpan<double> AllSingles(double[] amplitudes) => amplitudes.AsSpan(0, Size(0) + Size(1));

    /// <summary>Doubles t_ij^ab at i, a, j, b.</summary>
    public DenseTensor Doubles(double[] amplitudes, int spin, int other)
    {
        if (spin > other) return Doubles(amplitudes, other, spin).Permuted("jbia", "iajb");
        var first = Size(0) + Size(1) + (spin + other == 0 ? 0 : Size(0) * Size(0)) + (spin + other == 2 ? Size(0) * Size(1) : 0);
        return new DenseTensor(amplitudes.AsSpan(first, Size(spin) * Size(other)).ToArray(), _o[spin], _v[spin], _o[other], _v[other]);
    }

    public double Energy(double[] amplitudes)
    {
        var energy = 0.0;
        for (var s = 0; s < 2; s++)
        {
            var t1 = Singles(amplitudes, s);
            for (var i = 0; i < _o[s]; i++)
            for (var a = 0; a < _v[s]; a++)
                energy += F(s, i, _o[s] + a) * t1[i, a];
            var tau = Tau(t1, t1, Doubles(amplitudes, s, s), isSame: true);
            energy += TensorPrimitives.Dot<double>(tau.Data, integrals.Kcld[3 * s].Data) / 2;
        }

        var mixed = Tau(Singles(amplitudes, 0), Singles(amplitudes, 1), Doubles(amplitudes, 0, 1), isSame: false);
        return energy + TensorPrimitives.Dot<double>(mixed.Data, integrals.Kcld[1].Data);
    }

    public double[] Step(double[] amplitudes, Contraction contraction)
    {
        DenseTensor[] t1 = [Singles(amplitudes, 0), Singles(amplitudes, 1)];
        DenseTensor[] t2 = [Doubles(amplitudes, 0, 0), Doubles(amplitudes, 0, 1), Doubles(amplitudes, 1, 0), Doubles(amplitudes, 1, 1)];
        var (r1, r2) = new OpenShellResiduals(integrals, t1, t2, contraction).Compute();
        return Divided(r1, r2);
    }

    public double[] Start()
    {
        DenseTensor[] r1 = [new(_o[0], _v[0]), new(_o[1], _v[1])];
        var r2 = new DenseTensor[4];
        for (var s = 0; s < 2; s++)
        {
            for (var i = 0; i < _o[s]; i++)
            for (var a = 0; a < _v[s]; a++)
                r1[s][i, a] = F(s, i, _o[s] + a);
            r2[3 * s] = integrals.Kcld[3 * s].Permuted("iajb", "iajb");
            r2[3 * s].Add("iajb", -1, integrals.Kcld[3 * s], "jaib");
        }

        r2[1] = integrals.Kcld[1];
        return Divided(r1, r2);
    }

    /// <summary>τ_ij^ab = t_ij^ab + t_i^a t_j^b, of one spin - t_i^b t_j^a.</summary>
    internal static DenseTensor Tau(DenseTensor first, DenseTensor second, DenseTensor doubles, bool isSame)
    {
        var tau = new DenseTensor((double[])doubles.Data.Clone(), doubles.Lengths);
        var product = new DenseTensor(doubles.Lengths);
        var size = second.Data.Length;
        for (var ia = 0; ia < first.Data.Length; ia++) TensorPrimitives.Multiply(second.Data, first.Data[ia], product.Data.AsSpan(ia * size, size));
        tau.Add("iajb", 1, product, "iajb");
        if (isSame) tau.Add("iajb", -1, product, "jaib");
        return tau;
    }

    /// <summary>Residuals over denominators.</summary>
    private double[] Divided(DenseTensor[] r1, DenseTensor[] r2)
    {
        var step = new double[Count];
        var at = 0;
        for (var s = 0; s < 2; s++)
        for (var i = 0; i < _o[s]; i++)
        for (var a = 0; a < _v[s]; a++)
            step[at++] = r1[s][i, a] / Level(s, i, a);
        foreach (var (s, t, r) in (ReadOnlySpan<(int, int, DenseTensor)>)[(0, 0, r2[0]), (0, 1, r2[1]), (1, 1, r2[3])])
        {
            var source = 0;
            for (var i = 0; i < _o[s]; i++)
            for (var a = 0; a < _v[s]; a++)
            {
                var level = Level(s, i, a);
                for (var j = 0; j < _o[t]; j++)
                for (var b = 0; b < _v[t]; b++)
                    step[at++] = r.Data[source++] / (level + Level(t, j, b));
            }
        }

        return step;
    }

    private int Size(int spin) => _o[spin] * _v[spin];

    private double F(int spin, int p, int q) => integrals.Fock[spin][(p * (_o[spin] + _v[spin])) + q];

    private double Level(int spin, int i, int a) => F(spin, i, i) - F(spin, _o[spin] + a, _o[spin] + a);
}
