namespace Qratum;

/// <summary>One column of a circuit drawing: instructions that have no wire in common.</summary>
internal sealed class CircuitColumn
{
    private readonly char[][] _lines;
    private readonly CircuitSymbols _symbols;

    public CircuitColumn(int qubits, List<Instruction> instructions, CircuitSymbols symbols)
    {
        _symbols = symbols;
        Width = instructions.Max(WidthOf) | 1;
        _lines = new char[(2 * qubits) - 1][];
        for (var line = 0; line < _lines.Length; line++)
        {
            _lines[line] = new char[Width];
            Array.Fill(_lines[line], line % 2 == 0 ? symbols.Wire : ' ');
        }

        foreach (var instruction in instructions) Draw(instruction);
    }

    /// <summary>Odd, so that everything has a middle.</summary>
    public int Width { get; }

    public char[] Line(int line) => _lines[line];

    public static (int Low, int High) SpanOf(Instruction instruction)
    {
        var (low, high) = (int.MaxValue, 0);
        foreach (var qubit in instruction.Qubits) (low, high) = (Math.Min(low, qubit), Math.Max(high, qubit));
        return (low, high);
    }

    private int WidthOf(Instruction instruction)
    {
        if (instruction.Operation is Barrier) return 1;
        if (instruction.Gate is not { } gate) return BoxWidth(OneQubitLabel(instruction));
        var (target, qubits) = TargetOf(gate, instruction.Qubits.AsSpan());
        if (IsMark(target, gate, instruction)) return 1;
        var label = _symbols.Label(target) + CircuitSymbols.Label(instruction.Condition);
        return qubits.Length == 1 ? BoxWidth(label) : BoxWidth(Pad(label, FrameTags(target, qubits.Length).Max(t => t.Length)));
    }

    private static int BoxWidth(string label) => label.Length + 2;

    // Room for the tag of a qubit and a blank before the label, which may share a line.
    private static string Pad(string label, int tag) => new string(' ', tag + 1) + label;

    private void Draw(Instruction instruction)
    {
        if (instruction.Operation is Barrier)
        {
            DrawBarrier(instruction);
            return;
        }

        if (instruction.Gate is not { } gate)
        {
            DrawBox(instruction.Qubits[0], OneQubitLabel(instruction));
            return;
        }

        var (target, targets) = TargetOf(gate, instruction.Qubits.AsSpan());
        var controls = instruction.Qubits.AsSpan()[..^targets.Length];
        var (low, high) = SpanOf(instruction);
        for (var line = (2 * low) + 1; line < 2 * high; line++) Middle(line) = line % 2 == 0 ? _symbols.Cross : _symbols.Vertical;
        var label = _symbols.Label(target) + CircuitSymbols.Label(instruction.Condition);
        if (IsMark(target, gate, instruction))
        {
            foreach (var q in targets) Middle(2 * q) = targets.Length == 2 ? _symbols.Swap : _symbols.Target;
        }
        else if (targets.Length == 1)
        {
            DrawBox(targets[0], label);
        }
        else
        {
            DrawFrame(targets, FrameTags(target, targets.Length), label);
        }

        foreach (var q in controls) Middle(2 * q) = _symbols.Control;
    }

    private void DrawBarrier(Instruction instruction)
    {
        var qubits = instruction.Qubits.ToHashSet();
        foreach (var q in qubits)
        {
            Middle(2 * q) = _symbols.Barrier;
            if (qubits.Contains(q + 1)) Middle((2 * q) + 1) = _symbols.Barrier;
        }
    }

    private void DrawBox(int qubit, string label) => Put(2 * qubit, _symbols.Left + label + _symbols.Right);

    private void DrawFrame(ReadOnlySpan<int> qubits, string[] tags, string label)
    {
        var tagWidth = tags.Max(t => t.Length);
        var inner = BoxWidth(Pad(label, tagWidth)) - 2;
        var (top, bottom) = (int.MaxValue, 0);
        foreach (var q in qubits) (top, bottom) = (Math.Min(top, 2 * q), Math.Max(bottom, 2 * q));
        var middle = (top + bottom) / 2;
        // A wire that only passes through carries no text.
        if (middle % 2 == 0 && !qubits.Contains(middle / 2)) middle--;
        for (var line = top; line <= bottom; line++)
        {
            var index = line % 2 == 0 ? qubits.IndexOf(line / 2) : -1;
            var tag = index < 0 ? "" : tags[index];
            var text = line == middle ? tag.PadRight(tagWidth + 1) + label : tag;
            if (line % 2 != 0) Put(line, _symbols.Vertical + text.PadRight(inner) + _symbols.Vertical);
            else if (index >= 0) Put(line, _symbols.Left + text.PadRight(inner) + _symbols.Right);
            else Put(line, _symbols.Cross + new string(_symbols.Wire, inner) + _symbols.Cross);
        }
    }

    private ref char Middle(int line) => ref _lines[line][Width / 2];

    private void Put(int line, string text) => text.CopyTo(0, _lines[line], (Width - text.Length) / 2, text.Length);

    private string OneQubitLabel(Instruction instruction) =>
        (instruction.Operation is Measurement ? $"M{_symbols.Arrow}{instruction.Clbit}" : _symbols.Zero) + CircuitSymbols.Label(instruction.Condition);

    private static (Gate Target, int[] Qubits) TargetOf(Gate gate, ReadOnlySpan<int> qubits) => gate is ControlledGate controlled
        ? (controlled.Target, qubits[controlled.ControlCount..].ToArray())
        : (gate, qubits.ToArray());

    /// <summary>Whether the target is one character and no box: exchanges, and X under controls; a condition needs the box.</summary>
    private static bool IsMark(Gate target, Gate gate, Instruction instruction) => instruction.Condition is null
        && target is StandardGate standard
        && (standard.Kind == StandardGateKind.Swap || (standard.Kind == StandardGateKind.X && gate is ControlledGate));

    private static string[] FrameTags(Gate target, int count) => target is PauliRotation rotation
        ? [.. Enumerable.Range(0, count).Select(k => rotation.Pauli[k].ToString())]
        : [.. Enumerable.Range(0, count).Select(k => $"{k}")];
}
