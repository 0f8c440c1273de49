using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Qratum.Optimization;

/// <summary>
/// A <see cref="Qaoa"/> run on disk, in the frame of <see cref="CheckpointFile"/>: a run killed at any point and resumed ends in the
/// bits of an uninterrupted one.
/// </summary>
/// <example>
/// <code>
/// var checkpoint = new QaoaCheckpoint("run.json", model, minimizer, options);
/// options = options with { AfterStep = checkpoint.Write, Resume = File.Exists(checkpoint.Path) ? checkpoint.Read() : null };
/// </code>
/// </example>
public sealed class QaoaCheckpoint
{
    private const string Kind = "qaoa";

    private readonly string _fingerprint;

    /// <summary>Names the file and the problem that it is of.</summary>
    /// <param name="path">The file; it need not exist yet.</param>
    /// <param name="model">What is minimized.</param>
    /// <param name="minimizer">What searches the angles.</param>
    /// <param name="options">Layers, shots, seed and the like of the run.</param>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    public QaoaCheckpoint(string path, IsingModel model, IMinimizer minimizer, QaoaOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(minimizer);
        ArgumentNullException.ThrowIfNull(options);
        Path = path;
        _fingerprint = FingerprintOf(model, minimizer, options);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Writes a snapshot by atomic rename; fits <see cref="QaoaOptions.AfterStep"/>.</summary>
    /// <exception cref="IOException">The file cannot be written; the old one is then as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be written, or is a folder; likewise.</exception>
    public void Write(QaoaSnapshot snapshot) =>
        CheckpointFile.Write(Path, Kind, _fingerprint, snapshot, QaoaCheckpointJson.Default.QaoaSnapshot);

    /// <summary>Reads the snapshot back; fits <see cref="QaoaOptions.Resume"/>.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="FormatException">The file is no checkpoint, of another version, kind or problem, damaged, or too large.</exception>
    public QaoaSnapshot Read()
    {
        var snapshot = CheckpointFile.Read(Path, Kind, _fingerprint, QaoaCheckpointJson.Default.QaoaSnapshot);
        return IsWhole(snapshot) ? snapshot : throw new FormatException($"{Path}: no search in it, or one of another version.");
    }

    // The serializer lets null pass inside collections.
    private static bool IsWhole(QaoaSnapshot snapshot) =>
        snapshot is { FormatVersion: 1, StartIndex: >= 0, Search: { FormatVersion: 1, Evaluations: >= 0, State: { FormatVersion: 1, Dimension: >= 0 } } }
        && snapshot.Search.State.Vectors.Values.All(static v => v is not null) && snapshot.Search.History.All(static h => h is not null)
        && snapshot.Ended.All(static s => s is { Evaluations: >= 0 } && s.History.All(static h => h is not null));

    /// <summary>Names the problem, so that a checkpoint of another one is refused rather than continued.</summary>
    private static string FingerprintOf(IsingModel model, IMinimizer minimizer, QaoaOptions options)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(FormattableString text) => hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant(text) + "\n"));
        Add($"{model.SpinCount} {model.Constant:R}");
        foreach (var field in model.Fields) Add($"{field:R}");
        foreach (var edge in model.Couplings.Edges) Add($"{edge.I} {edge.J} {edge.Weight:R}");
        Add($"{minimizer.Name} {options.Layers} {options.Shots} {options.Training} {options.TailFraction:R} {options.Seed} {options.Starts}");
        if (options.Mixer is { } mixer) Add($"{mixer.Description}");
        if (options.Sharing != AngleSharing.Layer || !options.Schedule.IsFree || options.Growth != LayerGrowth.None || options.FlipSymmetry != FlipSymmetry.Unused)
            Add($"{options.Sharing} {options.Schedule} {options.Growth} {options.FlipSymmetry}");
        if (options.Start is { } start)
        {
            foreach (var angle in start.ToParameters()) Add($"{angle:R}");
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

/// <summary>Serialisation without reflection, as strict as that of <see cref="CheckpointFile"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    MaxDepth = 16,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(QaoaSnapshot))]
internal sealed partial class QaoaCheckpointJson : JsonSerializerContext;
