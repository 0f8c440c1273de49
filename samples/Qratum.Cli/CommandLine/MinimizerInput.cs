using System.CommandLine;
using System.CommandLine.Parsing;

namespace Qratum.Cli;

/// <summary>The options that choose how parameters are searched.</summary>
internal sealed class MinimizerInput
{
    private readonly Option<string?> _name = NameOption();

    private readonly Option<int?> _maxIterations = OptionOf.WholeOrNone("--max-iterations", "Greatest number of iterations", 1, int.MaxValue);

    public void AddTo(Command command)
    {
        command.Add(_name);
        command.Add(_maxIterations);
    }

    /// <summary>Name of the method: the one asked for, else L-BFGS where energies are exact and COBYLA where they are sampled.</summary>
    public string NameOf(ParseResult parsed, bool isExact) => parsed.GetValue(_name) ?? (isExact ? "lbfgs" : "cobyla");

    /// <summary>The method; null where nothing is asked for.</summary>
    /// <exception cref="BadInputException">It needs exact gradients and energies are sampled.</exception>
    public IMinimizer? ReadIfGiven(ParseResult parsed, bool isExact) =>
        parsed.GetValue(_name) is null && parsed.GetValue(_maxIterations) is null ? null : Read(parsed, isExact);

    /// <summary>The method.</summary>
    /// <exception cref="BadInputException">It needs exact gradients and energies are sampled.</exception>
    public IMinimizer Read(ParseResult parsed, bool isExact)
    {
        var name = NameOf(parsed, isExact);
        var minimizer = Minimizer.Create(name, parsed.GetValue(_maxIterations));
        if (!isExact && minimizer.NeedsGradient)
            throw new BadInputException($"--minimizer: {name} needs exact gradients, which shots do not give; take cobyla, spsa or nelder-mead.");
        return minimizer;
    }

    private static Option<string?> NameOption()
    {
        string[] names = [.. Minimizer.Names];
        var option = new Option<string?>("--minimizer")
        {
            Description = $"Search: {string.Join(", ", names)} (lbfgs; cobyla with shots)",
            HelpName = "minimizer",
            CustomParser = result => OptionOf.ReadChoice(result, "--minimizer", names),
        };
        option.CompletionSources.Add(names);
        return option;
    }
}
