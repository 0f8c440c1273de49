using Qratum.Optimization;

namespace Qratum.Cli;

/// <summary>Every problem as the solvers take it.</summary>
internal static class SolverProblems
{
    /// <summary>Round trips of more cities than this have more bits than any solver over bits takes.</summary>
    private const int MostCities = 100;

    public static SolverProblem Of(MaxCut cut, string name) => new(SolverProblem.MaxCut, cut.ToIsing(), -1, cut.Graph.EdgeCount, bits => cut.Value(bits))
    {
        Draw = bits => Figures.Cut($"Largest cut of {name}", GroupsOf(bits, cut.Graph), cut.Graph),
    };

    public static SolverProblem Of(Qubo qubo) => new(SolverProblem.Qubo, qubo.ToIsing(), 1, qubo.Quadratic.EdgeCount, bits => qubo.Value(bits));

    public static SolverProblem Of(OptimizationModel model)
    {
        var encoded = model.Encode();
        return OfModel("model", encoded, encoded, model.IsMaximization, static s => s.IsFeasible ? s.Objective : null);
    }

    public static SolverProblem Of(string kind, NodeSetProblem problem, string name, bool isMaximum) =>
        OfModel(kind, problem, problem.Encoded, isMaximum, static s => s.IsFeasible ? s.Weight : null) with
        {
            Describe = bits => problem.Interpret(bits) is var set ? $"weight {Facts.Real(set.Weight)}, nodes {OneBased(set.Nodes)}{(set.IsFeasible ? "" : $"; violated: {Pairs(set.Violations)}")}" : "",
            Draw = bits => Figures.Nodes($"{char.ToUpperInvariant(kind[0])}{kind[1..].Replace('-', ' ')} of {name}", problem.Graph, problem.Interpret(bits)),
        };

