using Xunit;

namespace Qratum.Cli.Tests;

public sealed class EnergyCommandTests
{
    private const string Hydrogen = "H 0 0 0; H 0 0 0.735";
    private const string Water = "O 0 0 0.1173; H 0 0.7572 -0.4692; H 0 -0.7572 -0.4692";

    private static readonly string[] Keys =
    [
        "formatVersion", "energy", "nuclearRepulsion", "correlation", "method", "basis", "orbitals", "electrons", "orbitalEnergies",
        "dipole", "spinSquared", "charges", "iterations", "converged", "warnings", "seconds",
    ];

    [Fact]
    public async Task Json_holds_the_keys_of_the_contract_and_the_energy_of_hydrogen()
    {
        var result = await Tool.RunAsync("energy", Hydrogen, "--json");

        Assert.Equal(ExitCode.Ok, result.Exit);
        var json = result.Json;
        Assert.Equal(Keys, json.EnumerateObject().Select(p => p.Name));
        Assert.Equal(["integrals", "scf", "total"], json.GetProperty("seconds").EnumerateObject().Select(p => p.Name));
        Assert.Equal(-1.1169989968519904, json.GetProperty("energy").GetDouble(), 1e-9);
        Assert.Equal(0.7199689944258503, json.GetProperty("nuclearRepulsion").GetDouble(), 1e-12);
        Assert.Equal(0, json.GetProperty("correlation").GetDouble());
        Assert.Equal("rhf", json.GetProperty("method").GetString());
        Assert.Equal("STO-3G", json.GetProperty("basis").GetString());
        Assert.Equal(2, json.GetProperty("orbitals").GetInt32());
        Assert.Equal(2, json.GetProperty("electrons").GetInt32());
        Assert.Equal(-0.5806289175257077, json.GetProperty("orbitalEnergies")[0].GetDouble(), 1e-7);
        Assert.Equal(3, json.GetProperty("dipole").GetArrayLength());
        Assert.True(json.GetProperty("converged").GetBoolean());
    }

    [Theory]
    [InlineData("6-31g*", 19, "")]
    [InlineData("6-31g*", 18, "--spherical")]
    [InlineData("cc-pvdz", 24, "")]
    [InlineData("cc-pvdz", 25, "--cartesian")]
    public async Task Functions_follow_the_set_or_the_option(string basis, int orbitals, string option)
    {
        var result = await Tool.RunAsync(["energy", Water, "--basis", basis, "--json", .. option.Length > 0 ? [option] : Array.Empty<string>()]);
        Assert.Equal(orbitals, result.Json.GetProperty("orbitals").GetInt32());
    }

