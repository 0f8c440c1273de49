using System.Globalization;
using System.Text;

namespace Qratum;

/// <summary>Draws circuits as text, one line per qubit and one between neighbours; time runs to the right.</summary>
/// <remarks>
/// Controls are ●, the target of a controlled X is ⊕, exchanged qubits are ╳. A box over several qubits numbers them in the order
/// of the gate's arguments, or names the Pauli operator on each. <c>M→3</c> measures into classical bit 3; a condition
/// stands in the box of what depends on it.
/// </remarks>
public static class CircuitText
{
    /// <summary>Default of the greatest number of layers drawn.</summary>
    public const int DefaultMaximumLayers = 200;

    // More lines than this help nobody; ToString then says in words what there is.
    private const int MostQubitsInToString = 128;
    private const int LeastWidth = 20;

    /// <summary>Draws a circuit.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="width">Characters per line, at least 20; longer drawings continue below. A single wider box is not broken.</param>
    /// <param name="style">Characters to draw with.</param>
    /// <param name="maximumLayers">Layers drawn at most, at least 1; the last line counts the others.</param>
    /// <returns>Lines ended by LF.</returns>
    public static string Draw(
        Circuit circuit, int width = 100, CircuitTextStyle style = CircuitTextStyle.Unicode, int maximumLayers = DefaultMaximumLayers)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, LeastWidth);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumLayers, 1);
        var symbols = style == CircuitTextStyle.Ascii ? CircuitSymbols.Ascii : CircuitSymbols.Unicode;
        var (layers, left) = Layers(circuit, maximumLayers);
        var columns = layers.ConvertAll(layer => new CircuitColumn(circuit.QubitCount, layer, symbols));
        var text = new StringBuilder();
        var labels = Labels(circuit.QubitCount);
        var next = 0;
        do
        {
            if (next > 0) text.Append('\n');
            next = DrawBlock(text, columns, next, labels, width, symbols);
        }
        while (next < columns.Count);
        if (left > 0) text.Append(CultureInfo.InvariantCulture, $"... {left} more {(left == 1 ? "layer" : "layers")}\n");
        if (circuit.ClbitCount > 0)
            text.Append(CultureInfo.InvariantCulture, $"c: {circuit.ClbitCount} classical {(circuit.ClbitCount == 1 ? "bit" : "bits")}\n");
        return text.ToString();
    }

    /// <summary>The drawing, or for very wide circuits a summary.</summary>
    internal static string Describe(Circuit circuit) => circuit.QubitCount <= MostQubitsInToString
        ? Draw(circuit)
        : string.Create(CultureInfo.InvariantCulture, $"circuit of {circuit.QubitCount} qubits, {circuit.ClbitCount} classical bits, {circuit.Instructions.Length} instructions\n");

    /// <summary>
    /// Instructions by column: each as far left as the wires between its outermost qubits and its classical bits allow.
    /// Returns the first columns and the number of the others.
    /// </summary>
    private static (List<List<Instruction>> Layers, int Left) Layers(Circuit circuit, int maximum)
    {
        var wires = new int[circuit.QubitCount];
        var clbits = new int[circuit.ClbitCount];
        var layers = new List<List<Instruction>>();
        var count = 0;
        foreach (var instruction in circuit.Instructions)
        {
            var (low, high) = CircuitColumn.SpanOf(instruction);
            var span = wires.AsSpan(low, high - low + 1);
            var layer = 0;
            foreach (var front in span) layer = Math.Max(layer, front);
            if (instruction.Clbit >= 0) layer = Math.Max(layer, clbits[instruction.Clbit]);
            if (instruction.Condition is { } condition)
            {
                foreach (var bit in condition.Clbits) layer = Math.Max(layer, clbits[bit]);
                // What is written later must not be drawn before what was decided by the old value.
                foreach (var bit in condition.Clbits) clbits[bit] = layer + 1;
            }

            span.Fill(layer + 1);
            if (instruction.Clbit >= 0) clbits[instruction.Clbit] = layer + 1;
            count = Math.Max(count, layer + 1);
            if (layer >= maximum) continue;
            while (layers.Count <= layer) layers.Add([]);
            layers[layer].Add(instruction);
        }

        return (layers, count - layers.Count);
    }

    private static string[] Labels(int qubits)
    {
        var labels = new string[qubits];
        var width = string.Create(CultureInfo.InvariantCulture, $"q{qubits - 1}: ").Length;
        for (var q = 0; q < qubits; q++) labels[q] = string.Create(CultureInfo.InvariantCulture, $"q{q}: ").PadRight(width);
        return labels;
    }

    /// <summary>Draws as many columns as fit; returns the first one that does not.</summary>
    private static int DrawBlock(StringBuilder text, List<CircuitColumn> columns, int first, string[] labels, int width, CircuitSymbols symbols)
    {
        // One wire character before each column and one at the end; marks where the drawing was cut.
        var used = labels[0].Length + (first > 0 ? 1 : 0) + 2;
        var end = first;
        while (end < columns.Count && (end == first || used + 1 + columns[end].Width <= width)) used += 1 + columns[end++].Width;
        for (var line = 0; line < (2 * labels.Length) - 1; line++)
        {
            var isWire = line % 2 == 0;
            var start = text.Length;
            text.Append(isWire ? labels[line / 2] : new string(' ', labels[0].Length));
            if (first > 0) text.Append(isWire ? symbols.Continued : ' ');
            for (var c = first; c < end; c++) text.Append(isWire ? symbols.Wire : ' ').Append(columns[c].Line(line));
            text.Append(isWire ? symbols.Wire : ' ');
            if (end < columns.Count) text.Append(isWire ? symbols.Continues : ' ');
            while (text.Length > start && text[^1] == ' ') text.Length--;
            text.Append('\n');
        }

        return end;
    }
}
