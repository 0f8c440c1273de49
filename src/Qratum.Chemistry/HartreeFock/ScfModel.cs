using System.Numerics.Tensors;

namespace Qratum.Chemistry;

/// <summary>One density of a mean-field state: which orbitals hold its electrons, and how often it counts.</summary>
/// <param name="Set">The set of orbitals.</param>
/// <param name="Occupied">The first so many orbitals of the set hold one electron each.</param>
/// <param name="Weight">2 where it stands for both spins, else 1.</param>
internal readonly record struct ScfChannel(int Set, int Occupied, double Weight);

/// <summary>
/// Energy, gradient and Hessian of a determinant under rotations of its orbitals, for all three kinds of Hartree-Fock with one text: sets
/// of orbitals C and channels, each a spin density D = C n Cᵀ with occupations n of one or zero. RHF has one set and one channel of weight
/// two, UHF two sets with a channel each, ROHF one set with two channels.
/// </summary>
/// <remarks>
/// C → C exp(K) with antisymmetric K changes E by Σ w {2 tr(K' [F, n]) + ...}: over the pairs p &gt; q of different occupation, the gradient is
/// g = Σ w 2 [F, n] and the Hessian H K = Σ w ([F, [K, n]] + [[F, K], n] + 2 [δF, n]), F over the orbitals and δF the field of the first-order
/// density [K, n]. T. Helgaker, P. Jørgensen, J. Olsen, Molecular Electronic-Structure Theory, sections 10.1 and 10.8.
/// </remarks>
internal sealed class ScfModel
{
    private readonly int _n;

    public ScfModel(HartreeFockMethod method, Molecule molecule, AtomicIntegrals integrals, IFieldBuilder fields, Orbitals basis)
    {
        (Method, Integrals, Fields, Basis, _n) = (method, integrals, fields, basis, integrals.FunctionCount);
        NuclearRepulsion = molecule.NuclearRepulsion;
        var (alpha, beta) = (molecule.AlphaElectrons, molecule.BetaElectrons);
        Channels = method switch
        {
            HartreeFockMethod.Restricted => [new(0, alpha, 2)],
            HartreeFockMethod.Unrestricted => [new(0, alpha, 1), new(1, beta, 1)],
            _ => [new(0, alpha, 1), new(0, beta, 1)],
        };
        SetCount = method == HartreeFockMethod.Unrestricted ? 2 : 1;
        Pairs = [.. Enumerable.Range(0, SetCount).Select(PairsOf)];
        Dimension = Pairs.Sum(p => p.Length);
    }

    public HartreeFockMethod Method { get; }

    public AtomicIntegrals Integrals { get; }

    public IFieldBuilder Fields { get; }

    public Orbitals Basis { get; }

    public ScfChannel[] Channels { get; }

    /// <summary>Sets of orbitals: 2 for UHF, else 1.</summary>
    public int SetCount { get; }

    /// <summary>Number of orbitals of a set.</summary>
    public int OrbitalCount => Basis.Count;

    /// <summary>For each set, the pairs (p, q) of orbitals whose rotation changes the state; q is the one with more electrons.</summary>
    public (int P, int Q)[][] Pairs { get; }

    /// <summary>Number of all pairs.</summary>
    public int Dimension { get; }

    public double NuclearRepulsion { get; }

    /// <summary>Densities, Fock matrices and energy of orbitals; one pass over the integrals.</summary>
    public ScfPoint Evaluate(double[][] orbitals, CancellationToken cancellationToken)
    {
        var densities = new double[Channels.Length][];
        var total = new double[_n * _n];
        for (var c = 0; c < Channels.Length; c++)
        {
            densities[c] = Density(orbitals[Channels[c].Set], Channels[c].Occupied);
            TensorPrimitives.MultiplyAdd<double>(densities[c], Channels[c].Weight, total, total);
        }

        var focks = Focks(total, densities, cancellationToken);
        var energy = NuclearRepulsion;
        for (var c = 0; c < Channels.Length; c++)
        {
            energy += 0.5 * Channels[c].Weight
                * (TensorPrimitives.Dot<double>(densities[c], Integrals.CoreHamiltonian) + TensorPrimitives.Dot<double>(densities[c], focks[c]));
        }

        return new ScfPoint(orbitals, densities, focks, energy);
    }

    /// <summary>h + J(total) - K(density) for each density.</summary>
    public double[][] Focks(double[] total, double[][] densities, CancellationToken cancellationToken)
    {
        var coulomb = new double[_n * _n];
        var focks = Array.ConvertAll(densities, _ => new double[_n * _n]);
        Fields.Build([total], [coulomb], densities, focks, cancellationToken);
        TensorPrimitives.Add(coulomb, Integrals.CoreHamiltonian, coulomb);
        foreach (var fock in focks) TensorPrimitives.Subtract<double>(coulomb, fock, fock);
        return focks;
    }

