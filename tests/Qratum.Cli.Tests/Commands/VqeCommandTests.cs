using System.Xml.Linq;
using Xunit;

namespace Qratum.Cli.Tests;

public sealed class VqeCommandTests
{
    private const string Hydrogen = "H 0 0 0; H 0 0 0.735";

    private static readonly string[] Keys =
    [
        "formatVersion", "energy", "hartreeFock", "exact", "error", "iterations", "evaluations", "converged", "stopReason", "parameters",
        "qubits", "terms", "history", "engine", "determinants", "spinSquared", "electrons", "dipole", "warnings", "identity", "seconds",
    ];

    [Fact]
    public async Task Integrals_of_a_dump_take_the_place_of_the_molecule()
    {
        using var folder = new TemporaryFolder();
        var file = folder.PathOf("h2.fcidump");
        var written = await Tool.RunAsync("vqe", Hydrogen, "--fcidump", file, "--json");
        var named = await Tool.RunAsync("vqe", "--fcidump", file, "--engine", "statevector", "--json");
        var given = await Tool.RunAsync("vqe", file, "--mapper", "parity-reduced");

        Assert.Equal((ExitCode.Ok, ExitCode.Ok, ExitCode.Ok), (written.Exit, named.Exit, given.Exit));
        Assert.Equal(written.Json.GetProperty("energy").GetDouble(), named.Json.GetProperty("energy").GetDouble(), 1e-8);
        Assert.Contains("h2.fcidump", given.Out, StringComparison.Ordinal);
        Assert.Contains("2 qubits, 5 Pauli terms", given.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, (await Tool.RunAsync("vqe", file, "--estimate")).Exit);
    }

