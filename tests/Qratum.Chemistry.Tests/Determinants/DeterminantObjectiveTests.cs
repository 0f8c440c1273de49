using System.Numerics.Tensors;
using Qratum.Testing;
using Xunit;

namespace Qratum.Chemistry.Tests;

/// <summary>The engine against full matrices of direct CI, rotations pair by pair, circuits on qubits, and differences.</summary>
public class DeterminantObjectiveTests
{
    /// <summary>Energies of order 10 after some hundred rotations.</summary>
    private const double Rounding = 1e-11;

    /// <summary>What the mapped Hamiltonian leaves out, and some thousand rotations of qubits.</summary>
    private const double QubitRounding = 1e-10;

    /// <summary>Central differences of fourth order at 1e-3.</summary>
    private const double DifferenceTolerance = 1e-9;

    public static TheoryData<string> Molecules => new()
    {
        "H 0 0 0; H 0 0 1; H 0 0 2; H 0 0 3",
        "Li 0 0 0; H 0 0 1.5949",
        "H 0 0 0; H 0 0.9 0.2; H 0.8 0 0; H 0.7 1.1 0.4",
    };

    [Theory]
    [MemberData(nameof(Molecules))]
    public async Task ProductsAreTheStateVector(string molecule)
    {
        var integrals = Integrals(molecule);
        await CompareWithQubits(integrals, Uccsd.Ansatz(integrals));
        await CompareWithQubits(integrals, Uccsd.Ansatz(integrals, UccsdOptions.Fast(integrals)));
    }

    [Theory]
    [InlineData(4, 2, 2)]
    [InlineData(4, 3, 1)]
    [InlineData(5, 2, 3)]
    [InlineData(3, 0, 2)]
    [InlineData(2, 2, 1)]
    public async Task AnyNumbersOfElectronsAreTheStateVector(int orbitals, int alpha, int beta)
    {
        var integrals = RandomIntegrals.Create(orbitals, alpha, beta, 11);
        await CompareWithQubits(integrals, Uccsd.Ansatz(integrals));
    }

    [Fact]
    public async Task AnyOrderOfAnyExcitationsIsTheStateVector()
    {
        var integrals = Integrals("H 0 0 0; H 0 0 1; H 0 0 2; H 0 0 3");
        // Generalised, repeated, from empty orbitals, both spins in one orbital, and with one parameter in common.
        Excitation[] excitations =
        [
            new(SpinOrbital.Alpha(0), SpinOrbital.Alpha(2), SpinOrbital.Beta(0), SpinOrbital.Beta(2)), new(SpinOrbital.Beta(3), SpinOrbital.Beta(1)),
            new(SpinOrbital.Alpha(1), SpinOrbital.Alpha(0)), new(SpinOrbital.Beta(3), SpinOrbital.Beta(0), SpinOrbital.Beta(1), SpinOrbital.Beta(2)),
            new(SpinOrbital.Alpha(0), SpinOrbital.Alpha(3), SpinOrbital.Alpha(1), SpinOrbital.Alpha(2)), new(SpinOrbital.Beta(3), SpinOrbital.Beta(1)),
            new(SpinOrbital.Alpha(1), SpinOrbital.Alpha(3), SpinOrbital.Beta(2), SpinOrbital.Beta(0)),
        ];
        await CompareWithQubits(integrals, new FermionicAnsatz(excitations, [0, 1, 2, 3, 3, 4, 0]));
    }

