using Xunit;

namespace Qratum.Optimization.Tests;

public class EncodedModelTests
{
    [Theory]
    [InlineData(IntegerEncoding.Binary, false)]
    [InlineData(IntegerEncoding.Unary, false)]
    [InlineData(IntegerEncoding.OneHot, false)]
    [InlineData(IntegerEncoding.Binary, true)]
    public void Minima_over_bits_are_the_optima_over_values(IntegerEncoding integers, bool isCubic)
    {
        var (solvable, impossible) = (0, 0);
        for (var seed = 0; seed < 150; seed++)
        {
            var model = RandomModels.Create(seed, isCubic ? 3 : 2);
            var all = RandomModels.AllValues(model).Select(v => model.Evaluate(v)).ToList();
            var feasible = all.Where(static s => s.IsFeasible).ToList();
            EncodedModel encoded;
            try
            {
                encoded = model.Encode(new EncodingOptions { Integers = integers });
            }
            catch (InvalidOperationException e)
            {
                Assert.Contains("No values meet", e.Message, StringComparison.Ordinal);
                Assert.Empty(feasible);
                impossible++;
                continue;
            }

            Assert.True(encoded.IsProven);
            if (encoded.Polynomial.VariableCount > 14) continue;
            var sign = model.IsMaximization ? -1 : 1;
            foreach (var solution in feasible)
            {
                var bits = encoded.BitsOf(solution.Values.AsSpan());
                Assert.Equal(sign * solution.Objective, encoded.ToQubo().Value(bits), 9);
                Assert.Equal(solution.Values.ToArray(), encoded.Interpret(bits).Values.ToArray());
            }

            if (feasible.Count == 0) continue;
            solvable++;
            var optimum = feasible.Min(s => sign * s.Objective);
            foreach (var bits in AllBits.Of(encoded.Polynomial.VariableCount))
            {
                var (value, solution) = (encoded.Polynomial.Value(bits), encoded.Interpret(bits));
                Assert.True(value >= optimum - 1e-9, $"seed {seed}: {value} is below {optimum}");
                if (value > optimum + 1e-9) continue;
                Assert.True(solution.IsFeasible, $"seed {seed}: {solution}");
                Assert.Equal(optimum, sign * solution.Objective, 9);
            }
        }

        Assert.InRange(solvable, 60, 150);
        Assert.InRange(impossible, 1, 60);
    }

