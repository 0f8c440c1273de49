using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Qratum;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers Qratum with a container.</summary>
public static class QratumServiceCollectionExtensions
{
    /// <summary>
    /// Registers the simulator as keyed backend <c>simulator</c>, the <see cref="BackendCatalog"/>, and the backend named by
    /// <see cref="QuantumOptions.Backend"/> as the un-keyed <see cref="IQuantumBackend"/> and <see cref="ISampler"/>. The un-keyed
    /// <see cref="IEstimator"/> is that backend too or, when <see cref="QuantumOptions.Shots"/> is set, estimates from its samples.
    /// </summary>
    /// <param name="services">The collection.</param>
    /// <param name="configure">Changes the options; null keeps the defaults.</param>
    /// <returns>A builder that takes further backends.</returns>
    public static QratumBuilder AddQratum(this IServiceCollection services, Action<QuantumOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var names = new List<string>();
        services.AddOptions<QuantumOptions>().Configure(configure ?? (_ => { }));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<QuantumOptions>, QuantumOptionsValidator>());
        services.TryAddSingleton(provider => new BackendCatalog(provider, names));
        services.TryAddSingleton(provider => provider.GetRequiredService<BackendCatalog>().Get(Options(provider).Backend));
        services.TryAddSingleton<ISampler>(provider => provider.GetRequiredService<IQuantumBackend>());
        services.TryAddSingleton<IEstimator>(provider => Options(provider) is { Shots: { } shots } options
            ? new ShotEstimator(provider.GetRequiredService<ISampler>(), shots) { Seed = options.Seed }
            : provider.GetRequiredService<IQuantumBackend>());
        return new QratumBuilder(services, names).AddBackend(BackendNames.Simulator, provider => CreateSimulator(Options(provider)));
    }

    /// <summary>The same, with options bound from a configuration section; an unknown key is an error.</summary>
    /// <param name="services">The collection.</param>
    /// <param name="configuration">The section itself, for example <c>configuration.GetSection("Quantum")</c>.</param>
    public static QratumBuilder AddQratum(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return services.AddQratum(options => configuration.Bind(options, binder => binder.ErrorOnUnknownConfiguration = true));
    }

    private static QuantumOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<QuantumOptions>>().Value;

    private static StateVectorBackend CreateSimulator(QuantumOptions options) => new(new SimulatorOptions
    {
        Precision = options.Precision,
        Seed = options.Seed,
        MaximumQubits = options.MaximumQubits,
        MaxThreads = options.MaximumThreads,
    });

    /// <summary>Finds a wrong option when the options are first read, not in the middle of a run.</summary>
    private sealed class QuantumOptionsValidator : IValidateOptions<QuantumOptions>
    {
        public ValidateOptionsResult Validate(string? name, QuantumOptions options) =>
            options.FindError() is { } error ? ValidateOptionsResult.Fail($"Quantum options: {error}") : ValidateOptionsResult.Success;
    }
}