    [Theory]
    [MemberData(nameof(Molecules))]
    public async Task ProductsAreRotationsOfPairs(string molecule)
    {
        var integrals = Integrals(molecule);
        foreach (var options in new[] { new UccsdOptions(), UccsdOptions.Fast(integrals) })
        {
            var ansatz = Uccsd.Ansatz(integrals, options);
            var twin = new DeterminantProduct(integrals, ansatz.Excitations, ansatz.ParameterNumbers);
            var theta = RandomPoint(ansatz.ParameterCount);
            var (energy, gradient) = twin.Evaluate(theta);
            var objective = new DeterminantObjective(integrals, ansatz, 1);
            var found = await Evaluate(objective, theta);
            Assert.Equal(energy, found.Value, Rounding);
            AssertClose(gradient, found.Gradient.Span, Rounding);
            AssertClose(twin.State(theta), objective.ComputeState(theta).Span, Rounding);
        }
    }

    [Fact]
    public async Task ExcitationsThatBreakTheSymmetryAreKeptOutExactlyWhileTheirAngleIsZero()
    {
        var integrals = Integrals("H 0 0 0; H 0 0 1; H 0 0 2; H 0 0 3");
        var ansatz = Uccsd.Ansatz(integrals);
        var objective = new DeterminantObjective(integrals, ansatz, 1);
        Assert.Equal((2, 36), (objective.SymmetryLabels, (int)objective.DeterminantCount));
        var labels = OrbitalLabels.Find(integrals);
        var twin = new DeterminantProduct(integrals, ansatz.Excitations, ansatz.ParameterNumbers);
        var theta = RandomPoint(ansatz.ParameterCount);
        for (var k = 0; k < theta.Length; k++)
            if (!labels.Conserves(ansatz.Excitations[k])) theta[k] = 0;
        var found = await Evaluate(objective, theta);
        var (energy, gradient) = twin.Evaluate(theta);
        Assert.Equal(energy, found.Value, Rounding);
        AssertClose(gradient, found.Gradient.Span, Rounding);
        AssertClose(twin.State(theta), objective.ComputeState(theta).Span, Rounding);
        Assert.Contains(0.0, found.Gradient.ToArray());
        // The same object goes on beyond the symmetry, and back.
        var broken = RandomPoint(ansatz.ParameterCount);
        Assert.Equal(twin.Evaluate(broken).Energy, (await Evaluate(objective, broken)).Value, Rounding);
        Assert.Equal(found.Value, (await Evaluate(objective, theta)).Value);
    }

    [Theory]
    [MemberData(nameof(Molecules))]
    public async Task GradientsAreDifferences(string molecule)
    {
        const double step = 1e-3;
        var integrals = Integrals(molecule);
        foreach (var form in Enum.GetValues<AnsatzForm>())
        {
            var ansatz = Uccsd.Ansatz(integrals, UccsdOptions.Fast(integrals) with { Form = form });
            var objective = new DeterminantObjective(integrals, ansatz, 1);
            var theta = RandomPoint(ansatz.ParameterCount);
            var gradient = (await Evaluate(objective, theta)).Gradient.ToArray();
            for (var k = 0; k < theta.Length; k += 3)
            {
                async Task<double> At(double shift)
                {
                    var point = (double[])theta.Clone();
                    point[k] += shift;
                    return (await objective.EvaluateAsync([point], EvaluationKind.Value))[0].Value;
                }

                var difference = ((8 * (await At(step) - await At(-step))) - (await At(2 * step) - await At(-2 * step))) / (12 * step);
                Assert.Equal(difference, gradient[k], DifferenceTolerance);
            }
        }
    }

    [Fact]
    public async Task TheExponentialOfASumIsTheLimitOfProducts()
    {
        var integrals = Integrals("H 0 0 0; H 0 0.9 0.2; H 0.8 0 0; H 0.7 1.1 0.4");
        var once = Uccsd.Ansatz(integrals);
        var theta = RandomPoint(once.ParameterCount, 0.1);
        var exact = await Evaluate(new DeterminantObjective(integrals, new FermionicAnsatz(once.Excitations, form: AnsatzForm.ExponentialOfSum), 1), theta);
        async Task<double> ErrorOf(int slices)
        {
            var numbers = Enumerable.Range(0, slices).SelectMany(_ => once.ParameterNumbers);
            var many = new FermionicAnsatz(Enumerable.Range(0, slices).SelectMany(_ => once.Excitations), numbers);
            var sliced = new DeterminantObjective(integrals, many, 1);
            return (await sliced.EvaluateAsync([Array.ConvertAll(theta, t => t / slices)], EvaluationKind.Value))[0].Value - exact.Value;
        }

        // First order in the length of a slice, second after extrapolation.
        var (coarse, fine) = (await ErrorOf(64), await ErrorOf(128));
        Assert.InRange(Math.Abs(coarse), 1e-6, 1e-2);
        Assert.Equal(2, coarse / fine, 0.1);
        Assert.Equal(0, (2 * fine) - coarse, 1e-6);
    }