    [Fact]
    public void A_known_objective_makes_smaller_penalties_that_suffice()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var model = RandomModels.Create(seed, 2);
            var feasible = RandomModels.AllValues(model).Select(v => model.Evaluate(v)).Where(static s => s.IsFeasible).ToList();
            if (feasible.Count == 0 || model.Constraints.Count == 0) continue;
            var sign = model.IsMaximization ? -1 : 1;
            var (any, optimum) = (feasible[^1].Objective, feasible.Min(s => sign * s.Objective));
            var (wide, tight) = (model.Encode(), model.Encode(new EncodingOptions { KnownObjective = any }));
            if (tight.Polynomial.VariableCount > 14) continue;
            for (var k = 0; k < wide.Constraints.Length; k++) Assert.True(tight.Constraints[k].Weight <= wide.Constraints[k].Weight + 1e-9);
            var best = AllBits.Of(tight.Polynomial.VariableCount).MinBy(tight.Polynomial.Value)!;
            Assert.True(tight.Interpret(best).IsFeasible);
            Assert.Equal(optimum, tight.Polynomial.Value(best), 9);
        }
    }

    [Fact]
    public void Constraints_take_the_plainest_penalty_that_holds()
    {
        var model = new OptimizationModel();
        var x = model.AddBinaries("x", 5);
        model.Maximize(x[0] + x[1]);
        model.Require(x[0] + x[1] + x[2] <= 1, "one at most");
        model.Require(x[0] + x[1] >= 1, "one at least");
        model.Require(x[3] <= x[4], "implies");
        model.Require(3 * x[0] + 5 * x[1] + 4 * x[2] <= 6, "no two fit");
        model.Require(x[0] + x[3] <= 2, "always");
        model.Require((x[0] + x[1] + x[2]).EqualTo(1), "exactly one");
        model.Require((x[3] * x[4]).EqualTo(0), "not both");
        model.Require(2 * x[0] + 3 * x[1] + 4 * x[2] <= 5, "slack");
        Assert.Equal(
            [PenaltyForm.Pairs, PenaltyForm.Pairs, PenaltyForm.Pairs, PenaltyForm.Pairs, PenaltyForm.None, PenaltyForm.Square, PenaltyForm.Difference, PenaltyForm.SquareWithSlack],
            model.Encode().Constraints.Select(static c => c.Form));
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 3], model.Encode().Constraints.Select(static c => c.SlackBits));
    }

    [Fact]
    public void Whole_numbers_reach_exactly_their_range()
    {
        for (var range = 0; range <= 70; range++)
        {
            var sums = AllBits.Of(BitForm.Bounded(range).Length).Select(b => BitForm.Bounded(range).Select((w, k) => b[k] ? w : 0).Sum()).ToHashSet();
            Assert.Equal(Enumerable.Range(0, range + 1), sums.Order());
        }
    }

    [Fact]
    public void What_cannot_be_met_or_proven_is_refused()
    {
        var model = new OptimizationModel("m");
        Assert.Contains("has no variables", Assert.Throws<InvalidOperationException>(() => model.Encode()).Message, StringComparison.Ordinal);
        var x = model.AddBinary("x");
        var n = model.AddInteger("n", 0, 5);
        model.Require(x + n >= 7, "much");
        Assert.Contains("'much'", Assert.Throws<InvalidOperationException>(() => model.Encode()).Message, StringComparison.Ordinal);

        var odd = new OptimizationModel("odd");
        var k = odd.AddInteger("k", 0, 9);
        odd.Require((2 * k).EqualTo(5), "half");
        Assert.Contains("multiple of 2", Assert.Throws<InvalidOperationException>(() => odd.Encode()).Message, StringComparison.Ordinal);

        var third = new OptimizationModel("third");
        var t = third.AddBinaries("t", 2);
        third.Require(t[0] * (1.0 / 3) + t[1] <= 1, "thirds");
        Assert.Contains("'thirds' has the coefficient 0.333", Assert.Throws<NotSupportedException>(() => third.Encode()).Message, StringComparison.Ordinal);

        Assert.Contains("another", Assert.Throws<ArgumentException>(() => new OptimizationModel("another").Minimize(x)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => model.AddSpin("x"));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.AddInteger("bad", 3, 2));
        Assert.Throws<ArgumentException>(() => model.Minimize(double.NaN));
        Assert.Throws<ArgumentException>(() => model.Require(x <= 1, "much"));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Require(x <= 1, "new", penalty: 0));
        Assert.Throws<ArgumentException>(() => model.Evaluate([1]));
        Assert.Equal("n", Assert.Single(model.Evaluate([1, 6]).Violations).Name);
    }

    [Fact]
    public void Solutions_speak_of_the_users_variables()
    {
        var model = new OptimizationModel("lunch");
        var soup = model.AddBinary("soup");
        var rolls = model.AddInteger("rolls", 0, 4);
        model.Maximize(5 * soup + 2 * rolls);
        model.Require(4 * soup + rolls <= 6, "money");
        var answer = model.Encode().Solve();
        Assert.Equal(9, answer.Solution.Objective);
        Assert.Equal((1, 2), (answer.Solution[soup], answer.Solution[rolls]));
        Assert.Equal(OptimumIs.Exact, answer.Minimum.OptimumIs);
        Assert.Equal("maximum sought, objective 13: soup, rolls = 4; violated: money by 2", model.Evaluate([1, 4]).ToString());
    }

    [Fact]
    public void Long_sums_and_powers_are_as_written()
    {
        var model = new OptimizationModel();
        var (b, n, s) = (model.AddBinary("b"), model.AddInteger("n", -2, 2), model.AddSpin("s"));
        Expression total = 0;
        for (var k = 0; k < 300_000; k++) total += b;
        model.Minimize(total - 299_990 * b + (n - s) * (n + s) * b * b);
        foreach (var values in RandomModels.AllValues(model))
        {
            var expected = (10 * values[0]) + (values[0] * ((values[1] * values[1]) - 1));
            Assert.Equal(expected, model.Evaluate(values).Objective);
            Assert.Equal(expected, model.Encode().Polynomial.Value(BitString.FromBits([.. model.Encode().BitsOf(values).ToBools(model.Encode().Polynomial.VariableCount)])));
        }
    }
}

internal static class BitStringExtensions
{
    internal static IEnumerable<bool> ToBools(this BitString bits, int count) => Enumerable.Range(0, count).Select(k => bits[k]);
}
