namespace Qratum.Optimization;

/// <summary>What values a <see cref="Variable"/> takes.</summary>
public enum VariableKind
{
    /// <summary>0 or 1.</summary>
    Binary,

    /// <summary>The whole numbers of an interval.</summary>
    Integer,

    /// <summary>+1 or -1.</summary>
    Spin,
}