    [Fact]
    public async Task TheExponentialOfOneExcitationIsItsFactor()
    {
        var integrals = RandomIntegrals.Create(4, 2, 2, 3);
        Excitation[] one = [new(SpinOrbital.Alpha(0), SpinOrbital.Alpha(3), SpinOrbital.Beta(1), SpinOrbital.Beta(2))];
        double[] theta = [2.5];
        var product = await Evaluate(new DeterminantObjective(integrals, new FermionicAnsatz(one)), theta);
        var sum = await Evaluate(new DeterminantObjective(integrals, new FermionicAnsatz(one, form: AnsatzForm.ExponentialOfSum)), theta);
        Assert.Equal(product.Value, sum.Value, Rounding);
        Assert.Equal(product.Gradient.Span[0], sum.Gradient.Span[0], Rounding);
    }

    [Theory]
    [MemberData(nameof(Molecules))]
    public void SpinIsThatOfAllDeterminants(string molecule)
    {
        var integrals = Integrals(molecule);
        var ansatz = Uccsd.Ansatz(integrals);
        var objective = new DeterminantObjective(integrals, ansatz);
        var alpha = new DeterminantStrings(integrals.OrbitalCount, integrals.AlphaElectrons);
        var theta = RandomPoint(ansatz.ParameterCount);
        Assert.Equal(TotalSpin.Expectation(alpha, alpha, objective.ComputeState(theta).Span), objective.ComputeSpinSquared(theta), Rounding);
        Assert.Equal(0, objective.ComputeSpinSquared(new double[theta.Length]), Rounding);
        var shared = Uccsd.Ansatz(integrals, UccsdOptions.Fast(integrals));
        var symmetric = new DeterminantObjective(integrals, shared);
        Assert.Equal(TotalSpin.Expectation(alpha, alpha, symmetric.ComputeState(shared.Start.Span).Span), symmetric.ComputeSpinSquared(shared.Start.Span), Rounding);
    }

    [Theory]
    [InlineData("H 0 0 0; H 0 0 1; H 0 0 2; H 0 0 3; H 0 0 4; H 0 0 5")]
    [InlineData("O 0 0 0.1173; H 0 0.7572 -0.4692; H 0 -0.7572 -0.4692")]
    [InlineData("H 0 0 0; H 0 0.9 0.2; H 0.8 0 0; H 0.7 1.1 0.4")]
    public void TheHamiltonianOfALabelIsDirectCI(string molecule)
    {
        var integrals = Integrals(molecule);
        var space = new DeterminantSpace(OrbitalLabels.Find(integrals), integrals.AlphaElectrons, integrals.BetaElectrons);
        var random = new PhiloxRandom(4);
        var c = Enumerable.Range(0, space.Count).Select(_ => random.NextGaussian()).ToArray();
        var sigma = new double[c.Length];
        new SectorHamiltonian(integrals, space, 1).Apply(c, sigma, CancellationToken.None);
        var direct = new DirectHamiltonian(integrals, 1);
        var (full, image) = (space.ToFull(c), new double[direct.Count]);
        Assert.Equal(c, space.FromFull(full));
        direct.Apply(full, image, CancellationToken.None);
        AssertClose(image, space.ToFull(sigma), 1e-9);
    }

