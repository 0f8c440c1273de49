using Xunit;

namespace Qratum.Cli.Tests;

public sealed class HamiltonianCommandTests
{
    private const string Hydrogen = "H 0 0 0; H 0 0 0.735";

    [Fact]
    public async Task Open_shells_are_mapped_in_orbitals_of_both_spins()
    {
        var result = await Tool.RunAsync("hamiltonian", "O 0 0 0; O 0 0 1.2075", "--multiplicity", "3", "--active", "8,6", "--json");
        Assert.Equal(ExitCode.Ok, result.Exit);
        Assert.Equal(12, result.Json.GetProperty("qubits").GetInt32());
    }

    [Fact]
    public async Task Json_holds_the_keys_of_the_contract_and_the_counts_of_hydrogen()
    {
        var result = await Tool.RunAsync("hamiltonian", Hydrogen, "--json");

        Assert.Equal(ExitCode.Ok, result.Exit);
        var json = result.Json;
        Assert.Equal(["formatVersion", "qubits", "terms", "oneNorm", "identity", "mapper", "bytes", "symmetries", "groups", "seconds"], json.EnumerateObject().Select(p => p.Name));
        Assert.Equal(4, json.GetProperty("qubits").GetInt32());
        Assert.Equal(15, json.GetProperty("terms").GetInt32());
        Assert.Equal(1.9850721337645783, json.GetProperty("oneNorm").GetDouble(), 1e-8);
        Assert.Equal(-0.09057899440485384, json.GetProperty("identity").GetDouble(), 1e-8);
        Assert.True(json.GetProperty("seconds").GetProperty("total").GetDouble() >= 0);
    }

    [Theory]
    [InlineData("jordan-wigner", 4, 15)]
    [InlineData("bravyi-kitaev", 4, 15)]
    [InlineData("parity", 4, 15)]
    [InlineData("parity-reduced", 2, 5)]
    [InlineData("ternary-tree", 4, 15)]
    public async Task Every_mapper_gives_the_same_three_terms_without_symmetries(string mapper, int qubits, int terms)
    {
        var whole = (await Tool.RunAsync("hamiltonian", Hydrogen, "--mapper", mapper, "--json")).Json;
        var tapered = (await Tool.RunAsync("hamiltonian", Hydrogen, "--mapper", mapper, "--taper", "--json")).Json;

        Assert.Equal((mapper, qubits, terms), (whole.GetProperty("mapper").GetString(), whole.GetProperty("qubits").GetInt32(), whole.GetProperty("terms").GetInt32()));
        Assert.Equal(56 * terms, whole.GetProperty("bytes").GetInt64());
        Assert.Equal((1, 3), (tapered.GetProperty("qubits").GetInt32(), tapered.GetProperty("terms").GetInt32()));
        Assert.Equal(qubits - 1, tapered.GetProperty("symmetries").GetArrayLength());
        Assert.All(tapered.GetProperty("symmetries").EnumerateArray(), s => Assert.Equal(1, Math.Abs(s.GetProperty("value").GetInt32())));
    }

