using System.Collections.Immutable;
using System.Globalization;

namespace Qratum;

internal sealed partial class QasmParser
{
    private readonly ImmutableArray<Instruction>.Builder _instructions = ImmutableArray.CreateBuilder<Instruction>();
    private readonly List<ImmutableArray<int>> _singles = [];
    private readonly List<QasmOperand> _operands = [];
    private readonly List<double> _angles = [];

    private void ReadConditional()
    {
        _lexer.Advance();
        Expect(QasmTokenKind.LeftParenthesis, "'('");
        var operand = ReadOperand(isQuantum: false);
        if (operand.Index >= 0) throw _lexer.Source.Error(operand.Start, "a condition compares a whole register, not one bit, in OpenQASM 2.");
        if (operand.Register.Size > 64)
            throw _lexer.Source.Error(operand.Start, $"the register '{operand.Register.Name}' has {operand.Register.Size} bits; a condition compares at most 64.");
        Expect(QasmTokenKind.Equal, "'=='");
        if (_lexer.Token.Kind == QasmTokenKind.Minus) throw _lexer.Error("a register holds no negative number.");
        var digits = Expect(QasmTokenKind.Integer, "a whole number");
        if (!ulong.TryParse(_lexer.TextOf(digits), NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            throw _lexer.Source.Error(digits.Start, $"{QasmSource.Quote(_lexer.TextOf(digits))} is larger than any 64 bits hold.");
        Expect(QasmTokenKind.RightParenthesis, "')'");
        if (_lexer.Token.Kind == QasmTokenKind.Identifier && _lexer.Word is "if" or "barrier" or "gate" or "opaque" or "qreg" or "creg" or "include")
            throw _lexer.Error($"{QasmSource.Quote(_lexer.Word)} cannot depend on a condition; a gate, measure or reset can.");
        ReadOperation(new ClassicalCondition([.. Enumerable.Range(operand.Register.Offset, operand.Register.Size)], value));
    }

    private void ReadOperation(ClassicalCondition? condition)
    {
        if (_lexer.Token.Kind != QasmTokenKind.Identifier) throw _lexer.Error($"a gate, measure or reset is expected, {_lexer.Describe()}.");
        if (_lexer.Word is "measure") ReadMeasure(condition);
        else if (_lexer.Word is "reset") ReadReset(condition);
        else ReadGateCall(condition);
    }

    private void ReadMeasure(ClassicalCondition? condition)
    {
        var start = _lexer.Advance().Start;
        var qubits = ReadOperand(isQuantum: true);
        Expect(QasmTokenKind.Arrow, "'->'");
        var clbits = ReadOperand(isQuantum: false);
        Semicolon();
        if (qubits.Length != clbits.Length)
            throw _lexer.Source.Error(clbits.Start, $"'{qubits.Name}' cannot be measured into '{clbits.Name}': both are one element, or registers of equal size.");
        var count = Math.Max(qubits.Length, 1);
        // The language decides once whether the statement runs; single instructions would see the bits the first ones wrote.
        if (condition is not null && count > 1 && condition.Clbits.Contains(clbits.At(0)))
            throw _lexer.Source.Error(start, $"a register measured into '{clbits.Register.Name}' cannot depend on the value of '{clbits.Register.Name}'.");
        Reserve(count, start);
        for (var k = 0; k < count; k++)
            _instructions.Add(new Instruction(Measurement.Instance, Single(qubits.At(k)), clbits.At(k), condition));
    }

    private void ReadReset(ClassicalCondition? condition)
    {
        var start = _lexer.Advance().Start;
        var qubits = ReadOperand(isQuantum: true);
        Semicolon();
        var count = Math.Max(qubits.Length, 1);
        Reserve(count, start);
        for (var k = 0; k < count; k++) _instructions.Add(new Instruction(Reset.Instance, Single(qubits.At(k)), -1, condition));
    }

    private void ReadBarrier()
    {
        var start = _lexer.Advance().Start;
        ReadOperands();
        Semicolon();
        var qubits = new List<int>();
        var seen = new HashSet<int>();
        foreach (var operand in _operands)
        {
            for (var k = 0; k < Math.Max(operand.Length, 1); k++)
            {
                if (!seen.Add(operand.At(k))) throw Twice("barrier", operand, operand.At(k));
                qubits.Add(operand.At(k));
            }
        }

        Reserve(1, start);
        _instructions.Add(new Instruction(new Barrier(qubits.Count), [.. qubits]));
    }

    private void ReadGateCall(ClassicalCondition? condition)
    {
        var start = _lexer.Token.Start;
        var gate = FindGate();
        _angles.Clear();
        ReadAngles(gate);
        ReadOperands();
        if (_operands.Count > gate.QubitCount) throw TooManyQubits(_operands[gate.QubitCount].Start, gate.Name, gate.QubitCount);
        if (_operands.Count < gate.QubitCount) throw TooFewQubits(gate.Name, gate.QubitCount, _operands.Count);
        Semicolon();
        if (gate.Opaque is { } opaque)
            throw _lexer.Source.Error(start, $"'{gate.Name}' cannot be applied: the gate '{opaque}' is opaque, it has no definition.");
        var count = BroadcastLength(gate.Name);
        Reserve(Product(count, gate.InstructionCount), start);
        var angles = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_angles);
        var shared = gate.Make?.Invoke(angles);
        var frame = new QasmFrame(_lexer.Source, null, _lexer.Source, start);
        Span<int> qubits = _operands.Count <= 16 ? stackalloc int[16] : new int[_operands.Count];
        qubits = qubits[.._operands.Count];
        for (var k = 0; k < count; k++)
        {
            for (var i = 0; i < qubits.Length; i++)
            {
                qubits[i] = _operands[i].At(k);
                if (qubits[..i].Contains(qubits[i])) throw Twice(gate.Name, _operands[i], qubits[i]);
            }

            if (shared is not null) Add(shared, qubits, condition);
            else Expand(gate, angles, qubits, condition, frame);
        }
    }

    private void ReadAngles(QasmGate gate)
    {
        if (gate.AngleCount == 0 && _lexer.Token.Kind != QasmTokenKind.LeftParenthesis) return;
        ReadAngles(gate, _readAngle ??= () => _angles.Add(ReadNumber()));
    }

    private Action? _readAngle;

    private void ReadOperands()
    {
        _operands.Clear();
        do
        {
            _operands.Add(ReadOperand(isQuantum: true));
        }
        while (Skip(QasmTokenKind.Comma));
    }

    /// <summary>How often the statement is carried out: the common size of all whole registers in it.</summary>
    private int BroadcastLength(string gate)
    {
        var first = -1;
        for (var i = 0; i < _operands.Count; i++)
        {
            if (_operands[i].Length < 0) continue;
            if (first < 0) first = i;
            else if (_operands[first].Length != _operands[i].Length)
                throw _lexer.Source.Error(_operands[i].Start, $"'{gate}' runs over the registers '{_operands[first].Name}' and '{_operands[i].Name}', whose sizes differ.");
        }

        return first < 0 ? 1 : _operands[first].Length;
    }

    private void Expand(QasmGate gate, ReadOnlySpan<double> angles, ReadOnlySpan<int> qubits, ClassicalCondition? condition, in QasmFrame caller)
    {
        var frame = new QasmFrame(gate.Source!, gate.Name, caller.CallSource, caller.CallOffset);
        foreach (var call in gate.Body)
        {
            var operands = new int[call.Qubits.Length];
            for (var i = 0; i < operands.Length; i++) operands[i] = qubits[call.Qubits[i]];
            if (call.Gate is null)
            {
                _instructions.Add(new Instruction(new Barrier(operands.Length), [.. operands]));
            }
            else if (call.Fixed is { } known)
            {
                Add(known, operands, condition);
            }
            else
            {
                var inner = new double[call.Angles.Length];
                for (var i = 0; i < inner.Length; i++) inner[i] = call.Angles[i].Evaluate(angles, frame);
                if (call.Gate.Make is { } make) Add(make(inner), operands, condition);
                else Expand(call.Gate, inner, operands, condition, frame);
            }
        }
    }

    private void Add(Gate gate, ReadOnlySpan<int> qubits, ClassicalCondition? condition) =>
        _instructions.Add(new Instruction(gate, qubits.Length == 1 ? Single(qubits[0]) : [.. qubits], -1, condition));

    /// <summary>The array of one qubit, made once: most instructions of a circuit have one.</summary>
    private ImmutableArray<int> Single(int qubit)
    {
        while (_singles.Count <= qubit) _singles.Add([_singles.Count]);
        return _singles[qubit];
    }

    // No 128-bit integers here: their methods are compiled anew in every process.
    private static long Product(int count, long each) => each > long.MaxValue / 4 / Math.Max(count, 1) ? long.MaxValue / 4 : count * each;

    private void Reserve(long count, int at)
    {
        if (_instructions.Count + count > _options.MaximumInstructions)
            throw _lexer.Source.Error(at, $"with this statement the circuit has more than {_options.MaximumInstructions} instructions, the limit ({nameof(OpenQasm2Options)}.{nameof(OpenQasm2Options.MaximumInstructions)}).");
    }

    private FormatException Twice(string gate, QasmOperand operand, int qubit) =>
        _lexer.Source.Error(operand.Start, $"'{gate}' names the qubit '{operand.Register.Name}[{qubit - operand.Register.Offset}]' twice.");
}
