using System.Collections.Immutable;

namespace Qratum.Optimization;

/// <summary>One conversion of a model into bits: numbers to bits, the objective, then a penalty for every constraint.</summary>
internal sealed class ModelEncoder(OptimizationModel model, EncodingOptions options)
{
    private readonly BitForm[] _forms = new BitForm[model.Variables.Count];
    private readonly List<(WholeForm Form, BitForm Slack)> _slacks = [];
    private readonly OnesGroups _groups = new();
    private int _bits;
    private int[] _chosen = new int[8];
    private int[] _sorted = new int[8];

    internal EncodedModel Run()
    {
        if (_forms.Length == 0) throw new InvalidOperationException($"The model '{model.Name}' has no variables.");
        for (var k = 0; k < _forms.Length; k++)
        {
            _forms[k] = BitForm.Of(model.Variables[k], options.Integers, _bits);
            _bits = checked(_bits + _forms[k].Weights.Length);
        }

        var target = new TermBuffer();
        Append(ModelTerms.Of(model.Objective, model), model.IsMaximization ? -1 : 1, target);

        // A model whose integers all have one value still has one bit, which is free.
        _bits = Math.Max(1, _bits);
        var objective = new BinaryPolynomial(_bits, target.Constant, target.Merge(_bits));
        var constraints = Penalties(target, objective);
        CheckCount();
        return new EncodedModel(model, new BinaryPolynomial(_bits, target.Constant, target.Merge(_bits)), _forms, constraints, [.. _slacks], _groups);
    }

    private ImmutableArray<EncodedConstraint> Penalties(TermBuffer target, BinaryPolynomial objective)
    {
        var constraints = ImmutableArray.CreateBuilder<EncodedConstraint>();
        double? proven = null;
        double Proven() => proven ??= PenaltyWeight.Of(objective, model.IsMaximization ? -options.KnownObjective : options.KnownObjective);
        foreach (var (form, variable) in _forms.Zip(model.Variables))
        {
            if (!form.IsOneHot) continue;
            var weight = options.Penalty ?? Proven();
            PenaltyTerms.ExactlyOne(target, form, weight);
            _groups.TryAdd(Enumerable.Range(form.FirstBit, form.Weights.Length), 1);
            constraints.Add(new EncodedConstraint(variable.Name, PenaltyForm.Square, weight, options.Penalty is null, 0));
        }

        foreach (var constraint in model.Constraints)
        {
            var weight = options.Penalty ?? constraint.Penalty ?? Proven();
            var isProven = options.Penalty is null && (constraint.Penalty is null || constraint.IsPenaltyProven);
            var expanded = new TermBuffer();
            Append(ModelTerms.Of(constraint.Difference, model), 1, expanded);
            var whole = WholeForm.Of(constraint, PolynomialTerms.CheckedSum(expanded.Constant), expanded.Merge(_bits));
            var (form, slack) = PenaltyTerms.Append(target, constraint, whole, weight, _bits);
            if (whole.IsEquality && whole.IsLinear && Array.TrueForAll(whole.Coefficients, static k => k == 1))
                _groups.TryAdd(Enumerable.Range(0, whole.Terms.Count).Select(k => whole.Terms.Variables(k)[0]), whole.Bound);
            if (slack is { } bits)
            {
                _slacks.Add((whole, bits));
                _bits += bits.Weights.Length;
                CheckCount();
            }

            constraints.Add(new EncodedConstraint(constraint.Name, form, form == PenaltyForm.None ? 0 : weight, form == PenaltyForm.None || isProven, slack?.Weights.Length ?? 0));
        }

        return constraints.ToImmutable();
    }

    private void CheckCount()
    {
        if (_bits > Graph.MaximumNodeCount)
            throw new NotSupportedException($"The model '{model.Name}' takes more than {Graph.MaximumNodeCount} bits.");
    }

    /// <summary>Adds terms over variables, each variable replaced by its bits.</summary>
    private void Append(ModelTerms terms, double factor, TermBuffer target)
    {
        target.Constant += factor * terms.Constant;
        for (var k = 0; k < terms.Table.Count; k++)
        {
            var variables = terms.Table.Variables(k);
            if (_chosen.Length < variables.Length) (_chosen, _sorted) = (new int[2 * variables.Length], new int[2 * variables.Length]);
            Expand(variables, factor * terms.Table.Coefficients[k], 0, target);
        }
    }

    private void Expand(ReadOnlySpan<int> variables, double coefficient, int count, TermBuffer target)
    {
        if (variables.IsEmpty)
        {
            target.Append(coefficient, Distinct(count));
            return;
        }

        var form = _forms[variables[0]];
        if (form.Offset != 0) Expand(variables[1..], coefficient * form.Offset, count, target);
        for (var k = 0; k < form.Weights.Length; k++)
        {
            if (form.Weights[k] == 0) continue;
            _chosen[count] = form.FirstBit + k;
            Expand(variables[1..], coefficient * form.Weights[k], count + 1, target);
        }
    }

    private ReadOnlySpan<int> Distinct(int count)
    {
        var sorted = _sorted.AsSpan(0, count);
        _chosen.AsSpan(0, count).CopyTo(sorted);
        PolynomialTerms.Sort(sorted);
        var kept = 0;
        for (var k = 0; k < count; k++)
        {
            if (k == 0 || sorted[k] != sorted[kept - 1]) sorted[kept++] = sorted[k];
        }

        return sorted[..kept];
    }
}
