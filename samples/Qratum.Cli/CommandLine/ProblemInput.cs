using System.CommandLine;
using System.CommandLine.Parsing;
using Qratum.Optimization;

namespace Qratum.Cli;

/// <summary>A problem as the solvers take it: an energy to be minimized, and what it is in the user's words.</summary>
/// <param name="Name"><c>maxcut</c> or <c>qubo</c>.</param>
/// <param name="Model">The energy.</param>
/// <param name="Sign">The user's value is this times the energy: -1 for cuts, which are maximized.</param>
/// <param name="Terms">Edges or products.</param>
/// <param name="Worth">The user's value of a configuration, summed in the user's own terms.</param>
internal sealed record SolverProblem(string Name, IsingModel Model, int Sign, int Terms, Func<BitString, double> Worth)
{
    public bool IsCut => Sign < 0;

    /// <summary>An energy in the user's words; never -0.</summary>
    public double Value(double energy) => 0 + (Sign * energy);
}

/// <summary>The argument PROBLEM: a graph, whose largest cut is wanted, or a file of a QUBO.</summary>
internal sealed class ProblemInput
{
    private const string QuboExtension = ".sparse";

    private readonly GraphInput _graph = new("PROBLEM", $" to cut; or a file of a quadratic problem to minimize, 'n m' and then 'i j q' a line, whose name ends in {QuboExtension}");

    public void AddTo(Command command) => _graph.AddTo(command);

    /// <exception cref="BadInputException">It cannot be read.</exception>
    public SolverProblem Read(ParseResult parsed)
    {
        var text = _graph.Text(parsed);
        if (text.EndsWith(QuboExtension, StringComparison.OrdinalIgnoreCase))
        {
            if (!File.Exists(text)) throw new BadInputException($"PROBLEM: there is no file '{text}'.");
            var qubo = BadInputException.Naming("PROBLEM", () => Qubo.FromFile(text));
            return new SolverProblem("qubo", qubo.ToIsing(), 1, qubo.Quadratic.EdgeCount, qubo.Value);
        }

        var (graph, _) = _graph.Read(parsed);
        var cut = new MaxCut(graph);
        return new SolverProblem("maxcut", cut.ToIsing(), -1, graph.EdgeCount, cut.Value);
    }
}
