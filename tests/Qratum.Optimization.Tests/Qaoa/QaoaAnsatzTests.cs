using FsCheck.Xunit;
using Qratum.Testing.Generators;
using Xunit;

namespace Qratum.Optimization.Tests;

public class QaoaAnsatzTests
{
    /// <summary>Rounding of states of up to 2^10 amplitudes times energies of up to a few hundred.</summary>
    private const double Rounding = 1e-10;

    [Fact]
    public void ParametersAreGammasThenBetas()
    {
        var circuit = QaoaAnsatz.Create(new MaxCut(GraphGenerators.Ring(3)).ToIsing(), 2);
        Assert.Equal(["gamma[0]", "gamma[1]", "beta[0]", "beta[1]"], circuit.Parameters.Select(p => p.Name));
        Assert.Throws<ArgumentOutOfRangeException>(() => QaoaAnsatz.Create(new MaxCut(GraphGenerators.Ring(3)).ToIsing(), 0));
    }

    [Fact]
    public void ParametersAreThereWithoutCouplings() =>
        Assert.Equal(4, QaoaAnsatz.Create(new IsingModel(new Graph(2, Array.Empty<Edge>())), 2).Parameters.Length);

    [Property(Arbitrary = [typeof(GraphGens)], MaxTest = 30)]
    public async Task<bool> CircuitIsTheDefinition(IsingModel model, byte seed)
    {
        if (model.SpinCount > 6) model = new IsingModel(new Graph(6, model.Couplings.Edges.Where(e => e.J < 6)), model.Fields[..6], model.Constant);
        var random = new PhiloxRandom(seed);
        var angles = new QaoaAngles([random.NextGaussian(), random.NextGaussian()], [random.NextGaussian(), random.NextGaussian()]);
        var pub = new EstimatorPub(QaoaAnsatz.Create(model, 2), model.ToPauliSum(), [angles.ToParameters()]);
        var value = (await new DenseBackend().EstimateAsync(pub)).Values[0];
        return Math.Abs(value - QaoaReference.Expectation(model, angles)) < Rounding;
    }

    [Theory]
    [InlineData(0.3, 0.7)]
    [InlineData(-1.1, 0.2)]
    public void OneLayerIsTheClosedForm(double gamma, double beta)
    {
        // Wang, Hadfield, Jiang, Rieffel, Phys. Rev. A 97, 022304 (2018), eq. 14, without triangles, degree 3:
        // 1/2 + 1/4 sin 4β sin γ (cos²γ + cos²γ) per edge. The cube of eight nodes has no triangles.
        var cube = new MaxCut(new Graph(8, from i in Enumerable.Range(0, 8) from q in Enumerable.Range(0, 3) where (i >> q & 1) == 0 select (i, i | 1 << q)));
        var perEdge = 0.5 + (0.5 * Math.Sin(4 * beta) * Math.Sin(gamma) * Math.Pow(Math.Cos(gamma), 2));
        Assert.Equal(12 * perEdge, -QaoaReference.Expectation(cube.ToIsing(), new QaoaAngles([gamma], [beta])), Rounding);
    }

    [Fact]
    public void AnglesAreValues()
    {
        var angles = new QaoaAngles([1, 2], [3, 4]);
        Assert.Equal([1.0, 2, 3, 4], angles.ToParameters());
        Assert.Equal(angles, QaoaAngles.FromParameters(angles.ToParameters()));
        Assert.NotEqual(angles, new QaoaAngles([1, 2], [3, 5]));
        Assert.Throws<ArgumentException>(() => new QaoaAngles([1], [1, 2]));
        Assert.Throws<ArgumentException>(() => new QaoaAngles([], []));
        Assert.Throws<ArgumentException>(() => new QaoaAngles([double.NaN], [1]));
        Assert.Throws<ArgumentException>(() => QaoaAngles.FromParameters([1, 2, 3]));
    }
}
