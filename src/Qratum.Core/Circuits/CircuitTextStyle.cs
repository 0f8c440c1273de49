namespace Qratum;

/// <summary>Characters that <see cref="CircuitText"/> draws with.</summary>
public enum CircuitTextStyle
{
    /// <summary>Box-drawing characters, ● and ⊕.</summary>
    Unicode,

    /// <summary>ASCII alone, for consoles and files that show nothing else: controls are o, the target of CX is +.</summary>
    Ascii,
}
