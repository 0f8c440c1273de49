using Qratum.Testing;
using Xunit;
using Xunit.Abstractions;

namespace Qratum.Chemistry.Tests;

/// <summary>The circuit on the statevector simulator against rotations of pairs of determinants: two ways that share no step.</summary>
public class UccsdSimulatorTests(ITestOutputHelper output)
{
    /// <summary>Energies of order 100 after some thousand rotations.</summary>
    private const double Rounding = 1e-10;

    [Theory]
    [InlineData(2, 1, 1)]
    [InlineData(4, 2, 2)]
    [InlineData(4, 3, 1)]
    [InlineData(5, 2, 3)]
    public Task EnergiesAndGradientsAgree(int orbitals, int alpha, int beta) =>
        Compare(RandomIntegrals.Create(orbitals, alpha, beta, 21), new UccsdOptions());

    [Fact]
    public Task SharedParametersAgree() =>
        Compare(RandomIntegrals.Create(4, 2, 2, 22), new UccsdOptions { Sharing = ParameterSharing.SpinMirror, Order = ExcitationOrder.SinglesFirst });

    [Theory]
    [InlineData("Li 0 0 0; H 0 0 1.5949")]
    [InlineData("O 0 0 0.1173; H 0 0.7572 -0.4692; H 0 -0.7572 -0.4692")]
    [Trait("Category", "Nightly")]
    public Task MoleculesAgree(string molecule) => Compare(
        RestrictedHartreeFock.Solve(Molecule.Parse(molecule, LengthUnit.Angstrom), BasisSet.Sto3G).ToElectronIntegrals(), new UccsdOptions());

    private async Task Compare(ElectronIntegrals integrals, UccsdOptions options)
    {
        var mapper = new JordanWigner();
        var (circuit, hamiltonian) = (Uccsd.Create(integrals, mapper, options), mapper.Map(integrals));
        var excitations = Uccsd.Excitations(integrals, options);
        var product = new DeterminantProduct(integrals, excitations, Uccsd.ParameterNumbers(excitations, options));
        var random = new PhiloxRandom(5);
        var theta = circuit.Parameters.Select(_ => 0.3 * random.NextGaussian()).ToArray();
        var (energy, gradient) = product.Evaluate(theta);

        using var backend = new StateVectorBackend();
        var start = System.Diagnostics.Stopwatch.GetTimestamp();
        var found = await ((IGradientEstimator)backend).GradientAsync(new EstimatorPub(circuit, hamiltonian, [theta, new double[theta.Length]]));
        output.WriteLine(FormattableString.Invariant(
            $"{circuit.QubitCount} qubits, {circuit.Instructions.Length} gates, {theta.Length} parameters: two gradients in {System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds:F3} s"));
        Assert.Equal(energy, found.Values[0], Rounding);
        Assert.Equal(integrals.ReferenceEnergy, found.Values[1], Rounding);
        // The mapped Hamiltonian leaves out strings up to 1e-8 each, which a derivative sees as well.
        for (var k = 0; k < gradient.Length; k++) Assert.Equal(gradient[k], found.Derivatives[0].Span[k], Rounding);
    }
}
