using Microsoft.Extensions.Logging;

namespace Qratum;

/// <summary>Log messages of VQE; event ids 1000 to 1099.</summary>
internal static partial class VqeLog
{
    [LoggerMessage(1000, LogLevel.Information, "VQE starts: {Minimizer}, {Parameters} parameters, {Qubits} qubits, {Evaluations} evaluations done before")]
    public static partial void Started(ILogger logger, string minimizer, int parameters, int qubits, int evaluations);

    [LoggerMessage(1001, LogLevel.Debug, "VQE iteration {Iteration}: energy {Energy}, {Evaluations} evaluations")]
    public static partial void Step(ILogger logger, int iteration, double energy, int evaluations);

    [LoggerMessage(1002, LogLevel.Information, "VQE ends: energy {Energy}, {Iterations} iterations, {Evaluations} evaluations, {StopReason}")]
    public static partial void Ended(ILogger logger, double energy, int iterations, int evaluations, StopReason stopReason);
}
