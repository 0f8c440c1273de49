using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Qratum.Optimization;

/// <summary>A constraint, or a bound of a variable, that values do not meet.</summary>
/// <param name="Name">Name of the constraint or of the variable.</param>
/// <param name="Amount">By how much, positive, in the units of the constraint.</param>
public sealed record Violation(string Name, double Amount)
{
    /// <summary>The name and the amount.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} by {Amount:R}");
}

/// <summary>Values of the variables of a model, what they are worth and what they violate. Immutable.</summary>
public sealed class ModelSolution
{
    /// <summary>Rounding that a constraint is given, relative to the sizes of its terms.</summary>
    private const double Rounding = 1e-9;

    private ModelSolution(OptimizationModel model, ImmutableArray<int> values, double objective, ImmutableArray<Violation> violations) =>
        (Model, Values, Objective, Violations) = (model, values, objective, violations);

    /// <summary>The model.</summary>
    public OptimizationModel Model { get; }

    /// <summary>One value per variable, in the order of the model.</summary>
    public ImmutableArray<int> Values { get; }

    /// <summary>The objective of the model, in its own sign.</summary>
    public double Objective { get; }

    /// <summary>What is not met, in the order of the model, bounds of variables first; empty for a feasible solution.</summary>
    public ImmutableArray<Violation> Violations { get; }

    /// <summary>True where nothing is violated.</summary>
    public bool IsFeasible => Violations.IsEmpty;

    /// <summary>The value of a variable.</summary>
    /// <param name="variable">A variable of <see cref="Model"/>.</param>
    /// <exception cref="ArgumentException">It belongs to another model.</exception>
    public int this[Variable variable]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(variable);
            return variable.Model == Model ? Values[variable.Index]
                : throw new ArgumentException($"The variable '{variable.Name}' belongs to the model '{variable.Model.Name}', not to '{Model.Name}'.", nameof(variable));
        }
    }

    internal static ModelSolution Of(OptimizationModel model, ReadOnlySpan<int> values)
    {
        if (values.Length != model.Variables.Count)
            throw new ArgumentException($"There are {values.Length} values for {model.Variables.Count} variables.", nameof(values));
        var violations = ImmutableArray.CreateBuilder<Violation>();
        foreach (var variable in model.Variables)
        {
            var value = values[variable.Index];
            var away = Math.Max(variable.Lower - (double)value, (double)value - variable.Upper);
            if (away > 0) violations.Add(new Violation(variable.Name, away));
            else if (variable.Kind == VariableKind.Spin && value == 0) violations.Add(new Violation(variable.Name, 1));
        }

        foreach (var constraint in model.Constraints)
        {
            var terms = ModelTerms.Of(constraint.Difference, model);
            var value = terms.Value(values);
            var amount = constraint.Sense switch
            {
                ConstraintSense.AtMost => value,
                ConstraintSense.AtLeast => -value,
                _ => Math.Abs(value),
            };
            if (amount > Rounding * Size(terms, values)) violations.Add(new Violation(constraint.Name, amount));
        }

        return new ModelSolution(model, [.. values], ModelTerms.Of(model.Objective, model).Value(values), violations.ToImmutable());
    }

    private static double Size(ModelTerms terms, ReadOnlySpan<int> values)
    {
        var size = Math.Max(1, Math.Abs(terms.Constant));
        for (var k = 0; k < terms.Table.Count; k++)
        {
            var product = terms.Table.Coefficients[k];
            foreach (var variable in terms.Table.Variables(k)) product *= values[variable];
            size = Math.Max(size, Math.Abs(product));
        }

        return size;
    }

    /// <summary>The objective, the variables that are not zero, and what is violated.</summary>
    public override string ToString()
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{(Model.IsMaximization ? "maximum" : "minimum")} sought, objective {Objective:R}: ");
        var shown = Model.Variables.Where(v => Values[v.Index] != 0).Select(v => v.Kind == VariableKind.Binary ? v.Name
            : string.Create(CultureInfo.InvariantCulture, $"{v.Name} = {Values[v.Index]}")).ToArray();
        text.Append(shown.Length == 0 ? "all variables are 0" : string.Join(", ", shown));
        if (!IsFeasible) text.Append("; violated: ").AppendJoin(", ", Violations);
        return text.ToString();
    }
}
