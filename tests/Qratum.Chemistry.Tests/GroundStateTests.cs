using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Xunit;

namespace Qratum.Chemistry.Tests;

public sealed class GroundStateTests
{
    // Energies of the reference data are good to 1e-10; the search stops at a gradient of 1e-6.
    private const double Tolerance = 1e-8;

    [Fact]
    public async Task Hydrogen_in_one_line_is_full_CI()
    {
        var result = await GroundState.SolveAsync("H 0 0 0; H 0 0 0.735");
        Assert.Equal(-1.137306036, result.Energy, Tolerance);
        Assert.Equal(-1.116998997, result.HartreeFock, Tolerance);
        Assert.Equal(result.Exact!.Value, result.Energy, Tolerance);
        Assert.Equal((4, 15, 2), (result.Vqe.QubitCount, result.Hamiltonian.Count, result.Vqe.Parameters.Length));
        Assert.Equal((EngineKind.Determinants, 4), (result.Engine, (int)result.Determinants));
        Assert.Equal(0, result.SpinSquared!.Value, Tolerance);
        Assert.Equal(2, result.Electrons!.Value, Tolerance);
        Assert.True(result.Converged);
        Assert.Empty(result.Warnings);
        Assert.Contains("-1.137306036", result.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("jordan-wigner", 8)]
    [InlineData("bravyi-kitaev", 8)]
    [InlineData("parity", 8)]
    [InlineData("parity-reduced", 6)]
    [InlineData("ternary-tree", 8)]
    public async Task Every_mapper_gives_the_energy_of_the_determinants_and_its_own_qubits(string name, int qubits)
    {
        IFermionMapper mapper = name switch
        {
            "bravyi-kitaev" => new BravyiKitaev(),
            "parity" => new Parity(),
            "parity-reduced" => new Parity { Electrons = (1, 1) },
            "ternary-tree" => new TernaryTree(),
            _ => new JordanWigner(),
        };
        var options = new GroundStateOptions { Basis = BasisSet.Pople631G, Mapper = mapper };
        var determinants = await GroundState.SolveAsync("H 0 0 0; H 0 0 0.8", options);
        var circuit = await GroundState.SolveAsync("H 0 0 0; H 0 0 0.8", options with { Engine = EngineKind.StateVector });

        Assert.Equal(determinants.Exact!.Value, determinants.Energy, Tolerance);
        Assert.Equal(determinants.Energy, circuit.Energy, Tolerance);
        Assert.Equal(2, circuit.Electrons!.Value, Tolerance);
        Assert.Equal((qubits, qubits, qubits), (determinants.Vqe.QubitCount, circuit.Vqe.QubitCount, circuit.Hamiltonian.QubitCount));
        Assert.Equal(qubits, circuit.Ansatz.QubitCount);
    }

    [Fact]
    public async Task Given_integrals_take_the_place_of_the_molecule()
    {
        var molecule = Molecule.Parse("Li 0 0 0; H 0 0 1.6");
        var options = new GroundStateOptions { ActiveSpace = ActiveSpace.Of(2, 5) };
        var expected = await GroundState.SolveAsync(molecule, options);
        var integrals = RestrictedHartreeFock.Solve(molecule, BasisSet.Sto3G).ToElectronIntegrals();
        var result = await GroundState.SolveAsync(integrals, options);

        Assert.Null(result.MeanField);
        Assert.Equal(expected.HartreeFock, result.HartreeFock, Tolerance);
        Assert.Equal(expected.Energy, result.Energy, Tolerance);
        Assert.Equal(expected.Exact!.Value, result.Exact!.Value, Tolerance);
        Assert.Equal(GroundState.Estimate(molecule, options).Qubits, GroundState.Estimate(integrals, options).Qubits);
        Assert.Contains("5 orbitals", result.ToString(), StringComparison.Ordinal);
        Assert.Equal((1, 1), options.ActiveSpace!.Electrons(6, 2, 2));
    }

    // Coupled-cluster and full-CI values of the reference data: doubles first, one parameter for each excitation.
    [Theory]
    [InlineData("Li 0 0 0; H 0 0 1.5957", -7.882381005, -7.882391519, 92)]
    [InlineData("H 0 0 0; H 0 0 1; H 0 0 2; H 0 0 3", -2.166302178, -2.166387451, 26)]
    public async Task Small_molecules_come_within_2e5_hartree_of_the_listed_values(string geometry, double coupledCluster, double exact, int parameters)
    {
        var result = await GroundState.SolveAsync(geometry, new GroundStateOptions { CoupledCluster = new UccsdOptions() });
        Assert.Equal(coupledCluster, result.Energy, Tolerance);
        Assert.Equal(exact, result.Exact!.Value, Tolerance);
        Assert.Equal(parameters, result.Vqe.Parameters.Length);
    }

    [Fact]
    public async Task A_frozen_core_keeps_its_energy_in_the_total()
    {
        var molecule = Molecules.LithiumHydride();
        var result = await GroundState.SolveAsync(molecule, new GroundStateOptions { ActiveSpace = ActiveSpace.Frozen(1) });
        Assert.Equal(-7.882164044, result.Exact!.Value, Tolerance);
        Assert.Equal(10, result.Vqe.QubitCount);
    }

    [Fact]
    public async Task A_search_killed_at_any_step_resumes_to_the_identical_result()
    {
        var folder = Directory.CreateTempSubdirectory("qratum-checkpoint-");
        try
        {
            var file = Path.Combine(folder.FullName, "run.json");
            var options = new GroundStateOptions { CheckpointFile = file };
            var whole = await GroundState.SolveAsync(Molecules.LithiumHydride(), options);
            for (var steps = 1; steps < whole.Vqe.Evaluations - 1; steps += 5)
            {
                File.Delete(file);
                using var stop = new CancellationTokenSource();
                var count = 0;
                var progress = new SynchronousProgress(_ =>
                {
                    if (++count == steps) stop.Cancel();
                });
                await Assert.ThrowsAnyAsync<OperationCanceledException>(
                    () => GroundState.SolveAsync(Molecules.LithiumHydride(), options, progress, stop.Token));
                var resumed = await GroundState.SolveAsync(Molecules.LithiumHydride(), options with { Resume = true });
                Assert.Equal(BitConverter.DoubleToInt64Bits(whole.Energy), BitConverter.DoubleToInt64Bits(resumed.Energy));
                Assert.Equal(whole.Vqe.Parameters.ToArray(), resumed.Vqe.Parameters.ToArray());
                Assert.Equal(whole.Vqe.History, resumed.Vqe.History);
            }

            var other = await Assert.ThrowsAsync<FormatException>(() => GroundState.SolveAsync(Molecules.Hydrogen(), options with { Resume = true }));
            Assert.Contains("another problem", other.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // Energies of the reference data, section "vqe": forms and orders as stated there.
    [Theory]
    [InlineData(AnsatzKind.Uccsd, AnsatzForm.Product, ExcitationOrder.DoublesFirst, -2.166302178460)]
    [InlineData(AnsatzKind.Uccsd, AnsatzForm.Product, ExcitationOrder.SinglesFirst, -2.166307944246)]
    [InlineData(AnsatzKind.Uccsd, AnsatzForm.ExponentialOfSum, ExcitationOrder.DoublesFirst, -2.166306051610)]
    [InlineData(AnsatzKind.Adapt, AnsatzForm.Product, ExcitationOrder.DoublesFirst, -2.166302178460)]
    public async Task Every_form_has_its_listed_energy(AnsatzKind ansatz, AnsatzForm form, ExcitationOrder order, double energy)
    {
        const double listed = 1e-7;
        var options = new GroundStateOptions { Ansatz = ansatz, CoupledCluster = new UccsdOptions { Form = form, Order = order, Sharing = ParameterSharing.SpinMirror } };
        var result = await GroundState.SolveAsync("H 0 0 0; H 0 0 1; H 0 0 2; H 0 0 3", options);
        Assert.Equal(energy, result.Energy, listed);
        if (ansatz == AnsatzKind.Adapt) Assert.Equal(9, result.Vqe.Parameters.Length);
    }

    // Singles first, doubles by falling amplitude without those that vanish, shared parameters: the table of hydrogen chains at 0.8 ångström.
    [Theory]
    [InlineData(4, -2.1675461621544, 11)]
    [InlineData(8, -4.2426541975777, 108)]
    public async Task The_fast_order_has_the_energies_of_the_published_chains(int atoms, double energy, int parameters)
    {
        var chain = string.Join("; ", Enumerable.Range(0, atoms).Select(k => FormattableString.Invariant($"H 0 0 {0.8 * k:R}")));
        var result = await GroundState.SolveAsync(chain);
        Assert.Equal(energy, result.Energy, Tolerance);
        Assert.Equal(parameters, result.Vqe.Parameters.Length);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public async Task Adapt_resumes_to_the_identical_result()
    {
        const string chain = "H 0 0 0; H 0 0 1; H 0 0 2; H 0 0 3";
        var folder = Directory.CreateTempSubdirectory("qratum-checkpoint-");
        try
        {
            var options = new GroundStateOptions { Ansatz = AnsatzKind.Adapt, CheckpointFile = Path.Combine(folder.FullName, "run.json") };
            var whole = await GroundState.SolveAsync(chain, options);
            using var stop = new CancellationTokenSource();
            var progress = new SynchronousProgress(point =>
            {
                if (point.Iteration == 4) stop.Cancel();
            });
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => GroundState.SolveAsync(chain, options, progress, stop.Token));
            var resumed = await GroundState.SolveAsync(chain, options with { Resume = true });
            Assert.Equal(BitConverter.DoubleToInt64Bits(whole.Energy), BitConverter.DoubleToInt64Bits(resumed.Energy));
            Assert.Equal(whole.Vqe.Parameters.ToArray(), resumed.Vqe.Parameters.ToArray());
            Assert.Equal(whole.Vqe.History, resumed.Vqe.History);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Both_engines_search_alike_and_say_who_they_are()
    {
        var molecule = Molecules.LithiumHydride();
        var fast = await GroundState.SolveAsync(molecule);
        var qubits = await GroundState.SolveAsync(molecule, new GroundStateOptions { Engine = EngineKind.StateVector });
        Assert.Equal((EngineKind.Determinants, EngineKind.StateVector), (fast.Engine, qubits.Engine));
        Assert.Equal(fast.Energy, qubits.Energy, 1e-9);
        Assert.Equal(fast.SpinSquared!.Value, qubits.SpinSquared!.Value, 1e-7);
        Assert.Equal(4, qubits.Electrons!.Value, 1e-9);
    }

    [Fact]
    public async Task A_result_that_breaks_spin_or_numbers_is_warned_of()
    {
        Excitation[] lone = [new(SpinOrbital.Alpha(0), SpinOrbital.Alpha(1))];
        var options = new GroundStateOptions { Ansatz = AnsatzKind.Custom, CustomAnsatz = new FermionicAnsatz(lone, start: [0.5]), Minimizer = Minimizer.Create("cobyla", 1) };
        var broken = await GroundState.SolveAsync("H 0 0 0; H 0 0 0.735", options);
        Assert.Contains(broken.Warnings, w => w.Kind == GroundStateWarningKind.StartBreaksSpin && Math.Abs(w.Value) > 0.1);
        Assert.Contains(broken.Warnings, w => w.Kind == GroundStateWarningKind.StartBreaksSpatialSymmetry);
    }

    [Fact]
    public async Task Open_shells_are_solved_in_orbitals_of_both_spins()
    {
        var result = await GroundState.SolveAsync("O 0 0 0; H 0 0 0.97", new GroundStateOptions { Multiplicity = 2 });
        Assert.Equal(0.75, result.SpinSquared!.Value, 1e-3);
        Assert.InRange(result.Error!.Value, -1e-9, 1e-3);
    }

    [Fact]
    public void An_estimate_needs_no_integrals()
    {
        var estimate = GroundState.Estimate(Molecules.Water());
        Assert.Equal((14, 75L), (estimate.Qubits, estimate.Parameters));
        Assert.Equal((EngineKind.Determinants, 441), (estimate.Engine, (int)estimate.Determinants));
        Assert.Equal(140L, GroundState.Estimate(Molecules.Water(), new GroundStateOptions { CoupledCluster = new UccsdOptions() }).Parameters);
        // The molecule's symmetry leaves 1086 of them.
        Assert.True(estimate.MaximumTerms >= 1086);
        Assert.Equal(27, GroundState.Estimate(Molecules.Hydrogen()).MaximumTerms);
    }

    [Fact]
    public async Task A_molecule_too_large_for_memory_is_refused_with_the_bytes_before_any_work()
    {
        var error = await Assert.ThrowsAsync<NotSupportedException>(
            () => GroundState.SolveAsync(Molecules.Benzene(), new GroundStateOptions { Basis = BasisSet.CcPvdz }));
        Assert.Contains("228 qubits", error.Message, StringComparison.Ordinal);
        Assert.Contains("bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_options_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new GroundStateOptions { Shots = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new GroundStateOptions { Layers = 0 });
        await Assert.ThrowsAsync<ArgumentException>(() => GroundState.SolveAsync("H 0 0 0; H 0 0 1", new GroundStateOptions { Resume = true }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => GroundState.SolveAsync("H 0 0 0; H 0 0 1", new GroundStateOptions { ActiveSpace = ActiveSpace.Of(4, 4) }));
        await Assert.ThrowsAsync<ArgumentException>(() => GroundState.SolveAsync("H 0 0 0; H 0 0 1", new GroundStateOptions { Ansatz = AnsatzKind.Custom }));
        await Assert.ThrowsAsync<NotSupportedException>(() => GroundState.SolveAsync("H 0 0 0; H 0 0 1", new GroundStateOptions { Engine = EngineKind.Determinants, Shots = 10 }));
        var sum = new UccsdOptions { Form = AnsatzForm.ExponentialOfSum };
        await Assert.ThrowsAsync<NotSupportedException>(() => GroundState.SolveAsync("H 0 0 0; H 0 0 1", new GroundStateOptions { Engine = EngineKind.StateVector, CoupledCluster = sum }));
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public async Task Results_do_not_depend_on_the_culture(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            var result = await GroundState.SolveAsync("H 0 0 0; H 0 0 0.735");
            Assert.Contains("-1.137306036", result.ToString(), StringComparison.Ordinal);
            Assert.Contains("-1.1373060", result.Hamiltonian.Count == 15 ? result.Vqe.ToString() : "", StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public async Task Listeners_hear_of_cycles_evaluations_and_spans()
    {
        var counted = new Dictionary<string, long>();
        var spans = new List<string>();
        using var meters = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == QratumDiagnostics.Name) listener.EnableMeasurementEvents(instrument);
            },
        };
        meters.SetMeasurementEventCallback<long>((instrument, value, _, _) =>
        {
            lock (counted) counted[instrument.Name] = counted.GetValueOrDefault(instrument.Name) + value;
        });
        meters.Start();
        using var activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name == QratumDiagnostics.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                lock (spans) spans.Add(activity.OperationName);
            },
        };
        ActivitySource.AddActivityListener(activities);
        var result = await GroundState.SolveAsync("H 0 0 0; H 0 0 0.735", new GroundStateOptions { Engine = EngineKind.StateVector });
        // Other tests run beside this one and are heard too.
        lock (counted)
        {
            Assert.True(counted["qratum.energy.evaluations"] >= result.Vqe.Evaluations);
            Assert.True(counted["qratum.scf.cycles"] >= result.MeanField!.Iterations);
            Assert.True(counted["qratum.simulator.passes"] > 0 && counted["qratum.simulator.bytes"] > 0);
        }

        lock (spans) Assert.Superset(new HashSet<string> { "scf", "vqe" }, spans.ToHashSet());
    }
}
