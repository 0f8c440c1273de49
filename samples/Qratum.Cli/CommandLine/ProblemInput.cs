using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Qratum.Optimization;

namespace Qratum.Cli;

/// <summary>The argument PROBLEM: a file whose name tells what it is, or a graph, numbers or a size together with <c>--problem</c>.</summary>
internal sealed class ProblemInput
{
    private const string IndependentSet = "independent-set", VertexCover = "vertex-cover", Clique = "clique", Colouring = "colouring", Partition = "partition",
        Autocorrelation = "labs", SpinGlass = "spin-glass";

    private static readonly Dictionary<string, Func<string, SolverProblem>> Files = new(StringComparer.OrdinalIgnoreCase)
    {
        [".sparse"] = static path => SolverProblems.Of(Qubo.FromFile(path)),
        [".lp"] = static path => SolverProblems.Of(OptimizationModel.FromFile(path)),
        [".tsp"] = static path => SolverProblems.Of(TravellingSalesman.FromFile(path)),
        [".atsp"] = static path => SolverProblems.Of(TravellingSalesman.FromFile(path)),
        [".cnf"] = SolverProblems.OfFormula,
        [".wcnf"] = SolverProblems.OfFormula,
    };

    private readonly GraphInput _graph = new("PROBLEM",
        "; or a file of another problem, told by its name: .sparse (QUBO: 'n m', then 'i j q' a line), .lp (constraints over whole numbers), .tsp and .atsp (TSPLIB), .cnf and .wcnf (DIMACS); or, for --problem partition, numbers, and for labs and spin-glass a size");

    private readonly Option<string> _kind = OptionOf.Choice("--problem", "What is sought in a graph, or what the numbers mean", SolverProblem.MaxCut,
        [SolverProblem.MaxCut, IndependentSet, VertexCover, Clique, Colouring, Partition, Autocorrelation, SpinGlass]);

    private readonly Option<int?> _colours = OptionOf.WholeOrNone("--colours", "Number of colours of a colouring", 1, 1000);

    public void AddTo(Command command)
    {
        _graph.AddTo(command);
        command.Add(_kind);
        command.Add(_colours);
    }

    /// <exception cref="BadInputException">It cannot be read.</exception>
    public SolverProblem Read(ParseResult parsed, ulong seed)
    {
        var (text, kind, colours) = (_graph.Text(parsed), parsed.GetRequiredValue(_kind), parsed.GetValue(_colours));
        if (kind != Colouring && colours is not null) throw new BadInputException($"--colours: only --problem {Colouring} has colours, not {kind}.");
        if (Files.TryGetValue(Path.GetExtension(text), out var read))
        {
            if (kind != SolverProblem.MaxCut) throw new BadInputException($"--problem: the name '{text}' says what the problem is; {kind} is for graphs and numbers.");
            if (!File.Exists(text)) throw new BadInputException($"PROBLEM: there is no file '{text}'.");
            return Naming(() => read(text));
        }

        switch (kind)
        {
            case Partition: return Naming(() => SolverProblems.Of(new NumberPartitioning(Numbers(text))));
            case Autocorrelation: return SolverProblems.Of(new LowAutocorrelation(Size(text, kind, 2, 60)));
            case SpinGlass: return SolverProblems.Of(new SherringtonKirkpatrick(Size(text, kind, 2, 2000), seed));
        }

        var (graph, name) = _graph.Read(parsed);
        return Naming(() => kind switch
        {
            IndependentSet => SolverProblems.Of(kind, new MaximumIndependentSet(graph), name, isMaximum: true),
            VertexCover => SolverProblems.Of(kind, new MinimumVertexCover(graph), name, isMaximum: false),
            Clique => SolverProblems.Of(kind, new MaximumClique(graph), name, isMaximum: true),
            Colouring => SolverProblems.Of(new GraphColouring(graph, colours ?? throw new BadInputException($"--colours: --problem {Colouring} needs their number.")), name),
            _ => SolverProblems.Of(new MaxCut(graph), name),
        });
    }

    private static SolverProblem Naming(Func<SolverProblem> read) => BadInputException.Naming("PROBLEM", () =>
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is InvalidOperationException or NotSupportedException)
        {
            throw new BadInputException("PROBLEM: " + e.Message, e);
        }
    });

    private static double[] Numbers(string text) => [.. text.Split([' ', '\t', ';'], StringSplitOptions.RemoveEmptyEntries).Select(static word =>
        double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
            : throw new BadInputException($"PROBLEM: '{word}' is not a number; for --problem {Partition} it is numbers between blanks, such as \"4 5 6 7 8\"."))];

    private static int Size(string text, string kind, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size >= least && size <= most ? size
            : throw new BadInputException($"PROBLEM: '{text}' is no number of spins; --problem {kind} takes {least} to {most}.");
}
