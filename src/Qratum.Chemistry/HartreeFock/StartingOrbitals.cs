namespace Qratum.Chemistry;

/// <summary>Makes the orbitals of each <see cref="StartingGuess"/>.</summary>
internal sealed class StartingOrbitals(ScfModel model, Molecule molecule, BasisSet basisSet, CancellationToken cancellationToken)
{
    /// <summary>M. Wolfsberg and L. Helmholz's factor.</summary>
    private const double HueckelFactor = 1.75;

    private const double MixingAngle = Math.PI / 4;
    private const double PerturbationSize = 0.6;
    private double[]? _atoms; // the density of the atoms
    private double[]? _fock; // its Fock matrix

    /// <exception cref="ArgumentException">Orbitals of another state are asked for, and there is none or one of other functions or another method.</exception>
    public double[][] Of(StartingGuess guess, int number, MeanFieldResult? given = null)
    {
        if (guess == StartingGuess.Given) return Orthonormal(given);
        var fock = guess switch
        {
            StartingGuess.CoreHamiltonian => model.Integrals.CoreHamiltonian,
            StartingGuess.WolfsbergHelmholz => Hueckel(AtomicField()),
            _ => AtomicField(),
        };
        var orbitals = model.Basis.Diagonalise(fock).Coefficients;
        double[][] sets = [.. Enumerable.Repeat(orbitals, model.SetCount)];
        return guess switch
        {
            StartingGuess.BrokenSymmetry => model.Rotate(sets, Mixing()),
            StartingGuess.Perturbed => model.Rotate(sets, Perturbation(sets, (ulong)number)),
            _ => sets,
        };
    }

    /// <summary>C (CᵀSC)^(-1/2) with the overlap of now: the orthonormal orbitals nearest to those given.</summary>
    private double[][] Orthonormal(MeanFieldResult? given)
    {
        var (n, m) = (model.Integrals.FunctionCount, model.OrbitalCount);
        if (given is null || given.Method != model.Method || given.Integrals.FunctionCount != n || given.Point.Orbitals[0].Length != n * m)
            throw new ArgumentException("The state to start from must be of the same method and have the same functions and orbitals.", nameof(given));
        return Array.ConvertAll(given.Point.Orbitals, orbitals =>
        {
            var (values, vectors) = Orbitals.Eigen(model.ToOrbitals(model.Integrals.One.Overlap, orbitals), m);
            var (scaled, root, result) = (new double[m * m], new double[m * m], new double[n * m]);
            for (var i = 0; i < m; i++)
            {
                for (var k = 0; k < m; k++) scaled[(i * m) + k] = vectors[(i * m) + k] / Math.Sqrt(values[k]);
            }

            Gemm.Multiply(MatrixView.RowMajor(scaled, m, m), MatrixView.RowMajor(vectors, m, m).Transposed, root);
            Gemm.Multiply(MatrixView.RowMajor(orbitals, n, m), MatrixView.RowMajor(root, m, m), result);
            return result;
        });
    }

    private double[] AtomicField()
    {
        if (_fock is not null) return _fock;
        _atoms = AtomicDensities.Superpose(molecule, basisSet, model.Integrals);
        var half = Array.ConvertAll(_atoms, d => d / 2);
        return _fock = model.Focks(_atoms, [half], cancellationToken)[0];
    }

    private double[] Hueckel(double[] fock)
    {
        var (n, overlap) = (model.Integrals.FunctionCount, model.Integrals.One.Overlap);
        var result = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                // Cartesian functions do not have norm 1.
                var mean = ((fock[(i * n) + i] / overlap[(i * n) + i]) + (fock[(j * n) + j] / overlap[(j * n) + j])) / 2;
                result[(i * n) + j] = (i == j ? 1 : HueckelFactor) * overlap[(i * n) + j] * mean;
            }
        }

        return result;
    }

    private double[] Mixing()
    {
        var x = new double[model.Dimension];
        for (int s = 0, at = 0; s < model.SetCount; s++)
        {
            var occupied = model.Channels.Where(c => c.Set == s).Max(c => c.Occupied);
            foreach (var (p, q) in model.Pairs[s])
            {
                if (p == occupied && q == occupied - 1) x[at] = s == 0 ? MixingAngle : -MixingAngle;
                at++;
            }
        }

        return x;
    }

    private double[] Perturbation(double[][] sets, ulong number)
    {
        var diagonal = new OrbitalHessian(model, model.Evaluate(sets, cancellationToken)).Diagonal;
        var random = new PhiloxRandom(seed: 4, stream: number);
        return [.. diagonal.Select(d => PerturbationSize * ((2 * random.NextDouble()) - 1) / (1 + (Math.Max(0, d) / 4)))];
    }
}
