using Qratum.Chemistry;

namespace Qratum.Cli;

/// <summary>Calls the front door of chemistry and tells faults of the input by the argument they lie in.</summary>
internal static class GroundStateStep
{
    /// <exception cref="BadInputException">The molecule cannot be treated or is too large, or the checkpoint does not fit.</exception>
    public static async Task<GroundStateResult> SolveAsync(Func<Task<GroundStateResult>> solve, GroundStateOptions options)
    {
        try
        {
            return await solve().ConfigureAwait(false);
        }
        catch (Exception e) when (e is InsufficientMemoryException or NotSupportedException)
        {
            throw new BadInputException("MOLECULE: " + e.Message, e);
        }
        catch (Exception e) when (options.Resume && e is (FormatException or ArgumentException))
        {
            throw new BadInputException("--checkpoint: " + BadInputException.TextOf(e), e);
        }
        catch (ArgumentException e)
        {
            throw new BadInputException("MOLECULE: " + BadInputException.TextOf(e), e);
        }
    }
}