    [Fact]
    public async Task Groups_of_hydrogen_are_counted()
    {
        // Z-strings are one set of either kind; the four strings that flip all qubits share no product basis, but commute.
        var json = (await Tool.RunAsync("hamiltonian", Hydrogen, "--groups", "--json")).Json.GetProperty("groups");
        Assert.Equal((5, 2), (json.GetProperty("qubitWise").GetInt32(), json.GetProperty("commuting").GetInt32()));
        Assert.Contains("5 that commute on every qubit, 2 that commute", (await Tool.RunAsync("hamiltonian", Hydrogen, "--groups")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dump_of_integrals_takes_the_place_of_the_molecule()
    {
        using var folder = new TemporaryFolder();
        var file = folder.PathOf("lih.fcidump");
        const string LithiumHydride = "Li 0 0 0; H 0 0 1.6";

        var written = await Tool.RunAsync("hamiltonian", LithiumHydride, "--fcidump", file, "--json");
        var read = await Tool.RunAsync("hamiltonian", file, "--json");
        var window = await Tool.RunAsync("hamiltonian", file, "--active", "2,3", "--json");
        var direct = await Tool.RunAsync("hamiltonian", LithiumHydride, "--active", "2,3", "--json");

        Assert.Equal((ExitCode.Ok, ExitCode.Ok, ExitCode.Ok), (written.Exit, read.Exit, window.Exit));
        Assert.Equal(written.Json.GetProperty("terms").GetInt32(), read.Json.GetProperty("terms").GetInt32());
        Assert.Equal(written.Json.GetProperty("oneNorm").GetDouble(), read.Json.GetProperty("oneNorm").GetDouble());
        Assert.Equal(6, window.Json.GetProperty("qubits").GetInt32());
        Assert.Equal(direct.Json.GetProperty("oneNorm").GetDouble(), window.Json.GetProperty("oneNorm").GetDouble(), 1e-9);
        foreach (var option in (string[][])[["--basis", "3-21g"], ["--charge", "1"], ["--freeze-core"]])
        {
            var refused = await Tool.RunAsync(["hamiltonian", file, .. option]);
            Assert.Equal(ExitCode.BadInput, refused.Exit);
            Assert.StartsWith("error: " + option[0], refused.Error, StringComparison.Ordinal);
        }

        File.WriteAllText(file, " &FCI NORB=2,NELEC=2 &END\n 0.5 1 1 3 1\n");
        var bad = await Tool.RunAsync("hamiltonian", file);
        Assert.Equal(ExitCode.BadInput, bad.Exit);
        Assert.Contains("line 2, column 10", bad.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Integrals_of_HDF5_take_the_place_of_the_molecule_and_repulsion_is_factorized()
    {
        using var folder = new TemporaryFolder();
        var file = folder.PathOf("h4.hdf5");
        const string Chain = "H 0 0 0; H 0 0 1; H 0 0 2; H 0 0 3";

        var written = await Tool.RunAsync("hamiltonian", Chain, "--hdf5", file, "--factorize", "--json");
        var read = await Tool.RunAsync("hamiltonian", file, "--json");
        var named = await Tool.RunAsync("vqe", "--fcidump", file, "--json");

        Assert.Equal((ExitCode.Ok, ExitCode.Ok, ExitCode.Ok), (written.Exit, read.Exit, named.Exit));
        Assert.Equal(written.Json.GetProperty("oneNorm").GetDouble(), read.Json.GetProperty("oneNorm").GetDouble());
        Assert.False(read.Json.TryGetProperty("factorization", out _));
        var factors = written.Json.GetProperty("factorization");
        Assert.InRange(factors.GetProperty("squares").GetInt32(), 4, 10);
        Assert.InRange(factors.GetProperty("errorBound").GetDouble(), 0, 1e-8);
        Assert.Contains("squares, norm", (await Tool.RunAsync("hamiltonian", Chain, "--factorize")).Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.BadInput, (await Tool.RunAsync("hamiltonian", file, "--basis", "3-21g")).Exit);
    }

    [Fact]
    public async Task The_file_holds_one_term_a_line_that_reads_back()
    {
        using var folder = new TemporaryFolder();
        var file = folder.PathOf("h2.txt");

        var result = await Tool.RunInCultureAsync("de-DE", "hamiltonian", Hydrogen, "--output", file);

        Assert.Equal(ExitCode.Ok, result.Exit);
        var text = File.ReadAllText(file);
        Assert.Equal(15, text.TrimEnd('\n').Split('\n').Length);
        Assert.All(text.TrimEnd('\n').Split('\n'), line => Assert.Matches(@"^-?\d+(\.\d+)?([eE][-+]?\d+)? [IXYZ]{4}$", line));
        Assert.Equal(1.9850721337645783, PauliSum.Parse(text).OneNorm, 1e-8);
    }

    [Fact]
    public async Task An_active_space_has_two_qubits_an_orbital()
    {
        var result = await Tool.RunAsync("hamiltonian", "Li 0 0 0; H 0 0 1.5957", "--active", "2,3", "--json");

        Assert.Equal(6, result.Json.GetProperty("qubits").GetInt32());
    }

    [Theory]
    [InlineData("--mapper jordan-wigher", "'jordan-wigner'")]
    [InlineData("--output no/such/folder/h2.txt", "folder")]
    public async Task Bad_options_are_refused(string options, string detail)
    {
        var result = await Tool.RunAsync(["hamiltonian", Hydrogen, .. options.Split(' ')]);

        Assert.Equal(ExitCode.BadInput, result.Exit);
        Assert.Empty(result.Out);
        Assert.Contains(detail, result.Error, StringComparison.Ordinal);
    }
}
