using Microsoft.Extensions.DependencyInjection;

namespace Qratum;

/// <summary>Adds backends to a service collection after <c>AddQratum()</c>.</summary>
public sealed class QratumBuilder
{
    private readonly List<string> _names;

    internal QratumBuilder(IServiceCollection services, List<string> names)
    {
        Services = services;
        _names = names;
    }

    /// <summary>The collection being filled.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Registers a backend as a keyed singleton, built when first asked for and disposed with the container.</summary>
    /// <param name="name">Letters, digits and hyphens; case does not matter.</param>
    /// <param name="create">Makes the backend.</param>
    /// <exception cref="ArgumentException">The name is malformed or taken.</exception>
    public QratumBuilder AddBackend(string name, Func<IServiceProvider, IQuantumBackend> create)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(create);
        var normal = BackendNames.Normalize(name);
        if (normal.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '-'))
            throw new ArgumentException($"'{name}' is no backend name; allowed are letters, digits and hyphens.", nameof(name));
        if (_names.Contains(normal)) throw new ArgumentException($"A backend '{normal}' is registered already.", nameof(name));
        _names.Add(normal);
        Services.AddKeyedSingleton(normal, (provider, _) => create(provider));
        return this;
    }
}
