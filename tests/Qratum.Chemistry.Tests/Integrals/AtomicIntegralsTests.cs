using Qratum.Testing;
using Xunit;

namespace Qratum.Chemistry.Tests;

public class AtomicIntegralsTests
{
    /// <summary>Two different recursions of up to twelve steps; terms grow to about a hundred times the result.</summary>
    private const double Tolerance = 1e-11;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void One_electron_integrals_agree_with_the_slow_twin(int seed)
    {
        var random = new Random(seed);
        var basis = RandomBasis(random, 4);
        double[] nucleus = [0.3, -0.2, 0.5];
        var integrals = AtomicIntegrals.Compute(basis, [(nucleus[0], nucleus[1], nucleus[2], 1)]);
        for (var i = 0; i < basis.Count; i++)
        {
            var j = random.Next(basis.Count);
            Near(ReferenceGaussians.Overlap(basis, i, j), integrals.Overlap[i, j], $"S {i} {j}");
            Near(ReferenceGaussians.Kinetic(basis, i, j), integrals.Kinetic[i, j], $"T {i} {j}");
            Near(ReferenceGaussians.Attraction(basis, i, j, nucleus), integrals.NuclearAttraction[i, j], $"V {i} {j}");
            for (var axis = 0; axis < 3; axis++) Near(ReferenceGaussians.Dipole(basis, i, j, axis), integrals.Dipole(axis)[i, j], $"dipole {axis} {i} {j}");
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Repulsion_integrals_agree_with_the_slow_twin(int seed)
    {
        var random = new Random(seed);
        var basis = RandomBasis(random, 3);
        var integrals = AtomicIntegrals.Compute(basis, []);
        for (var trial = 0; trial < 6; trial++)
        {
            var (i, j, k, l) = (random.Next(basis.Count), random.Next(basis.Count), random.Next(basis.Count), random.Next(basis.Count));
            Near(ReferenceGaussians.Repulsion(basis, i, j, k, l), integrals.RepulsionOf(i, j, k, l), $"({i} {j}|{k} {l})");
        }
    }

    [Fact]
    public void Pairs_of_small_overlap_keep_their_integrals_with_large_partners()
    {
        // (50|50) is below 1e-18 and far below what a primitive quartet must have, but (50|22) is not negligible.
        var integrals = AtomicIntegrals.Compute(Molecules.LithiumHydride(Length.FromAngstrom(6)), BasisSet.Sto3G);
        Assert.InRange(integrals.RepulsionOf(5, 0, 5, 0), 0, 1e-18);
        foreach (var (k, l) in ((int, int)[])[(0, 0), (1, 1), (2, 2), (4, 1), (5, 5)])
        {
            var expected = ReferenceGaussians.Repulsion(integrals.Functions, 5, 0, k, l);
            Assert.True(Math.Abs(expected) > 1e-10);
            Assert.Equal(expected, integrals.RepulsionOf(5, 0, k, l), 1e-13);
        }
    }

    [Fact]
    public void Shells_that_share_exponents_agree_with_the_slow_twin()
    {
        // s and p with the same exponents make one family; the d shell and the single s stand alone.
        Shell[] shells =
        [
            new(0, true, [5.0, 1.0, 0.3], [0.2, 0.5, 0.4]), new(0, true, [0.3], [1.0]),
            new(1, true, [5.0, 1.0, 0.3], [0.1, 0.6, 0.5]), new(2, false, [0.8], [1.0]),
        ];
        Assert.Equal(3, ContractionFamily.Group(BasisFunctions.Place([((0, 0, 0), shells)]).Shells).Length);
        var basis = BasisFunctions.Place([((0.1, 0.2, 0.3), shells), ((1.2, -0.4, 0.6), shells)]);
        var integrals = AtomicIntegrals.Compute(basis, []);
        var random = new Random(3);
        for (var trial = 0; trial < 60; trial++)
        {
            var (i, j, k, l) = (random.Next(basis.Count), random.Next(basis.Count), random.Next(basis.Count), random.Next(basis.Count));
            Near(ReferenceGaussians.Repulsion(basis, i, j, k, l), integrals.RepulsionOf(i, j, k, l), $"({i} {j}|{k} {l})");
        }
    }

    [Fact]
    public void Threads_do_not_change_a_bit()
    {
        var molecule = Molecules.Formaldehyde();
        var one = AtomicIntegrals.Compute(molecule, BasisSet.Pople631GStar, maxThreads: 1);
        var two = AtomicIntegrals.Compute(molecule, BasisSet.Pople631GStar, maxThreads: 2);
        Assert.True(one.PackedRepulsion.SequenceEqual(two.PackedRepulsion));
    }

    [Fact]
    public void Functions_beyond_f_work()
    {
        Shell[] shells = [new(4, true, [0.9], [1.0]), new(5, false, [0.7], [1.0])];
        var basis = BasisFunctions.Place([((0, 0, 0), [shells[0]]), ((0.5, 0.6, -0.7), [shells[1]])]);
        var integrals = AtomicIntegrals.Compute(basis, []);
        Assert.Equal(9 + 21, basis.Count);
        Near(ReferenceGaussians.Overlap(basis, 3, 12), integrals.Overlap[3, 12], "S");
        Near(ReferenceGaussians.Repulsion(basis, 3, 4, 5, 6), integrals.RepulsionOf(3, 4, 5, 6), "(gg|gg)");
        Near(ReferenceGaussians.Repulsion(basis, 0, 9, 5, 14), integrals.RepulsionOf(0, 9, 5, 14), "(gh|gh)");
    }

    [Fact]
    public void Cartesian_norms_are_those_documented()
    {
        var basis = BasisFunctions.Place([((1, 2, 3), [new Shell(2, false, [0.6, 2.0], [0.3, 0.8]), new Shell(3, false, [0.6], [1.0])])]);
        var overlap = AtomicIntegrals.Compute(basis, []).Overlap;
        Assert.Equal(4 * Math.PI / 5, overlap[0, 0], 1e-13);
        Assert.Equal(4 * Math.PI / 15, overlap[1, 1], 1e-13);
        Assert.Equal(4 * Math.PI / 7, overlap[6, 6], 1e-13);
    }

    [Fact]
    public void Spherical_functions_are_orthonormal_up_to_high_momentum()
    {
        for (var l = 0; l <= 6; l++)
        {
            var basis = BasisFunctions.Place([((0, 0, 0), [new Shell(l, true, [0.6, 2.0], [0.3, 0.8])])]);
            var overlap = AtomicIntegrals.Compute(basis, []).Overlap;
            for (var i = 0; i < basis.Count; i++)
            {
                for (var j = 0; j < basis.Count; j++) Assert.Equal(i == j ? 1 : 0, overlap[i, j], 1e-12);
            }
        }
    }

    [Fact]
    public void Views_have_the_documented_shape_and_symmetry()
    {
        var integrals = AtomicIntegrals.Compute(Molecules.Water(), BasisSet.Sto3G);
        Assert.Equal(7, integrals.FunctionCount);
        Assert.Equal([7, 7], integrals.Kinetic.Lengths.ToArray());
        Assert.Equal(28 * 29 / 2, integrals.PackedRepulsion.Length);
        Assert.Equal(integrals.RepulsionOf(1, 4, 2, 6), integrals.RepulsionOf(6, 2, 4, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => integrals.RepulsionOf(0, 7, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => integrals.RepulsionOf(0, 0, -1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = integrals.Dipole(3); });
    }

    [Fact]
    public void What_does_not_fit_is_refused_before_it_is_allocated()
    {
        var chain = new Molecule(Enumerable.Range(0, 4000).Select(i => new Atom(Element.Parse("C"), 0, 0, 2.0 * i)));
        var bytes = AtomicIntegrals.EstimateBytes(chain, BasisSet.CcPvdz);
        Assert.True(bytes > 1L << 50);
        var error = Assert.Throws<InsufficientMemoryException>(() => AtomicIntegrals.Compute(chain, BasisSet.CcPvdz));
        Assert.Contains(bytes.ToString(System.Globalization.CultureInfo.InvariantCulture), error.Message, StringComparison.Ordinal);
        Assert.Contains("56000 basis functions", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancellation_is_obeyed()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => AtomicIntegrals.Compute(Molecules.Water(), BasisSet.Sto3G, -1, source.Token));
        Assert.Throws<ArgumentOutOfRangeException>(() => AtomicIntegrals.Compute(Molecules.Water(), BasisSet.Sto3G, 0));
    }

    private static BasisFunctions RandomBasis(Random random, int maxMomentum)
    {
        var atoms = new List<((double, double, double), IReadOnlyList<Shell>)>();
        for (var a = 0; a < 4; a++)
        {
            var primitives = random.Next(1, 3);
            var exponents = Enumerable.Range(0, primitives).Select(_ => Math.Exp((3 * random.NextDouble()) - 1.5)).ToArray();
            var coefficients = Enumerable.Range(0, primitives).Select(_ => 0.2 + random.NextDouble()).ToArray();
            var shell = new Shell(random.Next(maxMomentum + 1), random.Next(2) == 0, exponents, coefficients);
            // Now and then two atoms share their place, as shells of one atom do.
            var position = a > 0 && random.Next(4) == 0 ? atoms[^1].Item1 : (Coordinate(random), Coordinate(random), Coordinate(random));
            atoms.Add((position, [shell]));
        }

        return BasisFunctions.Place(atoms);
    }

    private static double Coordinate(Random random) => (2 * random.NextDouble()) - 1;

    private static void Near(double expected, double actual, string what) =>
        Assert.True(Math.Abs(expected - actual) <= Tolerance * Math.Max(1, Math.Abs(expected)), $"{what}: {actual:R}, expected {expected:R}");
}
