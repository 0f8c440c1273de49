using System.Collections.Immutable;
using System.Globalization;

namespace Qratum;

internal sealed partial class QasmParser
{
    private readonly Dictionary<string, QasmRegister> _registers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, QasmRegister>.AlternateLookup<ReadOnlySpan<char>> _registersByWord;
    private int _qubitCount;
    private int _clbitCount;

    private void ReadRegister(bool isQuantum)
    {
        _lexer.Advance();
        var name = NewName("a register");
        var text = _lexer.TextOf(name).ToString();
        if (_registers.TryGetValue(text, out var other))
            throw _lexer.Source.Error(name.Start, $"the register '{text}' is declared already, at {other.Source.Place(other.At)}.");
        Expect(QasmTokenKind.LeftBracket, "'[' and the size of the register");
        var digits = Expect(QasmTokenKind.Integer, "the size of the register, a whole number,");
        Expect(QasmTokenKind.RightBracket, "']'");
        Semicolon();
        var used = isQuantum ? _qubitCount : _clbitCount;
        var bits = isQuantum ? "qubits" : "classical bits";
        if (!int.TryParse(_lexer.TextOf(digits), NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size > _options.MaximumBits - used)
            throw _lexer.Source.Error(digits.Start, $"a register of {QasmSource.Quote(_lexer.TextOf(digits))} exceeds the limit of {_options.MaximumBits} {bits} ({nameof(OpenQasm2Options)}.{nameof(OpenQasm2Options.MaximumBits)}).");
        if (size == 0) throw _lexer.Source.Error(digits.Start, "a register holds at least 1 element.");
        _registers.Add(text, new QasmRegister(new CircuitRegister(text, used, size), isQuantum, _lexer.Source, name.Start));
        if (isQuantum) _qubitCount += size;
        else _clbitCount += size;
    }

    /// <summary>A register or one element of it.</summary>
    private QasmOperand ReadOperand(bool isQuantum)
    {
        var kind = isQuantum ? "quantum" : "classical";
        if (_lexer.Token.Kind != QasmTokenKind.Identifier) throw _lexer.Error($"a {kind} register is expected, {_lexer.Describe()}.");
        var start = _lexer.Token.Start;
        if (!_registersByWord.TryGetValue(_lexer.Word, out var register))
            throw _lexer.Error($"there is no register {QasmSource.Quote(_lexer.Word)}.{NearestName.Hint(_lexer.Word, NamesOf(isQuantum))}{Declared(isQuantum)}");
        if (register.IsQuantum != isQuantum)
            throw _lexer.Error($"'{register.Layout.Name}' is a {(isQuantum ? "classical" : "quantum")} register; a {kind} one is expected here.");
        _lexer.Advance();
        if (!Skip(QasmTokenKind.LeftBracket)) return new QasmOperand(register.Layout, -1, start);
        var digits = Expect(QasmTokenKind.Integer, "an index, a whole number,");
        if (!int.TryParse(_lexer.TextOf(digits), NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index >= register.Layout.Size)
            throw _lexer.Source.Error(digits.Start, $"the index {QasmSource.Quote(_lexer.TextOf(digits))} is out of range; '{register.Layout.Name}' has the elements 0 to {register.Layout.Size - 1}.");
        Expect(QasmTokenKind.RightBracket, "']'");
        return new QasmOperand(register.Layout, index, start);
    }

    private IEnumerable<string> NamesOf(bool isQuantum) => _registers.Values.Where(r => r.IsQuantum == isQuantum).Select(r => r.Layout.Name);

    private string Declared(bool isQuantum)
    {
        var names = NamesOf(isQuantum).Take(9).ToArray();
        var kind = isQuantum ? "quantum" : "classical";
        return names.Length == 0
            ? $" No {kind} register is declared so far."
            : $" The {kind} registers are {string.Join(", ", names.Take(8))}{(names.Length > 8 ? ", ..." : "")}.";
    }

    private ImmutableArray<CircuitRegister> RegistersOf(bool isQuantum) =>
        [.. _registers.Values.Where(r => r.IsQuantum == isQuantum).Select(r => r.Layout).OrderBy(r => r.Offset)];

    private sealed record QasmRegister(CircuitRegister Layout, bool IsQuantum, QasmSource Source, int At);

    /// <summary>A register, or with an index that is not −1 one element.</summary>
    private readonly record struct QasmOperand(CircuitRegister Register, int Index, int Start)
    {
        /// <summary>Number of elements, or −1 for a single one, which goes with any number.</summary>
        public int Length => Index < 0 ? Register.Size : -1;

        public int At(int position) => Register.Offset + (Index < 0 ? position : Index);

        public string Name => Index < 0 ? $"{Register.Name}[{Register.Size}]" : $"{Register.Name}[{Index}]";
    }
}
