using System.CommandLine;
using Qratum.Chemistry;

namespace Qratum.Cli;

/// <summary>The options of states above the ground state.</summary>
internal sealed class ExcitedInput
{
    private readonly Option<int?> _count = OptionOf.WholeOrNone("--excited", "So many states above the ground state, on determinants", 1, 1000);
    private readonly Option<string> _method = OptionOf.Choice(
        "--excited-method", "vqd: one after the other, kept apart by penalties; ssvqe: one circuit for all; qeom: singles and doubles of the ground state", "vqd", "vqd", "ssvqe", "qeom");

    public void AddTo(Command command)
    {
        command.Add(_count);
        command.Add(_method);
    }

    /// <summary>What to find; null for nothing.</summary>
    /// <exception cref="BadInputException">A method was given without a number of states, or the ansatz is none of excitations.</exception>
    public ExcitedStatesOptions? Read(ParseResult parsed, GroundStateOptions options)
    {
        var method = parsed.GetRequiredValue(_method);
        if (parsed.GetValue(_count) is not { } count)
        {
            if (method != "vqd") throw new BadInputException("--excited-method: it needs --excited, how many states.");
            return null;
        }

        if (options.Ansatz is AnsatzKind.QubitAdapt or AnsatzKind.Ucj or AnsatzKind.Lucj or AnsatzKind.Givens or AnsatzKind.HardwareEfficient)
            throw new BadInputException("--excited: states are found on determinants; take an --ansatz of excitations.");
        return new ExcitedStatesOptions
        {
            Count = count,
            Method = method switch
            {
                "ssvqe" => ExcitedStatesMethod.Ssvqe,
                "qeom" => ExcitedStatesMethod.Qeom,
                _ => ExcitedStatesMethod.Vqd,
            },
            Seed = options.Seed,
            MaximumExactDeterminants = options.MaximumExactDeterminants,
        };
    }

    /// <summary>The states above a ground state.</summary>
    /// <exception cref="BadInputException">They cannot be found: the ansatz is none of excitations, or memory is short.</exception>
    public static async Task<ExcitedStatesResult> SolveAsync(
        GroundStateResult ground, ExcitedStatesOptions options, IProgress<HistoryPoint> progress, CancellationToken cancellationToken)
    {
        try
        {
            return await ExcitedStates.SolveAsync(ground, options, progress, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is NotSupportedException or InsufficientMemoryException)
        {
            throw new BadInputException("--excited: " + BadInputException.TextOf(e), e);
        }
    }
}
