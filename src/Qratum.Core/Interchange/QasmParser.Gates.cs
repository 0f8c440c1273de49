namespace Qratum;

internal sealed partial class QasmParser
{
    private void ReadGate()
    {
        _lexer.Advance();
        var (name, at) = ReadGateName();
        var (angles, qubits) = ReadFormals();
        if (!Skip(QasmTokenKind.LeftBrace)) throw _lexer.Error($"'{{' and the body of the gate '{name}' are expected, {_lexer.Describe()}.");
        _arguments = angles;
        var body = new List<QasmCall>();
        while (_lexer.Token.Kind != QasmTokenKind.RightBrace) body.Add(ReadBodyStatement(name, at, qubits));
        _arguments = NoArguments;
        _lexer.Advance();
        Define(new QasmGate(name, angles.Count, qubits.Count, _lexer.Source, at, [.. body], _isLibrary));
    }

    private void ReadOpaque()
    {
        _lexer.Advance();
        var (name, at) = ReadGateName();
        var (angles, qubits) = ReadFormals();
        Semicolon();
        Define(new QasmGate(name, angles.Count, qubits.Count, _lexer.Source, at, body: null));
    }

    private (string Name, int At) ReadGateName()
    {
        var token = NewName("a gate");
        var name = _lexer.TextOf(token).ToString();
        if (_gates.TryGetValue(name, out var other) && !(other.IsReplaceable && !_isLibrary))
        {
            throw _lexer.Source.Error(token.Start, other.Source is { } source
                ? $"the gate '{name}' is defined already, at {source.Place(other.Offset)}."
                : $"the gate '{name}' is defined already, in \"qelib1.inc\".");
        }

        return (name, token.Start);
    }

    private void Define(QasmGate gate)
    {
        if (gate.Depth > _options.MaximumNesting)
            throw gate.Source!.Error(gate.Offset, $"definitions use one another more than {_options.MaximumNesting} levels deep ({nameof(OpenQasm2Options)}.{nameof(OpenQasm2Options.MaximumNesting)}).");
        _gates[gate.Name] = gate;
    }

    private (Dictionary<string, int> Angles, Dictionary<string, int> Qubits) ReadFormals()
    {
        var angles = new Dictionary<string, int>(StringComparer.Ordinal);
        var qubits = new Dictionary<string, int>(StringComparer.Ordinal);
        if (Skip(QasmTokenKind.LeftParenthesis))
        {
            if (_lexer.Token.Kind != QasmTokenKind.RightParenthesis) ReadNames("a parameter", angles, angles);
            Expect(QasmTokenKind.RightParenthesis, "',' or ')'");
        }

        ReadNames("a qubit", qubits, angles);
        return (angles, qubits);
    }

    private void ReadNames(string what, Dictionary<string, int> names, Dictionary<string, int> taken)
    {
        do
        {
            var token = NewName(what);
            var name = _lexer.TextOf(token).ToString();
            if (taken.ContainsKey(name) || !names.TryAdd(name, names.Count))
                throw _lexer.Source.Error(token.Start, $"the name '{name}' stands twice in the head of the gate.");
        }
        while (Skip(QasmTokenKind.Comma));
    }

    private QasmCall ReadBodyStatement(string name, int at, Dictionary<string, int> qubits)
    {
        var start = _lexer.Token;
        if (start.Kind == QasmTokenKind.End) throw _lexer.Source.Error(at, $"the body of the gate '{name}' is not closed; '}}' is missing.");
        if (start.Kind != QasmTokenKind.Identifier) throw _lexer.Error($"a gate or '}}' is expected, {_lexer.Describe()}.");
        if (_lexer.Word is "measure" or "reset" or "if" or "qreg" or "creg" or "gate" or "opaque" or "include")
            throw _lexer.Error($"{QasmSource.Quote(_lexer.Word)} cannot stand in the body of a gate; only gates and barriers can.");
        if (_lexer.Word is "barrier")
        {
            _lexer.Advance();
            var all = ReadBodyQubits(qubits, -1, "barrier");
            Semicolon();
            return new QasmCall(null, [], all, start.Start);
        }

        if (_lexer.Word.SequenceEqual(name)) throw _lexer.Error($"the gate '{name}' uses itself.");
        var gate = FindGate();
        List<QasmExpression> angles = [];
        ReadAngles(gate, () => angles.Add(ReadExpression()));
        var operands = ReadBodyQubits(qubits, gate.QubitCount, gate.Name);
        Semicolon();
        return new QasmCall(gate, [.. angles], operands, start.Start);
    }