    [Theory]
    [InlineData("--json", "MOLECULE")]
    [InlineData("--fcidump absent.fcidump", "--fcidump: there is no file")]
    public async Task A_search_needs_a_molecule_or_integrals(string options, string message)
    {
        var result = await Tool.RunAsync(["vqe", .. options.Split(' ')]);
        Assert.Equal(ExitCode.BadInput, result.Exit);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--cartesian", 30)]
    [InlineData("--spherical", 28)]
    public async Task Functions_of_the_basis_set_are_chosen(string functions, int qubits)
    {
        var result = await Tool.RunAsync("vqe", "Be 0 0 0", "--basis", "cc-pvdz", functions, "--estimate", "--json");
        Assert.Equal(ExitCode.Ok, result.Exit);
        Assert.Equal(qubits, result.Json.GetProperty("qubits").GetInt32());
    }

    [Fact]
    public async Task Samples_of_the_state_are_diagonalised()
    {
        var result = await Tool.RunAsync("vqe", "H 0 0 0; H 0 0 1; H 0 0 2; H 0 0 3", "--mapper", "parity", "--sqd", "1000", "--json");
        Assert.Equal(ExitCode.Ok, result.Exit);
        var sampled = result.Json.GetProperty("sqd");
        Assert.InRange(sampled.GetProperty("energy").GetDouble(), result.Json.GetProperty("exact").GetDouble() - 1e-9, result.Json.GetProperty("hartreeFock").GetDouble() - 1e-3);
        Assert.Equal((1000, 1.0), (sampled.GetProperty("shots").GetInt32(), sampled.GetProperty("rightFraction").GetDouble()));
        Assert.Contains("1,000 shots", (await Tool.RunAsync("vqe", Hydrogen, "--sqd", "1000")).Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.BadInput, (await Tool.RunAsync("vqe", Hydrogen, "--sqd", "10", "--ansatz", "uccsd-sum")).Exit);
    }

    [Theory]
    [InlineData("occupation")]
    [InlineData("entropy")]
    public async Task Orbitals_are_chosen_by_a_measure(string measure)
    {
        var result = await Tool.RunAsync("vqe", "O 0 0 0.1173; H 0 0.7572 -0.4692; H 0 -0.7572 -0.4692", "--basis", "6-31g", "--active-by", measure, "--json");
        Assert.Equal(ExitCode.Ok, result.Exit);
        Assert.InRange(result.Json.GetProperty("qubits").GetInt32(), 4, 24);
        Assert.InRange(result.Json.GetProperty("error").GetDouble(), -1e-9, 2e-3);
        // That of the whole molecule in Hartree-Fock is 1.035.
        Assert.InRange(Math.Abs(result.Json.GetProperty("dipole")[2].GetDouble()), 0.95, 1.05);
        var refused = await Tool.RunAsync("vqe", Hydrogen, "--active-by", measure, "--freeze-core");
        Assert.Equal(ExitCode.BadInput, refused.Exit);
        Assert.StartsWith("error: --active-by", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_holds_the_keys_of_the_contract_and_the_ground_state_of_hydrogen()
    {
        var result = await Tool.RunAsync("vqe", Hydrogen, "--json");

        Assert.Equal(ExitCode.Ok, result.Exit);
        var json = result.Json;
        Assert.Equal(Keys, json.EnumerateObject().Select(p => p.Name));
        Assert.Equal(-1.1373060359051212, json.GetProperty("energy").GetDouble(), 1e-8);
        Assert.Equal(-1.1169989968519904, json.GetProperty("hartreeFock").GetDouble(), 1e-8);
        Assert.Equal(-1.1373060359051212, json.GetProperty("exact").GetDouble(), 1e-8);
        Assert.InRange(json.GetProperty("error").GetDouble(), -1e-9, 1e-8);
        Assert.True(json.GetProperty("converged").GetBoolean());
        Assert.Equal(2, json.GetProperty("parameters").GetArrayLength());
        Assert.Equal("determinants", json.GetProperty("engine").GetString());
        Assert.Equal(4, json.GetProperty("determinants").GetDouble());
        Assert.InRange(json.GetProperty("spinSquared").GetDouble(), -1e-9, 1e-9);
        Assert.Equal(2, json.GetProperty("electrons").GetDouble(), 1e-9);
        Assert.Equal([0, 0, 0], json.GetProperty("dipole").EnumerateArray().Select(e => Math.Round(e.GetDouble(), 9) + 0.0));
        Assert.Empty(json.GetProperty("warnings").EnumerateArray());
        Assert.Equal(4, json.GetProperty("qubits").GetInt32());
        Assert.Equal(15, json.GetProperty("terms").GetInt32());
        Assert.Matches("^[a-z-]+$", json.GetProperty("stopReason").GetString());
        var history = json.GetProperty("history").EnumerateArray().Select(e => e.GetDouble()).ToArray();
        Assert.Equal(json.GetProperty("energy").GetDouble(), history[^1]);
        Assert.Equal(history.OrderDescending(), history);
        Assert.True(json.GetProperty("seconds").GetProperty("total").GetDouble() > 0);
    }

    [Fact]
    public async Task Progress_is_one_plain_line_per_iteration_on_standard_error()
    {
        var result = await Tool.RunAsync("vqe", Hydrogen, "--json");

        var lines = result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => l.StartsWith("iteration ", StringComparison.Ordinal)).ToArray();
        Assert.Equal(lines.Length, lines.Select(l => l.Split(' ')[1]).Distinct().Count());
        Assert.Contains(lines, l => l.Contains("energy -1.1373", StringComparison.Ordinal));
        Assert.DoesNotContain('\u001b', result.Error);
    }

    [Theory]
    [InlineData("--engine statevector", "statevector", 2)]
    [InlineData("--order doubles-first", "determinants", 3)]
    [InlineData("--order singles-first --share-spins", "determinants", 2)]
    [InlineData("--ansatz uccsd-sum", "determinants", 2)]
    [InlineData("--ansatz k-upccgsd --layers 1 --seed 3", "determinants", 2)]
    [InlineData("--ansatz k-upccgsd --starts 3", "determinants", 4)]
    [InlineData("--ansatz uccgsd", "determinants", 1)]
    [InlineData("--ansatz puccd --engine statevector", "statevector", 1)]
    [InlineData("--ansatz adapt", "determinants", 1)]
    [InlineData("--ansatz ucj --layers 1", "statevector", 9)]
    [InlineData("--ansatz lucj --mapper parity", "statevector", 15)]
    [InlineData("--ansatz givens --order doubles-first", "statevector", 3)]
    [InlineData("--ansatz puccd --relax-orbitals", "determinants", 1)]
    [InlineData("--ansatz qubit-adapt", "statevector", 1)]
    [InlineData("--ansatz adapt --engine statevector", "statevector", 1)]
    public async Task Every_ansatz_and_engine_finds_hydrogen(string arguments, string engine, int parameters)
    {
        var json = (await Tool.RunAsync(["vqe", Hydrogen, "--json", .. arguments.Split(' ')])).Json;
        Assert.Equal(-1.1373060359051212, json.GetProperty("energy").GetDouble(), 1e-8);
        Assert.Equal(engine, json.GetProperty("engine").GetString());
        Assert.Equal(parameters, json.GetProperty("parameters").GetArrayLength());
        Assert.InRange(json.GetProperty("spinSquared").GetDouble(), -1e-9, 1e-6);
    }

    [Theory]
    [InlineData("--excited 3")]
    [InlineData("--excited 3 --excited-method ssvqe --ansatz k-upccgsd")]
    [InlineData("--excited 3 --excited-method qeom --engine statevector")]
    public async Task Excited_states_of_hydrogen_are_those_of_full_ci(string arguments)
    {
        var states = (await Tool.RunAsync(["vqe", Hydrogen, "--json", .. arguments.Split(' ')])).Json.GetProperty("states").EnumerateArray().ToArray();
        Assert.Equal(4, states.Length);
        Assert.Equal(["energy", "excitationEnergy", "exact", "spinSquared", "electrons", "symmetry", "overlap", "residual", "converged"], states[1].EnumerateObject().Select(p => p.Name));
        foreach (var state in states) Assert.Equal(state.GetProperty("exact").GetDouble(), state.GetProperty("energy").GetDouble(), 1e-7);
        Assert.Equal([0, 2, 0, 0], states.Select(s => Math.Round(Math.Abs(s.GetProperty("spinSquared").GetDouble()), 6)));
        Assert.Equal([0, 1, 1, 0], states.Select(s => s.GetProperty("symmetry").GetInt32()));
        Assert.Contains("state 1", (await Tool.RunAsync(["vqe", Hydrogen, .. arguments.Split(' ')])).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--excited-method qeom", "--excited-method")]
    [InlineData("--excited 2 --ansatz ucj", "--excited")]
    [InlineData("--qubit-pool minimal", "--qubit-pool")]
    [InlineData("--ansatz adapt --starts 2", "--starts")]
    public async Task Options_that_do_not_fit_are_named(string arguments, string named)
    {
        var result = await Tool.RunAsync(["vqe", Hydrogen, .. arguments.Split(' ')]);
        Assert.NotEqual(ExitCode.Ok, result.Exit);
        Assert.Contains(named, result.Error, StringComparison.Ordinal);
    }

    public static TheoryData<string> Minimizers => [.. Minimizer.Names];

    public static TheoryData<string, int> Stops
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var name in Minimizer.Names)
            {
                data.Add(name, 1);
                data.Add(name, 2);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Minimizers))]
    public async Task Every_minimizer_finds_it(string minimizer)
    {
        var result = await Tool.RunAsync("vqe", Hydrogen, "--minimizer", minimizer, "--json");

        Assert.InRange(result.Json.GetProperty("error").GetDouble(), -1e-9, 2e-3);
    }

    [Fact]
    public async Task Shots_give_the_same_trajectory_for_the_same_seed()
    {
        string[] line = ["vqe", Hydrogen, "--shots", "200", "--seed", "11", "--minimizer", "spsa", "--max-iterations", "5", "--json"];

        var (first, second) = ((await Tool.RunAsync(line)).Json, (await Tool.RunAsync(line)).Json);

        Assert.Equal(first.GetProperty("history").GetRawText(), second.GetProperty("history").GetRawText());
        Assert.Equal(first.GetProperty("parameters").GetRawText(), second.GetProperty("parameters").GetRawText());
        Assert.Equal("iteration-limit", first.GetProperty("stopReason").GetString());
        Assert.False(first.GetProperty("converged").GetBoolean());
    }

    [Fact]
    public async Task The_hardware_efficient_circuit_has_layers()
    {
        var result = await Tool.RunAsync("vqe", Hydrogen, "--ansatz", "hardware-efficient", "--layers", "1", "--max-iterations", "3", "--json");

        Assert.Equal(ExitCode.Ok, result.Exit);
        Assert.Equal(16, result.Json.GetProperty("parameters").GetArrayLength());
    }

    [Theory]
    [MemberData(nameof(Stops))]
    public async Task A_cancelled_run_keeps_its_checkpoint_and_resumes_to_identical_bits(string minimizer, int steps)
    {
        using var folder = new TemporaryFolder();
        var checkpoint = folder.PathOf("run.json");
        string[] line = ["vqe", Hydrogen, "--minimizer", minimizer, "--max-iterations", "12", "--json"];
        var whole = (await Tool.RunAsync(line)).Json;

        using var source = new CancellationTokenSource();
        var stopped = await Tool.RunWatchedAsync(text =>
        {
            if (text.StartsWith("iteration ", StringComparison.Ordinal) && --steps == 0) source.Cancel();
        }, [.. line, "--checkpoint", checkpoint], source.Token);
        Assert.Equal(ExitCode.Interrupted, stopped.Exit);
        Assert.Empty(stopped.Out);
        Assert.Contains("--resume", stopped.Error, StringComparison.Ordinal);

        var resumed = await Tool.RunAsync([.. line, "--checkpoint", checkpoint, "--resume"]);
        Assert.Equal(ExitCode.Ok, resumed.Exit);
        foreach (var key in Keys.Except(["seconds"]))
            Assert.Equal(whole.GetProperty(key).GetRawText(), resumed.Json.GetProperty(key).GetRawText());
    }

    [Fact]
    public async Task A_checkpoint_of_another_problem_or_a_damaged_one_is_refused()
    {
        using var folder = new TemporaryFolder();
        var checkpoint = folder.PathOf("run.json");
        await Tool.RunAsync("vqe", Hydrogen, "--checkpoint", checkpoint);

        var other = await Tool.RunAsync("vqe", "H 0 0 0; H 0 0 0.8", "--checkpoint", checkpoint, "--resume");
        File.WriteAllText(checkpoint, File.ReadAllText(checkpoint)[..40]);
        var damaged = await Tool.RunAsync("vqe", Hydrogen, "--checkpoint", checkpoint, "--resume");

        Assert.All([other, damaged], result =>
        {
            Assert.Equal(ExitCode.BadInput, result.Exit);
            Assert.Contains("--checkpoint", result.Error, StringComparison.Ordinal);
            Assert.Empty(result.Out);
        });
    }

    [Fact]
    public async Task Resuming_before_the_first_step_was_saved_starts_at_the_beginning()
    {
        using var folder = new TemporaryFolder();

        var result = await Tool.RunAsync("vqe", Hydrogen, "--checkpoint", folder.PathOf("none.json"), "--resume", "--json");

        Assert.Equal(ExitCode.Ok, result.Exit);
        Assert.Contains("starts at the beginning", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_estimate_says_what_a_run_would_need_without_running()
    {
        var json = (await Tool.RunAsync("vqe", Hydrogen, "--estimate", "--json")).Json;
        var text = await Tool.RunInCultureAsync("de-DE", "vqe", Chain(32), "--estimate");

        // UCCSD of two electrons in two orbitals has one double and two single excitations, which share a parameter; 15 terms are the bound's true value or less.
        Assert.Equal((4, 2), (json.GetProperty("qubits").GetInt32(), json.GetProperty("parameters").GetInt32()));
        Assert.InRange(json.GetProperty("terms").GetDouble(), 15, 50);
        Assert.True(json.GetProperty("termsIsBound").GetBoolean());
        Assert.Equal(ExitCode.Ok, text.Exit);
        Assert.Contains("64 qubits", text.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("picture.svg")]
    [InlineData("picture.png")]
    public async Task Draws_its_convergence(string name)
    {
        using var folder = new TemporaryFolder();

        var result = await Tool.RunInCultureAsync("tr-TR", "vqe", Hydrogen, "--plot", folder.PathOf(name));

        Assert.Equal(ExitCode.Ok, result.Exit);
        Assert.True(new FileInfo(folder.PathOf(name)).Length > 1000);
        if (name.EndsWith("svg", StringComparison.Ordinal)) Assert.Equal("svg", XDocument.Load(folder.PathOf(name)).Root!.Name.LocalName);
    }

    [Theory]
    [InlineData("--shots -1", "--shots: '-1'")]
    [InlineData("--shots 0", "--shots: '0'")]
    [InlineData("--shots many", "--shots: 'many'")]
    [InlineData("--shots 100 --minimizer lbfgs", "--minimizer")]
    [InlineData("--minimizer lbgfs", "Did you mean 'lbfgs'?")]
    [InlineData("--ansatz ucsd", "Did you mean 'uccsd'?")]
    [InlineData("--layers 2", "--layers")]
    [InlineData("--layers 0 --ansatz hardware-efficient", "--layers: '0'")]
    [InlineData("--max-iterations 0", "--max-iterations: '0'")]
    [InlineData("--seed -5", "--seed: '-5'")]
    [InlineData("--seed 1,5", "--seed: '1,5'")]
    [InlineData("--resume", "--checkpoint")]
    [InlineData("--plot curve.pdf", ".svg or .png")]
    [InlineData("--backend cuda", "Qratum.Backends.Cuda")]
    [InlineData("--backend ibmq", "Qratum.Backends.Ibm")]
    [InlineData("--backend simulater", "Did you mean 'simulator'?")]
    public async Task Bad_options_are_refused_by_name(string options, string detail)
    {
        var result = await Tool.RunAsync(["vqe", Hydrogen, .. options.Split(' ')]);

        Assert.Equal(ExitCode.BadInput, result.Exit);
        Assert.Empty(result.Out);
        Assert.Contains(detail, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_molecule_of_too_many_qubits_is_refused_saying_what_it_needs()
    {
        var result = await Tool.RunAsync("vqe", Chain(32));

        Assert.Equal(ExitCode.BadInput, result.Exit);
        Assert.Contains("GiB", result.Error, StringComparison.Ordinal);
    }

    private static string Chain(int atoms) => string.Join("; ", Enumerable.Range(0, atoms).Select(i => FormattableString.Invariant($"H 0 0 {i}")));
}
