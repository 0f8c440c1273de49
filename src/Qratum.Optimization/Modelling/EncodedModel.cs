using System.Collections.Immutable;
using System.Globalization;

namespace Qratum.Optimization;

/// <summary>
/// An <see cref="OptimizationModel"/> as a polynomial of bits to be minimized. Its minima are the optimal solutions of the model if there is any solution
/// and all penalties are proven. Immutable.
/// </summary>
/// <remarks>
/// Every constraint adds weight · P with P a whole number, 0 for the right slack where the constraint is met and at least 1 where it is not. The weight is above
/// U - L, bounds of the objective from its coefficients over bits and over spins (U the known objective, if given), so that everything infeasible is worth more than
/// the best that is feasible.
/// </remarks>
public sealed class EncodedModel : IBinaryProblem<ModelSolution>
{
    private readonly BitForm[] _forms;
    private readonly (WholeForm Form, BitForm Slack)[] _slacks;
    private readonly OnesGroups _groups;
    private readonly Lazy<Quadratization?> _quadratization;
    private readonly Lazy<Qubo> _qubo;

    internal EncodedModel(
        OptimizationModel model, BinaryPolynomial polynomial, BitForm[] forms, ImmutableArray<EncodedConstraint> constraints, (WholeForm, BitForm)[] slacks, OnesGroups groups)
    {
        (Model, Polynomial, _forms, Constraints, _slacks, _groups) = (model, polynomial, forms, constraints, slacks, groups);
        _quadratization = new Lazy<Quadratization?>(() => polynomial.Degree > 2 ? polynomial.Quadratize() : null);
        _qubo = new Lazy<Qubo>(() => _quadratization.Value?.Qubo ?? polynomial.ToQubo());
    }

    /// <summary>The model, as it was when it was encoded in its variables and constraints.</summary>
    public OptimizationModel Model { get; }

    /// <summary>Objective (negative where it is maximized) and penalties over the bits of the variables, in their order, and of the slacks.</summary>
    public BinaryPolynomial Polynomial { get; }

    /// <summary>What the one-hot integers and then the constraints became.</summary>
    public ImmutableArray<EncodedConstraint> Constraints { get; }

    /// <summary>True where every penalty is proved to suffice.</summary>
    public bool IsProven => Constraints.All(static c => c.IsWeightProven);

    /// <summary>Number of bits of the quadratic problem: those of <see cref="Polynomial"/> and, where its degree is above 2, of products.</summary>
    public int VariableCount => ToQubo().VariableCount;

    /// <summary>The quadratic problem; products of three and more bits are reduced by <see cref="BinaryPolynomial.Quadratize"/>. Made once.</summary>
    public Qubo ToQubo() => _qubo.Value;

    /// <summary>The user's variables at an assignment.</summary>
    /// <param name="bits">One bit per variable of <see cref="Polynomial"/> or of <see cref="ToQubo"/>.</param>
    /// <exception cref="ArgumentException">The number of bits is neither.</exception>
    public ModelSolution Interpret(BitString bits)
    {
        var set = PolynomialTerms.Unpack(bits, bits.Length == Polynomial.VariableCount ? bits.Length : VariableCount, nameof(bits));
        var values = new int[_forms.Length];
        for (var k = 0; k < values.Length; k++) values[k] = _forms[k].Value(set);
        return ModelSolution.Of(Model, values);
    }

    /// <summary>
    /// The bits of given values, slacks and products at their best: where the values are feasible, the value of the quadratic problem there is the
    /// objective (negative where it is maximized).
    /// </summary>
    /// <param name="values">One value per variable of the model, each in its bounds.</param>
    /// <returns>One bit per variable of <see cref="ToQubo"/>.</returns>
    /// <exception cref="ArgumentException">The number of values is not that of the variables, or one is out of its bounds.</exception>
    public BitString BitsOf(ReadOnlySpan<int> values)
    {
        if (values.Length != _forms.Length) throw new ArgumentException($"There are {values.Length} values for {_forms.Length} variables.", nameof(values));
        var bits = new bool[Polynomial.VariableCount];
        for (var k = 0; k < values.Length; k++)
        {
            var variable = Model.Variables[k];
            if (values[k] < variable.Lower || values[k] > variable.Upper || (variable.Kind == VariableKind.Spin && values[k] == 0))
                throw new ArgumentException($"The value of '{variable.Name}' is {values[k]}; {(variable.Kind == VariableKind.Spin ? "-1 or 1 is" : $"{variable.Lower} to {variable.Upper} is")} expected.", nameof(values));
            _forms[k].Set(values[k], bits);
        }

        foreach (var (form, slack) in _slacks) slack.Set(Math.Clamp(form.Bound - form.Value(bits), 0, slack.Weights.Sum(static w => (long)w)), bits);
        var found = BitString.FromBits(bits);
        return _quadratization.Value?.Extend(found) ?? found;
    }

    /// <summary>True where <see cref="CreateMixer"/> has a constraint to keep.</summary>
    public bool HasFixedOnes => _groups.Groups.Count > 0;

    /// <summary>
    /// A mixer that keeps every constraint of the kind "a given number of these bits is one" (one-hot integers included) on bits that no earlier such constraint has, from
    /// a start that meets them; the other bits are mixed by X. QAOA then moves among strings that meet these constraints alone.
    /// </summary>
    /// <param name="pairs">Which bits of a constraint are coupled.</param>
    /// <exception cref="InvalidOperationException">There is no such constraint.</exception>
    public XyMixer CreateMixer(XyPairs pairs = XyPairs.Ring) => HasFixedOnes ? new XyMixer(VariableCount, _groups.Groups, [.. _groups.Ones], pairs)
        : throw new InvalidOperationException($"The model '{Model.Name}' has no constraint that fixes a number of ones.");

    /// <summary>Sizes in words.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Model.Name}: {Polynomial.VariableCount} bits, {Polynomial.TermCount} terms, degree {Polynomial.Degree}; {Constraints.Length} constraints, {Constraints.Sum(static c => c.SlackBits)} slack bits, penalties {(IsProven ? "proven" : "not all proven")}");
}