    [Theory]
    [InlineData("H 0 0 0; H 0 0 1; H 0 0 2; H 0 0 3; H 0 0 4; H 0 0 5", 1)]
    [InlineData("H 0 0 0; H 0 0 1; H 0 0 2; H 0 0 3; H 0 0 4; H 0 0 5", -1)]
    [InlineData("O 0 0 0.1173; H 0 0.7572 -0.4692; H 0 -0.7572 -0.4692", 1)]
    [InlineData("O 0 0 0.1173; H 0 0.7572 -0.4692; H 0 -0.7572 -0.4692", -1)]
    [InlineData("H 0 0 0; H 0 0.9 0.2; H 0.8 0 0; H 0.7 1.1 0.4", -1)]
    public void VectorsOfOneSpinParityTakeHalfTheWorkToTheSameAnswer(string molecule, int parity)
    {
        var integrals = Integrals(molecule);
        var first = new DeterminantSpace(OrbitalLabels.Find(integrals), integrals.AlphaElectrons, integrals.BetaElectrons);
        var random = new PhiloxRandom(4);
        for (var label = 0; label < first.Labels.Count; label++)
        {
            var space = first.WithLabel(label);
            var c = Enumerable.Range(0, space.Count).Select(_ => random.NextGaussian()).ToArray();
            space.Symmetrise(c, parity);
            Assert.True(space.CountOf(parity) == 0 || c.Any(x => x != 0));
            for (var row = 0; row < space.Alpha.Count; row++)
            for (var j = 0; j < space.RowLength(row); j++)
                Assert.Equal(c[space.RowStart[row] + j], parity * c[space.MirrorOf(row, j)]);
            var (all, half, shared) = (new double[c.Length], new double[c.Length], new double[c.Length]);
            new SectorHamiltonian(integrals, space, 1).Apply(c, all, CancellationToken.None);
            new SectorHamiltonian(integrals, space, 1).ApplyMirrored(c, half, parity, CancellationToken.None);
            AssertClose(all, half, 1e-9);
            new SectorHamiltonian(integrals, space, 3).ApplyMirrored(c, shared, parity, CancellationToken.None);
            Assert.Equal(half, shared);
        }
    }

    [Theory]
    [InlineData("H 0 0 0; H 0 0 1; H 0 0 2; H 0 0 3", 2)]
    [InlineData("O 0 0 0.1173; H 0 0.7572 -0.4692; H 0 -0.7572 -0.4692", 4)]
    [InlineData("H 0 0 0; H 0 0.9 0.2; H 0.8 0 0; H 0.7 1.1 0.4", 1)]
    [InlineData("C 0 0 0.67; C 0 0 -0.67; H 0 0.92 1.24; H 0 -0.92 1.24; H 0 0.92 -1.24; H 0 -0.92 -1.24", 8)]
    public void LabelsAreThoseOfTheGroup(string molecule, int count) => Assert.Equal(count, OrbitalLabels.Find(Integrals(molecule)).Count);

    [Fact]
    public async Task ThreadsDoNotChangeABit()
    {
        var integrals = RandomIntegrals.Create(10, 4, 4, 9); // 44,100 determinants: beyond the threshold
        var ansatz = new FermionicAnsatz(Uccsd.Ansatz(integrals).Excitations.Where((_, k) => k % 12 == 0));
        var theta = RandomPoint(ansatz.ParameterCount);
        var one = await Evaluate(new DeterminantObjective(integrals, ansatz, 1), theta);
        foreach (var threads in (int[])[2, 3, 7])
        {
            var many = await Evaluate(new DeterminantObjective(integrals, ansatz, threads), theta);
            Assert.Equal(BitConverter.DoubleToInt64Bits(one.Value), BitConverter.DoubleToInt64Bits(many.Value));
            Assert.Equal(one.Gradient.ToArray(), many.Gradient.ToArray());
        }
    }

