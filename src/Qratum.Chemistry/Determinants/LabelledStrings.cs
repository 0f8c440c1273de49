namespace Qratum.Chemistry;

/// <summary>The strings of one spin, by rising label and within a label by rising bit mask.</summary>
internal sealed class LabelledStrings
{
    private readonly DeterminantStrings _strings;
    private readonly int[] _places;
    private readonly ulong[] _masks;
    private readonly byte[] _labels;

    public LabelledStrings(OrbitalLabels labels, int electronCount)
    {
        _strings = new DeterminantStrings(labels.OrbitalCount, electronCount);
        var byRank = new byte[_strings.Count];
        First = new int[labels.Count + 1];
        for (var rank = 0; rank < byRank.Length; rank++)
        {
            byRank[rank] = (byte)labels.Of(_strings[rank]);
            First[byRank[rank] + 1]++;
        }

        for (var label = 0; label < labels.Count; label++) First[label + 1] += First[label];
        var next = First[..^1];
        (_places, _masks, _labels) = (new int[byRank.Length], new ulong[byRank.Length], new byte[byRank.Length]);
        for (var rank = 0; rank < byRank.Length; rank++)
        {
            var place = next[byRank[rank]]++;
            (_places[rank], _masks[place], _labels[place]) = (place, _strings[rank], byRank[rank]);
        }
    }

    public int OrbitalCount => _strings.OrbitalCount;

    public int ElectronCount => _strings.ElectronCount;

    public int Count => _masks.Length;

    /// <summary>First string of each label, and the number of strings.</summary>
    public int[] First { get; }

    public ulong this[int index] => _masks[index];

    public int LabelOf(int index) => _labels[index];

    public int CountOf(int label) => First[label + 1] - First[label];

    public int IndexOf(ulong mask) => _places[_strings.IndexOf(mask)];

    /// <summary>Number of a string among all of them by rising bit mask.</summary>
    public int RankOf(int index) => _strings.IndexOf(_masks[index]);
}
