using static Qratum.Optimization.TextRows;

namespace Qratum.Optimization;

/// <summary>
/// Reads the text format described at <see cref="OptimizationModel.Parse"/>: first everything as rows over names, then, once bounds and kinds are
/// known, the model.
/// </summary>
internal sealed class LpReader
{
    private readonly List<LpToken> _tokens;
    private readonly LpVariables _variables = new();
    private readonly List<LpRow> _rows = [];
    private int _position;

    private LpReader(string text) => _tokens = LpTokenizer.Run(text);

    internal static OptimizationModel Read(string text, string name) => new LpReader(text).Run(name);

    private LpToken Current => _tokens[_position];

    private OptimizationModel Run(string name)
    {
        if (Current.Kind == LpTokenKind.End) throw Error(1, 1, "the text has no model in it: expected 'minimize' or 'maximize'");
        var isMaximization = (Current.Kind == LpTokenKind.Name ? LpSections.IsMaximization(Current.Text) : null) ?? throw Expected("'minimize' or 'maximize'");
        _position++;
        var objective = new LpRow("", new LpExpressionReader(_tokens, _variables).Read(ref _position, isObjective: true), "=", Current);
        ReadSections();
        return Build(name, objective, isMaximization);
    }

    private void ReadSections()
    {
        for (LpSection? section = null; ;)
        {
            if (LpSections.At(_tokens, _position) is { } next)
            {
                _position += next.Words;
                section = next.Section;
                if (section != LpSection.End) continue;
                if (Current.Kind != LpTokenKind.End) throw Expected("nothing after 'end'");
                return;
            }

            if (Current.Kind == LpTokenKind.End) throw Error(Current.Line, Current.Column, "the text stops without 'end': it is cut short");
            if (Current.Kind == LpTokenKind.Name && !_tokens[_position + 1].Is(":") && LpSections.IsForeign(Current.Text))
                throw Error(Current.Line, Current.Column, $"the section '{Current.Text}' has no meaning here: variables are whole numbers between bounds");
            switch (section)
            {
                case LpSection.Constraints: ReadConstraint(); break;
                case LpSection.Bounds: ReadBound(); break;
                case LpSection.Integers: _variables.Declare(Name(), isBinary: false); break;
                case LpSection.Binaries: _variables.Declare(Name(), isBinary: true); break;
                default: throw Expected("'subject to', 'bounds', 'general', 'binary' or 'end'");
            }
        }
    }

    private void ReadConstraint()
    {
        var first = Current;
        var name = "";
        if (Current.Kind == LpTokenKind.Name && _tokens[_position + 1].Is(":"))
        {
            name = Current.Text;
            _position += 2;
        }

        var reader = new LpExpressionReader(_tokens, _variables);
        var left = reader.Read(ref _position, isObjective: false);
        var relation = Relation();
        if (left.Any(static t => t.Names.Length > 0))
        {
            // The right side is one number: a name after it begins the next constraint.
            _rows.Add(new LpRow(name, Difference(left, Number()), relation, first));
            return;
        }

        // low <= expression, or low <= expression <= high
        var middle = reader.Read(ref _position, isObjective: false);
        _rows.Add(new LpRow(name, Difference(left, middle), relation, first));
        if (!Current.IsRelation) return;
        var second = Relation();
        if (relation != second || relation == "=") throw Error(first.Line, first.Column, "a double inequality is 'number <= expression <= number' or the same with >=");
        _rows.Add(new LpRow(name.Length == 0 ? "" : name + ".2", Difference(middle, Number()), second, first));
    }

    private void ReadBound()
    {
        if (Current.Kind == LpTokenKind.Name && !LpNumbers.IsInfinity(Current.Text))
        {
            var name = Name();
            if (Current.Kind == LpTokenKind.Name && Current.Text.Equals("free", StringComparison.OrdinalIgnoreCase))
            {
                _position++;
                _variables.SetBounds(name, double.NegativeInfinity, double.PositiveInfinity);
                return;
            }

            _variables.Bound(name, Relation(), LpNumbers.Signed(_tokens, ref _position));
            return;
        }

        var low = LpNumbers.Signed(_tokens, ref _position);
        var relation = Relation();
        var bounded = Name();
        _variables.Bound(bounded, relation switch { "<=" => ">=", ">=" => "<=", _ => "=" }, low);
        if (Current.IsRelation) _variables.Bound(bounded, Relation(), LpNumbers.Signed(_tokens, ref _position));
    }

    private static List<LpTerm> Difference(List<LpTerm> left, List<LpTerm> right) => [.. left, .. right.Select(static t => t with { Coefficient = -t.Coefficient })];

    private List<LpTerm> Number()
    {
        var token = Current;
        var value = LpNumbers.Signed(_tokens, ref _position);
        return double.IsFinite(value) ? [new LpTerm(value, [])] : throw Error(token.Line, token.Column, "the bound of a constraint is finite");
    }

    private LpToken Name()
    {
        if (Current.Kind != LpTokenKind.Name) throw Expected("the name of a variable");
        return _tokens[_position++];
    }

    private string Relation()
    {
        if (!Current.IsRelation) throw Expected("<=, >= or =");
        return _tokens[_position++].Text;
    }

    private FormatException Expected(string what) => Error(Current.Line, Current.Column, $"{what} is expected, not {(Current.Kind == LpTokenKind.End ? "" : "'")}{Current.Text}{(Current.Kind == LpTokenKind.End ? "" : "'")}");

    private OptimizationModel Build(string name, LpRow objective, bool isMaximization)
    {
        var model = new OptimizationModel(name);
        var variables = _variables.AddTo(model);
        var value = ToExpression(objective.Terms, variables);
        _ = isMaximization ? model.Maximize(value) : model.Minimize(value);
        foreach (var row in _rows)
        {
            var left = ToExpression(row.Terms, variables);
            var constraint = row.Relation switch { "<=" => left <= 0, ">=" => left >= 0, _ => left.EqualTo(0) };
            try
            {
                model.Require(constraint, row.Name.Length == 0 ? null : row.Name);
            }
            catch (ArgumentException)
            {
                throw Error(row.Place.Line, row.Place.Column, $"there is a constraint '{row.Name}' already");
            }
        }

        return model;
    }

    private static Expression ToExpression(List<LpTerm> terms, Dictionary<string, Variable> variables) => Expression.Sum(terms.Select(t =>
        (Expression)new MonomialExpression(t.Coefficient, [.. t.Names.Select(n => variables[n])])));
}

/// <summary>A number times a product of variables.</summary>
internal sealed record LpTerm(double Coefficient, string[] Names);

/// <summary>Terms that are to be at most, at least or equal to zero.</summary>
internal sealed record LpRow(string Name, List<LpTerm> Terms, string Relation, LpToken Place);
