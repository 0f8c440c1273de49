using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace Qratum.Cli;

/// <summary>
/// Makes options whose values are read culture-free and checked against their range, with a message that names the option, the
/// value and what is allowed.
/// </summary>
internal static class OptionOf
{
    /// <summary>A whole number from <paramref name="least"/> to <paramref name="greatest"/>.</summary>
    public static Option<T> Whole<T>(string name, string description, T standard, T least, T greatest)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T> => new(name)
        {
            Description = description,
            HelpName = Placeholder(name),
            DefaultValueFactory = _ => standard,
            CustomParser = result => ReadWhole(result, name, least, greatest) ?? standard,
        };

    /// <summary>A whole number that may be left out.</summary>
    public static Option<T?> WholeOrNone<T>(string name, string description, T least, T greatest)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T> => new(name)
        {
            Description = description,
            HelpName = Placeholder(name),
            CustomParser = result => ReadWhole(result, name, least, greatest),
        };

    /// <summary>A finite real number; a comma in it is refused with a hint.</summary>
    public static Option<double> Real(string name, string description, double above, double most) => new(name)
    {
        Description = description,
        HelpName = Placeholder(name),
        Required = true,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value > above && value <= most) return value;
            var hint = text.Contains(',', StringComparison.Ordinal) ? " Write the decimal point as '.'." : "";
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name}: '{text}' is not a number above {above} and up to {most}.{hint}"));
            return 0;
        },
    };

    /// <summary>A real number in a range, ends included, with a value where none is given.</summary>
    public static Option<double> RealOr(string name, string description, double standard, double least, double most) => new(name)
    {
        Description = description,
        HelpName = Placeholder(name),
        DefaultValueFactory = _ => standard,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (ParseReal(text, out var value) && value >= least && value <= most) return value;
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name}: '{text}' is not a number from {least} to {most}."));
            return standard;
        },
    };

    /// <summary>One of a few words, in any letter case.</summary>
    public static Option<string> Choice(string name, string description, string standard, params string[] words)
    {
        var option = new Option<string>(name)
        {
            Description = $"{description}: {string.Join(", ", words)}",
            HelpName = Placeholder(name),
            DefaultValueFactory = _ => standard,
            CustomParser = result => ReadChoice(result, name, words) ?? standard,
        };
        option.CompletionSources.Add(words);
        return option;
    }

    /// <summary>The backend that runs the circuits; the tool has the simulator only and says who brings the others.</summary>
    public static Option<string> Backend() => new("--backend")
    {
        Description = "What runs the circuits; see 'qratum backends'",
        HelpName = "name",
        DefaultValueFactory = _ => BackendNames.Simulator,
        CustomParser = result =>
        {
            var name = result.Tokens[0].Value;
            if (name.Equals(BackendNames.Simulator, StringComparison.OrdinalIgnoreCase)) return BackendNames.Simulator;
            var reserved = name.Equals("ibmq", StringComparison.OrdinalIgnoreCase) ? BackendNames.Ibm : name;
            result.AddError(BackendNames.Reserved.TryGetValue(reserved, out var package)
                ? $"--backend: '{name}' is not in this tool; {package}. Here there is only {BackendNames.Simulator}."
                : $"--backend: '{name}' is no backend; here there is only {BackendNames.Simulator}.{NearestName.Hint(name, [BackendNames.Simulator, .. BackendNames.Reserved.Keys])}");
            return BackendNames.Simulator;
        },
    };

    /// <summary>A file to write; that its folder is there is checked before any work.</summary>
    public static Option<string?> OutputFile(string name, string description)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = "file" };
        option.Validators.Add(result =>
        {
            if (result.Tokens is not [{ Value: var path }]) return;
            var folder = Path.GetDirectoryName(path);
            if (path.Length == 0 || Directory.Exists(path)) result.AddError($"{name}: '{path}' is no name of a file.");
            else if (!string.IsNullOrEmpty(folder) && !Directory.Exists(folder)) result.AddError($"{name}: there is no folder '{folder}' to write to.");
        });
        return option;
    }

    /// <summary>A picture to write, its format told by the extension.</summary>
    public static Option<string?> Plot(string description)
    {
        var option = OutputFile("--plot", description + " (.svg or .png)");
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var path }] && PlotFile.Refuse(path) is { } reason) result.AddError("--plot: " + reason);
        });
        return option;
    }

    public static Option<bool> Flag(string name, string description) => new(name) { Description = description };

    public static Option<bool> Json() => Flag("--json", "Print one JSON object and nothing else on standard output");

    public static Option<bool> Estimate() => Flag("--estimate", "Only tell qubits, terms, parameters, memory and rough time of the run");

    public static Option<ulong> Seed() => Whole("--seed", "Seed of everything random", 0UL, 0UL, ulong.MaxValue);

    /// <summary>Two whole numbers separated by a comma, such as 2,4.</summary>
    public static Option<(int First, int Second)?> Pair(string name, string description, string first, string second, int least) => new(name)
    {
        Description = description,
        HelpName = $"{first},{second}",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            var parts = text.Split(',');
            if (parts.Length == 2 && ParseWhole(parts[0], out int a) && ParseWhole(parts[1], out int b) && a >= least && b >= least) return (a, b);
            result.AddError($"{name}: '{text}' is not of the form {first},{second} with whole numbers from {least.ToString(CultureInfo.InvariantCulture)}, such as 2,4.");
            return null;
        },
    };

    /// <summary>Two finite real numbers separated by a comma, such as -1.5,0.5.</summary>
    public static Option<(double First, double Second)?> RealPair(string name, string description, string first, string second) => new(name)
    {
        Description = description,
        HelpName = $"{first},{second}",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            var parts = text.Split(',');
            if (parts.Length == 2 && ParseReal(parts[0], out var a) && ParseReal(parts[1], out var b)) return (a, b);
            result.AddError($"{name}: '{text}' is not of the form {first},{second} with two numbers, such as -1.5,0.5.");
            return null;
        },
    };

    /// <summary>The word in the spelling of the list, or null with an error on the result.</summary>
    internal static string? ReadChoice(ArgumentResult result, string name, string[] words)
    {
        var text = result.Tokens[0].Value;
        var word = words.FirstOrDefault(w => w.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (word is null) result.AddError($"{name}: '{text}' is not one of {string.Join(", ", words)}.{NearestName.Hint(text, words)}");
        return word;
    }

    private static T? ReadWhole<T>(ArgumentResult result, string name, T least, T greatest)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var text = result.Tokens[0].Value;
        if (ParseWhole(text, out T value) && value >= least && value <= greatest) return value;
        var range = greatest == T.MaxValue
            ? string.Create(CultureInfo.InvariantCulture, $"of at least {least}")
            : string.Create(CultureInfo.InvariantCulture, $"from {least} to {greatest}");
        result.AddError($"{name}: '{text}' is not a whole number {range}.");
        return null;
    }

    private static bool ParseReal(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    private static bool ParseWhole<T>(string text, out T value) where T : INumberBase<T> =>
        T.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out value!);

    private static string Placeholder(string name) => name.TrimStart('-');
}
