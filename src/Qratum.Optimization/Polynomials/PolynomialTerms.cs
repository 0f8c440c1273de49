using System.Globalization;
using System.Text;

namespace Qratum.Optimization;

/// <summary>What <see cref="BinaryPolynomial"/> and <see cref="SpinPolynomial"/> and their builders share: checks, substitution, text.</summary>
internal static class PolynomialTerms
{
    /// <summary>Most terms that a change of variables may write out, 2^27.</summary>
    internal const long MaximumTerms = 1L << 27;

    private const int TermsShown = 20;

    internal static int CheckedCount(int variableCount) => variableCount is >= 1 and <= Graph.MaximumNodeCount ? variableCount
        : throw new ArgumentOutOfRangeException(nameof(variableCount), variableCount,
            $"A polynomial has 1 to {Graph.MaximumNodeCount} variables, not {variableCount}.");

    internal static void Check(double coefficient, ReadOnlySpan<int> variables, int variableCount)
    {
        if (!double.IsFinite(coefficient))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"A coefficient is {coefficient:R}; a finite number is expected."), nameof(coefficient));
        }

        foreach (var variable in variables)
        {
            if ((uint)variable >= (uint)variableCount)
            {
                throw new ArgumentOutOfRangeException(nameof(variables), variable,
                    $"Variables are 0 to {variableCount - 1}, not {variable}.");
            }
        }
    }

    /// <summary>Sorts a few variables in place.</summary>
    internal static void Sort(Span<int> variables)
    {
        if (variables.Length > 16)
        {
            variables.Sort();
            return;
        }

        for (var k = 1; k < variables.Length; k++)
        {
            var (value, j) = (variables[k], k);
            for (; j > 0 && variables[j - 1] > value; j--) variables[j] = variables[j - 1];
            variables[j] = value;
        }
    }

    /// <summary>
    /// The polynomial with every variable v replaced by shift + slope·w: a term of d variables gives one term for each of its 2^d subsets.
    /// </summary>
    internal static (double Constant, TermTable Terms) Substitute(double constant, TermTable terms, int variableCount, double shift, double slope)
    {
        var total = 0.0;
        for (var k = 0; k < terms.Count; k++) total += double.ScaleB(1, terms.Variables(k).Length);
        if (total > MaximumTerms)
        {
            throw new NotSupportedException(string.Create(CultureInfo.InvariantCulture,
                $"The change of variables writes out {total:G3} terms, more than {MaximumTerms}: a term of d variables gives 2^d; the degree is {terms.Degree}."));
        }

        var buffer = new TermBuffer { Constant = constant };
        Span<int> chosen = stackalloc int[32];
        for (var k = 0; k < terms.Count; k++)
        {
            var variables = terms.Variables(k);
            for (var subset = 0; subset < 1 << variables.Length; subset++)
            {
                var (count, coefficient) = (0, terms.Coefficients[k]);
                for (var i = 0; i < variables.Length; i++)
                {
                    if ((subset >> i & 1) != 0)
                    {
                        chosen[count++] = variables[i];
                        coefficient *= slope;
                    }
                    else
                    {
                        coefficient *= shift;
                    }
                }

                buffer.Append(coefficient, chosen[..count]);
            }
        }

        return (buffer.Constant, buffer.Merge(variableCount));
    }

    internal static double CheckedSum(double constant) => double.IsFinite(constant) ? constant
        : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The constant adds up to {constant:R}; a finite number is expected."));

    /// <summary>Linear terms and products of a polynomial of degree 2 at most.</summary>
    internal static (double[] Linear, List<Edge> Edges) Pairwise(TermTable terms, int variableCount, string instead)
    {
        if (terms.Degree > 2)
        {
            throw new InvalidOperationException(
                $"The polynomial has degree {terms.Degree}, in the product of {string.Join(", ", terms.Variables(terms.Count - 1).ToArray())}; " +
                $"a pairwise form has degree 2 at most. {instead} reduces the degree by further bits.");
        }

        var (linear, edges) = (new double[variableCount], new List<Edge>(terms.Count));
        for (var k = 0; k < terms.Count; k++)
        {
            var variables = terms.Variables(k);
            if (variables.Length == 1) linear[variables[0]] = terms.Coefficients[k];
            else edges.Add(new Edge(variables[0], variables[1], terms.Coefficients[k]));
        }

        return (linear, edges);
    }

    internal static bool[] Unpack(BitString bits, int variableCount, string parameter)
    {
        PairwiseTerms.CheckLength(bits, variableCount, parameter);
        var values = new bool[variableCount];
        for (var i = 0; i < values.Length; i++) values[i] = bits[i];
        return values;
    }

    internal static string Text(double constant, TermTable terms, char letter)
    {
        var text = new StringBuilder();
        for (var k = 0; k < Math.Min(terms.Count, TermsShown); k++)
            AppendTerm(text, terms.Coefficients[k], string.Join(' ', terms.Variables(k).ToArray().Select(v => $"{letter}{v}")));
        if (terms.Count > TermsShown) text.Append(CultureInfo.InvariantCulture, $" + … ({terms.Count} terms)");
        if (constant != 0 || terms.Count == 0) AppendTerm(text, constant, "");
        return text.ToString();
    }

    /// <summary>Writes <c> + 2 x</c>, <c> - x</c> or, at the beginning, <c>2 x</c> or <c>-x</c>.</summary>
    internal static void AppendTerm(StringBuilder text, double coefficient, string product)
    {
        text.Append((text.Length, coefficient < 0) switch { (0, false) => "", (0, true) => "-", (_, false) => " + ", (_, true) => " - " });
        var size = Math.Abs(coefficient);
        if (product.Length == 0 || size != 1) text.Append(CultureInfo.InvariantCulture, $"{size:R}");
        if (product.Length > 0) text.Append(size == 1 ? "" : " ").Append(product);
    }
}
