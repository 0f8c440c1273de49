using System.Globalization;
using Qratum.Chemistry;
using Qratum.Optimization;

namespace Qratum.Cli;

/// <summary>
/// Result of <c>--estimate</c>: terms are exact for graphs and a bound for molecules, memory is in bytes,
/// the time good to a factor of a few.
/// </summary>
internal sealed record EstimateReport(int Qubits, double Terms, bool TermsIsBound, long Parameters, double MemoryBytes, double RoughSeconds) : Report
{
    public static EstimateReport Of(GroundStateEstimate estimate) => new(estimate.Qubits, (double)estimate.MaximumTerms, true,
        estimate.Parameters, estimate.MemoryBytes, estimate.RoughTime.TotalSeconds);

    public static EstimateReport Of(QaoaEstimate estimate) => new(estimate.Qubits, estimate.Terms, false,
        estimate.Parameters, estimate.MemoryBytes, estimate.RoughTime.TotalSeconds);

    /// <summary>Prints the estimate.</summary>
    /// <returns>Exit code of the command.</returns>
    public int Tell(bool asJson, Terminal terminal)
    {
        if (asJson)
        {
            JsonOutput.Write(this, ReportsJson.Default.EstimateReport, terminal);
            return ExitCode.Ok;
        }

        var most = TermsIsBound ? "at most " : "";
        new Facts()
            .Add("problem", string.Create(CultureInfo.InvariantCulture, $"{Qubits} qubits, {most}{Terms:N0} Pauli terms, {Parameters:N0} parameters"))
            .Add("memory", TextOf(MemoryBytes))
            .Add("time", string.Create(CultureInfo.InvariantCulture, $"about {RoughSeconds:G2} s, within a factor of a few"))
            .Write(terminal);
        return ExitCode.Ok;
    }

    private static string TextOf(double bytes)
    {
        const double kibi = 1024;
        return bytes switch
        {
            < kibi * kibi => string.Create(CultureInfo.InvariantCulture, $"{bytes / kibi:N1} KiB"),
            < kibi * kibi * kibi => string.Create(CultureInfo.InvariantCulture, $"{bytes / kibi / kibi:N1} MiB"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / kibi / kibi / kibi:N1} GiB"),
        };
    }
}
