using System.Globalization;

namespace Qratum;

internal sealed partial class QasmParser
{
    private static readonly Dictionary<string, int> NoArguments = [];
    private readonly List<QasmOp> _ops = [];
    private Dictionary<string, int> _arguments = NoArguments;
    private int _nesting;

    /// <summary>An expression without names: its value.</summary>
    private double ReadNumber()
    {
        _ops.Clear();
        ReadSum();
        return _ops[0].Value;
    }

    /// <summary>An expression in the arguments of a definition.</summary>
    private QasmExpression ReadExpression()
    {
        _ops.Clear();
        ReadSum();
        return new QasmExpression([.. _ops]);
    }

    private void ReadSum()
    {
        ReadProduct();
        while (_lexer.Token.Kind is QasmTokenKind.Plus or QasmTokenKind.Minus)
        {
            var sign = _lexer.Advance();
            ReadProduct();
            Operate(sign.Kind == QasmTokenKind.Plus ? QasmOpCode.Add : QasmOpCode.Subtract, sign.Start);
        }
    }

    private void ReadProduct()
    {
        ReadSigned();
        while (_lexer.Token.Kind is QasmTokenKind.Star or QasmTokenKind.Slash)
        {
            var sign = _lexer.Advance();
            ReadSigned();
            Operate(sign.Kind == QasmTokenKind.Star ? QasmOpCode.Multiply : QasmOpCode.Divide, sign.Start);
        }
    }

    // A sign binds less than a power: -2^2 is -4; a power groups to the right and may have a signed exponent.
    private void ReadSigned()
    {
        if (_lexer.Token.Kind is not (QasmTokenKind.Minus or QasmTokenKind.Plus))
        {
            ReadPower();
            return;
        }

        var sign = _lexer.Advance();
        Deeper(sign.Start);
        ReadSigned();
        _nesting--;
        if (sign.Kind == QasmTokenKind.Minus) Operate(QasmOpCode.Negate, sign.Start);
    }

    private void ReadPower()
    {
        ReadAtom();
        if (_lexer.Token.Kind != QasmTokenKind.Caret) return;
        var sign = _lexer.Advance();
        Deeper(sign.Start);
        ReadSigned();
        _nesting--;
        Operate(QasmOpCode.Power, sign.Start);
    }

    private void ReadAtom()
    {
        var token = _lexer.Token;
        switch (token.Kind)
        {
            case QasmTokenKind.Integer or QasmTokenKind.Real:
                var value = double.Parse(_lexer.Word, NumberStyles.Float, CultureInfo.InvariantCulture);
                if (!double.IsFinite(value)) throw _lexer.Error($"the number {QasmSource.Quote(_lexer.Word)} is too large.");
                _ops.Add(new QasmOp(QasmOpCode.Constant, value, token.Start));
                _lexer.Advance();
                break;
            case QasmTokenKind.LeftParenthesis:
                ReadBracketed();
                break;
            case QasmTokenKind.Identifier:
                ReadWord();
                break;
            default:
                throw _lexer.Error($"a number, pi, a function or '(' is expected, {_lexer.Describe()}.");
        }
    }

    private void ReadBracketed()
    {
        var open = Expect(QasmTokenKind.LeftParenthesis, "'('");
        Deeper(open.Start);
        ReadSum();
        _nesting--;
        if (!Skip(QasmTokenKind.RightParenthesis))
            throw _lexer.Error($"')' is expected for the '(' at {_lexer.Source.Place(open.Start)}, {_lexer.Describe()}.");
    }

    private void ReadWord()
    {
        var start = _lexer.Token.Start;
        QasmOpCode? function = _lexer.Word switch
        {
            "sin" => QasmOpCode.Sin,
            "cos" => QasmOpCode.Cos,
            "tan" => QasmOpCode.Tan,
            "exp" => QasmOpCode.Exp,
            "ln" => QasmOpCode.Ln,
            "sqrt" => QasmOpCode.Sqrt,
            _ => null,
        };
        if (function is { } code)
        {
            _lexer.Advance();
            ReadBracketed();
            Operate(code, start);
        }
        else if (_lexer.Word is "pi")
        {
            _ops.Add(new QasmOp(QasmOpCode.Constant, Math.PI, start));
            _lexer.Advance();
        }
        else if (_arguments.TryGetValue(_lexer.Word.ToString(), out var position))
        {
            _ops.Add(new QasmOp(QasmOpCode.Argument, position, start));
            _lexer.Advance();
        }
        else
        {
            throw _lexer.Error($"{QasmSource.Quote(_lexer.Word)} is no number, function or parameter here.{NearestName.Hint(_lexer.Word, ["pi", "sin", "cos", "tan", "exp", "ln", "sqrt", .. _arguments.Keys])}");
        }
    }

    /// <summary>Adds an operation, or carries it out where its operands are numbers.</summary>
    private void Operate(QasmOpCode code, int at)
    {
        var isBinary = code <= QasmOpCode.Power;
        var right = _ops[^1];
        var left = isBinary ? _ops[^2] : right;
        if (left.Code != QasmOpCode.Constant || right.Code != QasmOpCode.Constant)
        {
            _ops.Add(new QasmOp(code, 0, at));
            return;
        }

        var value = QasmExpression.Apply(code, left.Value, right.Value, out var problem);
        if (problem is not null) throw _lexer.Source.Error(at, problem);
        if (isBinary) _ops.RemoveAt(_ops.Count - 1);
        _ops[^1] = new QasmOp(QasmOpCode.Constant, value, at);
    }

    private void Deeper(int at)
    {
        if (++_nesting > _options.MaximumNesting)
            throw _lexer.Source.Error(at, $"the expression is nested more than {_options.MaximumNesting} levels deep ({nameof(OpenQasm2Options)}.{nameof(OpenQasm2Options.MaximumNesting)}).");
    }
}
