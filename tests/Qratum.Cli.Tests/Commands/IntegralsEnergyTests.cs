using System.Text.Json;
using Qratum.Chemistry;
using Xunit;

namespace Qratum.Cli.Tests;

/// <summary><c>qratum energy</c> of integrals gives what it gives of the molecule they belong to.</summary>
public sealed class IntegralsEnergyTests
{
    private const string Water = "O 0 0 0.1173; H 0 0.7572 -0.4692; H 0 -0.7572 -0.4692";

    [Theory]
    [InlineData("fci", 1e-9)]
    [InlineData("ccsd", 1e-7)]
    [InlineData("ccsd(t)", 1e-7)]
    public async Task A_dump_has_the_energy_of_its_molecule(string method, double tolerance)
    {
        using var folder = new TemporaryFolder();
        var file = folder.PathOf("water.fcidump");
        var direct = await Tool.RunAsync("energy", Water, "--method", method, "--freeze-core", "--fcidump", file, "--json");
        var named = await Tool.RunAsync("energy", "--fcidump", file, "--method", method, "--json");
        var given = await Tool.RunAsync("energy", file, "--method", method);

        Assert.Equal((ExitCode.Ok, ExitCode.Ok, ExitCode.Ok), (direct.Exit, named.Exit, given.Exit));
        Assert.Equal(direct.Json.GetProperty("energy").GetDouble(), named.Json.GetProperty("energy").GetDouble(), tolerance);
        Assert.Equal(direct.Json.GetProperty("correlation").GetDouble(), named.Json.GetProperty("correlation").GetDouble(), tolerance);
        Assert.Equal((6, 8, 1), (Whole(named, "orbitals"), Whole(named, "electrons"), Whole(named, "multiplicity")));
        Assert.Contains("water.fcidump, 8 electrons in 6 orbitals", given.Out, StringComparison.Ordinal);
        Assert.Contains("reference determinant", given.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Roots_windows_and_natural_occupations_of_an_hdf5_file()
    {
        using var folder = new TemporaryFolder();
        var file = folder.PathOf("water.h5");
        Assert.Equal(ExitCode.Ok, (await Tool.RunAsync("hamiltonian", Water, "--hdf5", file)).Exit);
        var molecule = await Tool.RunAsync("energy", Water, "--method", "casci", "--active", "4,4", "--roots", "3", "--natural-orbitals", "--json");
        var result = await Tool.RunAsync("energy", file, "--method", "casci", "--active", "4,4", "--roots", "3", "--natural-orbitals", "--json");

        Assert.Equal(ExitCode.Ok, result.Exit);
        double[] Energies(ToolResult r) => [.. r.Json.GetProperty("states").EnumerateArray().Select(s => s.GetProperty("energy").GetDouble())];
        Assert.Equal(3, Energies(result).Length);
        Assert.All(Energies(molecule).Zip(Energies(result)), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
        Assert.Equal(4, result.Json.GetProperty("naturalOccupations").EnumerateArray().Sum(n => n.GetDouble()), 1e-9);
        Assert.Contains("states", (await Tool.RunAsync("energy", file, "--method", "casci", "--active", "4,4", "--roots", "2")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_shells_of_a_dump_are_those_of_its_header()
    {
        using var folder = new TemporaryFolder();
        var file = folder.PathOf("o2.fcidump");
        var oxygen = await Tool.RunAsync("energy", "O 0 0 0; O 0 0 1.2075", "--multiplicity", "3", "--method", "fci", "--active", "8,6", "--fcidump", file, "--json");
        var result = await Tool.RunAsync("energy", file, "--method", "fci", "--json");

        Assert.Equal((ExitCode.Ok, ExitCode.Ok), (oxygen.Exit, result.Exit));
        Assert.Equal(oxygen.Json.GetProperty("energy").GetDouble(), result.Json.GetProperty("energy").GetDouble(), 1e-9);
        Assert.Equal((3, 2.0), (Whole(result, "multiplicity"), Math.Round(result.Json.GetProperty("spinSquared").GetDouble(), 6)));
    }

    [Theory]
    [InlineData("", "rhf needs a molecule")]
    [InlineData("--method mp2", "mp2 needs a molecule")]
    [InlineData("--method casci", "casci needs a window")]
    [InlineData("--method ccsd --roots 2", "--roots")]
    [InlineData("--method ccsd --natural-orbitals", "--natural-orbitals")]
    [InlineData("--method fci --basis 6-31g", "--basis")]
    [InlineData("--method fci --freeze-core", "--freeze-core")]
    [InlineData("--method fci --active 20,3", "--active")]
    [InlineData("--method fci --integrals stored", "--integrals")]
    public async Task What_integrals_cannot_give_is_refused(string options, string message)
    {
        using var folder = new TemporaryFolder();
        var file = folder.PathOf("water.fcidump");
        var integrals = RestrictedHartreeFock.Solve(Molecule.Parse(Water), BasisSet.Sto3G).ToElectronIntegrals();
        await using (var writer = File.CreateText(file)) FciDump.Write(integrals, writer);

        var result = await Tool.RunAsync(["energy", file, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal(ExitCode.BadInput, result.Exit);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--method uhf")]
    [InlineData("--integrals direct")]
    public async Task A_dump_of_what_has_no_integrals_is_refused(string options)
    {
        using var folder = new TemporaryFolder();
        var file = folder.PathOf("water.fcidump");
        var result = await Tool.RunAsync(["energy", Water, "--fcidump", file, .. options.Split(' ')]);
        Assert.Equal(ExitCode.BadInput, result.Exit);
        Assert.Contains("--fcidump", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(file));
    }

    private static int Whole(ToolResult result, string key) => result.Json.GetProperty(key).GetInt32();
}
