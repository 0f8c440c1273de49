using System.Globalization;
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

    /// <summary>An identity that was saved.</summary>
    /// <param name="fingerprint">The fingerprint.</param>
    /// <param name="seed">The seed; null where nothing is random.</param>
    /// <param name="path">The code that ran.</param>
    public RunIdentity(string fingerprint, ulong? seed, string path)
    {
        ArgumentNullException.ThrowIfNull(fingerprint);
        ArgumentNullException.ThrowIfNull(path);
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
        string what, Circuit circuit, PauliSum[] observables, IReadOnlyList<ReadOnlyMemory<double>> parameterSets, Precision precision, long shots, ulong? seed, string path, MachineCost? machine = null)
    {
        double[][] sets = [.. parameterSets.Select(s => s.ToArray())];
        return new RunIdentity(() =>
        {
            var writer = new FingerprintWriter().Add(what).Add(circuit).Add(sets).Add(observables.Length);
            foreach (var observable in observables) writer.Add(observable);
            writer.Add(precision == Precision.Double ? 64 : 32).Add(shots).Add(seed is null ? 0 : 1).Add((long)(seed ?? 0));
            return (machine is null ? writer : writer.Add(machine)).Finish();
        }, seed, path);
    }

    /// <summary>
    /// The identity of a request in words of one's own, for backends and algorithms outside this library: its fingerprint is that of a text,
    /// a list of texts and the seed, as docs/reproducibility.md describes them.
    /// </summary>
    /// <param name="what">Kind of the request, for example <c>samples</c>.</param>
    /// <param name="request">All that the bits of the result depend on; numbers in the invariant culture with every digit.</param>
    /// <param name="path">The code that ran.</param>
    /// <param name="seed">The seed that was used; null where nothing is random.</param>
    public static RunIdentity Create(string what, IEnumerable<string> request, string path, ulong? seed = null)
    {
        ArgumentNullException.ThrowIfNull(what);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(path);
        string[] texts = [.. request];
        return new RunIdentity(() => new FingerprintWriter().Add(what).Add(texts).Add(seed is null ? 0 : 1).Add((long)(seed ?? 0)).Finish(), seed, path);
    }

    /// <summary>
    /// The identity of a result made from this one, such as a search from its first evaluation: the fingerprint is that of
    /// <paramref name="what"/> and a list of texts, the first of them the fingerprint of this.
    /// </summary>
    /// <param name="what">Kind of the result, for example <c>vqe</c>.</param>
    /// <param name="request">What else its bits depend on.</param>
    /// <param name="seed">The seed of the result.</param>
    public RunIdentity Then(string what, IEnumerable<string> request, ulong? seed = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Create(what, [Fingerprint, .. request], Path, seed);
    }

    /// <summary>
    /// The identity of a search whose first evaluation has this one: <see cref="Then(string, IEnumerable{string}, ulong?)"/> of the minimizer
    /// with its options and of the state in which it begins.
    /// </summary>
    /// <param name="what">Kind of the search, for example <c>vqe</c>.</param>
    /// <param name="minimizer">The method; its text counts, which for those of this library holds every option.</param>
    /// <param name="beginning">Its state before the first step; a resumed search keeps the fingerprint that it began with.</param>
    /// <param name="request">What else the bits depend on.</param>
    /// <param name="seed">The seed of the search.</param>
    public RunIdentity Then(string what, IMinimizer minimizer, MinimizerState beginning, IEnumerable<string> request, ulong? seed)
    {
        ArgumentNullException.ThrowIfNull(minimizer);
        ArgumentNullException.ThrowIfNull(beginning);
        ArgumentNullException.ThrowIfNull(request);
        return Then(what, [TextOf(minimizer), new FingerprintWriter().Add(beginning).Finish(), .. request], seed);
    }

    /// <summary>The identity of an answer put together from others; null where one of them does not say.</summary>
    internal static RunIdentity? Join(
        string what, Circuit circuit, PauliSum[] observables, IReadOnlyList<ReadOnlyMemory<double>> parameterSets, double step, ulong? seed, string path, IReadOnlyList<RunIdentity?> parts)
    {
        if (parts.Any(p => p is null)) return null;
        double[][] sets = [.. parameterSets.Select(s => s.ToArray())];
        return new RunIdentity(() =>
        {
            var writer = new FingerprintWriter().Add(what).Add(circuit).Add(sets).Add(observables.Length);
            foreach (var observable in observables) writer.Add(observable);
            return writer.Add(step).Add(seed is null ? 0 : 1).Add((long)(seed ?? 0)).Add([.. parts.Select(p => p!.Fingerprint)]).Finish();
        }, seed, parts.Count > 0 ? $"{path} of {parts[0]!.Path}" : path);
    }

    /// <summary>A minimizer in words: records write their numbers in the culture of the thread, a fingerprint must not.</summary>
    private static string TextOf(IMinimizer minimizer)
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            return minimizer.ToString() ?? minimizer.Name;
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    /// <summary>All of it in one line.</summary>
    public override string ToString() => $"{Fingerprint}, {(Seed is { } seed ? $"seed {seed}, " : "")}Qratum {Version}, {Path}";
}
