using System.Globalization;
using static Qratum.Optimization.TextRows;

namespace Qratum.Optimization;

/// <summary>The variables of an LP file while it is read: bounds and kinds may come in any order, and are checked at the end.</summary>
internal sealed class LpVariables
{
    private readonly List<Entry> _order = [];
    private readonly Dictionary<string, Entry> _byName = new(StringComparer.Ordinal);

    internal void Mention(LpToken token) => EntryOf(token);

    internal void Declare(LpToken token, bool isBinary)
    {
        var entry = EntryOf(token);
        entry.IsWhole = true;
        if (isBinary) (entry.Lower, entry.Upper) = (Math.Max(0, entry.Lower), Math.Min(1, entry.Upper));
    }

    internal void Bound(LpToken token, string relation, double value)
    {
        var entry = EntryOf(token);
        if (relation != "<=") entry.Lower = value;
        if (relation != ">=") entry.Upper = value;
        entry.Place = token;
    }

    internal void SetBounds(LpToken token, double lower, double upper)
    {
        var entry = EntryOf(token);
        (entry.Lower, entry.Upper, entry.Place) = (lower, upper, token);
    }

    internal Dictionary<string, Variable> AddTo(OptimizationModel model)
    {
        var variables = new Dictionary<string, Variable>(StringComparer.Ordinal);
        foreach (var entry in _order)
        {
            var (name, place) = (entry.First.Text, entry.Place);
            if (!entry.IsWhole)
                throw Error(place.Line, place.Column, $"the variable '{name}' is continuous: it is in no section 'general' or 'binary', and only whole numbers can become bits");
            if (!double.IsFinite(entry.Lower) || !double.IsFinite(entry.Upper))
                throw Error(place.Line, place.Column, $"the integer '{name}' has no {(double.IsFinite(entry.Lower) ? "upper" : "lower")} bound: it takes infinitely many values, and bits only finitely many");
            var (lower, upper) = (Math.Ceiling(entry.Lower), Math.Floor(entry.Upper));
            if (lower > upper)
                throw Error(place.Line, place.Column, string.Create(CultureInfo.InvariantCulture, $"no whole number is between the bounds {entry.Lower:R} and {entry.Upper:R} of '{name}'"));
            if (lower < int.MinValue || upper > int.MaxValue || upper - lower >= 1 << 30)
                throw Error(place.Line, place.Column, string.Create(CultureInfo.InvariantCulture, $"the bounds {entry.Lower:R} and {entry.Upper:R} of '{name}' are too far apart: at most {1 << 30} values"));
            variables.Add(name, lower == 0 && upper == 1 ? model.AddBinary(name) : model.AddInteger(name, (int)lower, (int)upper));
        }

        return variables;
    }

    private Entry EntryOf(LpToken token)
    {
        if (_byName.TryGetValue(token.Text, out var entry)) return entry;
        entry = new Entry(token);
        _order.Add(entry);
        _byName.Add(token.Text, entry);
        return entry;
    }

    private sealed class Entry(LpToken token)
    {
        internal LpToken First { get; } = token;

        internal LpToken Place { get; set; } = token;

        internal double Lower { get; set; }

        internal double Upper { get; set; } = double.PositiveInfinity;

        internal bool IsWhole { get; set; }
    }
}
