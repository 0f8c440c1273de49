using System.Globalization;
using System.Numerics;

namespace Qratum.Optimization;

/// <summary>Collects terms in flat arrays; <see cref="Merge"/> sorts and adds up. Equal terms are added in the order in which they came.</summary>
internal sealed class TermBuffer
{
    private int[] _variables = new int[16];
    private int[] _ends = new int[8];
    private double[] _coefficients = new double[8];
    private int _maximumDegree;

    /// <summary>Number of terms collected, equal ones counted each.</summary>
    internal int Count { get; private set; }

    /// <summary>Sum of the terms without variables.</summary>
    internal double Constant { get; set; }

    /// <summary>Adds a term whose variables are reduced and ascend.</summary>
    internal void Append(double coefficient, ReadOnlySpan<int> variables)
    {
        if (variables.IsEmpty)
        {
            Constant += coefficient;
            return;
        }

        var start = Start(Count);
        if (_variables.Length - start < variables.Length) Array.Resize(ref _variables, Math.Max(2 * _variables.Length, start + variables.Length));
        variables.CopyTo(_variables.AsSpan(start));
        Push(coefficient, start + variables.Length);
    }

    internal void Append(double coefficient, TermTable table)
    {
        for (var k = 0; k < table.Count; k++) Append(coefficient * table.Coefficients[k], table.Variables(k));
    }

    /// <summary>Term number k as it came.</summary>
    internal ReadOnlySpan<int> Variables(int k) => _variables.AsSpan(Start(k).._ends[k]);

    internal double Coefficient(int k) => _coefficients[k];

    /// <summary>The merged and sorted terms. O(m log m) for m terms; one machine word is compared per term where its variables fit in one.</summary>
    internal TermTable Merge(int variableCount)
    {
        var order = Sorted(variableCount);
        var (offsets, coefficients) = (new int[Count + 1], new double[Count]);
        var variables = new int[Count == 0 ? 0 : _ends[Count - 1]];
        var (kept, used) = (0, 0);
        for (var k = 0; k < order.Length;)
        {
            var term = Variables(order[k]);
            var sum = _coefficients[order[k++]];
            for (; k < order.Length && Variables(order[k]).SequenceEqual(term); k++) sum += _coefficients[order[k]];
            if (!double.IsFinite(sum))
            {
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture,
                    $"The coefficients of the product of variables {string.Join(", ", term.ToArray())} add up to {sum:R}; a finite number is expected."));
            }

            if (sum == 0) continue;
            term.CopyTo(variables.AsSpan(used));
            used += term.Length;
            coefficients[kept++] = sum;
            offsets[kept] = used;
        }

        if (kept < Count)
        {
            Array.Resize(ref offsets, kept + 1);
            Array.Resize(ref coefficients, kept);
            Array.Resize(ref variables, used);
        }

        return new TermTable(offsets, variables, coefficients);
    }

    private int[] Sorted(int variableCount)
    {
        // Terms by degree (counted), then each degree by its variables packed into one word, the position deciding among equals.
        var starts = new int[_maximumDegree + 2];
        for (var k = 0; k < Count; k++) starts[_ends[k] - Start(k) + 1]++;
        for (var d = 0; d <= _maximumDegree; d++) starts[d + 1] += starts[d];
        var order = new int[Count];
        var next = starts.AsSpan().ToArray();
        for (var k = 0; k < Count; k++) order[next[_ends[k] - Start(k)]++] = k;
        var bits = BitOperations.Log2((uint)Math.Max(1, variableCount - 1)) + 1;
        for (var d = 1; d <= _maximumDegree; d++)
        {
            var (from, length) = (starts[d], starts[d + 1] - starts[d]);
            if (length < 2) continue;
            if (d * bits <= 64) SortPacked(order, from, length, bits);
            else Array.Sort(order, from, length, Comparer<int>.Create(Compare));
        }

        return order;
    }

    private void SortPacked(int[] order, int from, int length, int bits)
    {
        var keys = new ulong[length];
        var (ascending, previous) = (true, 0UL);
        for (var k = 0; k < length; k++)
        {
            var key = 0UL;
            foreach (var variable in Variables(order[from + k])) key = (key << bits) | (uint)variable;
            ascending &= key >= previous;
            keys[k] = previous = key;
        }

        if (ascending) return;
        var positions = order.AsSpan(from, length);
        keys.AsSpan().Sort(positions);
        for (var k = 0; k < length;)
        {
            var run = k + 1;
            while (run < length && keys[run] == keys[k]) run++;
            if (run - k > 1) positions[k..run].Sort();
            k = run;
        }
    }

    private int Compare(int a, int b)
    {
        var order = Variables(a).SequenceCompareTo(Variables(b));
        return order != 0 ? order : a.CompareTo(b);
    }

    private int Start(int k) => k == 0 ? 0 : _ends[k - 1];

    private void Push(double coefficient, int end)
    {
        if (Count == _ends.Length)
        {
            Array.Resize(ref _ends, 2 * Count);
            Array.Resize(ref _coefficients, 2 * Count);
        }

        _maximumDegree = Math.Max(_maximumDegree, end - Start(Count));
        _ends[Count] = end;
        _coefficients[Count++] = coefficient;
    }
}
