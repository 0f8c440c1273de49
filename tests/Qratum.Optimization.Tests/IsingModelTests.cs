using FsCheck.Xunit;
using Qratum.Testing.Generators;
using Xunit;

namespace Qratum.Optimization.Tests;

public class IsingModelTests
{
    [Property(Arbitrary = [typeof(GraphGens)])]
    public bool EnergyIsItsDefinition(IsingModel model) => AllBits.Of(model.SpinCount).All(bits =>
    {
        int Spin(int i) => bits[i] ? -1 : 1;
        var energy = model.Constant + model.Couplings.Edges.Sum(e => e.Weight * Spin(e.I) * Spin(e.J));
        for (var i = 0; i < model.SpinCount; i++) energy += model.Fields[i] * Spin(i);
        return energy == model.Energy(bits);
    });

    [Property(Arbitrary = [typeof(GraphGens)])]
    public bool QuboHasTheSameValues(IsingModel model)
    {
        var qubo = model.ToQubo();
        return AllBits.Of(model.SpinCount).All(bits => qubo.Value(bits) == model.Energy(bits));
    }

    [Property(Arbitrary = [typeof(GraphGens)])]
    public bool ThereAndBackIsTheSameModel(IsingModel model) =>
        model.ToQubo().ToIsing().Equals(model) && model.ToQubo().ToIsing().ToQubo().Equals(model.ToQubo());

    [Property(Arbitrary = [typeof(GraphGens)])]
    public bool OperatorHasTheEnergiesAsEigenvalues(IsingModel model)
    {
        var sum = model.ToPauliSum();
        return sum.IsDiagonal && AllBits.Of(model.SpinCount).All(bits =>
            sum.Sum(t => t.Coefficient.Real * Eigenvalue(t.Pauli, bits)) == model.Energy(bits));

        static int Eigenvalue(PauliString pauli, BitString bits)
        {
            var sign = 1;
            for (var i = 0; i < bits.Length; i++)
            {
                if (pauli[i] == Pauli.Z && bits[i]) sign = -sign;
            }

            return sign;
        }
    }

    [Fact]
    public void MatrixFormIsTheQuadraticForm()
    {
        var matrix = new double[,] { { 1, 2, 0 }, { 4, -3, 5 }, { 0, 0, 2 } };
        var qubo = Qubo.FromMatrix(matrix, constant: 0.5);
        foreach (var bits in AllBits.Of(3))
        {
            var value = 0.5;
            for (var i = 0; i < 3; i++)
            {
                for (var j = 0; j < 3; j++) value += bits[i] && bits[j] ? matrix[i, j] : 0;
            }

            Assert.Equal(value, qubo.Value(bits));
        }
    }

    [Fact]
    public void MisuseIsRefused()
    {
        var graph = GraphGenerators.Ring(3);
        Assert.Throws<ArgumentException>(() => new IsingModel(graph, [1, 2]));
        Assert.Throws<ArgumentException>(() => new IsingModel(graph, [1, 2, double.NaN]));
        Assert.Throws<ArgumentException>(() => new Qubo(graph, constant: double.PositiveInfinity));
        Assert.Throws<ArgumentException>(() => new IsingModel(graph).Energy(new BitString(0, 2)));
        Assert.Throws<ArgumentException>(() => Qubo.FromMatrix(new double[2, 3]));
    }
}
