using Xunit;

namespace Qratum.Chemistry.Tests;

/// <summary>Derivatives of the energy along orbital rotations against differences of energies, far from any stationary point.</summary>
public class OrbitalHessianTests
{
    private const double Step = 1e-3;

    /// <summary>Central differences of fourth order: h⁴ times a fifth derivative of about a hundred.</summary>
    private const double GradientTolerance = 1e-8;

    /// <summary>Second differences of fourth order; rounding 1e-13 over h².</summary>
    private const double HessianTolerance = 3e-6;

    public static TheoryData<HartreeFockMethod, string, int> Cases => new()
    {
        { HartreeFockMethod.Restricted, "O 0 0 0; H 0.1 0.7 0.6; H 0 -0.8 0.5", 1 },
        { HartreeFockMethod.Unrestricted, "O 0 0 0; H 0.1 0.7 0.6; H 0 -0.8 0.5", 1 },
        { HartreeFockMethod.Unrestricted, "C 0 0 0; H 0.1 0.9 0.6; H 0 -0.9 0.5", 3 },
        { HartreeFockMethod.RestrictedOpenShell, "C 0 0 0; H 0.1 0.9 0.6; H 0 -0.9 0.5", 3 },
        { HartreeFockMethod.RestrictedOpenShell, "N 0 0 0; O 0.1 0 1.15", 2 },
        { HartreeFockMethod.Unrestricted, "H 0 0 0", 2 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Derivatives_are_those_of_the_energy(HartreeFockMethod method, string text, int multiplicity)
    {
        var (model, point) = Start(method, Molecule.Parse(text, multiplicity: multiplicity));
        if (model.Dimension == 0) return;
        var random = new Random(5);
        var hessian = new OrbitalHessian(model, point);
        for (var trial = 0; trial < 3; trial++)
        {
            var x = Array.ConvertAll(hessian.Gradient, _ => (random.NextDouble() - 0.5) / 2);
            var energies = Enumerable.Range(-2, 5).Select(k => Energy(k * Step)).ToArray();
            var first = (energies[0] - (8 * energies[1]) + (8 * energies[3]) - energies[4]) / (12 * Step);
            var second = (-energies[0] + (16 * energies[1]) - (30 * energies[2]) + (16 * energies[3]) - energies[4]) / (12 * Step * Step);
            Assert.Equal(first, Dot(hessian.Gradient, x), GradientTolerance * Math.Max(1, Math.Abs(first)));
            var product = hessian.Apply([x], isTriplet: false, default)[0];
            Assert.Equal(second, Dot(product, x), HessianTolerance * Math.Max(1, Math.Abs(second)));

            double Energy(double length) => model.Evaluate(model.Rotate(point.Orbitals, Array.ConvertAll(x, v => v * length)), default).Energy;
        }
    }

    [Fact]
    public void Hessian_is_symmetric_and_several_products_at_once_are_the_same_as_one_by_one()
    {
        var (model, point) = Start(HartreeFockMethod.RestrictedOpenShell, Molecule.Parse("N 0 0 0; O 0.1 0 1.15", multiplicity: 2));
        var hessian = new OrbitalHessian(model, point);
        var random = new Random(5);
        var vectors = Enumerable.Range(0, 3).Select(_ => Array.ConvertAll(hessian.Gradient, _ => random.NextDouble() - 0.5)).ToArray();
        var products = hessian.Apply(vectors, false, default);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(hessian.Apply([vectors[i]], false, default)[0], products[i]);
            for (var j = 0; j < i; j++) Assert.Equal(Dot(vectors[i], products[j]), Dot(vectors[j], products[i]), 1e-10);
        }
    }

    [Fact]
    public void Triplet_direction_of_a_closed_shell_is_that_of_the_unrestricted_energy()
    {
        var molecule = Molecule.Parse("H 0 0 0; Li 0 0.1 1.9");
        var (closed, point) = Start(HartreeFockMethod.Restricted, molecule);
        var (open, _) = Start(HartreeFockMethod.Unrestricted, molecule);
        var both = open.Evaluate([point.Orbitals[0], point.Orbitals[0]], default);
        var random = new Random(7);
        var x = Array.ConvertAll(new double[closed.Dimension], _ => random.NextDouble() - 0.5);
        double[] parting = [.. x, .. x.Select(v => -v)];
        var triplet = Dot(x, new OrbitalHessian(closed, point).Apply([x], true, default)[0]);
        var direct = Dot(parting, new OrbitalHessian(open, both).Apply([parting], false, default)[0]);
        Assert.Equal(direct, triplet, 1e-11);
    }

    /// <summary>Orbitals of the bare nuclei, turned a little: no gradient vanishes.</summary>
    private static (ScfModel Model, ScfPoint Point) Start(HartreeFockMethod method, Molecule molecule)
    {
        var integrals = AtomicIntegrals.Compute(molecule, BasisSet.Sto3G);
        var basis = new Orbitals(integrals.One.Overlap, integrals.FunctionCount, 1e-8);
        var model = new ScfModel(method, molecule, integrals, new FockBuilder(integrals, 1), basis);
        var orbitals = basis.Diagonalise(integrals.CoreHamiltonian).Coefficients;
        var random = new Random(11);
        var turned = model.Rotate([.. Enumerable.Repeat(orbitals, model.SetCount)], Array.ConvertAll(new double[model.Dimension], _ => 0.2 * (random.NextDouble() - 0.5)));
        return (model, model.Evaluate(turned, default));
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