    [Fact]
    public async Task Integrals_need_not_be_stored()
    {
        var direct = (await Tool.RunAsync("energy", Water, "--integrals", "direct", "--json")).Json;
        var stored = (await Tool.RunAsync("energy", Water, "--integrals", "stored", "--json")).Json;
        Assert.Equal(stored.GetProperty("energy").GetDouble(), direct.GetProperty("energy").GetDouble(), 1e-9);
        var refused = await Tool.RunAsync("energy", Water, "--integrals", "direct", "--method", "mp2");
        Assert.Equal(ExitCode.BadInput, refused.Exit);
        Assert.Contains("--integrals: mp2", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_states_of_a_window_come_with_their_spins()
    {
        var nitrogen = "N 0 0 0; N 0 0 1.0977";
        var window = (await Tool.RunAsync("energy", nitrogen, "--method", "casci", "--active", "6,6", "--roots", "3", "--json")).Json;
        var states = window.GetProperty("states");
        Assert.Equal([6, 6], window.GetProperty("activeSpace").EnumerateArray().Select(e => e.GetInt32()));
        Assert.Equal(window.GetProperty("energy").GetDouble(), states[0].GetProperty("energy").GetDouble());
        // The ground state and two triplets of π → π*.
        Assert.Equal([0.0, 2, 2], states.EnumerateArray().Select(s => Math.Round(s.GetProperty("spinSquared").GetDouble(), 6)));
        var all = (await Tool.RunAsync("energy", nitrogen, "--method", "fci", "--json")).Json;
        Assert.True(all.GetProperty("energy").GetDouble() < window.GetProperty("energy").GetDouble());
        Assert.Equal(1, all.GetProperty("states").GetArrayLength());
        Assert.Contains("6 electrons in 6 orbitals", (await Tool.RunAsync("energy", nitrogen, "--method", "casci", "--active", "6,6")).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--method casci", "--method: casci needs a window")]
    [InlineData("--method rhf --roots 2", "--roots: rhf has one state")]
    [InlineData("--method casci --active-by occupation --active 2,2", "--active-by")]
    [InlineData("--method casci --active-by occupation --basis cc-pvdz", "--active-by: No natural orbital")]
    public async Task Windows_and_states_that_do_not_fit_are_refused(string options, string message)
    {
        var result = await Tool.RunAsync(["energy", Hydrogen, .. options.Split(' ')]);
        Assert.Equal(ExitCode.BadInput, result.Exit);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Documents_of_QCSchema_are_written_and_read()
    {
        using var folder = new TemporaryFolder();
        var file = folder.PathOf("water.json");
        var first = await Tool.RunAsync("energy", Water, "--method", "mp2", "--qcschema", file, "--json");
        var second = await Tool.RunAsync("energy", file, "--method", "mp2", "--json");
        Assert.Equal((ExitCode.Ok, ExitCode.Ok), (first.Exit, second.Exit));
        Assert.Equal(first.Json.GetProperty("energy").GetDouble(), second.Json.GetProperty("energy").GetDouble(), 1e-12);
        using var document = System.Text.Json.JsonDocument.Parse(await File.ReadAllTextAsync(file));
        Assert.Equal(first.Json.GetProperty("energy").GetDouble(), document.RootElement.GetProperty("return_result").GetDouble());
        Assert.Equal(ExitCode.BadInput, (await Tool.RunAsync("energy", file, "--charge", "1")).Exit);
        await File.WriteAllTextAsync(file, "{ \"symbols\": [");
        var bad = await Tool.RunAsync("energy", file);
        Assert.Equal(ExitCode.BadInput, bad.Exit);
        Assert.Contains("line 1, column", bad.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("uhf", -38.9115615929, 2.0157)]
    [InlineData("rohf", -38.9068681, 2)]
    public async Task Open_shells_are_taken(string method, double energy, double spin)
    {
        var result = await Tool.RunAsync(
            "energy", "C 0 0 0; H 0 0.9904 0.4210; H 0 -0.9904 0.4210", "--basis", "6-31g", "--multiplicity", "3", "--method", method, "--json");
        Assert.Equal(ExitCode.Ok, result.Exit);
        Assert.Equal(energy, result.Json.GetProperty("energy").GetDouble(), 1e-2);
        Assert.Equal(spin, result.Json.GetProperty("spinSquared").GetDouble(), 2e-3);
        Assert.Equal(0, result.Json.GetProperty("warnings").GetArrayLength());
        Assert.Equal(method == "uhf", result.Json.TryGetProperty("orbitalEnergiesBeta", out _));
    }

    [Theory]
    [InlineData("mp2")]
    [InlineData("ccsd")]
    [InlineData("fci")]
    public async Task Correlation_of_open_shells_starts_from_the_fitting_state(string method)
    {
        string[] args = ["energy", "O 0 0 0; H 0 0 0.97", "--multiplicity", "2", "--json", "--method"];
        var energies = new Dictionary<string, double>();
        foreach (var name in (string[])["uhf", "rohf", method])
        {
            var result = await Tool.RunAsync([.. args, name]);
            Assert.Equal(ExitCode.Ok, result.Exit);
            energies[name] = result.Json.GetProperty("energy").GetDouble();
        }

        Assert.True(energies["uhf"] < energies["rohf"]);
        Assert.True(energies[method] < energies["uhf"]);
    }

    [Fact]
    public async Task Instability_is_a_warning_with_a_kind_and_a_number()
    {
        var result = await Tool.RunAsync("energy", "H 0 0 0; H 0 0 3", "--json");
        var warning = Assert.Single(result.Json.GetProperty("warnings").EnumerateArray());
        Assert.Equal("unstable-to-unrestricted", warning.GetProperty("kind").GetString());
        Assert.True(warning.GetProperty("value").GetDouble() < 0);
        var text = await Tool.RunAsync("energy", "H 0 0 0; H 0 0 3", "--method", "uhf");
        Assert.Contains("broken-symmetry solution", text.Out, StringComparison.Ordinal);
        Assert.Contains("<S^2>", text.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Both_kinds_of_functions_are_refused()
    {
        var result = await Tool.RunAsync("energy", Water, "--cartesian", "--spherical");
        Assert.Equal(ExitCode.BadInput, result.Exit);
        Assert.Contains("--cartesian, --spherical: take one of them.", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mp2", -1.1300208767659485)]
    [InlineData("ccsd", -1.1373060359051212)]
    [InlineData("fci", -1.1373060359051212)]
    public async Task Correlated_methods_add_their_correlation(string method, double energy)
    {
        var json = (await Tool.RunAsync("energy", Hydrogen, "--method", method, "--json")).Json;

        Assert.Equal(energy, json.GetProperty("energy").GetDouble(), 1e-8);
        Assert.Equal(energy + 1.1169989968519904, json.GetProperty("correlation").GetDouble(), 1e-8);
    }

    [Theory]
    [InlineData("rhf")]
    [InlineData("mp2")]
    [InlineData("mp2 --freeze-core")]
    [InlineData("fci --active 4,4")]
    public async Task Natural_occupations_fall_and_add_up_to_the_electrons(string method)
    {
        var json = (await Tool.RunAsync(["energy", Water, "--natural-orbitals", "--json", "--method", .. method.Split(' ')])).Json;

        var occupations = json.GetProperty("naturalOccupations").EnumerateArray().Select(x => x.GetDouble()).ToArray();
        Assert.Equal(7, occupations.Length);
        Assert.Equal(occupations.OrderDescending(), occupations);
        Assert.Equal(10, occupations.Sum(), 1e-9);
        Assert.All(occupations, n => Assert.InRange(n, -1e-9, 2 + 1e-9));
        Assert.Equal(method == "rhf", occupations.All(n => n is 0 or 2));
        Assert.Equal("seconds", json.EnumerateObject().Last().Name);
        Assert.Contains("natural occupations", (await Tool.RunAsync("energy", Water, "--natural-orbitals")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Full_configuration_interaction_in_an_active_space_lies_between_Hartree_Fock_and_the_full_one()
    {
        async Task<double> Energy(params string[] more) =>
            (await Tool.RunAsync(["energy", Water, "--json", .. more])).Json.GetProperty("energy").GetDouble();

        var (scf, small, core, full) = (await Energy(), await Energy("--method", "fci", "--active", "4,4"),
            await Energy("--method", "fci", "--freeze-core"), await Energy("--method", "fci"));

        Assert.True(full < core && core < small && small < scf, $"{full} {core} {small} {scf}");
        Assert.InRange(await Energy("--method", "mp2", "--freeze-core") - await Energy("--method", "mp2"), 1e-6, 1e-2);
    }

    [Fact]
    public async Task Coupled_cluster_tells_its_start_its_diagnostic_and_its_iterations()
    {
        var json = (await Tool.RunAsync("energy", Water, "--method", "ccsd", "--json")).Json;
        var second = (await Tool.RunAsync("energy", Water, "--method", "mp2", "--json")).Json;
        Assert.Equal(second.GetProperty("correlation").GetDouble(), json.GetProperty("mp2Correlation").GetDouble(), 1e-9);
        Assert.InRange(json.GetProperty("t1Diagnostic").GetDouble(), 1e-4, 0.02);
        Assert.InRange(json.GetProperty("ccsdIterations").GetInt32(), 5, 30);
        Assert.True(json.GetProperty("converged").GetBoolean());
        Assert.False(second.TryGetProperty("t1Diagnostic", out _));

        var triples = (await Tool.RunAsync("energy", Water, "--method", "ccsd(t)", "--json")).Json;
        Assert.InRange(triples.GetProperty("triples").GetDouble(), -1e-3, -1e-6);
        Assert.Equal(json.GetProperty("energy").GetDouble() + triples.GetProperty("triples").GetDouble(), triples.GetProperty("energy").GetDouble(), 1e-10);
        Assert.False(json.TryGetProperty("triples", out _));

        // All electrons, those above the core, and two in two orbitals, for which it is exact.
        async Task<double> Energy(string method, params string[] more) =>
            (await Tool.RunAsync(["energy", Water, "--json", "--method", method, .. more])).Json.GetProperty("energy").GetDouble();
        Assert.InRange(await Energy("ccsd", "--freeze-core") - json.GetProperty("energy").GetDouble(), 1e-6, 1e-2);
        Assert.Equal(await Energy("fci", "--active", "2,2"), await Energy("ccsd", "--active", "2,2"), 1e-8);

        var text = await Tool.RunAsync("energy", "C 0 0 0; O 0 0 1.6", "--method", "ccsd");
        Assert.Contains("energy (ccsd)", text.Out, StringComparison.Ordinal);
        Assert.Contains("T1 diagnostic", text.Out, StringComparison.Ordinal);
        Assert.Contains("doubtful start", text.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reads_a_file_with_carriage_returns_and_a_byte_order_mark()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("h2.xyz", "\uFEFF2\r\nhydrogen\r\nH 0 0 0\r\nH 0 0 0.735\r\n");

        var result = await Tool.RunAsync("energy", path);

        Assert.Equal(ExitCode.Ok, result.Exit);
        Assert.Contains("-1.116998997 hartree", result.Out, StringComparison.Ordinal);
        Assert.Contains("scf 1 ", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public async Task Numbers_do_not_follow_the_culture(string culture)
    {
        var result = await Tool.RunInCultureAsync(culture, "energy", Hydrogen, "--method", "FCI");

        Assert.Equal(ExitCode.Ok, result.Exit);
        Assert.Contains("-1.137306036 hartree", result.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Xx 0 0 0", "Xx", "column 1")]
    [InlineData("H 0 0 0; H 0 0 0,735", "0,735", "write 0.735")]
    [InlineData("H 0 0 0; H 0 0 NaN", "NaN", "column")]
    [InlineData("H 0 0", "MOLECULE", "column")]
    [InlineData("", "MOLECULE", "")]
    [InlineData("H 0 0 0", "multiplicity", "1")]
    [InlineData("H 0 0 0; H 0 0 0", "MOLECULE", "")]
    [InlineData("absent.xyz", "MOLECULE", "there is no file 'absent.xyz'")]
    [InlineData("no/such/place", "MOLECULE", "there is no file")]
    public async Task Bad_molecules_are_refused_with_their_place(string molecule, string word, string detail)
    {
        var result = await Tool.RunAsync("energy", molecule, "--json");

        Assert.Equal(ExitCode.BadInput, result.Exit);
        Assert.Empty(result.Out);
        Assert.Contains(word, result.Error, StringComparison.Ordinal);
        Assert.Contains(detail, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("(Parameter", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--basis sto-4g", "--basis", "STO-3G")]
    [InlineData("--charge x", "--charge", "whole number")]
    [InlineData("--charge 5", "--charge", "")]
    [InlineData("--multiplicity 0", "--multiplicity", "from 1")]
    [InlineData("--multiplicity 2", "--multiplicity", "")]
    [InlineData("--multiplicity 3", "MOLECULE", "")]
    [InlineData("--method rfh", "--method", "rhf, uhf, rohf, mp2, ccsd, ccsd(t), casci, fci")]
    [InlineData("--method ccsdt", "--method", "rhf, uhf, rohf, mp2, ccsd, ccsd(t), casci, fci")]
    [InlineData("--method ccsd --natural-orbitals", "--natural-orbitals", "ccsd")]
    [InlineData("--method ccsd(t) --charge 1 --multiplicity 2", "--method", "closed shells")]
    [InlineData("--method ccsd --active 1,1 --charge 1 --multiplicity 2", "--active", "ccsd")]
    [InlineData("--method fci --active 2", "--active", "electrons,orbitals")]
    [InlineData("--method fci --active 4,2", "--active", "4 electrons")]
    [InlineData("--method fci --active 2,9", "--active", "9 orbitals")]
    [InlineData("--method mp2 --active 2,2", "--active", "mp2")]
    public async Task Bad_options_are_refused_by_name(string options, string name, string detail)
    {
        var result = await Tool.RunAsync(["energy", Hydrogen, .. options.Split(' ')]);

        Assert.Equal(ExitCode.BadInput, result.Exit);
        Assert.Empty(result.Out);
        Assert.Contains(name, result.Error, StringComparison.Ordinal);
        Assert.Contains(detail, result.Error, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("")]
    [InlineData("3\nshort\nH 0 0 0\n")]
    [InlineData("2\n\nH 0 0 0\nH 0 0 zero\n")]
    public async Task Bad_files_are_refused_with_file_and_line(string text)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("bad.xyz", text);

        var result = await Tool.RunAsync("energy", path);

        Assert.Equal(ExitCode.BadInput, result.Exit);
        Assert.Contains("bad.xyz", result.Error, StringComparison.Ordinal);
        Assert.Contains("line", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_basis_without_an_element_is_refused()
    {
        var result = await Tool.RunAsync("energy", "K 0 0 0; H 0 0 2.2", "--basis", "cc-pvdz");

        Assert.Equal(ExitCode.BadInput, result.Exit);
        Assert.Contains("--basis", result.Error, StringComparison.Ordinal);
        Assert.Contains("K", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rhf")]
    [InlineData("mp2")]
    [InlineData("ccsd")]
    [InlineData("fci --active 4,4")]
    public async Task Cholesky_vectors_give_every_method(string method)
    {
        const string water = "O 0 0 0.1173; H 0 0.7572 -0.4692; H 0 -0.7572 -0.4692";
        string[] options = ["energy", water, "--basis", "6-31g", "--method", .. method.Split(' '), "--json"];
        var stored = await Tool.RunAsync(options);
        var vectors = await Tool.RunAsync([.. options, "--integrals", "cholesky", "--cholesky-tolerance", "1e-8"]);

        Assert.Equal(ExitCode.Ok, vectors.Exit);
        Assert.Equal(stored.Json.GetProperty("energy").GetDouble(), vectors.Json.GetProperty("energy").GetDouble(), 1e-7);
        Assert.InRange(vectors.Json.GetProperty("choleskyVectors").GetInt32(), 13, 13 * 12);
        Assert.False(stored.Json.TryGetProperty("choleskyVectors", out _));
    }

    [Fact]
    public async Task Integrals_from_vectors_are_written_for_other_commands()
    {
        using var folder = new TemporaryFolder();
        var file = folder.PathOf("active.fcidump");
        string[] space = ["--basis", "6-31g", "--active", "4,4"];
        var written = await Tool.RunAsync(["energy", "H 0 0 0; F 0 0 0.92", .. space, "--integrals", "cholesky", "--fcidump", file]);
        var vqe = await Tool.RunAsync("vqe", file, "--json");
        var direct = await Tool.RunAsync(["vqe", "H 0 0 0; F 0 0 0.92", .. space, "--json"]);

        Assert.Equal((ExitCode.Ok, ExitCode.Ok), (written.Exit, vqe.Exit));
        Assert.Equal(direct.Json.GetProperty("energy").GetDouble(), vqe.Json.GetProperty("energy").GetDouble(), 2e-6);
    }

    [Fact]
    public async Task Bad_cholesky_tolerances_are_refused()
    {
        var result = await Tool.RunAsync("energy", "H 0 0 0; H 0 0 1", "--integrals", "cholesky", "--cholesky-tolerance", "0");
        Assert.Equal(ExitCode.BadInput, result.Exit);
        Assert.Contains("--cholesky-tolerance: '0' is not a number from 1E-12 to 1", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stored_integrals_too_large_for_memory_are_refused_saying_what_they_need()
    {
        var chain = string.Join("; ", Enumerable.Range(0, 3000).Select(i => FormattableString.Invariant($"H 0 0 {i}")));

        // Without the option its integrals would be computed anew in every cycle.
        var result = await Tool.RunAsync("energy", chain, "--integrals", "stored");

        Assert.Equal(ExitCode.BadInput, result.Exit);
        Assert.Contains("byte", result.Error, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("--integrals cholesky", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Full_configuration_interaction_of_too_many_determinants_is_refused()
    {
        var chain = string.Join("; ", Enumerable.Range(0, 24).Select(i => FormattableString.Invariant($"H 0 0 {i}")));

        var result = await Tool.RunAsync("energy", chain, "--method", "fci");

        Assert.Equal(ExitCode.BadInput, result.Exit);
        Assert.Contains("error: --method fci", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_command_returns_130()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        var result = await Tool.RunAsync(source.Token, "energy", Hydrogen);

        Assert.Equal(ExitCode.Interrupted, result.Exit);
        Assert.Empty(result.Out);
    }
}
