namespace Qratum.Optimization;

/// <summary>
/// An expression as merged terms over the variables of its model: powers of bits and spins are reduced (x² = x, s² = 1), those of integers kept, so
/// that a variable may occur more than once in a term.
/// </summary>
internal sealed class ModelTerms
{
    private ModelTerms(double constant, TermTable table) => (Constant, Table) = (constant, table);

    internal double Constant { get; }

    internal TermTable Table { get; }

    internal static ModelTerms Of(Expression expression, OptimizationModel model)
    {
        var buffer = new TermBuffer();
        var indices = new int[16];
        expression.Visit((coefficient, variables) =>
        {
            if (variables.Length > indices.Length) indices = new int[2 * variables.Length];
            var sorted = indices.AsSpan(0, variables.Length);
            for (var k = 0; k < sorted.Length; k++) sorted[k] = variables[k].Index;
            PolynomialTerms.Sort(sorted);
            buffer.Append(coefficient, sorted[..Reduce(sorted, model)]);
        });
        return new ModelTerms(PolynomialTerms.CheckedSum(buffer.Constant), buffer.Merge(Math.Max(1, model.Variables.Count)));
    }

    internal double Value(ReadOnlySpan<int> values)
    {
        var sum = Constant;
        for (var k = 0; k < Table.Count; k++)
        {
            var product = Table.Coefficients[k];
            foreach (var variable in Table.Variables(k)) product *= values[variable];
            sum += product;
        }

        return sum;
    }

    private static int Reduce(Span<int> sorted, OptimizationModel model)
    {
        var kept = 0;
        foreach (var index in sorted)
        {
            if (kept > 0 && sorted[kept - 1] == index)
            {
                switch (model.Variables[index].Kind)
                {
                    case VariableKind.Binary: continue;
                    case VariableKind.Spin:
                        kept--;
                        continue;
                }
            }

            sorted[kept++] = index;
        }

        return kept;
    }
}
