using System.Collections.Immutable;
using System.Globalization;

namespace Qratum;

/// <summary>Recursive descent over one OpenQASM 2 program; used once.</summary>
internal sealed partial class QasmParser
{
    private readonly OpenQasm2Options _options;
    private readonly Dictionary<string, QasmGate> _gates = new(StringComparer.Ordinal);
    private readonly Dictionary<string, QasmGate>.AlternateLookup<ReadOnlySpan<char>> _gatesByWord;
    private readonly List<string> _open = [];
    private QasmLexer _lexer = null!;
    private bool _standardIncluded;
    private bool _isLibrary;

    public QasmParser(OpenQasm2Options options)
    {
        _options = options;
        _gatesByWord = _gates.GetAlternateLookup<ReadOnlySpan<char>>();
        _registersByWord = _registers.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var gate in QasmLibrary.Primitives) _gates.Add(gate.Name, gate);
    }

    /// <summary>The definitions of a text without header, in terms of given gates.</summary>
    public static IEnumerable<QasmGate> ReadDefinitions(QasmSource source, IEnumerable<QasmGate> known)
    {
        var parser = new QasmParser(OpenQasm2Options.Default) { _isLibrary = true };
        foreach (var gate in known) parser._gates.Add(gate.Name, gate);
        var before = parser._gates.Count;
        parser._lexer = new QasmLexer(source);
        parser.ReadStatements();
        return parser._gates.Values.Skip(before);
    }

    public OpenQasm2Program Read(QasmSource source)
    {
        _lexer = new QasmLexer(source);
        if (source.FullPath is not null) _open.Add(source.FullPath);
        ReadHeader();
        ReadStatements();
        if (_qubitCount == 0) throw _lexer.Error("the program declares no qubits; a line such as 'qreg q[2];' must.");
        var circuit = new Circuit(_qubitCount, _clbitCount, _instructions.DrainToImmutable(), []);
        return new OpenQasm2Program(circuit, RegistersOf(isQuantum: true), RegistersOf(isQuantum: false));
    }

    private void ReadHeader()
    {
        if (_lexer.Token.Kind != QasmTokenKind.Identifier || _lexer.Word is not "OPENQASM")
            throw _lexer.Error($"a program starts with 'OPENQASM 2.0;', here {_lexer.Describe()}.");
        _lexer.Advance();
        if (_lexer.Token.Kind is not (QasmTokenKind.Real or QasmTokenKind.Integer))
            throw _lexer.Error($"the version 2.0 is expected, {_lexer.Describe()}.");
        if (double.Parse(_lexer.Word, NumberStyles.Float, CultureInfo.InvariantCulture) != 2)
            throw _lexer.Error($"the version is {QasmSource.Quote(_lexer.Word)}; this reader knows OpenQASM 2.0.");
        _lexer.Advance();
        Semicolon();
    }

    private void ReadStatements()
    {
        while (_lexer.Token.Kind != QasmTokenKind.End) ReadStatement();
    }

    private void ReadStatement()
    {
        if (_lexer.Token.Kind != QasmTokenKind.Identifier) throw _lexer.Error($"a statement must start here, {_lexer.Describe()}.");
        switch (_lexer.Word)
        {
            case "qreg": ReadRegister(isQuantum: true); break;
            case "creg": ReadRegister(isQuantum: false); break;
            case "gate": ReadGate(); break;
            case "opaque": ReadOpaque(); break;
            case "include": ReadInclude(); break;
            case "if": ReadConditional(); break;
            case "barrier": ReadBarrier(); break;
            case "OPENQASM": throw _lexer.Error("the version stands once, at the start of the main file.");
            case "qubit" or "bit" or "input" or "output" or "def" or "let" or "for" or "while" or "const":
                throw _lexer.Error($"{QasmSource.Quote(_lexer.Word)} belongs to OpenQASM 3; this reader knows OpenQASM 2.0.");
            default: ReadOperation(null); break;
        }
    }

    private void ReadInclude()
    {
        _lexer.Advance();
        if (_lexer.Token.Kind != QasmTokenKind.Text) throw _lexer.Error($"a file name in double quotes is expected, {_lexer.Describe()}.");
        var name = _lexer.Word.ToString();
        var at = _lexer.Advance().Start - 1;
        Semicolon();
        if (name == "qelib1.inc") IncludeStandard(at);
        else IncludeFile(name, at);
    }

    private void IncludeStandard(int at)
    {
        if (_standardIncluded) throw _lexer.Source.Error(at, "\"qelib1.inc\" is included already.");
        _standardIncluded = true;
        foreach (var gate in QasmLibrary.Standard)
        {
            if (_gates.TryAdd(gate.Name, gate)) continue;
            // A program's own version of a later addition stands; the paper's gates have one meaning.
            if (!gate.IsReplaceable) throw _lexer.Source.Error(at, $"\"qelib1.inc\" defines the gate '{gate.Name}' again.");
        }
    }

    private void IncludeFile(string name, int at)
    {
        var source = _lexer.Source;
        if (source.FullPath is not { } includer)
            throw source.Error(at, $"the file {QasmSource.Quote(name)} cannot be included from a text without a path; only \"qelib1.inc\" is built in.");
        if (name.Length == 0 || Path.IsPathRooted(name) || name.AsSpan().ContainsAny(Path.GetInvalidPathChars()))
            throw source.Error(at, $"{QasmSource.Quote(name)} is no relative file name.");
        var path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(includer)!, name));
        if (_open.Contains(path)) throw source.Error(at, $"the file {QasmSource.Quote(name)} includes itself.");
        if (_open.Count > _options.MaximumIncludes)
            throw source.Error(at, $"files include one another more than {_options.MaximumIncludes} levels deep ({nameof(OpenQasm2Options)}.{nameof(OpenQasm2Options.MaximumIncludes)}).");
        if (!File.Exists(path)) throw source.Error(at, $"there is no file {QasmSource.Quote(name)} beside {QasmSource.Quote(Path.GetFileName(includer))}.");
        var outer = _lexer;
        _open.Add(path);
        _lexer = new QasmLexer(new QasmSource(name, path, File.ReadAllText(path)));
        ReadStatements();
        _open.RemoveAt(_open.Count - 1);
        _lexer = outer;
    }

    private bool Skip(QasmTokenKind kind)
    {
        if (_lexer.Token.Kind != kind) return false;
        _lexer.Advance();
        return true;
    }

    private QasmToken Expect(QasmTokenKind kind, string what)
    {
        if (_lexer.Token.Kind != kind) throw _lexer.Error($"{what} is expected, {_lexer.Describe()}.");
        return _lexer.Advance();
    }

    private void Semicolon()
    {
        if (_lexer.Token.Kind != QasmTokenKind.Semicolon)
            throw _lexer.Source.Error(_lexer.PreviousEnd, $"';' is missing; {_lexer.Describe()} instead.");
        _lexer.Advance();
    }

    /// <summary>A name being declared; checks the language's rule for names.</summary>
    private QasmToken NewName(string what)
    {
        if (_lexer.Token.Kind != QasmTokenKind.Identifier) throw _lexer.Error($"the name of {what} is expected, {_lexer.Describe()}.");
        if (!char.IsAsciiLetterLower(_lexer.Word[0]))
            throw _lexer.Error($"{QasmSource.Quote(_lexer.Word)} is no name in OpenQASM 2: names start with a lower-case letter.");
        if (IsReserved(_lexer.Word)) throw _lexer.Error($"{QasmSource.Quote(_lexer.Word)} is a word of the language and cannot name {what}.");
        return _lexer.Advance();
    }

    private static bool IsReserved(ReadOnlySpan<char> word) => word is "qreg" or "creg" or "gate" or "opaque" or "include" or "if"
        or "barrier" or "measure" or "reset" or "pi" or "sin" or "cos" or "tan" or "exp" or "ln" or "sqrt";
}
