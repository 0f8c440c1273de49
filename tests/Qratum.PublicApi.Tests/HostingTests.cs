using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace Qratum.PublicApi.Tests;

public sealed class HostingTests
{
    [Fact]
    public void Default_backend_is_the_simulator_and_one_object()
    {
        using var services = new ServiceCollection().AddQratum().Services.BuildServiceProvider();
        var backend = services.GetRequiredService<IQuantumBackend>();
        Assert.Equal("simulator", backend.Name);
        Assert.Same(backend, services.GetRequiredKeyedService<IQuantumBackend>("simulator"));
        Assert.Same(backend, services.GetRequiredService<IEstimator>());
        Assert.Same(backend, services.GetRequiredService<BackendCatalog>().Get(" Simulator "));
    }

    [Theory]
    [InlineData("cuda", "Qratum.Backends.Cuda")]
    [InlineData("ibmq", "Qratum.Backends.Ibm")]
    [InlineData("cuquantum", "cuStateVec")]
    [InlineData("simulater", "Registered: simulator")]
    public void Unknown_and_reserved_names_say_what_to_do(string name, string expected)
    {
        using var services = new ServiceCollection().AddQratum(o => o.Backend = name).Services.BuildServiceProvider();
        var error = Assert.Throws<ArgumentException>(() => services.GetRequiredService<IQuantumBackend>());
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains($"'{name}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_backend_is_chosen_by_name_and_built_only_when_asked()
    {
        var built = 0;
        var services = new ServiceCollection();
        services.AddQratum(o => o.Backend = "other").AddBackend("other", _ =>
        {
            built++;
            return new StateVectorBackend();
        });
        using var provider = services.BuildServiceProvider();
        var catalog = provider.GetRequiredService<BackendCatalog>();
        Assert.Equal(["other", "simulator"], catalog.Names);
        Assert.Equal(0, built);
        Assert.Same(provider.GetRequiredService<IQuantumBackend>(), catalog.Get("other"));
        Assert.Equal(1, built);
    }

    [Fact]
    public void A_name_is_registered_once_and_well_formed()
    {
        var builder = new ServiceCollection().AddQratum();
        Assert.Throws<ArgumentException>(() => builder.AddBackend("SIMULATOR", _ => new StateVectorBackend()));
        Assert.Throws<ArgumentException>(() => builder.AddBackend("my backend", _ => new StateVectorBackend()));
    }

    [Fact]
    public void Options_are_bound_from_configuration_and_checked()
    {
        using var good = Provider(new() { ["Quantum:Shots"] = "100", ["Quantum:Seed"] = "7", ["Quantum:Precision"] = "single" });
        var options = good.GetRequiredService<IOptions<QuantumOptions>>().Value;
        Assert.Equal((100, 7UL, Precision.Single), (options.Shots, options.Seed, options.Precision));
        Assert.IsType<ShotEstimator>(good.GetRequiredService<IEstimator>());

        using var negative = Provider(new() { ["Quantum:Shots"] = "-5" });
        var error = Assert.Throws<OptionsValidationException>(() => negative.GetRequiredService<IEstimator>());
        Assert.Contains("Shots is -5", error.Message, StringComparison.Ordinal);

        using var misspelt = Provider(new() { ["Quantum:Shot"] = "5" });
        Assert.Throws<InvalidOperationException>(() => misspelt.GetRequiredService<IOptions<QuantumOptions>>().Value);
    }

    private static ServiceProvider Provider(Dictionary<string, string?> values)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        return new ServiceCollection().AddQratum(configuration.GetSection("Quantum")).Services.BuildServiceProvider();
    }
}
