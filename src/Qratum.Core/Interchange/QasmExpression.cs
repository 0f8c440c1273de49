namespace Qratum;

internal enum QasmOpCode
{
    Constant,
    Argument,
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
    Negate,
    Sin,
    Cos,
    Tan,
    Exp,
    Ln,
    Sqrt,
}

/// <summary>One step of an expression in postfix order.</summary>
/// <param name="Code">What is done.</param>
/// <param name="Value">The constant, or the position of the argument.</param>
/// <param name="Offset">Where the step stands in the text.</param>
internal readonly record struct QasmOp(QasmOpCode Code, double Value, int Offset);

/// <summary>
/// A real expression in the arguments of a gate definition. Postfix, so that sums of any length are evaluated without
/// recursion.
/// </summary>
internal sealed class QasmExpression(QasmOp[] ops)
{
    public bool IsConstant => ops is [{ Code: QasmOpCode.Constant }];

    /// <summary>The value at given arguments.</summary>
    /// <param name="arguments">Arguments of the gate definition the expression stands in.</param>
    /// <param name="frame">The definition and its use, for messages.</param>
    public double Evaluate(ReadOnlySpan<double> arguments, in QasmFrame frame)
    {
        if (IsConstant) return ops[0].Value;
        Span<double> stack = ops.Length <= 32 ? stackalloc double[32] : new double[ops.Length];
        var top = -1;
        foreach (ref readonly var op in ops.AsSpan())
        {
            if (op.Code == QasmOpCode.Constant)
            {
                stack[++top] = op.Value;
            }
            else if (op.Code == QasmOpCode.Argument)
            {
                stack[++top] = arguments[(int)op.Value];
            }
            else
            {
                var right = stack[top];
                if (op.Code <= QasmOpCode.Power) top--;
                stack[top] = Apply(op.Code, stack[top], right, out var problem);
                if (problem is not null) throw frame.Error(op.Offset, problem);
            }
        }

        return stack[0];
    }

    private static double Tangent(double x)
    {
        var (sin, cos) = SinCos.Compute(x);
        return sin / cos;
    }

    /// <summary>One operation; functions of one number take <paramref name="right"/>.</summary>
    public static double Apply(QasmOpCode code, double left, double right, out string? problem)
    {
        var result = code switch
        {
            QasmOpCode.Add => left + right,
            QasmOpCode.Subtract => left - right,
            QasmOpCode.Multiply => left * right,
            QasmOpCode.Divide => left / right,
            QasmOpCode.Power => Elementary.Pow(left, right),
            QasmOpCode.Negate => -right,
            QasmOpCode.Sin => SinCos.Compute(right).Sin,
            QasmOpCode.Cos => SinCos.Compute(right).Cos,
            QasmOpCode.Tan => Tangent(right),
            QasmOpCode.Exp => Elementary.Exp(right),
            QasmOpCode.Ln => Elementary.Log(right),
            _ => Math.Sqrt(right),
        };
        problem = double.IsFinite(result) ? null : code switch
        {
            QasmOpCode.Divide when right == 0 => "division by zero.",
            QasmOpCode.Ln => FormattableString.Invariant($"the logarithm of {right:R} is not a real number."),
            QasmOpCode.Sqrt => FormattableString.Invariant($"the square root of {right:R} is not a real number."),
            QasmOpCode.Power => FormattableString.Invariant($"{left:R} to the power {right:R} is not a finite real number."),
            _ => "the result is not a finite number.",
        };
        return result;
    }
}

/// <summary>A gate definition and the statement whose expansion has come to it.</summary>
internal readonly record struct QasmFrame(QasmSource Source, string? Gate, QasmSource CallSource, int CallOffset)
{
    public FormatException Error(int offset, string message) => Source.Error(offset, Gate is null
        ? message
        : $"{message.TrimEnd('.')}, in the gate '{Gate}' as used at {CallSource.Place(CallOffset)}.");
}