    private int[] ReadBodyQubits(Dictionary<string, int> qubits, int count, string gate)
    {
        var all = new List<int>();
        do
        {
            var start = _lexer.Token.Start;
            if (_lexer.Token.Kind != QasmTokenKind.Identifier) throw _lexer.Error($"a qubit of the definition is expected, {_lexer.Describe()}.");
            if (!qubits.TryGetValue(_lexer.Word.ToString(), out var position))
                throw _lexer.Error($"{QasmSource.Quote(_lexer.Word)} is no qubit of the definition.{NearestName.Hint(_lexer.Word, qubits.Keys)}");
            if (all.Contains(position)) throw _lexer.Error($"'{gate}' names the qubit '{_lexer.Word}' twice.");
            if (all.Count == count) throw TooManyQubits(start, gate, count);
            all.Add(position);
            _lexer.Advance();
            if (_lexer.Token.Kind == QasmTokenKind.LeftBracket) throw _lexer.Error("in the body of a gate qubits are named, without an index.");
        }
        while (Skip(QasmTokenKind.Comma));
        if (count > all.Count) throw TooFewQubits(gate, count, all.Count);
        return [.. all];
    }

    /// <summary>The gate whose name stands here; moves behind the name.</summary>
    private QasmGate FindGate()
    {
        if (_gatesByWord.TryGetValue(_lexer.Word, out var gate))
        {
            _lexer.Advance();
            return gate;
        }

        var name = _lexer.Word.ToString();
        if (!_standardIncluded && QasmLibrary.Standard.Any(g => g.Name == name))
            throw _lexer.Error($"the gate '{name}' is not defined; 'include \"qelib1.inc\";' brings it.");
        throw _lexer.Error($"there is no gate {QasmSource.Quote(name)}.{NearestName.Hint(name, _gates.Keys.Where(k => k is not ("U" or "CX")))}");
    }

    /// <summary>The bracketed numbers behind a gate's name, as many as the gate takes.</summary>
    private void ReadAngles(QasmGate gate, Action read)
    {
        var count = 0;
        var end = _lexer.Token.Start;
        if (Skip(QasmTokenKind.LeftParenthesis))
        {
            while (_lexer.Token.Kind != QasmTokenKind.RightParenthesis)
            {
                if (count == gate.AngleCount) throw _lexer.Error($"'{gate.Name}' takes {Number(gate.AngleCount, "parameter")}; there are more.");
                read();
                count++;
                if (Skip(QasmTokenKind.Comma))
                {
                    if (_lexer.Token.Kind == QasmTokenKind.RightParenthesis) throw _lexer.Error("a number is expected behind ','.");
                }
                else if (_lexer.Token.Kind != QasmTokenKind.RightParenthesis)
                {
                    throw _lexer.Error($"',' or ')' is expected, {_lexer.Describe()}.");
                }
            }

            end = _lexer.Advance().Start;
        }

        if (count < gate.AngleCount) throw _lexer.Source.Error(end, $"'{gate.Name}' takes {Number(gate.AngleCount, "parameter")}, {count} given.");
    }

    private FormatException TooManyQubits(int at, string gate, int count) =>
        _lexer.Source.Error(at, $"'{gate}' acts on {Number(count, "qubit")}; there are more.");

    private FormatException TooFewQubits(string gate, int count, int given) =>
        _lexer.Source.Error(_lexer.PreviousEnd, $"'{gate}' acts on {Number(count, "qubit")}, {given} given.");

    private static string Number(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
