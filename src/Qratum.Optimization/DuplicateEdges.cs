namespace Qratum.Optimization;

/// <summary>What happens when a list names the same pair of nodes twice, in either order.</summary>
public enum DuplicateEdges
{
    /// <summary>The list is refused, and the message names both places: a pair named twice is nearly always a mistake.</summary>
    Refuse,

    /// <summary>The weights are added, in the order of the list: parallel edges are one edge.</summary>
    Sum,
}
