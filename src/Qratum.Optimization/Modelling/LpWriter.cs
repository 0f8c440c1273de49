using System.Globalization;

namespace Qratum.Optimization;

/// <summary>Writes the text format described at <see cref="OptimizationModel.Parse"/>.</summary>
internal sealed class LpWriter(OptimizationModel model, TextWriter writer)
{
    private const int TermsPerLine = 8;

    internal void Run()
    {
        CheckNames();
        Line($"\\ {model.Name.ReplaceLineEndings(" ")}");
        Line(model.IsMaximization ? "maximize" : "minimize");
        writer.Write(" objective:");
        WriteTerms(ModelTerms.Of(model.Objective, model), "the objective", isObjective: true);
        writer.Write("\nsubject to\n");
        foreach (var constraint in model.Constraints)
        {
            var terms = ModelTerms.Of(constraint.Difference, model);
            writer.Write($" {constraint.Name}:");
            WriteTerms(terms, $"the constraint '{constraint.Name}'", isObjective: false);
            var sign = constraint.Sense switch { ConstraintSense.AtMost => "<=", ConstraintSense.AtLeast => ">=", _ => "=" };
            Line(string.Create(CultureInfo.InvariantCulture, $" {sign} {0 - terms.Constant:R}"));
        }

        WriteKinds();
        Line("end");
    }

    private void WriteKinds()
    {
        var integers = model.Variables.Where(static v => v.Kind == VariableKind.Integer).ToArray();
        var binaries = model.Variables.Where(static v => v.Kind == VariableKind.Binary).ToArray();
        if (integers.Length > 0)
        {
            Line("bounds");
            foreach (var variable in integers) Line(string.Create(CultureInfo.InvariantCulture, $" {variable.Lower} <= {variable.Name} <= {variable.Upper}"));
            Line("general");
            foreach (var variable in integers) Line($" {variable.Name}");
        }

        if (binaries.Length == 0) return;
        Line("binary");
        foreach (var variable in binaries) Line($" {variable.Name}");
    }

    private void WriteTerms(ModelTerms terms, string what, bool isObjective)
    {
        if (terms.Table.Degree > 2)
            throw new InvalidOperationException($"{char.ToUpperInvariant(what[0])}{what[1..]} has degree {terms.Table.Degree}; an LP file holds degree 2 at most.");
        var (written, isQuadratic) = (0, false);
        for (var k = 0; k < terms.Table.Count; k++)
        {
            var variables = terms.Table.Variables(k);
            var coefficient = terms.Table.Coefficients[k];
            if (variables.Length == 2 && !isQuadratic)
            {
                writer.Write(written == 0 ? " [" : " + [");
                isQuadratic = true;
            }

            if (++written % TermsPerLine == 0) writer.Write("\n ");
            var size = Math.Abs(coefficient) * (isQuadratic && isObjective ? 2 : 1);
            writer.Write(string.Create(CultureInfo.InvariantCulture, $" {(coefficient < 0 ? '-' : '+')} {size:R} {model.Variables[variables[0]].Name}"));
            if (isQuadratic) writer.Write(variables[0] == variables[1] ? " ^ 2" : $" * {model.Variables[variables[1]].Name}");
        }

        if (isQuadratic) writer.Write(isObjective ? " ] / 2" : " ]");
        if (written == 0) writer.Write($" 0 {model.Variables[0].Name}");
        if (isObjective && terms.Constant != 0) writer.Write(string.Create(CultureInfo.InvariantCulture, $" {(terms.Constant < 0 ? '-' : '+')} {Math.Abs(terms.Constant):R}"));
    }

    private void CheckNames()
    {
        if (model.Variables.Count == 0) throw new InvalidOperationException($"The model '{model.Name}' has no variables.");
        foreach (var variable in model.Variables)
        {
            if (variable.Kind == VariableKind.Spin)
                throw new InvalidOperationException($"The variable '{variable.Name}' is a spin, which an LP file has no section for; write it as 1 - 2 x with a binary x.");
            CheckName(variable.Name, "variable");
        }

        foreach (var constraint in model.Constraints) CheckName(constraint.Name, "constraint");
    }

    private static void CheckName(string name, string what)
    {
        if (!LpTokenizer.IsName(name) || LpSections.IsKeyword(name))
            throw new InvalidOperationException($"The {what} '{name}' cannot be written: a name in an LP file is made of letters, digits and !\"#$%&(),.;?@_'`{{}}~, does not begin with a digit or a point, and is no keyword.");
    }

    private void Line(string text) => writer.Write(text + "\n");
}
