using Microsoft.Extensions.Logging;

namespace Qratum.Chemistry;

/// <summary>What coupled cluster reports; event ids 2100 to 2199.</summary>
internal static partial class CoupledClusterLog
{
    [LoggerMessage(2100, LogLevel.Debug, "CCSD iteration {Iteration}: correlation energy {Energy}, step {Step}")]
    public static partial void Iteration(ILogger logger, int iteration, double energy, double step);

    [LoggerMessage(2101, LogLevel.Information, "CCSD ends: energy {Energy}, {Iterations} iterations, {StopReason}")]
    public static partial void Ended(ILogger logger, double energy, int iterations, StopReason stopReason);
}
