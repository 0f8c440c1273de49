namespace Qratum.Optimization;

/// <summary>A variable of an <see cref="OptimizationModel"/>, which makes it; an <see cref="Expression"/> by itself. Immutable.</summary>
public sealed class Variable : Expression
{
    internal Variable(OptimizationModel model, int index, string name, VariableKind kind, int lower, int upper)
    {
        (Model, Index, Name, Kind, Lower, Upper) = (model, index, name, kind, lower, upper);
        Self = [this];
    }

    /// <summary>The model that it belongs to.</summary>
    public OptimizationModel Model { get; }

    /// <summary>Position among the variables of the model, from 0.</summary>
    public int Index { get; }

    /// <summary>Its name, unique in the model.</summary>
    public string Name { get; }

    /// <summary>What values it takes.</summary>
    public VariableKind Kind { get; }

    /// <summary>Least value.</summary>
    public int Lower { get; }

    /// <summary>Largest value.</summary>
    public int Upper { get; }

    internal Variable[] Self { get; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
