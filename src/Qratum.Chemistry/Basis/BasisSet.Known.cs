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
        new("6-31G**", "6-31gss.gbs", "631g**", "631g(d,p)", "631gss"),
        new("6-311G**", "6-311gss.gbs", "6311g**", "6311g(d,p)", "6311gss"),
        new("6-311++G**", "6-311ppgss.gbs", "6311++g**", "6311++g(d,p)", "6311ppgss"),
        new("cc-pVDZ", "cc-pvdz.gbs", "ccpvdz"),
        new("cc-pVTZ", "cc-pvtz.gbs", "ccpvtz"),
        new("cc-pVQZ", "cc-pvqz.gbs", "ccpvqz"),
        new("aug-cc-pVDZ", "aug-cc-pvdz.gbs", "augccpvdz"),
        new("def2-SVP", "def2-svp.gbs", "def2svp"),
        new("def2-TZVP", "def2-tzvp.gbs", "def2tzvp"),
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

    /// <summary>6-31G**, also 6-31G(d,p): 6-31G* with a p shell on H and He. H to Kr, Cartesian.</summary>
    public static BasisSet Pople631GStarStar => Known[4].Value;

    /// <summary>6-311G**, also 6-311G(d,p): triple valence with polarisation functions. H to Ca and Ga to Kr, spherical.</summary>
    public static BasisSet Pople6311GStarStar => Known[5].Value;

    /// <summary>6-311++G**, also 6-311++G(d,p): 6-311G** with diffuse functions. H and Li to Ca, spherical.</summary>
    public static BasisSet Pople6311PlusPlusGStarStar => Known[6].Value;

    /// <summary>cc-pVDZ, correlation consistent, double zeta. H to Kr without K, spherical.</summary>
    public static BasisSet CcPvdz => Known[7].Value;

    /// <summary>cc-pVTZ, correlation consistent, triple zeta, to f functions and g on the transition metals. H to Kr without K, spherical.</summary>
    public static BasisSet CcPvtz => Known[8].Value;

    /// <summary>cc-pVQZ, correlation consistent, quadruple zeta, to g functions and h on the transition metals. H to Kr without K, spherical.</summary>
    public static BasisSet CcPvqz => Known[9].Value;

    /// <summary>aug-cc-pVDZ: cc-pVDZ with a diffuse shell for each angular momentum. H to Kr without K and Ca, spherical.</summary>
    public static BasisSet AugCcPvdz => Known[10].Value;

    /// <summary>def2-SVP, split valence with polarisation functions. H to Kr, spherical.</summary>
    public static BasisSet Def2Svp => Known[11].Value;

    /// <summary>def2-TZVP, triple zeta valence with polarisation functions, to f. H to Kr, spherical.</summary>
    public static BasisSet Def2Tzvp => Known[12].Value;

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
