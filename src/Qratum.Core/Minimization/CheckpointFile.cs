using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Qratum;

/// <summary>
/// A search on disk: data-only JSON with a format version, the kind of run, a fingerprint of the problem and a checksum. Written
/// by atomic rename, so that a file is always whole; numbers come back bit for bit.
/// </summary>
public static class CheckpointFile
{
    /// <summary>Largest file that is read, 256 MiB.</summary>
    public const long MaximumBytes = 256L << 20;

    private const int FormatVersion = 1;

    /// <summary>Writes a snapshot, replacing the file if there is one.</summary>
    /// <param name="path">The file; a temporary neighbour of the same name with <c>.tmp</c> appended is written first.</param>
    /// <param name="kind">What was searched, for example <c>vqe</c>.</param>
    /// <param name="fingerprint">Names the problem, so that a checkpoint of another one is refused on reading.</param>
    /// <param name="snapshot">The search.</param>
    /// <exception cref="IOException">The file cannot be written; the old one is then as it was, and no temporary file is left.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be written, or is a folder; likewise.</exception>
    public static void Write(string path, string kind, string fingerprint, MinimizationSnapshot snapshot) =>
        Write(path, kind, fingerprint, snapshot, CheckpointJson.Default.MinimizationSnapshot);

    /// <summary>Writes plain data of another shape in the same frame, replacing the file if there is one.</summary>
    /// <param name="path">The file; a temporary neighbour of the same name with <c>.tmp</c> appended is written first.</param>
    /// <param name="kind">What was searched, for example <c>qaoa</c>.</param>
    /// <param name="fingerprint">Names the problem, so that a checkpoint of another one is refused on reading.</param>
    /// <param name="snapshot">The data.</param>
    /// <param name="type">How they are serialised, made at compile time.</param>
    /// <exception cref="IOException">The file cannot be written; the old one is then as it was, and no temporary file is left.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be written, or is a folder; likewise.</exception>
    public static void Write<T>(string path, string kind, string fingerprint, T snapshot, JsonTypeInfo<T> type) where T : class
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(type);
        var payload = JsonSerializer.SerializeToUtf8Bytes(snapshot, type);
        using var document = JsonDocument.Parse(payload);
        var envelope = new CheckpointEnvelope(FormatVersion, kind, fingerprint, Convert.ToHexStringLower(SHA256.HashData(payload)), document.RootElement);
        var full = Path.GetFullPath(path);
        var temporary = full + ".tmp";
        var isMoved = false;
        // Opened outside, so that a neighbour that cannot be opened is left to whom it belongs.
        using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            try
            {
                JsonSerializer.Serialize(stream, envelope, CheckpointJson.Default.CheckpointEnvelope);
                stream.Flush(flushToDisk: true);
                stream.Dispose();
                File.Move(temporary, full, overwrite: true);
                isMoved = true;
            }
            finally
            {
                if (!isMoved) Discard(stream, temporary);
            }
        }
    }

    /// <summary>Deletes what could not be written or moved. That this too may fail must not hide why.</summary>
    private static void Discard(FileStream stream, string temporary)
    {
        try
        {
            stream.Dispose();
            File.Delete(temporary);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The caller learns of the first failure; a full disk, say, fails the closing as well.
        }
    }

    /// <summary>Reads a snapshot back.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="FormatException">The file is no checkpoint, of another version, kind or problem, damaged, or too large.</exception>
    public static MinimizationSnapshot Read(string path, string kind, string fingerprint)
    {
        var snapshot = Read(path, kind, fingerprint, CheckpointJson.Default.MinimizationSnapshot);
        return IsWhole(snapshot) ? snapshot : throw new FormatException($"{path}: no search in it, or one of another version.");
    }

    /// <summary>Reads plain data of another shape back; whether they are a search, the caller checks.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">What was searched, as it was written.</param>
    /// <param name="fingerprint">Names the problem, as it was written.</param>
    /// <param name="type">How the data are serialised, made at compile time.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="FormatException">The file is no checkpoint, of another version, kind or problem, damaged, or too large.</exception>
    public static T Read<T>(string path, string kind, string fingerprint, JsonTypeInfo<T> type) where T : class
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(type);
        var length = new FileInfo(path).Length;
        if (length > MaximumBytes) throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"{path}: {length} bytes; a checkpoint has at most {MaximumBytes}."));
        CheckpointEnvelope? envelope;
        var bytes = File.ReadAllBytes(path);
        if (!System.Text.Unicode.Utf8.IsValid(bytes)) throw new FormatException($"{path}: no checkpoint; it is not UTF-8 text.");
        try
        {
            envelope = JsonSerializer.Deserialize(bytes, CheckpointJson.Default.CheckpointEnvelope);
        }
        catch (JsonException error)
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"{path}: no checkpoint; line {error.LineNumber + 1}, column {error.BytePositionInLine + 1} is not the JSON of one."), error);
        }

        if (envelope is null) throw new FormatException($"{path}: no checkpoint.");
        if (envelope.FormatVersion != FormatVersion) throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"{path}: format version {envelope.FormatVersion}; this program reads {FormatVersion}."));
        if (envelope.Kind != kind) throw new FormatException($"{path}: a checkpoint of '{envelope.Kind}', not of '{kind}'.");
        // The checksum is over the payload as it was written: the raw text between its braces.
        var payload = System.Text.Encoding.UTF8.GetBytes(envelope.Snapshot.GetRawText());
        if (Convert.ToHexStringLower(SHA256.HashData(payload)) != envelope.Sha256) throw new FormatException($"{path}: the checksum does not fit; the file is damaged.");
        if (envelope.Fingerprint != fingerprint) throw new FormatException($"{path}: a checkpoint of another problem (other molecule or graph, circuit, minimizer, shots or seed).");
        try
        {
            return envelope.Snapshot.Deserialize(type) ?? throw new FormatException($"{path}: no search in it, or one of another version.");
        }
        catch (JsonException error)
        {
            throw new FormatException($"{path}: the search in it is malformed: {error.Message}", error);
        }
    }

    // The serializer lets null pass inside collections.
    private static bool IsWhole(MinimizationSnapshot snapshot) =>
        snapshot is { FormatVersion: 1, Evaluations: >= 0, State: { FormatVersion: 1, Dimension: >= 0 } }
        && snapshot.State.Vectors.Values.All(v => v is not null) && snapshot.History.All(h => h is not null);
}

/// <summary>What surrounds the snapshot in the file.</summary>
internal sealed record CheckpointEnvelope(int FormatVersion, string Kind, string Fingerprint, string Sha256, JsonElement Snapshot);

/// <summary>Serialisation without reflection; infinities and NaN are written by name.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    MaxDepth = 16,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(MinimizationSnapshot))]
[JsonSerializable(typeof(CheckpointEnvelope))]
internal sealed partial class CheckpointJson : JsonSerializerContext;
