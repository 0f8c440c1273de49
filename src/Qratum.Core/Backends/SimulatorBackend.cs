using System.Numerics;
using System.Runtime.CompilerServices;

namespace Qratum;

/// <summary>
/// A backend made of any <see cref="IStateRegister"/>: plans circuits, keeps the plan as long as the circuit lives, and runs parameter
/// sets one after the other, or several at once where a derived class allows it. Safe for use from several threads at once.
/// </summary>
/// <typeparam name="TRegister">The register.</typeparam>
public abstract partial class SimulatorBackend<TRegister> : IQuantumBackend, IGradientEstimator, IDisposable
    where TRegister : class, IStateRegister
{
    // A shot of a small state: a random number, its place, its count.
    private const double ShotNanoseconds = 40;

    private readonly Func<int, TRegister> _create;
    private readonly SimulatorOptions _options;

    // A search asks for the same circuit every time.
    private readonly ConditionalWeakTable<Circuit, ExecutionPlan> _plans = [];
    private readonly ConditionalWeakTable<Circuit, DynamicProgram> _programs = [];

    /// <summary>Makes a backend.</summary>
    /// <param name="name">Name in configuration.</param>
    /// <param name="create">Makes a register of so many qubits in |0…0⟩.</param>
    /// <param name="options">Seed, precision and limits; null for the defaults.</param>
    protected SimulatorBackend(string name, Func<int, TRegister> create, SimulatorOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(create);
        Name = name;
        _create = create;
        _options = options ?? new SimulatorOptions();
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public BackendCapabilities Capabilities => new()
    {
        // What one register of all available memory holds: bytes / (16 or 8 per amplitude).
        MaximumQubits = _options.MaximumQubits ?? Math.Min(StateVector.MaximumQubits,
            BitOperations.Log2((ulong)GC.GetGCMemoryInfo().TotalAvailableMemoryBytes) - (_options.Precision == Precision.Double ? 4 : 3)),
        IsExact = true,
        HasGradients = true,
        HasMidCircuitMeasurement = true,
        Precision = _options.Precision,
    };

    /// <inheritdoc/>
    public ValueTask<Samples> SampleAsync(SamplerPub pub, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pub);
        ArgumentOutOfRangeException.ThrowIfLessThan(pub.Shots, 1, nameof(pub));
        Check(pub.Circuit, pub.ParameterSets);
        var program = _programs.GetValue(pub.Circuit, CreateProgram);
        program.ThrowIfNothingMeasured();
        ThrowIfTooLarge(pub.Circuit.QubitCount, 1);
        var seed = pub.Seed ?? _options.Seed;
        var counts = new Counts[pub.ParameterSets.Count];
        RunSets(pub.Circuit, counts.Length, program.Nanoseconds + (ShotNanoseconds * pub.Shots), (registers, k) =>
            counts[k] = program.Sample(registers, pub.ParameterSets[k].ToArray(), pub.Shots, seed, (ulong)k, cancellationToken), cancellationToken);
        return ValueTask.FromResult(new Samples(counts, seed) { Identity = Identify("samples", pub.Circuit, [], pub.ParameterSets, pub.Shots, seed) });
    }

    /// <summary>
    /// The exact probabilities of the classical bits, branching at mid-circuit measurements; bit k of a key is classical bit k.
    /// </summary>
    /// <param name="circuit">A circuit with measurements.</param>
    /// <param name="parameters">One parameter set.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">The parameters do not fit, or nothing is measured.</exception>
    public IReadOnlyDictionary<BitString, double> ExactDistribution(Circuit circuit, ReadOnlySpan<double> parameters = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        Check(circuit, [parameters.ToArray()]);
        var program = CreateProgram(circuit);
        program.ThrowIfNothingMeasured();
        return program.Distribution(_create, parameters.ToArray(), cancellationToken);
    }

    /// <summary>
    /// What fixes the bits of <see cref="ExactDistribution"/>, and of the state that a circuit without measurements ends in. Nothing is run.
    /// </summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="parameters">One parameter set.</param>
    /// <exception cref="ArgumentException">The parameters do not fit.</exception>
    public RunIdentity Identify(Circuit circuit, ReadOnlySpan<double> parameters = default)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        double[] set = [.. parameters];
        Check(circuit, [set]);
        return Identify("state", circuit, [], [set]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases what a derived backend holds; registers live only during a call.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }

    /// <summary>
    /// How many parameter sets of a call may run at the same time, each on registers of its own: 1 unless a derived class says more.
    /// Results must not depend on it.
    /// </summary>
    /// <param name="qubitCount">Qubits of the circuit.</param>
    /// <param name="setCount">Parameter sets of the call.</param>
    protected virtual int SetsAtOnce(int qubitCount, int setCount) => 1;

    /// <summary>Refuses a call whose registers do not fit memory together, before the first is made.</summary>
    private protected virtual void ThrowIfTooLarge(int qubitCount, int registers)
    {
    }

    /// <summary>Which code runs, for <see cref="RunIdentity.Path"/>.</summary>
    private protected virtual string Path => $"{Name}, {(_options.Precision == Precision.Double ? "double" : "single")}";

    private RunIdentity Identify(string what, Circuit circuit, PauliSum[] observables, IReadOnlyList<ReadOnlyMemory<double>> parameterSets, int shots = 0, ulong? seed = null) =>
        RunIdentity.Of(what, circuit, observables, parameterSets, _options.Precision, shots, seed, Path, _options.Machine);

    private DynamicProgram CreateProgram(Circuit circuit) => DynamicProgram.Create(circuit, _options.Machine);

    private void Check(Circuit circuit, IReadOnlyList<ReadOnlyMemory<double>> sets)
    {
        if (_options.MaximumQubits is { } limit && circuit.QubitCount > limit)
            throw new NotSupportedException($"The circuit has {circuit.QubitCount} qubits; '{Name}' is set to at most {limit}.");
        foreach (var set in sets)
        {
            circuit.ThrowIfWrongParameterCount(set.Length);
            foreach (var value in set.Span)
            {
                if (!double.IsFinite(value)) throw new ArgumentException($"A parameter is {value}; parameters must be finite.", nameof(sets));
            }
        }
    }

    private void RunSets(Circuit circuit, int sets, double nanoseconds, Action<RegisterPool<TRegister>, int> run, CancellationToken cancellationToken) =>
        ParameterBatch.Run(sets, SetsAtOnce(circuit.QubitCount, sets), nanoseconds, _create, circuit.QubitCount, (registers, k) =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            run(registers, k);
        });
}
