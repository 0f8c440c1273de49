using System.Globalization;

namespace Qratum.Optimization;

/// <summary>
/// A combinatorial problem in the user's own words: named binary, integer and spin variables, a polynomial to be minimized or maximized, and
/// polynomial constraints. <see cref="Encode"/> turns it into bits with penalties that are proved to suffice, and reads answers back.
/// </summary>
/// <example>
/// <code>
/// var model = new OptimizationModel("lunch");
/// var soup = model.AddBinary("soup");
/// var rolls = model.AddInteger("rolls", 0, 4);
/// model.Maximize(5 * soup + 2 * rolls);
/// model.Require(4 * soup + rolls &lt;= 6, "money");
/// </code>
/// </example>
public sealed partial class OptimizationModel
{
    private const int WidestRange = 1 << 30;

    private readonly List<Variable> _variables = [];
    private readonly List<Constraint> _constraints = [];
    private readonly Dictionary<string, Variable> _byName = new(StringComparer.Ordinal);
    private readonly HashSet<string> _constraintNames = new(StringComparer.Ordinal);

    /// <summary>Starts a model without variables, with the objective 0.</summary>
    /// <param name="name">What it is called in reports and files.</param>
    public OptimizationModel(string name = "model")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The variables in the order in which they came.</summary>
    public IReadOnlyList<Variable> Variables => _variables;

    /// <summary>The constraints in the order in which they came.</summary>
    public IReadOnlyList<Constraint> Constraints => _constraints;

    /// <summary>What is minimized or maximized.</summary>
    public Expression Objective { get; private set; } = Expression.FromDouble(0);

    /// <summary>True where the objective is maximized.</summary>
    public bool IsMaximization { get; private set; }

    /// <summary>Adds a variable that is 0 or 1.</summary>
    /// <param name="name">A name that no other variable has.</param>
    /// <exception cref="ArgumentException">The name is empty or taken.</exception>
    public Variable AddBinary(string name) => Add(name, VariableKind.Binary, 0, 1);

    /// <summary>Adds <paramref name="count"/> variables that are 0 or 1, called <c>name_0</c>, <c>name_1</c>, …</summary>
    /// <param name="name">The stem of their names.</param>
    /// <param name="count">How many, at least 1.</param>
    /// <exception cref="ArgumentException">A name is empty or taken.</exception>
    public Variable[] AddBinaries(string name, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var added = new Variable[count];
        for (var k = 0; k < count; k++) added[k] = AddBinary(string.Create(CultureInfo.InvariantCulture, $"{name}_{k}"));
        return added;
    }

    /// <summary>Adds a whole number between bounds, which are included.</summary>
    /// <param name="name">A name that no other variable has.</param>
    /// <param name="lower">Least value.</param>
    /// <param name="upper">Largest value, at least <paramref name="lower"/> and less than 2^30 above it.</param>
    /// <exception cref="ArgumentException">The name is empty or taken, or there is no value, or too many, between the bounds.</exception>
    public Variable AddInteger(string name, int lower, int upper)
    {
        if (upper < lower || (long)upper - lower >= WidestRange)
        {
            throw new ArgumentOutOfRangeException(nameof(upper), upper,
                $"The integer '{name}' has the bounds {lower} and {upper}; the upper bound is {lower} to {Math.Min(int.MaxValue, (long)lower + WidestRange - 1)}.");
        }

        return Add(name, VariableKind.Integer, lower, upper);
    }

    /// <summary>Adds a variable that is +1 or -1.</summary>
    /// <param name="name">A name that no other variable has.</param>
    /// <exception cref="ArgumentException">The name is empty or taken.</exception>
    public Variable AddSpin(string name) => Add(name, VariableKind.Spin, -1, 1);

