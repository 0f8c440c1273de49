namespace Qratum.Optimization;

/// <summary>Disjoint groups of bits whose number of ones constraints fix, in the order of the constraints; what a mixer can keep by itself.</summary>
internal sealed class OnesGroups
{
    private readonly HashSet<int> _taken = [];

    internal List<int[]> Groups { get; } = [];

    internal List<int> Ones { get; } = [];

    /// <summary>Takes a group unless it shares a bit with an earlier one.</summary>
    internal void TryAdd(IEnumerable<int> bits, long ones)
    {
        int[] group = [.. bits];
        if (group.Length == 0 || group.Any(_taken.Contains)) return;
        _taken.UnionWith(group);
        Groups.Add(group);
        Ones.Add((int)ones);
    }
}