    [Fact]
    public async Task WhatDoesNotFitIsRefused()
    {
        var integrals = RandomIntegrals.Create(4, 2, 2, 3);
        var ansatz = Uccsd.Ansatz(integrals);
        Assert.Throws<ArgumentException>(() => new DeterminantObjective(RandomIntegrals.Create(3, 2, 2, 3), ansatz));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DeterminantObjective(integrals, ansatz, 0));
        var objective = new DeterminantObjective(integrals, ansatz);
        await Assert.ThrowsAsync<ArgumentException>(async () => await objective.EvaluateAsync([new double[3]], EvaluationKind.Value));
        Assert.Throws<ArgumentException>(() => objective.ComputeSpinSquared(new double[3]));
        Assert.Throws<ArgumentException>(() => new FermionicAnsatz(ansatz.Excitations, [1, 2]));
        Assert.Throws<ArgumentException>(() => new FermionicAnsatz(ansatz.Excitations.Take(2), [0, 2]));
        Assert.Throws<ArgumentException>(() => ansatz.WithStart([double.NaN]));
        Assert.Throws<NotSupportedException>(() => Uccsd.Create(integrals, new JordanWigner(), new UccsdOptions { Form = AnsatzForm.ExponentialOfSum }));
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await objective.EvaluateAsync([new double[ansatz.ParameterCount]], EvaluationKind.Value, stop.Token));
    }

    [Fact]
    public void TheIdentityNamesIntegralsAndAnsatz()
    {
        var integrals = RandomIntegrals.Create(4, 2, 2, 3);
        string Fingerprint(ElectronIntegrals i, UccsdOptions o) => new DeterminantObjective(i, Uccsd.Ansatz(i, o)).Identity.Fingerprint;
        var first = Fingerprint(integrals, new UccsdOptions());
        Assert.Equal(first, Fingerprint(integrals, new UccsdOptions()));
        Assert.NotEqual(first, Fingerprint(RandomIntegrals.Create(4, 2, 2, 4), new UccsdOptions()));
        Assert.NotEqual(first, Fingerprint(integrals, new UccsdOptions { Order = ExcitationOrder.SinglesFirst }));
        Assert.NotEqual(first, Fingerprint(integrals, new UccsdOptions { Form = AnsatzForm.ExponentialOfSum }));
    }

    private static async Task CompareWithQubits(ElectronIntegrals integrals, FermionicAnsatz ansatz)
    {
        var mapper = new JordanWigner();
        var theta = RandomPoint(ansatz.ParameterCount);
        using var backend = new StateVectorBackend();
        var qubits = await ((IGradientEstimator)backend).GradientAsync(new EstimatorPub(ansatz.ToCircuit(integrals, mapper), mapper.Map(integrals), [theta]));
        var found = await Evaluate(new DeterminantObjective(integrals, ansatz), theta);
        Assert.Equal(qubits.Values[0], found.Value, QubitRounding);
        AssertClose(qubits.Derivatives[0].Span, found.Gradient.Span, QubitRounding);
    }

    private static async Task<Evaluation> Evaluate(DeterminantObjective objective, double[] theta) =>
        (await objective.EvaluateAsync([theta], EvaluationKind.ValueAndGradient))[0];

    private static ElectronIntegrals Integrals(string molecule) =>
        RestrictedHartreeFock.Solve(Molecule.Parse(molecule, LengthUnit.Angstrom), BasisSet.Sto3G).ToElectronIntegrals();

    private static double[] RandomPoint(int length, double spread = 0.3)
    {
        var random = new PhiloxRandom(5);
        return [.. Enumerable.Range(0, length).Select(_ => spread * random.NextGaussian())];
    }

    private static void AssertClose(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.InRange(TensorPrimitives.Distance(expected, actual), 0, tolerance * Math.Sqrt(expected.Length + 1));
    }
}
