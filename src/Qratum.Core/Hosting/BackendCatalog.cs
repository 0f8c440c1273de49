using Microsoft.Extensions.DependencyInjection;

namespace Qratum;

/// <summary>The registered backends by name. Listing names builds none; asking for a name builds only that one.</summary>
public sealed class BackendCatalog
{
    private readonly IServiceProvider _services;
    private readonly SortedSet<string> _names;

    internal BackendCatalog(IServiceProvider services, IEnumerable<string> names)
    {
        _services = services;
        _names = new SortedSet<string>(names, StringComparer.Ordinal);
    }

    /// <summary>Registered names in ordinal order.</summary>
    public IReadOnlyCollection<string> Names => _names;

    /// <summary>The backend of a name; the same object every time.</summary>
    /// <exception cref="ArgumentException">
    /// No backend of that name is registered; the message lists those that are and, for a reserved name, says which package brings it.
    /// </exception>
    public IQuantumBackend Get(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var normal = BackendNames.Normalize(name);
        if (_names.Contains(normal)) return _services.GetRequiredKeyedService<IQuantumBackend>(normal);
        throw new ArgumentException(Unknown(name, _names), nameof(name));
    }

    /// <summary>Why a name is not to be had.</summary>
    internal static string Unknown(string name, IEnumerable<string> known)
    {
        var normal = BackendNames.Normalize(name);
        var isReserved = BackendNames.Reserved.TryGetValue(normal, out var package);
        var (why, hint) = isReserved ? ($"; {package}", "") : ("", NearestName.Hint(name, [.. known, .. BackendNames.Reserved.Keys]));
        return $"There is no backend '{name}' here{why}. Registered: {string.Join(", ", known)}.{hint}";
    }
}
