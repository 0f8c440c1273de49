using Xunit;

namespace Qratum.Optimization.Tests;

/// <summary>Each problem against enumeration of the user's own solutions, on random instances; and on bits, that nothing infeasible is a minimum.</summary>
public class ModelledProblemTests
{
    [Fact]
    public void Independent_sets_covers_and_cliques()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var graph = RandomGraph(random, 1 + random.Next(8), random.NextDouble());
            double[] weights = seed % 3 == 0 ? [] : [.. Enumerable.Range(0, graph.NodeCount).Select(_ => seed % 3 == 1 ? random.Next(-2, 6) : Math.Round((random.NextDouble() * 4) - 1, 3))];
            var (independent, cover, clique) = (new MaximumIndependentSet(graph, weights), new MinimumVertexCover(graph, weights), new MaximumClique(graph, weights));
            Check(independent, Subsets(graph.NodeCount).Select(independent.Evaluate), static s => s.IsFeasible, static s => s.Weight, isMaximum: true);
            Check(cover, Subsets(graph.NodeCount).Select(cover.Evaluate), static s => s.IsFeasible, static s => s.Weight, isMaximum: false);
            Check(clique, Subsets(graph.NodeCount).Select(clique.Evaluate), static s => s.IsFeasible, static s => s.Weight, isMaximum: true);

