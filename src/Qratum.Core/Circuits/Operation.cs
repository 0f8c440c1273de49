using System.Collections.Immutable;

namespace Qratum;

/// <summary>What an instruction does: a <see cref="Gate"/>, a measurement, a reset or a barrier. Closed hierarchy of immutable values.</summary>
public abstract record Operation
{
    private protected Operation()
    {
    }

    /// <summary>Lower-case name, as in OpenQASM where it has one.</summary>
    public abstract string Name { get; }

    /// <summary>Number of qubits it acts on.</summary>
    public abstract int QubitCount { get; }

    /// <summary>The angles, in the order of the name's arguments.</summary>
    public virtual ImmutableArray<Angle> Angles => [];

    /// <summary>Name with angles, for example <c>rx(0.5)</c>.</summary>
    public sealed override string ToString() => Angles.IsEmpty ? Name : $"{Name}({string.Join(", ", Angles)})";
}

/// <summary>Measures one qubit in the Z basis into one classical bit.</summary>
public sealed record Measurement : Operation
{
    private Measurement()
    {
    }

    /// <summary>The one value.</summary>
    public static Measurement Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => "measure";

    /// <inheritdoc/>
    public override int QubitCount => 1;
}

/// <summary>Sets one qubit to |0⟩, whatever it was.</summary>
public sealed record Reset : Operation
{
    private Reset()
    {
    }

    /// <summary>The one value.</summary>
    public static Reset Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => "reset";

    /// <inheritdoc/>
    public override int QubitCount => 1;
}

/// <summary>Keeps compilation from moving operations across it; does nothing to the state.</summary>
/// <param name="Width">Number of qubits it spans.</param>
public sealed record Barrier(int Width) : Operation
{
    /// <inheritdoc/>
    public override string Name => "barrier";

    /// <inheritdoc/>
    public override int QubitCount => Width;
}
