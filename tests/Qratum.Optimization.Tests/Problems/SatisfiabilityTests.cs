using Xunit;

namespace Qratum.Optimization.Tests;

public class SatisfiabilityTests
{
    [Fact]
    public void The_polynomial_is_the_weight_of_what_is_unsatisfied()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            var formula = new Satisfiability(5, [.. Enumerable.Range(0, 8).Select(_ =>
                new Clause([.. Enumerable.Range(0, random.Next(5)).Select(_ => random.Next(2) == 0 ? 1 + random.Next(5) : -1 - random.Next(5))], 1 + random.Next(4)))]);
            foreach (var bits in AllBits.Of(5)) Assert.Equal(formula.Interpret(bits).Cost, formula.ToPolynomial().Value(bits));
            var best = AllBits.Of(5).Min(b => formula.Interpret(b).Cost);
            var answer = formula.Solve();
            Assert.Equal((best, best), (answer.Solution.Cost, answer.Minimum.Energy));
        }
    }

    [Fact]
    public void Parity_checks_are_products_of_spins()
    {
        var (possible, impossible) = (0, 0);
        for (var seed = 0UL; seed < 40; seed++)
        {
            var formula = XorSatisfiability.Random(6, 2 + (int)(seed % 7), 3, seed);
            foreach (var bits in AllBits.Of(6)) Assert.Equal(formula.Interpret(bits).Cost, formula.ToSpinPolynomial().Energy(bits));
            var best = AllBits.Of(6).Min(b => formula.Interpret(b).Cost);
            Assert.Equal(best == 0, formula.FindSatisfying() is { IsSatisfying: true });
            Assert.Equal(best, formula.Solve().Solution.Cost);
            _ = best == 0 ? possible++ : impossible++;
        }

        Assert.True(possible > 5 && impossible > 5);
        var large = XorSatisfiability.Random(500, 400, 3, 9);
        Assert.True(large.FindSatisfying()!.IsSatisfying);
    }

    [Fact]
    public void Random_formulas_have_different_variables_in_a_clause()
    {
        var formula = Satisfiability.Random(20, 500, 3, seed: 4);
        Assert.All(formula.Clauses, static c => Assert.Equal(3, c.Literals.Select(Math.Abs).Distinct().Count()));
        Assert.InRange(formula.Clauses.SelectMany(static c => c.Literals).Count(static l => l < 0), 650, 850);
        foreach (var variable in Enumerable.Range(1, 20)) Assert.InRange(formula.Clauses.Count(c => c.Literals.Select(Math.Abs).Contains(variable)), 45, 105);
        Assert.Throws<ArgumentOutOfRangeException>(() => Satisfiability.Random(2, 1, 3, 0));
    }

    [Fact]
    public void Formulas_go_there_and_back()
    {
        const string Text = "c a comment\np cnf 3 2\n1 -3\n0 2 3 -1 0\n";
        var formula = Satisfiability.Parse(Text);
        Assert.Equal(["(1 or -3)", "(2 or 3 or -1)"], formula.Clauses.Select(static c => c.ToString()));
        using var writer = new StringWriter();
        formula.WriteDimacs(writer);
        Assert.Equal("p cnf 3 2\n1 -3 0\n2 3 -1 0\n", writer.ToString());
        var weighted = Satisfiability.Parse("p wcnf 2 2 10\n2.5 1 0\n10 -1 2 0\n");
        Assert.Equal([2.5, 10], weighted.Clauses.Select(static c => c.Weight));
        using var second = new StringWriter();
        weighted.WriteDimacs(second);
        Assert.Equal("p wcnf 2 2\n2.5 1 0\n10 -1 2 0\n", second.ToString());
        Assert.Equal("1 -2; unsatisfied: 1", weighted.Interpret(new BitString(1, 2)).ToString());

        var checks = XorSatisfiability.Parse("p cnf 3 2\nx1 0\n".Replace("x1", "x 1", StringComparison.Ordinal) + "x -1 2 3 0\n");
        Assert.Equal(["1 odd", "1 + 2 + 3 even"], checks.Checks.Select(static c => c.ToString()));
        using var third = new StringWriter();
        checks.WriteDimacs(third);
        Assert.Equal("p cnf 3 2\nx 1 0\nx -1 2 3 0\n", third.ToString());
    }

    [Theory]
    [InlineData("", "line 1, column 1: the text has no formula")]
    [InlineData("1 2 0", "line 1, column 1: 'p cnf variables clauses' is expected")]
    [InlineData("p dnf 1 1", "line 1, column 3: the format is 'cnf' or 'wcnf', not 'dnf'")]
    [InlineData("p cnf 1", "line 1, column 7: the header is 'p cnf variables clauses'")]
    [InlineData("p cnf 0 1", "line 1, column 7: a formula has 1 to")]
    [InlineData("p cnf 2 1\n1 3 0", "line 2, column 3: the literal 3 names no variable")]
    [InlineData("p cnf 2 2\n1 0", "line 2, column 1: the header on line 1 says 2 clauses, but only 1 follow")]
    [InlineData("p cnf 2 1\n1 0\n2 0", "line 3, column 1: the header on line 1 says 1 clauses, but 2 follow it")]
    [InlineData("p cnf 2 1\n1 2", "line 2, column 1: the clause that begins here does not end with 0")]
    [InlineData("p cnf 2 1\n1 two 0", "line 2, column 3: 'two' is not a literal")]
    [InlineData("p wcnf 2 1\n-1 1 0", "line 2, column 1: the weight '-1' of a clause is positive")]
    [InlineData("p cnf 2 1\nx 1 2 0", "line 2, column 1: 'x' begins a parity check")]
    public void Malformed_text_is_refused_with_its_place(string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<FormatException>(() => Satisfiability.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Graphs_in_the_dimacs_format()
    {
        var graph = Graph.Parse("c text\np edge 4 3\ne 1 2\ne 3 4 -2.5\ne 1 4\n");
        Assert.Equal((4, 3), (graph.NodeCount, graph.EdgeCount));
        using var writer = new StringWriter();
        graph.WriteDimacs(writer);
        Assert.Equal(graph, Graph.Parse(writer.ToString()));
        Assert.StartsWith("line 1, column 3: the header of a DIMACS graph", Assert.Throws<FormatException>(() => Graph.Parse("p tsp 1 1")).Message, StringComparison.Ordinal);
        Assert.StartsWith("line 2, column 1: a line of a DIMACS graph", Assert.Throws<FormatException>(() => Graph.Parse("p col 2 1\n1 2")).Message, StringComparison.Ordinal);
        Assert.StartsWith("line 2, column 5: node 3 is outside 1..2", Assert.Throws<FormatException>(() => Graph.Parse("p col 2 1\ne 1 3")).Message, StringComparison.Ordinal);
        Assert.StartsWith("line 2, column 3: the header on line 1 says 2 edges, but only 1 follow", Assert.Throws<FormatException>(() => Graph.Parse("p col 2 2\ne 1 2")).Message, StringComparison.Ordinal);
    }
}
