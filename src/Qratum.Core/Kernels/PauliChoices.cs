namespace Qratum.Kernels;

/// <summary>A choice known when a kernel is compiled; compared by type, which the compiler folds before it weighs what to inline.</summary>
internal interface IPauliChoice;

internal readonly struct On : IPauliChoice;

internal readonly struct Off : IPauliChoice;

/// <summary>Independent line parts among the Z masks of a group.</summary>
internal readonly struct Rank0 : IPauliChoice;

internal readonly struct Rank1 : IPauliChoice;

internal readonly struct Rank2 : IPauliChoice;

internal readonly struct Rank3 : IPauliChoice;