    public static SolverProblem Of(GraphColouring problem, string name) =>
        OfModel("colouring", problem, problem.Encoded, isMaximum: false, static c => c.IsFeasible ? 0.0 : null) with
        {
            Describe = bits => problem.Interpret(bits) is var c ? $"{string.Join("; ", c.Colours.Select(static (colour, node) => (colour, node)).GroupBy(static p => p.colour).OrderBy(static g => g.Key)
                .Select(static g => $"{(g.Key < 0 ? "no colour" : $"colour {Facts.Whole(g.Key + 1)}")}: {OneBased(g.Select(static p => p.node))}"))}{(c.Conflicts.IsEmpty ? "" : $"; conflicts: {Pairs(c.Conflicts)}")}" : "",
            Draw = bits => Figures.Colouring($"Colouring of {name} with {Facts.Whole(problem.ColourCount)} colours", problem.Graph, problem.Interpret(bits)),
        };

    public static SolverProblem Of(NumberPartitioning problem) =>
        OfModel("partition", problem, problem.Encoded, isMaximum: false, static p => p.Difference * p.Difference) with
        {
            Describe = bits => problem.Interpret(bits) is var parts ? $"difference {Facts.Real(parts.Difference)}: {Sum(problem, parts.First)} and {Sum(problem, parts.Second)}" : "",
        };

    public static SolverProblem Of(TravellingSalesman problem)
    {
        if (problem.CityCount > MostCities)
            throw new NotSupportedException($"{problem.CityCount} cities take {(problem.CityCount - 1L) * (problem.CityCount - 1)} bits; at most {MostCities} cities are taken here.");
        return OfModel("tsp", problem, problem.Encoded, isMaximum: false, static t => t.Length) with
        {
            Exact = cancellationToken =>
            {
                var tour = problem.SolveExactly(cancellationToken);
                return new OwnAnswer(BitsOf(problem, tour), problem.CityCount <= 16 ? "dynamic programming over sets of cities" : "branch and bound on 1-trees", 1);
            },
            Describe = bits => problem.Interpret(bits) is { Length: { } length } tour ? $"length {Facts.Real(length)}: {string.Join(" - ", tour.Order.Append(0).Select(static c => c + 1))}" : "no round trip",
            Draw = problem.Points.IsEmpty ? null : bits => Figures.Tour($"Shortest round trip of {problem.Name}", problem, problem.Interpret(bits)),
        };
    }

    public static SolverProblem Of(LowAutocorrelation problem)
    {
        var polynomial = problem.ToSpinPolynomial();
        return OfPolynomial("labs", polynomial, bits => polynomial.Energy(bits), bits => problem.Interpret(bits).ToString()!);
    }

    public static SolverProblem Of(SherringtonKirkpatrick problem) =>
        new("spin-glass", problem.ToIsing(), 1, problem.ToIsing().Couplings.EdgeCount, bits => problem.Interpret(bits).Energy) { Describe = bits => problem.Interpret(bits).ToString() };

    /// <summary>Clauses, or parity checks where the first begins with x.</summary>
    public static SolverProblem OfFormula(string path)
    {
        if (File.ReadLines(path).Any(static line => line.TrimStart().StartsWith('x')))
        {
            var checks = XorSatisfiability.FromFile(path);
            return OfPolynomial("xor-satisfiability", checks.ToSpinPolynomial(), bits => checks.Interpret(bits).Cost, bits => checks.Interpret(bits).ToString());
        }

        var formula = Satisfiability.FromFile(path);
        return OfPolynomial("satisfiability", formula.ToPolynomial().ToSpinPolynomial(), bits => formula.Interpret(bits).Cost, bits => formula.Interpret(bits).ToString());
    }

    private static SolverProblem OfModel<T>(string kind, IBinaryProblem<T> problem, EncodedModel encoded, bool isMaximum, Func<T, double?> worth)
        where T : notnull
    {
        var qubo = problem.ToQubo();
        return new SolverProblem(kind, qubo.ToIsing(), isMaximum ? -1 : 1, qubo.Quadratic.EdgeCount, bits => worth(problem.Interpret(bits)))
        {
            Describe = bits => problem.Interpret(bits).ToString()!,
            Mixer = encoded.HasFixedOnes ? encoded.CreateMixer() : null,
        };
    }

    private static SolverProblem OfPolynomial(string kind, SpinPolynomial polynomial, Func<BitString, double?> worth, Func<BitString, string> describe)
    {
        var reduction = polynomial.ToBinaryPolynomial().Quadratize();
        BitString Own(BitString bits) => bits.Length == polynomial.SpinCount ? bits : reduction.Restrict(bits);
        return new SolverProblem(kind, reduction.Qubo.ToIsing(), 1, polynomial.TermCount, bits => worth(Own(bits)))
        {
            Polynomial = polynomial,
            Describe = bits => describe(Own(bits)),
            Exact = polynomial.SpinCount > BruteForce.DefaultMaximumSpins ? null : cancellationToken =>
            {
                var found = BruteForce.Minimize(polynomial, cancellationToken: cancellationToken);
                return new OwnAnswer(reduction.Extend(found.Bits), found.Method, found.Steps);
            },
        };
    }

    private static BitString BitsOf(TravellingSalesman problem, Tour tour)
    {
        var others = problem.CityCount - 1;
        var values = new int[others * others];
        for (var p = 1; p <= others; p++) values[((tour.Order[p] - 1) * others) + p - 1] = 1;
        return problem.Encoded.BitsOf(values);
    }

    /// <summary>Nodes as files and pictures count them, from 1.</summary>
    private static string OneBased(IEnumerable<int> nodes) => string.Join(' ', nodes.Select(static i => i + 1));

    private static string Pairs(IEnumerable<Edge> edges) => string.Join(' ', edges.Select(static e => $"{e.I + 1}-{e.J + 1}"));

    private static string Sum(NumberPartitioning problem, IEnumerable<int> part)
    {
        var numbers = part.Select(i => problem.Numbers[i]).ToArray();
        return numbers.Length == 0 ? "nothing" : string.Join(" + ", numbers.Select(Facts.Real));
    }

    private static int[] GroupsOf(BitString bits, Graph graph) => [.. Enumerable.Range(0, graph.NodeCount).Select(i => bits[i] ? 1 : 0)];
}
