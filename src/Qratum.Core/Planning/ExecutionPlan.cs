using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Qratum;

/// <summary>A unitary circuit as sweeps over the state: made once by <see cref="Planner"/>, run at any number of parameter sets. Immutable.</summary>
public sealed class ExecutionPlan
{
    internal ExecutionPlan(Circuit circuit, ImmutableArray<Pass> passes)
    {
        Circuit = circuit;
        Passes = passes;
        FirstVarying = passes.TakeWhile(p => !p.HasParameters).Count();
    }

    /// <summary>What was planned.</summary>
    public Circuit Circuit { get; }

    /// <summary>The sweeps in order.</summary>
    public ImmutableArray<Pass> Passes { get; }

    /// <summary>The first pass that depends on a parameter; a gradient needs nothing from those before it.</summary>
    internal int FirstVarying { get; }

    /// <summary>One line for each pass and, indented, each of its steps, with gates, passes and bytes moved.</summary>
    public string Explain()
    {
        var text = new StringBuilder();
        var gates = Circuit.Instructions.Count(i => i.Gate is not null);
        var bytes = Passes.Length * 32.0 * Math.Pow(2, Circuit.QubitCount);
        text.Append(CultureInfo.InvariantCulture, $"{Circuit.QubitCount} qubits, {gates} gates, {Passes.Length} passes, {bytes:G4} bytes read and written in double precision\n");
        for (var k = 0; k < Passes.Length; k++) Append(text, Passes[k], string.Create(CultureInfo.InvariantCulture, $"{k + 1,6}  "));
        return text.ToString();
    }

    private static void Append(StringBuilder text, Pass pass, string margin)
    {
        text.Append(margin).Append(pass).Append('\n');
        if (pass is not BlockPass block) return;
        var inner = new string(' ', margin.Length + 2);
        foreach (var step in block.Steps) Append(text, step, inner);
    }
}
