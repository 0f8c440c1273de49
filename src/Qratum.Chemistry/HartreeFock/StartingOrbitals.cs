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

    public double[][] Of(StartingGuess guess, int number)
    {
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