    /// <summary>A variable by its name; null where there is none.</summary>
    /// <param name="name">The name.</param>
    public Variable? FindVariable(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Sets the objective, to be as small as possible.</summary>
    /// <param name="objective">A polynomial of the variables of this model.</param>
    /// <exception cref="ArgumentException">A variable belongs to another model.</exception>
    public OptimizationModel Minimize(Expression objective) => SetObjective(objective, isMaximization: false);

    /// <summary>Sets the objective, to be as large as possible.</summary>
    /// <param name="objective">A polynomial of the variables of this model.</param>
    /// <exception cref="ArgumentException">A variable belongs to another model.</exception>
    public OptimizationModel Maximize(Expression objective) => SetObjective(objective, isMaximization: true);

    /// <summary>Adds a constraint.</summary>
    /// <param name="constraint">For example <c>x + y &lt;= 1</c>.</param>
    /// <param name="name">A name that no other constraint has; null for <c>c1</c>, <c>c2</c>, …</param>
    /// <param name="penalty">Weight of its penalty, positive; null, for every user who has no better proof, for one that is proved to suffice.</param>
    /// <returns>The constraint with its name.</returns>
    /// <exception cref="ArgumentException">The name is taken, a variable belongs to another model, or the penalty is not positive.</exception>
    public Constraint Require(Constraint constraint, string? name = null, double? penalty = null) => Add(constraint, name, penalty, isProven: false);

    /// <summary>Turns the model into bits.</summary>
    /// <param name="options">How integers and penalties are made; null for the defaults.</param>
    /// <exception cref="InvalidOperationException">The model has no variables, or no values can meet a constraint.</exception>
    /// <exception cref="NotSupportedException">
    /// A constraint has coefficients that are no decimal numbers of at most nine digits after the point, or too many terms would be written out.
    /// </exception>
    public EncodedModel Encode(EncodingOptions? options = null) => new ModelEncoder(this, options ?? new EncodingOptions()).Run();

    /// <summary>What values mean: the objective and the constraints that they violate. O(terms).</summary>
    /// <param name="values">One value per variable, in the order of <see cref="Variables"/>.</param>
    /// <exception cref="ArgumentException">The number of values is not that of the variables.</exception>
    public ModelSolution Evaluate(ReadOnlySpan<int> values) => ModelSolution.Of(this, values);

    /// <summary>Adds a constraint with a penalty for which the caller has a proof.</summary>
    internal Constraint RequireProven(Constraint constraint, string? name, double penalty) => Add(constraint, name, penalty, isProven: true);

    private Constraint Add(Constraint constraint, string? name, double? penalty, bool isProven)
    {
        ArgumentNullException.ThrowIfNull(constraint);
        if (penalty is { } weight && !(weight > 0 && double.IsFinite(weight)))
            throw new ArgumentOutOfRangeException(nameof(penalty), weight, "The weight of a penalty is a positive number.");
        CheckVariables(constraint.Difference);
        name ??= NextName();
        if (!_constraintNames.Add(name)) throw new ArgumentException($"There is a constraint '{name}' already.", nameof(name));
        var named = new Constraint(name, constraint.Difference, constraint.Sense, penalty, isProven);
        _constraints.Add(named);
        return named;
    }

    private OptimizationModel SetObjective(Expression objective, bool isMaximization)
    {
        ArgumentNullException.ThrowIfNull(objective);
        CheckVariables(objective);
        (Objective, IsMaximization) = (objective, isMaximization);
        return this;
    }

    private string NextName()
    {
        for (var k = _constraints.Count + 1; ; k++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"c{k}");
            if (!_constraintNames.Contains(name)) return name;
        }
    }

    private Variable Add(string name, VariableKind kind, int lower, int upper)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (_variables.Count == Graph.MaximumNodeCount)
            throw new InvalidOperationException($"A model has at most {Graph.MaximumNodeCount} variables.");
        var variable = new Variable(this, _variables.Count, name, kind, lower, upper);
        if (!_byName.TryAdd(name, variable)) throw new ArgumentException($"There is a variable '{name}' already.", nameof(name));
        _variables.Add(variable);
        return variable;
    }

    private void CheckVariables(Expression expression) => expression.Visit((_, variables) =>
    {
        foreach (var variable in variables)
        {
            if (variable.Model != this) throw new ArgumentException($"The variable '{variable.Name}' belongs to the model '{variable.Model.Name}', not to '{Name}'.", nameof(expression));
        }
    });
}
