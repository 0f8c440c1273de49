using System.CommandLine;
using System.CommandLine.Parsing;
using Qratum.Optimization;

namespace Qratum.Cli;

/// <summary>An argument that is a graph.</summary>
/// <param name="name">Name of the argument.</param>
/// <param name="more">What else it may be, after the description of a graph.</param>
internal sealed class GraphInput(string name = "GRAPH", string more = "")
{
    private readonly Argument<string> _graph = new(name)
    {
        Description = "A file ('n m', then 'i j w' a line from 1, as in Gset; or a list of edges), or edges such as \"1 2; 2 3; 3 1\"" + more,
    };

    private readonly Option<bool> _sum = OptionOf.Flag("--sum-duplicates", "Add the weights of an edge that comes twice instead of refusing it");

    public void AddTo(Command command)
    {
        command.Add(_graph);
        command.Add(_sum);
    }

    /// <summary>The argument as it was typed.</summary>
    public string Text(ParseResult parsed) => parsed.GetRequiredValue(_graph);

    /// <summary>The graph, with a name for headings.</summary>
    /// <exception cref="BadInputException">It cannot be read.</exception>
    public (Graph Graph, string Name) Read(ParseResult parsed)
    {
        var text = Text(parsed);
        var duplicates = parsed.GetValue(_sum) ? DuplicateEdges.Sum : DuplicateEdges.Refuse;
        if (Directory.Exists(text)) throw new BadInputException($"{name}: '{text}' is a folder, not a file.");
        if (!File.Exists(text) && !LooksLikeEdges(text)) throw new BadInputException($"{name}: there is no file '{text}'.");
        return BadInputException.Naming(name, () => File.Exists(text)
            ? (Graph.FromFile(text, duplicates), Path.GetFileName(text))
            : (Graph.Parse(text, duplicates), "the graph"));
    }

    /// <summary>Edges written on the command line hold a blank and neither letters nor slashes.</summary>
    private static bool LooksLikeEdges(string text) => text.Any(char.IsWhiteSpace) && !text.Any(c => c is '/' or '\\' || (char.IsLetter(c) && c is not ('e' or 'E')));
}
