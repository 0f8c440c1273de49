using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Qratum.Cli;

/// <summary>What every JSON object of the tool begins with.</summary>
internal abstract record Report
{
    /// <summary>Version of the keys; raised when one changes its meaning or goes.</summary>
    [JsonPropertyOrder(-1)]
    public int FormatVersion { get; init; } = 1;
}

/// <summary>Prints a report: one JSON object, numbers with every digit, a line feed at the end.</summary>
internal static class JsonOutput
{
    public static void Write<T>(T report, JsonTypeInfo<T> type, Terminal terminal) where T : Report =>
        Write(report, type, terminal.Out);

    public static void Write<T>(T report, JsonTypeInfo<T> type, TextWriter writer) where T : Report
    {
        writer.WriteLine(JsonSerializer.Serialize(report, type));
        writer.Flush();
    }
}

/// <summary>Serializers made at compile time, so that the tool runs as Native AOT. What is only written needs no metadata, which would take time to set up in every process.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(BackendsReport))]
[JsonSerializable(typeof(CurveReport))]
[JsonSerializable(typeof(QaoaReport))]
[JsonSerializable(typeof(VqeReport))]
[JsonSerializable(typeof(DrawReport))]
[JsonSerializable(typeof(RunReport))]
[JsonSerializable(typeof(EnergyReport))]
[JsonSerializable(typeof(EstimateReport))]
[JsonSerializable(typeof(EvolveReport))]
[JsonSerializable(typeof(GeometryReport))]
[JsonSerializable(typeof(HamiltonianReport))]
[JsonSerializable(typeof(IntegralsEnergyReport))]
[JsonSerializable(typeof(PhaseReport))]
[JsonSerializable(typeof(SolveReport))]
[JsonSerializable(typeof(MachineReport), GenerationMode = JsonSourceGenerationMode.Default)]
internal sealed partial class ReportsJson : JsonSerializerContext;
