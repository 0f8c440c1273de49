using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Qratum.Optimization;

/// <summary>The work of <see cref="BinaryPolynomial.Quadratize"/>: terms of degree 3 and more, and for each pair of variables the terms that hold it.</summary>
internal sealed class RosenbergReduction
{
    private readonly BinaryPolynomial _original;
    private readonly TermBuffer _quadratic = new();
    private readonly List<int[]> _terms = []; // ascending variables of each term not yet quadratic
    private readonly List<double> _coefficients = [];
    private readonly Dictionary<(int I, int J), HashSet<int>> _holders = [];
    private readonly PriorityQueue<(int I, int J), (int Rank, int I, int J)> _queue = new(); // with outdated entries, passed over when they come up

    internal RosenbergReduction(BinaryPolynomial original) => _original = original;

    internal Quadratization Run()
    {
        for (var k = 0; k < _original.TermCount; k++)
        {
            var term = _original[k];
            if (term.Variables.Length <= 2) _quadratic.Append(term.Coefficient, term.Variables);
            else AddTerm(term.Variables.ToArray(), term.Coefficient);
        }

        foreach (var pair in _holders.Keys) Enqueue(pair);
        var products = ImmutableArray.CreateBuilder<(int I, int J)>();
        while (_queue.TryDequeue(out var pair, out var priority))
        {
            if (!_holders.TryGetValue(pair, out var holders) || holders.Count != -priority.Rank) continue;
            Replace(pair, [.. holders.Order()], _original.VariableCount + products.Count);
            products.Add(pair);
        }

        var count = _original.VariableCount + products.Count;
        var polynomial = new BinaryPolynomial(count, _original.Constant + _quadratic.Constant, _quadratic.Merge(count));
        return new Quadratization(_original, polynomial.ToQubo(), products.ToImmutable());
    }

    private void AddTerm(int[] variables, double coefficient)
    {
        for (var a = 0; a < variables.Length; a++)
        {
            for (var b = a + 1; b < variables.Length; b++) Holders((variables[a], variables[b])).Add(_terms.Count);
        }

        _terms.Add(variables);
        _coefficients.Add(coefficient);
    }

    private void Replace((int I, int J) pair, int[] holders, int product)
    {
        var (positive, negative) = (0.0, 0.0);
        var touched = new SortedSet<(int I, int J)>();
        foreach (var term in holders)
        {
            var coefficient = _coefficients[term];
            if (coefficient > 0) positive += coefficient;
            else negative -= coefficient;
            ReplaceIn(term, pair, product, touched);
        }

        var penalty = Math.Max(positive, negative);
        _quadratic.Append(penalty, [pair.I, pair.J]);
        _quadratic.Append(-2 * penalty, [pair.I, product]);
        _quadratic.Append(-2 * penalty, [pair.J, product]);
        _quadratic.Append(3 * penalty, [product]);
        foreach (var other in touched) Enqueue(other);
    }

    private void ReplaceIn(int term, (int I, int J) pair, int product, SortedSet<(int I, int J)> touched)
    {
        var before = _terms[term];
        int[] after = [.. before.Where(v => v != pair.I && v != pair.J), product]; // the new variable has the largest number
        var done = after.Length <= 2;
        for (var a = 0; a < before.Length; a++)
        {
            for (var b = a + 1; b < before.Length; b++)
            {
                var gone = (before[a], before[b]);
                if (!done && gone.Item1 != pair.I && gone.Item1 != pair.J && gone.Item2 != pair.I && gone.Item2 != pair.J) continue;
                var holders = Holders(gone);
                holders.Remove(term);
                if (holders.Count == 0) _holders.Remove(gone);
                else touched.Add(gone);
            }
        }

        _terms[term] = after;
        if (done)
        {
            _quadratic.Append(_coefficients[term], after);
            return;
        }

        foreach (var variable in after.AsSpan(0, after.Length - 1))
        {
            Holders((variable, product)).Add(term);
            touched.Add((variable, product));
        }
    }

    private HashSet<int> Holders((int I, int J) pair) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_holders, pair, out _) ??= [];

    private void Enqueue((int I, int J) pair)
    {
        if (_holders.TryGetValue(pair, out var holders)) _queue.Enqueue(pair, (-holders.Count, pair.I, pair.J));
    }
}
