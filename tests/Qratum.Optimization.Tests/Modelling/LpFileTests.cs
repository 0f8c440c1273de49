using Xunit;

namespace Qratum.Optimization.Tests;

public class LpFileTests
{
    private const string Example = """
        \ A comment
        Maximize
         obj: 3 x + 2y - z + [ 2 x * y - 4 n ^ 2 ] / 2
              + 1.5
        Subject To
         c1: x + y + 2 z <= 2
         c2: n - x >= -1
         x + n = 1
         pair: -1 <= n + z <= 2
         quad: x + [ x * y + n^2 ] <= 5
        Bounds
         -2 <= n <= 3
         z <= 1
        General
         n
        Binary
         x y z
        End
        """;

    [Fact]
    public void Every_section_is_read()
    {
        var model = OptimizationModel.Parse(Example, "example");
        Assert.Equal(["x", "y", "z", "n"], model.Variables.Select(static v => v.Name));
        Assert.Equal((-2, 3, VariableKind.Integer), (model.Variables[3].Lower, model.Variables[3].Upper, model.Variables[3].Kind));
        Assert.True(model.IsMaximization);
        Assert.Equal(["c1", "c2", "c3", "pair", "pair.2", "quad"], model.Constraints.Select(static c => c.Name));
        Assert.Equal(3 + 2 - 1 + 1 - 2 + 1.5, model.Evaluate([1, 1, 1, 1]).Objective);
        Assert.Equal(["c1", "c3"], model.Evaluate([1, 1, 1, 1]).Violations.Select(static v => v.Name));
        Assert.Equal(["c2", "c3", "pair"], model.Evaluate([0, 0, 0, -2]).Violations.Select(static v => v.Name).Order());
    }

    [Fact]
    public void Models_go_there_and_back()
    {
        var compared = 0;
        for (var seed = 0; seed < 60; seed++)
        {
            var model = RandomModels.Create(seed, 2);
            if (model.Variables.Any(static v => v.Kind == VariableKind.Spin)) continue;
            using var writer = new StringWriter();
            model.WriteLp(writer);
            var read = OptimizationModel.Parse(writer.ToString());
            using var again = new StringWriter();
            foreach (var values in RandomModels.AllValues(model))
            {
                var (one, other) = (model.Evaluate(values), read.Evaluate(Reordered(model, read, values)));
                Assert.Equal(one.Objective, other.Objective, 12);
                Assert.Equal(one.Violations.Select(static v => v.Name), other.Violations.Select(static v => v.Name));
            }

            compared++;
        }

        Assert.InRange(compared, 10, 60);
    }

    [Theory]
    [InlineData("", "line 1, column 1: the text has no model")]
    [InlineData("find x end", "line 1, column 1: 'minimize' or 'maximize' is expected, not 'find'")]
    [InlineData("min x\nst\n x <= 1\n", "line 4, column 1: the text stops without 'end'")]
    [InlineData("min x\nbinary x\nend\nx", "line 4, column 1: nothing after 'end' is expected")]
    [InlineData("min x\nend", "line 1, column 5: the variable 'x' is continuous")]
    [InlineData("min x\ngeneral x\nend", "line 1, column 5: the integer 'x' has no upper bound")]
    [InlineData("min x\nbounds\n x free\ngeneral x\nend", "line 3, column 2: the integer 'x' has no lower bound")]
    [InlineData("min x\nbounds\n 3.2 <= x <= 3.7\ngeneral x\nend", "line 3, column 9: no whole number is between the bounds 3.2 and 3.7")]
    [InlineData("min 2 3 x\nbinary x\nend", "line 1, column 7: a variable or a sign between two numbers is expected, not '3'")]
    [InlineData("min x y\nbinary x y\nend", "line 1, column 7: 'subject to', 'bounds', 'general', 'binary' or 'end' is expected, not 'y'")]
    [InlineData("min [ x ^ 2 ]\nbinary x\nend", "line 2, column 1: '/ 2' after the quadratic part of the objective is expected")]
    [InlineData("min [ x ^ 3 ] / 2\nbinary x\nend", "line 1, column 11: the exponent 2 is expected, not '3'")]
    [InlineData("min [ x * y\nbinary x\nend", "line 2, column 1: +, - or ] is expected, not 'binary'")]
    [InlineData("min x\nst\n x + 1\nbinary x\nend", "line 4, column 1: <=, >= or = is expected, not 'binary'")]
    [InlineData("min x\nst\n a: x <= 1\n a: x >= 0\nbinary x\nend", "line 4, column 2: there is a constraint 'a' already")]
    [InlineData("min x\nst\n a: <= 1\nbinary x\nend", "line 3, column 5: an expression is expected, not '<='")]
    [InlineData("min x\nst\n x <= 1e999\nbinary x\nend", "line 3, column 7: '1e999' is not a finite number")]
    [InlineData("min x | y\nend", "line 1, column 7: the character '|' has no meaning")]
    [InlineData("min x\nsos1\n s: x:1\nend", "line 2, column 1: the section 'sos1' has no meaning here")]
    public void Malformed_text_is_refused_with_its_place(string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<FormatException>(() => OptimizationModel.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void What_the_format_cannot_hold_is_not_written()
    {
        static string Refusal(Action<OptimizationModel> change)
        {
            var model = new OptimizationModel();
            change(model);
            return Assert.Throws<InvalidOperationException>(() => model.WriteLp(TextWriter.Null)).Message;
        }

        Assert.Contains("no variables", Refusal(static _ => { }), StringComparison.Ordinal);
        Assert.Contains("is a spin", Refusal(static m => m.AddSpin("s")), StringComparison.Ordinal);
        Assert.Contains("'2x'", Refusal(static m => m.AddBinary("2x")), StringComparison.Ordinal);
        Assert.Contains("'end'", Refusal(static m => m.AddBinary("end")), StringComparison.Ordinal);
        Assert.Contains("degree 3", Refusal(static m =>
        {
            var x = m.AddBinaries("x", 3);
            m.Minimize(x[0] * x[1] * x[2]);
        }), StringComparison.Ordinal);
    }

    private static int[] Reordered(OptimizationModel model, OptimizationModel read, int[] values) =>
        [.. read.Variables.Select(v => values[model.FindVariable(v.Name)!.Index])];
}
