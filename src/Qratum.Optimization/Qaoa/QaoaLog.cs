using Microsoft.Extensions.Logging;

namespace Qratum.Optimization;

/// <summary>Log messages of QAOA; event ids 3000 to 3099.</summary>
internal static partial class QaoaLog
{
    [LoggerMessage(3000, LogLevel.Information, "QAOA starts: {Spins} spins, {Layers} layers, {Minimizer}")]
    public static partial void Started(ILogger logger, int spins, int layers, string minimizer);

    [LoggerMessage(3001, LogLevel.Information, "QAOA ends: best sampled energy {Energy}, {Evaluations} evaluations, {StopReason}")]
    public static partial void Ended(ILogger logger, double energy, int evaluations, StopReason stopReason);
}
