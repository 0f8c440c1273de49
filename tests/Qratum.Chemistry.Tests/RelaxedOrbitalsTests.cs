using Qratum.Testing;
using Xunit;

namespace Qratum.Chemistry.Tests;

/// <summary>Orbital-optimised VQE: derivatives, bounds, cases that are exact, response to a field.</summary>
public sealed class RelaxedOrbitalsTests
{
    private static readonly GroundStateOptions Relaxed = new() { RelaxOrbitals = true };

    [Theory]
    [InlineData(2, 2, AnsatzKind.Uccsd)]
    [InlineData(3, 2, AnsatzKind.PUccd)]
    public async Task DerivativesAreDifferences(int alpha, int beta, AnsatzKind kind)
    {
        const double step = 1e-3;
        var whole = RandomIntegrals.Create(6, alpha, beta, 3);
        var space = ActiveSpace.Of(alpha + beta - 2, 4);
        var active = whole.Select(space);
        var ansatz = kind == AnsatzKind.PUccd ? PairedCoupledCluster.Doubles(active) : Uccsd.Ansatz(active);
        var objective = new RelaxedObjective(whole, space, ansatz, 1);
        // Core-active 4, core-virtual 1, active-virtual 4; without singles also 6 among the active ones.
        Assert.Equal(ansatz.ParameterCount + 9 + (kind == AnsatzKind.PUccd ? 6 : 0), objective.Dimension);
        var random = new PhiloxRandom(5);
        var point = Enumerable.Range(0, objective.Dimension).Select(_ => 0.4 * random.NextGaussian()).ToArray();
        var gradient = (await objective.EvaluateAsync([point], EvaluationKind.ValueAndGradient))[0].Gradient.ToArray();
        for (var k = 0; k < point.Length; k++)
        {
            async Task<double> At(double shift)
            {
                var moved = (double[])point.Clone();
                moved[k] += shift;
                return (await objective.EvaluateAsync([moved], EvaluationKind.Value))[0].Value;
            }

            var difference = ((8 * (await At(step) - await At(-step))) - (await At(2 * step) - await At(-2 * step))) / (12 * step);
            Assert.Equal(difference, gradient[k], 1e-8);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void TurnsAreOrthogonalAndUndone(int n)
    {
        var random = new PhiloxRandom(2);
        var kappa = new double[n * n];
        for (var p = 0; p < n; p++)
        for (var q = 0; q < p; q++)
            kappa[(q * n) + p] = -(kappa[(p * n) + q] = 2 * random.NextGaussian());
        var (turn, back) = (OrbitalTurn.Exponential(kappa, n), OrbitalTurn.Exponential(Array.ConvertAll(kappa, x => -x), n));
        for (var p = 0; p < n; p++)
        for (var q = 0; q < n; q++)
            Assert.Equal(turn[(p * n) + q], back[(q * n) + p], 1e-13);
        if (n == 1) return;
        var plane = OrbitalTurn.Exponential([0, -0.7, 0.7, 0], 2);
        Assert.Equal(Math.Cos(0.7), plane[0], 1e-15);
        Assert.Equal(Math.Sin(0.7), plane[2], 1e-15);
    }

    // Pairs in the best orbitals are all that two electrons can be.
    [Fact]
    public async Task PairsOfTwoElectronsRelaxToFullCI()
    {
        var given = await GroundState.SolveAsync(Molecules.Hydrogen(), new GroundStateOptions { Basis = BasisSet.Pople631G, Ansatz = AnsatzKind.PUccd });
        var relaxed = await GroundState.SolveAsync(Molecules.Hydrogen(), Relaxed with { Basis = BasisSet.Pople631G, Ansatz = AnsatzKind.PUccd });
        Assert.Equal(given.Exact!.Value, relaxed.Exact!.Value, 1e-9);
        Assert.True(given.Error > 1e-4);
        Assert.Equal(relaxed.Exact!.Value, relaxed.Energy, 1e-8);
        Assert.True(relaxed.Converged);
        Assert.Equal([4, 4], relaxed.OrbitalRotation!.Lengths.ToArray().Select(l => (int)l));
        Assert.Null(given.OrbitalRotation);
    }

    [Theory]
    [InlineData("Li 0 0 0; H 0 0 1.5957", 2, 2, 1)]
    [InlineData("O 0 0 0; H 0 0.7575408 0.5870796; H 0 -0.7575408 0.5870796", 4, 4, 1)]
    [InlineData("O 0 0 0; H 0 0 0.97", 3, 3, 2)]
    public async Task RelaxedEnergiesLieBetweenFullCIAndThoseOfGivenOrbitals(string molecule, int electrons, int orbitals, int multiplicity)
    {
        var options = new GroundStateOptions { ActiveSpace = ActiveSpace.Of(electrons, orbitals), Multiplicity = multiplicity };
        var given = await GroundState.SolveAsync(molecule, options);
        var relaxed = await GroundState.SolveAsync(molecule, options with { RelaxOrbitals = true });
        var exact = FullConfigurationInteraction.Solve(relaxed.MeanField!.ToElectronIntegrals()).Energy;
        Assert.InRange(relaxed.Energy, exact, given.Energy - 1e-6);
        Assert.True(relaxed.Converged);
        // Parameters and integrals of the result belong together.
        var again = (await new DeterminantObjective(relaxed.Integrals, relaxed.Excitations!).EvaluateAsync([relaxed.Vqe.Parameters], EvaluationKind.Value))[0].Value;
        Assert.Equal(relaxed.Energy, again, 1e-11);
        Assert.Equal(relaxed.Vqe.History.Select(h => h.Value).OrderDescending(), relaxed.Vqe.History.Select(h => h.Value));
    }

    // Pairs in local orbitals of two far bonds are nearly exact; in orbitals of the whole they are not.
    [Fact]
    public async Task RandomTurnsFindOrbitalsOfLessSymmetry()
    {
        const string dimers = "H 0 0 0; H 0 0 0.8; H 0 0 4; H 0 0 4.8";
        var options = Relaxed with { Ansatz = AnsatzKind.PUccd };
        var (one, many) = (await GroundState.SolveAsync(dimers, options), await GroundState.SolveAsync(dimers, options with { Starts = 4 }));
        Assert.Equal(4, many.StartEnergies.Count);
        Assert.Equal(many.StartEnergies.Min(), many.Energy);
        Assert.True(one.Error > 1e-2);
        Assert.InRange(many.Error!.Value, 0, 1e-4);
    }

    // All parameters and orbitals are stationary, so the dipole is the derivative of the energy by a field.
    [Fact]
    public async Task TheDipoleIsTheResponseToAField()
    {
        const double field = 2e-3;
        var options = Relaxed with { ActiveSpace = ActiveSpace.Of(2, 2), Minimizer = new Lbfgs { GradientTolerance = 1e-8 } };
        var result = await GroundState.SolveAsync(Molecules.LithiumHydride(), options);
        var scf = result.MeanField!;
        var nuclei = scf.Molecule.Atoms.Sum(a => a.Element.AtomicNumber * a.Z);
        var response = ((8 * (await At(field) - await At(-field))) - (await At(2 * field) - await At(-2 * field))) / (12 * field);
        Assert.Equal(nuclei - response, result.Dipole![2], 1e-5);
        Assert.True(Math.Abs(result.Dipole[2] - scf.Dipole[2]) > 1e-2);

        async Task<double> At(double f)
        {
            var integrals = scf.ToElectronIntegrals();
            var (n, functions) = (integrals.OrbitalCount, scf.Integrals.FunctionCount);
            var h = integrals.OneElectronSpan.ToArray();
            var z = scf.Integrals.One.Dipole[2];
            for (var p = 0; p < n; p++)
            for (var q = 0; q < n; q++)
            for (var i = 0; i < functions; i++)
            for (var j = 0; j < functions; j++)
                h[(p * n) + q] += f * scf.CoefficientArray[(i * n) + p] * z[(i * functions) + j] * scf.CoefficientArray[(j * n) + q];
            var perturbed = new ElectronIntegrals(n, integrals.AlphaElectrons, integrals.BetaElectrons, integrals.CoreEnergy, h, integrals.RepulsionSpan);
            return (await GroundState.SolveAsync(perturbed, options)).Energy;
        }
    }

    [Fact]
    public async Task OnlyTheDeterminantEngineRelaxes()
    {
        await Assert.ThrowsAsync<NotSupportedException>(() => GroundState.SolveAsync("H 0 0 0; H 0 0 1", Relaxed with { Engine = EngineKind.StateVector }));
        await Assert.ThrowsAsync<NotSupportedException>(() => GroundState.SolveAsync("H 0 0 0; H 0 0 1", Relaxed with { Ansatz = AnsatzKind.Ucj }));
    }
}