            // The complement of an independent set is a cover, and an independent set of the complement graph a clique.
            foreach (var set in Subsets(graph.NodeCount))
                Assert.Equal(independent.Evaluate(set).IsFeasible, cover.Evaluate(Enumerable.Range(0, graph.NodeCount).Except(set)).IsFeasible);
        }
    }

    [Fact]
    public void Colourings()
    {
        var (possible, impossible) = (0, 0);
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            var problem = new GraphColouring(RandomGraph(random, 1 + random.Next(5), 0.6), 1 + random.Next(3));
            var n = problem.Graph.NodeCount;
            var exists = Words(n, problem.ColourCount).Any(c => problem.Evaluate(c).IsFeasible);
            foreach (var bits in AllBits.Of(problem.VariableCount))
                Assert.Equal(problem.Interpret(bits).IsFeasible, problem.ToQubo().Value(bits) == 0);
            var answer = problem.Solve();
            Assert.Equal(exists, answer.Solution.IsFeasible);
            Assert.Equal(exists, answer.Minimum.Energy == 0);
            _ = exists ? possible++ : impossible++;
        }

        Assert.True(possible > 5 && impossible > 5);
        Assert.Equal("colour 0: 0; colour 1: 1, 2; conflicts: 1-2", new GraphColouring(new Graph(3, [new Edge(1, 2), new Edge(0, 1)]), 2).Evaluate([0, 1, 1]).ToString());
    }

    [Fact]
    public void Numbers_in_two_parts()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            var problem = new NumberPartitioning([.. Enumerable.Range(0, 1 + random.Next(9)).Select(_ => (double)random.Next(-3, 30))]);
            var all = Subsets(problem.Numbers.Length).Select(problem.Evaluate).ToList();
            Check(problem, all, static _ => true, static p => p.Difference, isMaximum: false);
            foreach (var bits in AllBits.Of(problem.VariableCount)) Assert.Equal(Math.Pow(problem.Interpret(bits).Difference, 2), problem.ToQubo().Value(bits), 9);
        }

        Assert.Equal(0, new NumberPartitioning([4, 5, 6, 7, 8]).Solve().Solution.Difference);
    }

    [Fact]
    public void Packings_covers_and_exact_covers_of_sets()
    {
        var exact = 0;
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            var (elements, count) = (1 + random.Next(4), 1 + random.Next(5));
            var sets = Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, elements).Where(_ => random.Next(2) == 0).ToArray()).ToArray();
            double[] weights = seed % 2 == 0 ? [] : [.. Enumerable.Range(0, count).Select(_ => (double)random.Next(-1, 5))];
            var packing = new SetPacking(elements, sets, weights);
            Check(packing, Subsets(count).Select(packing.Evaluate), static s => s.IsFeasible, static s => s.Weight, isMaximum: true);
            if (sets.SelectMany(static s => s).Distinct().Count() < elements)
            {
                Assert.Contains("No values meet", Assert.Throws<InvalidOperationException>(() => new SetCover(elements, sets, weights).ToQubo()).Message, StringComparison.Ordinal);
                continue;
            }

            var (cover, exactly) = (new SetCover(elements, sets, weights), new ExactCover(elements, sets, weights));
            Check(cover, Subsets(count).Select(cover.Evaluate), static s => s.IsFeasible, static s => s.Weight, isMaximum: false);
            var all = Subsets(count).Select(exactly.Evaluate).ToList();
            if (!all.Any(static s => s.IsFeasible)) continue;
            exact++;
            Check(exactly, all, static s => s.IsFeasible, static s => s.Weight, isMaximum: false);
        }

        Assert.True(exact > 5);
    }

    [Fact]
    public void Knapsacks_plain_and_quadratic()
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var random = new Random(seed);
            var n = 1 + random.Next(6);
            var pairs = seed % 2 == 0 ? null : RandomGraph(random, n, 0.5).Edges.Select(e => e with { Weight = random.Next(-3, 5) });
            var problem = new Knapsack([.. Enumerable.Range(0, n).Select(_ => (double)random.Next(10))], [.. Enumerable.Range(0, n).Select(_ => 1 + random.Next(9))], random.Next(20), pairs);
            Check(problem, Subsets(n).Select(problem.Evaluate), static s => s.IsFeasible, static s => s.Value, isMaximum: true);
        }
    }

    [Fact]
    public void Bins()
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var random = new Random(seed);
            var capacity = 3 + random.Next(5);
            var problem = new BinPacking([.. Enumerable.Range(0, 1 + random.Next(4)).Select(_ => 1 + random.Next(capacity))], capacity);
            var n = problem.Model.Constraints.Count(static c => c.Name.StartsWith("item", StringComparison.Ordinal));
            Check(problem, Words(n, problem.BinCount).Select(w => problem.Evaluate(w)), static p => p.IsFeasible, static p => p.Bins.Length, isMaximum: false);
        }
    }

    [Fact]
    public void Portfolios_keep_their_budget()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            var n = 2 + random.Next(6);
            var factors = Enumerable.Range(0, n).Select(_ => (A: random.NextDouble() - 0.5, B: random.NextDouble() - 0.5)).ToArray();
            var covariance = new double[n, n];
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < n; j++) covariance[i, j] = (factors[i].A * factors[j].A) + (factors[i].B * factors[j].B) + (i == j ? 0.1 : 0);
            }

            var problem = new Portfolio([.. Enumerable.Range(0, n).Select(_ => random.NextDouble())], covariance, random.Next(n + 1), 0.5);
            Check(problem, Subsets(n).Select(problem.Evaluate), static p => p.IsFeasible, static p => p.Objective, isMaximum: true);
        }
    }

    [Fact]
    public void Jobs_on_machines()
    {
        var problem = new JobShop([[new JobStep(0, 2), new JobStep(1, 1)], [new JobStep(1, 2), new JobStep(0, 1)], [new JobStep(1, 1)]], horizon: 5);
        var best = int.MaxValue;
        foreach (var word in Words(5, 5))
        {
            var schedule = problem.Evaluate([[word[0], word[1]], [word[2], word[3]], [word[4]]]);
            if (schedule.IsFeasible) best = Math.Min(best, schedule.Makespan);
        }

        var answer = problem.Solve();
        Assert.True(answer.Solution.IsFeasible, answer.Solution.ToString());
        Assert.Equal(best, answer.Solution.Makespan);
        Assert.Equal(best, answer.Minimum.Energy, 9);
        Assert.Equal(OptimumIs.Exact, answer.Minimum.OptimumIs);
        Assert.Equal("makespan 4\nmachine 0: 00..\nmachine 1: 1102\nviolated: operation 1 of job 1 has no begin", problem.Evaluate([[0, 2], [0, -1], [3]]).ToString());
        Assert.Equal(["operation 1 of job 0 begins before operation 0 ends", "machine 1 does operation 1 of job 0 and operation 0 of job 1 at once"],
            problem.Evaluate([[0, 1], [0, 2], [3]]).Violations.ToArray());
    }

    [Fact]
    public void Spin_glasses()
    {
        var glass = new SherringtonKirkpatrick(9, seed: 3);
        foreach (var bits in AllBits.Of(9)) Assert.Equal(glass.ToIsing().Energy(bits), glass.ToQubo().Value(bits), 12);
        var weights = new SherringtonKirkpatrick(200, seed: 1).ToIsing().Couplings.Edges.Select(static e => e.Weight * Math.Sqrt(200)).ToArray();
        Assert.InRange(weights.Average(), -0.03, 0.03);
        Assert.InRange(weights.Average(static w => w * w), 0.96, 1.04);
        Assert.All(new SherringtonKirkpatrick(30, 1, CouplingDistribution.Signs).ToIsing().Couplings.Edges, static e => Assert.Equal(1, Math.Abs(e.Weight) * Math.Sqrt(30), 12));

        // Finite systems lie above the limit of -0.763 by about 0.7 N^(-2/3).
        var ground = new SherringtonKirkpatrick(100, seed: 5).Solve(ClassicalSolver.Annealing).Solution.Energy / 100;
        Assert.InRange(ground, -0.80, -0.68);
    }

    [Fact]
    public void Inputs_that_pose_no_problem_are_refused()
    {
        var graph = new Graph(3, [new Edge(0, 1)]);
        Assert.Contains("2 weights for 3 nodes", Assert.Throws<ArgumentException>(() => new MaximumIndependentSet(graph, [1, 2])).Message, StringComparison.Ordinal);
        Assert.Contains("no node 3", Assert.Throws<ArgumentOutOfRangeException>(() => new MaximumIndependentSet(graph).Evaluate([3])).Message, StringComparison.Ordinal);
        Assert.Contains("named twice", Assert.Throws<ArgumentException>(() => new MaximumClique(graph).Evaluate([1, 1])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new GraphColouring(graph, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GraphColouring(graph, 2).Evaluate([0, 2, 0]));
        Assert.Throws<ArgumentException>(() => new NumberPartitioning([]));
        Assert.Throws<ArgumentException>(() => new NumberPartitioning([double.PositiveInfinity]));
        Assert.Throws<ArgumentException>(() => new SetCover(2, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SetCover(2, [[2]]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Knapsack([1], [0], 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Knapsack([1], [1], -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BinPacking([4], 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Portfolio([1, 1], new double[2, 2], 3));
        Assert.Contains("symmetric", Assert.Throws<ArgumentException>(() => new Portfolio([1, 1], new double[,] { { 1, 2 }, { 3, 1 } }, 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new JobShop([[]]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new JobShop([[new JobStep(0, 5)]], horizon: 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SherringtonKirkpatrick(1, 0));
    }

    [Fact]
    public async Task The_mixer_of_a_model_keeps_its_groups()
    {
        var problem = new GraphColouring(new Graph(3, [new Edge(0, 1), new Edge(1, 2), new Edge(0, 2)]), 3);
        using var backend = new StateVectorBackend();
        var found = await new Qaoa(backend, new Lbfgs()).RunAsync(problem.ToQubo().ToIsing(), new QaoaOptions { Layers = 3, Seed = 1, Mixer = problem.Encoded.CreateMixer() });
        foreach (var (bits, _) in found.Counts) Assert.Empty(problem.Interpret(bits).Uncoloured);
        Assert.True(problem.Interpret(found.Best).IsFeasible);
        Assert.Contains("no constraint", Assert.Throws<InvalidOperationException>(() => new MaximumIndependentSet(problem.Graph).Encoded.CreateMixer()).Message, StringComparison.Ordinal);
    }

    private static void Check<T>(ModelledProblem<T> problem, IEnumerable<T> all, Func<T, bool> isFeasible, Func<T, double> value, bool isMaximum)
    {
        var feasible = all.Where(isFeasible).Select(value).ToList();
        var expected = isMaximum ? feasible.Max() : feasible.Min();
        Assert.True(problem.Encoded.IsProven);
        var answer = problem.Solve();
        Assert.True(isFeasible(answer.Solution), answer.Solution!.ToString());
        Assert.Equal(expected, value(answer.Solution), 9);
        Assert.Equal(OptimumIs.Exact, answer.Minimum.OptimumIs);
        if (problem.VariableCount > 12) return;
        var least = AllBits.Of(problem.VariableCount).Min(problem.ToQubo().Value);
        foreach (var bits in AllBits.Of(problem.VariableCount).Where(b => problem.ToQubo().Value(b) < least + 1e-9))
        {
            var solution = problem.Interpret(bits);
            Assert.True(isFeasible(solution), $"{problem.Model.Name}: {solution}");
            Assert.Equal(expected, value(solution), 9);
        }
    }

    private static Graph RandomGraph(Random random, int nodes, double density) =>
        new(nodes, [.. from i in Enumerable.Range(0, nodes) from j in Enumerable.Range(0, i) where random.NextDouble() < density select new Edge(j, i)]);

    private static IEnumerable<int[]> Subsets(int count) => Enumerable.Range(0, 1 << count).Select(m => Enumerable.Range(0, count).Where(i => (m >> i & 1) != 0).ToArray());

    private static IEnumerable<int[]> Words(int length, int letters)
    {
        var total = (int)Math.Pow(letters, length);
        for (var k = 0; k < total; k++)
        {
            var (word, rest) = (new int[length], k);
            for (var i = 0; i < length; i++, rest /= letters) word[i] = rest % letters;
            yield return word;
        }
    }
}
