using System.Collections.Frozen;

namespace Qratum.Chemistry;

public sealed partial class BasisSet
{
    private static readonly KnownSet[] Known =
    [
        new("STO-3G", "sto-3g.gbs", "sto3g"),
        new("3-21G", "3-21g.gbs", "321g"),
        new("6-31G", "6-31g.gbs", "631g"),
        new("6-31G*", "6-31gs.gbs", "631g*", "631g(d)", "631gs"),
        new("cc-pVDZ", "cc-pvdz.gbs", "ccpvdz"),
    ];

    // Nothing longer can be a slip in a name.
    private const int LongestName = 30;

    private static readonly FrozenDictionary<string, KnownSet> ByKey = Known
        .SelectMany(set => set.Keys.Select(key => KeyValuePair.Create(key, set)))
        .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Names of the sets that come with the package.</summary>
    public static IReadOnlyList<string> Names { get; } = Array.AsReadOnly(Known.Select(set => set.Name).ToArray());

    /// <summary>STO-3G, the smallest set: one function per orbital of the atom. H to Kr.</summary>
    public static BasisSet Sto3G => Known[0].Value;

    /// <summary>3-21G, split valence. H to Kr, Cartesian.</summary>
    public static BasisSet Pople321G => Known[1].Value;

    /// <summary>6-31G, split valence. H to Kr, Cartesian.</summary>
    public static BasisSet Pople631G => Known[2].Value;

    /// <summary>6-31G*, also 6-31G(d): 6-31G with a set of polarisation functions on all but H and He. H to Kr, Cartesian.</summary>
    public static BasisSet Pople631GStar => Known[3].Value;

    /// <summary>cc-pVDZ, correlation consistent, double zeta. H to Kr without K, spherical.</summary>
    public static BasisSet CcPvdz => Known[4].Value;

    /// <summary>The set with a name, in any letter case; hyphens, underscores and blanks do not count.</summary>
    /// <param name="name">A name such as "sto-3g", "6-31G*", "6-31G(d)" or "cc-pVDZ"; see <see cref="Names"/>.</param>
    /// <exception cref="ArgumentException">There is no such set; the message gives the nearest name and all known ones.</exception>
    public static BasisSet ByName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var key = string.Concat(name.Where(c => c is not ('-' or '_') && !char.IsWhiteSpace(c))).ToLowerInvariant();
        if (ByKey.TryGetValue(key, out var set)) return set.Value;
        var hint = key.Length is 0 or > LongestName ? "." : $"; did you mean {ByKey[NearestName.Closest(key, Known.SelectMany(s => s.Keys))!].Name}?";
        throw new ArgumentException(
            $"There is no basis set {Spelling.Quote(name)}{hint} Known: {string.Join(", ", Names)}; any other set can be read from a Gaussian94 file.",
            nameof(name));
    }

    /// <summary>A set stored in the assembly, read when first asked for.</summary>
    private sealed class KnownSet(string name, string file, params string[] keys)
    {
        private readonly Lazy<BasisSet> _value = new(() => Load(name, file));

        public string Name => name;

        public string[] Keys => keys;

        public BasisSet Value => _value.Value;

        private static BasisSet Load(string name, string file)
        {
            var resource = "Qratum.Chemistry.Basis.Data." + file;
            using var stream = typeof(BasisSet).Assembly.GetManifestResourceStream(resource)
                ?? throw new InvalidOperationException($"The assembly lacks its resource {resource}.");
            using var reader = new StreamReader(stream);
            return BasisSetReader.Read(reader.ReadToEnd(), name, source: file);
        }
    }
}
