using System.Reflection;

namespace Qratum;

/// <summary>
/// What fixes the bits of a result: what was asked, with which seed, and what answered. Two results with the same
/// <see cref="Fingerprint"/>, <see cref="Version"/> and kind of <see cref="Path"/> (vectors of any width, or scalar) are the same bits, on any
/// number of threads. Immutable.
/// </summary>
public sealed class RunIdentity
{
    private static readonly string ThisVersion =
        typeof(RunIdentity).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    private readonly Lazy<string> _fingerprint;

    internal RunIdentity(Func<string> fingerprint, ulong? seed, string path)
    {
        // Most results are never asked for it.
        _fingerprint = new Lazy<string>(fingerprint);
        Seed = seed;
        Path = path;
    }

    /// <summary>
    /// SHA-256, as 64 hexadecimal digits, of the circuit, the parameter sets, the observables, the precision, and, where shots are drawn,
    /// their number and seed: the same on every platform. Made when first read, linear in the request; circuits and observables are
    /// hashed once as long as they live.
    /// </summary>
    public string Fingerprint => _fingerprint.Value;

    /// <summary>The seed of everything random; null where nothing is.</summary>
    public ulong? Seed { get; }

    /// <summary>Version of Qratum, with the commit where it is known.</summary>
    public string Version { get; } = ThisVersion;

    /// <summary>The code that ran, for example <c>simulator, double, 512-bit vectors</c>.</summary>
    public string Path { get; }

    /// <summary>The identity of a request; parameters are copied, since the caller may change them.</summary>
    internal static RunIdentity Of(
        string what, Circuit circuit, PauliSum[] observables, IReadOnlyList<ReadOnlyMemory<double>> parameterSets, Precision precision, long shots, ulong? seed, string path)
    {
        double[][] sets = [.. parameterSets.Select(s => s.ToArray())];
        return new RunIdentity(() =>
        {
            var writer = new FingerprintWriter().Add(what).Add(circuit).Add(sets).Add(observables.Length);
            foreach (var observable in observables) writer.Add(observable);
            return writer.Add(precision == Precision.Double ? 64 : 32).Add(shots).Add(seed is null ? 0 : 1).Add((long)(seed ?? 0)).Finish();
        }, seed, path);
    }

    /// <summary>All of it in one line.</summary>
    public override string ToString() => $"{Fingerprint}, {(Seed is { } seed ? $"seed {seed}, " : "")}Qratum {Version}, {Path}";
}
