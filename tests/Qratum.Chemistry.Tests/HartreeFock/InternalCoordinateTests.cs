using Qratum.Testing;
using Xunit;

namespace Qratum.Chemistry.Tests;

/// <summary>Coordinates, their derivatives, and the way back to geometries.</summary>
public class InternalCoordinateTests
{
    private static readonly Molecule Dimer =
        Molecule.Parse("O 0 0 0; H 0 0.9 0.6; H 0 -0.9 0.6; O 0 0.4 3.0; H 0.6 1.1 3.1; H 0 0.2 2.0");

    // Straight chain, straight fragment, single atom, plane, ring of four, weak pair.
    public static TheoryData<string> Geometries =>
    [
        "O 0 0 0; H 0.1 0.8 -0.6; H 0 -0.9 -0.3",
        "C 0.6 0 0; C -0.6 0.02 0; C 2.05 0.05 0; C -2.05 0 0.05; H 2.4 1.0 0.1; H 2.45 -0.5 0.9; H 2.4 -0.5 -0.9; H -2.4 0.1 1.0; H -2.4 0.9 -0.5; H -2.45 -0.9 -0.5",
        "C 0 0 0; O 1.16 0 0.05; O -1.17 0.05 0; F 4.2 0.3 0; H 3.3 0.2 0.1",
        "Ne 0 0 0; O 3 0 0; H 3.3 0.8 0.3; H 3.4 -0.7 0.2",
        "C 0 0 0; O 1.2 0 0; H -0.6 0.9 0; H -0.6 -0.9 0",
        "C 0 0 0; C 1.5 0 0.1; C 1.5 1.5 0; C 0 1.5 0.2; H -0.6 -0.6 0.7; H -0.6 -0.6 -0.7; H 2.1 -0.6 0.7; H 2.1 -0.6 -0.7; H 2.1 2.1 0.7; H 2.1 2.1 -0.7; H -0.6 2.1 0.8; H -0.6 2.1 -0.6",
        "O 0 0 0; H 0 0.9 0.6; H 0 -0.9 0.6; O 0 0.4 3.0; H 0.6 1.1 3.1; H 0 0.2 2.0",
        "H 0 0 0; H 0 0 0.74",
        "He 0 0 0",
    ];

    [Theory]
    [MemberData(nameof(Geometries))]
    public void Slopes_are_differences_of_values(string text)
    {
        var start = Molecule.Parse(text);
        var set = CoordinateSet.For(start);
        var n = 3 * start.Atoms.Count;
        var random = new Random(5);
        var moves = Enumerable.Range(0, n).Select(_ => 0.05 * (random.NextDouble() - 0.5)).ToArray();
        var molecule = Moved(start, moves, 1); // away from where rotations are counted from
        var slopes = set.Slopes(molecule);
        var rigid = RigidMotions.Of(molecule.Atoms);
        for (var round = 0; round < 3; round++)
        {
            var direction = Enumerable.Range(0, n).Select(_ => random.NextDouble() - 0.5).ToArray();
            RigidMotions.Remove(direction, rigid);
            const double step = 1e-4;
            var ahead = set.Difference(set.Values(Moved(molecule, direction, step)), set.Values(Moved(molecule, direction, -step)));
            for (var k = 0; k < set.Count; k++)
                Assert.Equal(ahead[k] / (2 * step), QuasiNewtonModel.Dot(slopes.AsSpan(k * n, n), direction), 1e-6);
        }
    }

    [Theory]
    [MemberData(nameof(Geometries))]
    public void Combinations_describe_every_change_and_lead_back(string text)
    {
        var molecule = Molecule.Parse(text);
        var set = CoordinateSet.For(molecule);
        var frame = CoordinateFrame.Of(set, molecule);
        Assert.True(frame.IsComplete);
        Assert.Equal((3 * molecule.Atoms.Count) - RigidMotions.Of(molecule.Atoms).Count, frame.Count);
        var random = new Random(7);
        var step = Enumerable.Range(0, frame.Count).Select(_ => 0.1 * (random.NextDouble() - 0.5)).ToArray();
        var there = new Molecule(frame.Displaced(step));
        var change = frame.Components(set.Difference(set.Values(there), set.Values(molecule)));
        for (var k = 0; k < frame.Count; k++) Assert.Equal(step[k], change[k], 0.01); // curvature leaves a little outside the combinations
    }

    [Fact]
    public void Gradient_is_the_same_change_of_energy_in_both_coordinates()
    {
        var frame = CoordinateFrame.Of(CoordinateSet.For(Dimer), Dimer);
        var gradient = NuclearGradient.Of(RestrictedHartreeFock.Solve(Dimer, BasisSet.Sto3G)).Values.ToArray();
        var step = frame.Components(frame.Gradient(gradient)).Select(v => -1e-4 * v).ToArray();
        var moved = frame.Displaced(step);
        var change = 0.0;
        for (var a = 0; a < moved.Length; a++)
        {
            var (to, from) = (moved[a], Dimer.Atoms[a]);
            change += (gradient[3 * a] * (to.X - from.X)) + (gradient[(3 * a) + 1] * (to.Y - from.Y)) + (gradient[(3 * a) + 2] * (to.Z - from.Z));
        }

        Assert.Equal(QuasiNewtonModel.Dot(frame.Components(frame.Gradient(gradient)), step), change, 1e-9);
    }

    [Fact]
    public void Hessian_comes_back_from_internal_coordinates()
    {
        var frame = CoordinateFrame.Of(CoordinateSet.For(Dimer), Dimer);
        var n = 3 * Dimer.Atoms.Count;
        var rigid = RigidMotions.Of(Dimer.Atoms);
        var guess = ModelHessian.Of(Dimer.Atoms);
        var back = frame.CartesianHessian(frame.Hessian(guess));
        var random = new Random(3);
        for (var round = 0; round < 5; round++)
        {
            var direction = Enumerable.Range(0, n).Select(_ => random.NextDouble() - 0.5).ToArray();
            RigidMotions.Remove(direction, rigid);
            Assert.Equal(Curvature(guess, direction), Curvature(back, direction), 1e-9);
        }
    }

    private static double Curvature(double[] hessian, double[] direction) => direction.Select((d, i) =>
        d * QuasiNewtonModel.Dot(hessian.AsSpan(i * direction.Length, direction.Length), direction)).Sum();

    private static Molecule Moved(Molecule molecule, double[] direction, double step) => new(molecule.Atoms.Select((a, k) => a with
    {
        X = a.X + (step * direction[3 * k]),
        Y = a.Y + (step * direction[(3 * k) + 1]),
        Z = a.Z + (step * direction[(3 * k) + 2]),
    }));
}
