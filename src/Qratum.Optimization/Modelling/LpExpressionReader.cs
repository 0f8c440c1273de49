using static Qratum.Optimization.TextRows;

namespace Qratum.Optimization;

/// <summary>Reads sums such as <c>3 x - 2 y + [ x ^ 2 + 4 x * y ] / 2</c> of an LP file.</summary>
internal sealed class LpExpressionReader(List<LpToken> tokens, LpVariables variables)
{
    /// <summary>The terms up to the first word that continues none.</summary>
    internal List<LpTerm> Read(ref int position, bool isObjective)
    {
        if (isObjective && tokens[position].Kind == LpTokenKind.Name && tokens[position + 1].Is(":")) position += 2;
        var terms = new List<LpTerm>();
        for (var isFirst = true; ; isFirst = false)
        {
            var token = tokens[position];
            var ends = token.Kind == LpTokenKind.End || token.IsRelation || LpSections.At(tokens, position) is not null || IsLabel(position);
            var isSigned = token.Is("+") || token.Is("-");
            if (ends || (!isFirst && !isSigned))
            {
                if (isFirst && !isObjective) throw Expected(token, "an expression");
                return terms;
            }

            var sign = 1;
            while (tokens[position].Is("+") || tokens[position].Is("-"))
            {
                if (tokens[position++].Is("-")) sign = -sign;
            }

            if (tokens[position].Is("[")) ReadBracket(ref position, sign, isObjective, terms);
            else terms.Add(ReadTerm(ref position, sign, isInBracket: false));
        }
    }

    private bool IsLabel(int position) => tokens[position].Kind == LpTokenKind.Name && tokens[position + 1].Is(":");

    /// <summary>[ … ], of which the objective, and only it, takes half where / 2 follows.</summary>
    private void ReadBracket(ref int position, int sign, bool isObjective, List<LpTerm> terms)
    {
        var open = tokens[position++];
        var first = terms.Count;
        for (var isFirst = true; !tokens[position].Is("]"); isFirst = false)
        {
            var token = tokens[position];
            if (token.Kind == LpTokenKind.End) throw Error(open.Line, open.Column, "the bracket '[' is not closed");
            if (!isFirst && !token.Is("+") && !token.Is("-")) throw Expected(token, "+, - or ]");
            var inner = sign;
            while (tokens[position].Is("+") || tokens[position].Is("-"))
            {
                if (tokens[position++].Is("-")) inner = -inner;
            }

            terms.Add(ReadTerm(ref position, inner, isInBracket: true));
        }

        position++;
        if (!tokens[position].Is("/"))
        {
            if (isObjective) throw Expected(tokens[position], "'/ 2' after the quadratic part of the objective");
            return;
        }

        position++;
        if (!isObjective || tokens[position] is not { Kind: LpTokenKind.Number, Number: 2 }) throw Expected(tokens[position], isObjective ? "'2'" : "no '/' in a constraint");
        position++;
        for (var k = first; k < terms.Count; k++) terms[k] = terms[k] with { Coefficient = terms[k].Coefficient / 2 };
    }

    private LpTerm ReadTerm(ref int position, double sign, bool isInBracket)
    {
        var (start, coefficient, hasNumber) = (tokens[position], sign, false);
        if (start.Kind == LpTokenKind.Number)
        {
            coefficient *= start.Number;
            hasNumber = true;
            position++;
            if (tokens[position].Kind == LpTokenKind.Number) throw Expected(tokens[position], "a variable or a sign between two numbers");
        }

        if (tokens[position].Kind != LpTokenKind.Name || LpSections.At(tokens, position) is not null || IsLabel(position))
        {
            if (hasNumber && !isInBracket) return new LpTerm(coefficient, []);
            throw Expected(tokens[position], hasNumber ? "a variable" : "a number or a variable");
        }

        if (LpSections.IsMaximization(tokens[position].Text) is not null) throw Expected(tokens[position], "a variable");
        if (!isInBracket) return new LpTerm(coefficient, [Variable(ref position)]);
        var name = Variable(ref position);
        if (tokens[position].Is("^"))
        {
            position++;
            if (tokens[position] is not { Kind: LpTokenKind.Number, Number: 2 }) throw Expected(tokens[position], "the exponent 2");
            position++;
            return new LpTerm(coefficient, [name, name]);
        }

        if (!tokens[position].Is("*")) throw Expected(tokens[position], "'^ 2' or '* variable'");
        position++;
        if (tokens[position].Kind != LpTokenKind.Name) throw Expected(tokens[position], "a variable");
        return new LpTerm(coefficient, [name, Variable(ref position)]);
    }

    private string Variable(ref int position)
    {
        variables.Mention(tokens[position]);
        return tokens[position++].Text;
    }

    private static FormatException Expected(LpToken token, string what) =>
        Error(token.Line, token.Column, $"{what} is expected, not {(token.Kind == LpTokenKind.End ? token.Text : $"'{token.Text}'")}");
}
