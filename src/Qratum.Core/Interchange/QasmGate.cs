namespace Qratum;

/// <summary>Makes a gate from its angles.</summary>
internal delegate Gate QasmGateFactory(ReadOnlySpan<double> angles);

/// <summary>A name that can be applied: a gate of Qratum, a definition to expand, or an opaque declaration.</summary>
internal sealed class QasmGate
{
    /// <summary>A gate of Qratum's own.</summary>
    public QasmGate(string name, int angleCount, int qubitCount, QasmGateFactory make, bool isReplaceable)
    {
        (Name, AngleCount, QubitCount, Make, IsReplaceable) = (name, angleCount, qubitCount, make, isReplaceable);
        InstructionCount = 1;
    }

    /// <summary>A definition; without a body, an opaque declaration.</summary>
    public QasmGate(string name, int angleCount, int qubitCount, QasmSource source, int offset, QasmCall[]? body, bool isReplaceable = false)
    {
        (Name, AngleCount, QubitCount, IsReplaceable) = (name, angleCount, qubitCount, isReplaceable);
        (Source, Offset) = (source, offset);
        // Calls of empty definitions are left out: they would cost time without an instruction that counts.
        Body = Array.FindAll(body ?? [], c => c.Gate is not { InstructionCount: 0, Opaque: null });
        Opaque = body is null ? name : null;
        foreach (var call in Body)
        {
            Opaque ??= call.Gate?.Opaque;
            Depth = Math.Max(Depth, (call.Gate?.Depth ?? 0) + 1);
            // Counts stop growing far beyond any limit, long before they overflow.
            InstructionCount = Math.Min(InstructionCount + (call.Gate?.InstructionCount ?? 1), long.MaxValue / 4);
        }
    }

    public string Name { get; }

    public int AngleCount { get; }

    public int QubitCount { get; }

    /// <summary>Null for a definition.</summary>
    public QasmGateFactory? Make { get; }

    /// <summary>Whether a text may define the name anew: those that the paper's library does not have.</summary>
    public bool IsReplaceable { get; }

    public QasmSource? Source { get; }

    public int Offset { get; }

    public QasmCall[] Body { get; } = [];

    /// <summary>Name of the opaque gate that this one is or needs; null where all is defined.</summary>
    public string? Opaque { get; }

    /// <summary>Number of instructions that one use expands to.</summary>
    public long InstructionCount { get; }

    /// <summary>Levels of definitions below this one.</summary>
    public int Depth { get; }
}

/// <summary>A statement in the body of a definition.</summary>
internal sealed class QasmCall
{
    public QasmCall(QasmGate? gate, QasmExpression[] angles, int[] qubits, int offset)
    {
        (Gate, Angles, Qubits, Offset) = (gate, angles, qubits, offset);
        if (gate?.Make is not { } make || !Array.TrueForAll(angles, a => a.IsConstant)) return;
        Fixed = make(Array.ConvertAll(angles, a => a.Evaluate([], default)));
    }

    /// <summary>What is applied; null for a barrier.</summary>
    public QasmGate? Gate { get; }

    public QasmExpression[] Angles { get; }

    /// <summary>Positions among the qubits of the definition.</summary>
    public int[] Qubits { get; }

    public int Offset { get; }

    /// <summary>The gate itself where it does not depend on the arguments of the definition.</summary>
    public Gate? Fixed { get; }
}
