using Qratum.Testing;
using Xunit;

namespace Qratum.Optimization.Tests;

public class TravellingSalesmanTests
{
    [Theory]
    [InlineData("burma14", 3323)]
    [InlineData("gr17", 2085)]
    [InlineData("ulysses16", 6859)]
    public void Published_optima_are_proven(string name, double length)
    {
        var problem = TravellingSalesman.FromFile(SharedData.PathOf("graphs", "tsp", name + ".tsp"));
        var tour = problem.SolveExactly();
        Assert.True(tour.IsFeasible);
        Assert.Equal(length, tour.Length);
        Assert.Equal(length, problem.SolveHeuristically().Length);
        Assert.Equal(length, problem.Evaluate(new OneTreeSearch(Matrix(problem), [.. Enumerable.Range(0, problem.CityCount)]).Run(CancellationToken.None)).Length);
    }

    [Fact]
    public void Both_exact_methods_agree_with_all_permutations()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            var distances = RandomDistances(random, 2 + random.Next(6), isSymmetric: seed % 2 == 0, least: seed % 3 == 0 ? -5 : 0);
            var problem = new TravellingSalesman(distances);
            var expected = Permutations(problem.CityCount).Min(o => problem.Evaluate(o).Length!.Value);
            Assert.Equal(expected, problem.SolveExactly().Length!.Value, 9);
            Assert.InRange(problem.SolveHeuristically().Length!.Value, expected - 1e-9, expected + 20);
            if (!problem.IsSymmetric || problem.CityCount < 3) continue;
            Assert.Equal(expected, problem.Evaluate(new OneTreeSearch(distances, [.. Enumerable.Range(0, problem.CityCount)]).Run(CancellationToken.None)).Length!.Value, 9);
        }
    }

    [Fact]
    public void Branch_and_bound_equals_dynamic_programming()
    {
        for (var seed = 0; seed < 8; seed++)
        {
            var distances = RandomDistances(new Random(seed), 12, isSymmetric: true, least: 0);
            var problem = new TravellingSalesman(distances);
            Assert.Equal(problem.Evaluate(HeldKarp.Solve(distances, CancellationToken.None)).Length!.Value,
                problem.Evaluate(new OneTreeSearch(distances, [.. Enumerable.Range(0, 12)]).Run(CancellationToken.None)).Length!.Value, 9);
        }
    }

    [Fact]
    public void Forty_cities_in_the_plane_are_proven()
    {
        var random = new Random(40);
        var points = Enumerable.Range(0, 40).Select(_ => (X: random.Next(1000), Y: random.Next(1000))).ToArray();
        var distances = new double[40, 40];
        for (var i = 0; i < 40; i++)
        {
            for (var j = 0; j < 40; j++) distances[i, j] = Math.Round(Math.Sqrt(Math.Pow(points[i].X - points[j].X, 2) + Math.Pow(points[i].Y - points[j].Y, 2)));
        }

        var problem = new TravellingSalesman(distances);
        Assert.Equal(problem.SolveExactly().Length, problem.SolveHeuristically(restarts: 300).Length);
    }

    [Fact]
    public void Minima_over_bits_are_exactly_the_shortest_trips()
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var problem = new TravellingSalesman(RandomDistances(new Random(seed), 2 + (seed % 3), isSymmetric: seed % 2 == 0, least: seed % 4 == 3 ? -6 : 0));
            var expected = problem.SolveExactly().Length!.Value;
            Assert.True(problem.Encoded.IsProven);
            Assert.Equal((problem.CityCount - 1) * (problem.CityCount - 1), problem.VariableCount);
            foreach (var bits in AllBits.Of(problem.VariableCount))
            {
                var (tour, value) = (problem.Interpret(bits), problem.ToQubo().Value(bits));
                if (tour.IsFeasible) Assert.Equal(tour.Length!.Value, value, 9);
                else Assert.True(value > expected + 1e-9, $"{tour}: {value}");
            }
        }
    }

    [Fact]
    public async Task Four_cities_by_qaoa_on_one_hot_states()
    {
        var problem = new TravellingSalesman(new double[,] { { 0, 10, 15, 20 }, { 10, 0, 35, 25 }, { 15, 35, 0, 30 }, { 20, 25, 30, 0 } });
        using var backend = new StateVectorBackend();
        var found = await new Qaoa(backend, new Lbfgs()).RunAsync(
            problem.ToQubo().ToIsing(), new QaoaOptions { Layers = 4, Seed = 2, Mixer = problem.Encoded.CreateMixer() });
        Assert.Equal(80, problem.Interpret(found.Best).Length);
        Assert.Equal(80, problem.SolveExactly().Length);
    }

    [Fact]
    public void What_is_wrong_with_bits_is_named()
    {
        var problem = new TravellingSalesman(RandomDistances(new Random(1), 4, isSymmetric: true, least: 0));
        Assert.Equal(["city 1 is not visited", "city 2 is visited 2 times"], problem.Evaluate([0, 2, 3, 2]).Violations.ToArray());
        Assert.Equal(["there is no city at position 1", "there is no city at position 2", "there is no city at position 3", "city 1 is not visited", "city 2 is not visited", "city 3 is not visited"],
            problem.Interpret(new BitString(0, 9)).Violations.ToArray());
        Assert.Contains("cities 1, 2, 3 are all at position 2", problem.Interpret(new BitString(0b111111111, 9)).Violations);
        Assert.Throws<ArgumentException>(() => new TravellingSalesman(new double[1, 1]));
        Assert.Throws<ArgumentException>(() => new TravellingSalesman(new double[2, 3]));
        Assert.Throws<ArgumentException>(() => new TravellingSalesman(new[,] { { 0, double.NaN }, { 1, 0 } }));
        Assert.Contains("22", Assert.Throws<NotSupportedException>(() => new TravellingSalesman(RandomDistances(new Random(1), 23, isSymmetric: false, least: 0)).SolveExactly()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Vehicles_serve_everybody()
    {
        for (var seed = 0; seed < 10; seed++)
        {
            var random = new Random(seed);
            var customers = 1 + random.Next(seed < 5 ? 2 : 6);
            var points = Enumerable.Range(0, customers + 1).Select(_ => (X: random.Next(20), Y: random.Next(20))).ToArray();
            var distances = new double[customers + 1, customers + 1];
            for (var i = 0; i <= customers; i++)
            {
                for (var j = 0; j <= customers; j++) distances[i, j] = Math.Abs(points[i].X - points[j].X) + Math.Abs(points[i].Y - points[j].Y);
            }

            var problem = new VehicleRouting(distances, [.. Enumerable.Range(0, customers).Select(_ => 1 + random.Next(3))], 4, 2);
            double? expected = null;
            foreach (var order in Permutations(customers + 1))
            {
                for (var cut = 0; cut <= customers; cut++)
                {
                    int[] trip = [.. order.Skip(1)];
                    var routes = problem.Evaluate([trip[..cut], trip[cut..]]);
                    if (routes.IsFeasible && !(routes.Length >= expected)) expected = routes.Length;
                }
            }

            Assert.Equal(expected, problem.SolveExactly()?.Length);
            if (expected is null || seed >= 5) continue;
            var answer = problem.Solve();
            Assert.True(answer.Solution.IsFeasible, answer.Solution.ToString());
            Assert.Equal(expected.Value, answer.Solution.Length!.Value, 9);
            Assert.Equal(OptimumIs.Exact, answer.Minimum.OptimumIs);
        }

        var two = new VehicleRouting(new double[,] { { 0, 1, 2 }, { 1, 0, 3 }, { 2, 3, 0 } }, [3, 3], 4, 1);
        Assert.Null(two.SolveExactly());
        Assert.Equal(["vehicle 0 carries 6 of 4"], two.Evaluate([[1, 2]]).Violations.ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => new VehicleRouting(new double[,] { { 0, 1 }, { 1, 0 } }, [5], 4, 1));
    }

    private static double[,] Matrix(TravellingSalesman problem)
    {
        var matrix = new double[problem.CityCount, problem.CityCount];
        for (var i = 0; i < problem.CityCount; i++)
        {
            for (var j = 0; j < problem.CityCount; j++) matrix[i, j] = problem.Distance(i, j);
        }

        return matrix;
    }

    private static double[,] RandomDistances(Random random, int count, bool isSymmetric, int least)
    {
        var distances = new double[count, count];
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < count; j++) distances[i, j] = isSymmetric && j < i ? distances[j, i] : random.Next(least, 20);
        }

        return distances;
    }

    private static IEnumerable<int[]> Permutations(int count)
    {
        IEnumerable<int[]> Extend(int[] head) => head.Length == count ? [head]
            : Enumerable.Range(1, count - 1).Where(c => !head.Contains(c)).SelectMany(c => Extend([.. head, c]));
        return Extend([0]);
    }
}
