using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Qratum.Chemistry;

/// <summary>What Hartree-Fock reports; event ids 2000 to 2099.</summary>
internal static partial class HartreeFockLog
{
    public static Counter<long> Cycles { get; } =
        QratumDiagnostics.Meter.CreateCounter<long>("qratum.scf.cycles", "{cycle}", "Self-consistent-field cycles.");

    [LoggerMessage(2000, LogLevel.Debug, "SCF cycle {Cycle}: energy {Energy}, gradient {Gradient}")]
    public static partial void Cycle(ILogger logger, int cycle, double energy, double gradient);

    [LoggerMessage(2001, LogLevel.Information, "SCF ends: energy {Energy}, {Cycles} cycles, {StopReason}")]
    public static partial void Ended(ILogger logger, double energy, int cycles, StopReason stopReason);

    [LoggerMessage(2002, LogLevel.Debug, "SCF solution at {Energy} is a saddle point, curvature {Curvature}; descending")]
    public static partial void Descent(ILogger logger, double energy, double curvature);

    [LoggerMessage(2003, LogLevel.Warning, "SCF: {Warning}")]
    public static partial void Doubt(ILogger logger, string warning);
}