    /// <summary>C Cᵀ over the first orbitals.</summary>
    public double[] Density(double[] orbitals, int occupied)
    {
        var density = new double[_n * _n];
        var c = MatrixView.RowMajor(orbitals, _n, OrbitalCount).Slice(0, occupied);
        if (occupied > 0) Gemm.Multiply(c, c.Transposed, density);
        for (var i = 0; i < _n; i++)
        {
            for (var j = 0; j < i; j++) density[(j * _n) + i] = density[(i * _n) + j];
        }

        return density;
    }

    /// <summary>Cᵀ A C, m × m.</summary>
    public double[] ToOrbitals(double[] matrix, double[] orbitals)
    {
        var c = MatrixView.RowMajor(orbitals, _n, OrbitalCount);
        var (half, result) = (new double[_n * OrbitalCount], new double[OrbitalCount * OrbitalCount]);
        Gemm.Multiply(MatrixView.RowMajor(matrix, _n, _n), c, half);
        Gemm.Multiply(c.Transposed, MatrixView.RowMajor(half, _n, OrbitalCount), result);
        return result;
    }

    /// <summary>C A Cᵀ, n × n.</summary>
    public double[] FromOrbitals(double[] matrix, double[] orbitals)
    {
        var c = MatrixView.RowMajor(orbitals, _n, OrbitalCount);
        var (half, result) = (new double[_n * OrbitalCount], new double[_n * _n]);
        Gemm.Multiply(c, MatrixView.RowMajor(matrix, OrbitalCount, OrbitalCount), half);
        Gemm.Multiply(MatrixView.RowMajor(half, _n, OrbitalCount), c.Transposed, result);
        return result;
    }

    /// <summary>Product of two m × m matrices.</summary>
    public double[] Multiply(double[] a, double[] b)
    {
        var (m, result) = (OrbitalCount, new double[OrbitalCount * OrbitalCount]);
        Gemm.Multiply(MatrixView.RowMajor(a, m, m), MatrixView.RowMajor(b, m, m), result);
        return result;
    }

    /// <summary>C exp(K) for each set, K from the parameters.</summary>
    public double[][] Rotate(double[][] orbitals, double[] parameters)
    {
        var rotated = new double[SetCount][];
        for (int s = 0, first = 0; s < SetCount; first += Pairs[s].Length, s++)
        {
            var exponential = Exponential(Antisymmetric(parameters, s, first));
            rotated[s] = new double[_n * OrbitalCount];
            Gemm.Multiply(
                MatrixView.RowMajor(orbitals[s], _n, OrbitalCount), MatrixView.RowMajor(exponential, OrbitalCount, OrbitalCount), rotated[s]);
        }

        return rotated;
    }

    /// <summary>The matrix K of a set: K_pq = x, K_qp = -x.</summary>
    public double[] Antisymmetric(double[] parameters, int set, int first)
    {
        var (m, matrix) = (OrbitalCount, new double[OrbitalCount * OrbitalCount]);
        foreach (var (p, q) in Pairs[set])
        {
            matrix[(p * m) + q] = parameters[first];
            matrix[(q * m) + p] = -parameters[first++];
        }

        return matrix;
    }

    private (int P, int Q)[] PairsOf(int set)
    {
        var pairs = new List<(int, int)>();
        var channels = Array.FindAll(Channels, c => c.Set == set);
        for (var p = 0; p < OrbitalCount; p++)
        {
            for (var q = 0; q < p; q++)
            {
                if (Array.Exists(channels, c => q < c.Occupied && p >= c.Occupied)) pairs.Add((p, q));
            }
        }

        return [.. pairs];
    }

    /// <summary>exp(K) by its series at K / 2^s, squared s times.</summary>
    private double[] Exponential(double[] k)
    {
        const double largest = 0.25;
        const int terms = 14; // 0.25^15 / 15! is below 1e-20
        var m = OrbitalCount;
        var norm = 0.0;
        for (var i = 0; i < m; i++)
        {
            var row = 0.0;
            for (var j = 0; j < m; j++) row += Math.Abs(k[(i * m) + j]);
            norm = Math.Max(norm, row);
        }

        var squarings = 0;
        for (; norm > largest; norm /= 2) squarings++;
        var scaled = new double[m * m];
        TensorPrimitives.Multiply(k, Math.ScaleB(1, -squarings), scaled);
        var result = new double[m * m];
        for (var i = 0; i < m; i++) result[(i * m) + i] = 1;
        var term = (double[])result.Clone();
        for (var t = 1; t <= terms; t++)
        {
            term = Multiply(term, scaled);
            TensorPrimitives.Divide<double>(term, t, term);
            TensorPrimitives.Add<double>(result, term, result);
        }

        for (; squarings > 0; squarings--) result = Multiply(result, result);
        return result;
    }
}
