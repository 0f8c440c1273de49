using System.Numerics;
using MathNet.Numerics.LinearAlgebra;
using Xunit;

namespace Qratum.Core.Tests.Circuits;

public sealed class TimeEvolutionTests
{
    private const double Rounding = 1e-12;

    private static readonly PauliSum Sum = PauliSum.FromTerms((0.7, "III"), (0.5, "ZZI"), (-0.4, "IXX"), (0.3, "YIZ"), (0.25, "IZI"), (-0.2, "XII"));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(6)]
    public void Errors_fall_as_the_order_says(int order)
    {
        // Twice the steps: the error falls by 2^order.
        var (coarse, fine) = (Error(TimeEvolution.Trotter(Sum, 1.3, 2, order)), Error(TimeEvolution.Trotter(Sum, 1.3, 4, order)));
        Assert.InRange(Math.Log2(coarse / fine), order - 0.35, order + 0.6);
    }

    [Fact]
    public void Strings_that_commute_are_exact_with_their_phase()
    {
        var diagonal = PauliSum.FromTerms((0.7, "III"), (0.5, "ZZI"), (-0.4, "IZZ"), (0.25, "IZI"));
        Assert.True(Distance(Unitary(TimeEvolution.Trotter(diagonal, 2.1, 1)), Exact(diagonal, 2.1)) < Rounding);
        Assert.True(Distance(Unitary(TimeEvolution.QDrift(PauliSum.FromTerms((0.7, "III"), (-0.4, "XXY")), 2.1, 5, 1)), Exact(PauliSum.FromTerms((0.7, "III"), (-0.4, "XXY")), 2.1)) < Rounding);
    }

    [Fact]
    public void Rotations_are_as_many_as_told()
    {
        Assert.Equal(1 + (3 * 5), TimeEvolution.Trotter(Sum, 1, 3).Instructions.Length);
        // There and back, ends of steps joined: 2m − 1 and 2m − 2 for every further step.
        Assert.Equal(1 + 9 + (2 * 8), TimeEvolution.Trotter(Sum, 1, 3, 2).Instructions.Length);
        Assert.Equal(1 + 9 + (4 * 8), TimeEvolution.Trotter(Sum, 1, 1, 4).Instructions.Length);
        Assert.Equal(1 + 17, TimeEvolution.QDrift(Sum, 1, 17, 3).Instructions.Length);
        Assert.Empty(TimeEvolution.Trotter(PauliSum.Zero(2), 1, 3).Instructions);
    }

    [Fact]
    public void Time_may_be_a_parameter()
    {
        var bound = TimeEvolution.Trotter(Sum, new Parameter("t"), 2, 2).Bind(0.8);
        Assert.True(Distance(Unitary(bound), Unitary(TimeEvolution.Trotter(Sum, 0.8, 2, 2))) < Rounding);
    }

    [Fact]
    public void Drifting_circuits_average_to_the_evolution()
    {
        // The mean state over many circuits lies within 2λ²t²/N of the exact one, and some noise.
        const int n = 40, circuits = 400;
        const double time = 0.5;
        var rest = Sum - PauliSum.Identity(3, 0.7);
        var mean = Matrix<Complex>.Build.Dense(8, 8);
        for (var seed = 0; seed < circuits; seed++) mean += Unitary(TimeEvolution.QDrift(rest, time, n, (ulong)seed));
        var bound = 2 * Math.Pow(rest.OneNorm * time, 2) / n;
        Assert.InRange((mean / circuits - Exact(rest, time)).L2Norm(), 0, bound + (3 / Math.Sqrt(circuits * n)));
        Assert.Equal(TimeEvolution.QDrift(Sum, 1, 9, 5), TimeEvolution.QDrift(Sum, 1, 9, 5));
        Assert.NotEqual(TimeEvolution.QDrift(Sum, 1, 9, 5), TimeEvolution.QDrift(Sum, 1, 9, 6));
    }

    [Fact]
    public void Controlled_evolutions_hold_the_phase()
    {
        var evolution = TimeEvolution.Trotter(Sum, 0.9, 1);
        var controlled = Unitary(evolution.Control());
        var alone = Unitary(evolution);
        // The control is the new qubit 0: odd indices are those where it is 1.
        for (var row = 0; row < 8; row++)
        for (var column = 0; column < 8; column++)
        {
            Assert.True(Complex.Abs(controlled[(2 * row) + 1, (2 * column) + 1] - alone[row, column]) < Rounding);
            Assert.True(Complex.Abs(controlled[2 * row, 2 * column] - (row == column ? 1 : 0)) < Rounding);
        }
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        Assert.Throws<ArgumentException>(() => TimeEvolution.Trotter(PauliSum.FromTerms((Complex.ImaginaryOne, "X")), 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => TimeEvolution.Trotter(Sum, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => TimeEvolution.Trotter(Sum, 1, 1, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => TimeEvolution.Trotter(Sum, 1, 1, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => TimeEvolution.QDrift(Sum, 1, 0, 1));
        Assert.Throws<ArgumentException>(() => TimeEvolution.QDrift(PauliSum.Zero(0), 1, 1, 1));
    }

    private static double Error(Circuit circuit) => Distance(Unitary(circuit), Exact(Sum, 1.3));

    private static double Distance(Matrix<Complex> a, Matrix<Complex> b) => (a - b).L2Norm();

    private static Matrix<Complex> Unitary(Circuit circuit)
    {
        var size = 1 << circuit.QubitCount;
        var result = Matrix<Complex>.Build.Dense(size, size);
        var plan = Planner.Plan(circuit);
        for (var column = 0; column < size; column++)
        {
            var amplitudes = new Complex[size];
            amplitudes[column] = 1;
            using var state = StateVector.FromAmplitudes(amplitudes);
            state.Apply(plan, []);
            for (var row = 0; row < size; row++) result[row, column] = state[row];
        }

        return result;
    }

    private static Matrix<Complex> Exact(PauliSum sum, double time)
    {
        var matrix = sum.ToMatrix();
        var evd = Matrix<Complex>.Build.Dense(8, 8, (i, j) => matrix[[i, j]]).Evd(Symmetricity.Hermitian);
        var phases = Matrix<Complex>.Build.DenseDiagonal(8, 8, k => Complex.Exp(-Complex.ImaginaryOne * time * evd.EigenValues[k].Real));
        return evd.EigenVectors * phases * evd.EigenVectors.ConjugateTranspose();
    }
}
