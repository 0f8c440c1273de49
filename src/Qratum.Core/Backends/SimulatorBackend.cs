using System.Numerics;

namespace Qratum;

/// <summary>
/// A backend made of any <see cref="IStateRegister"/>: plans circuits, keeps the plan of the last circuit, and runs parameter sets
/// one after the other. Safe for use from several threads at once.
/// </summary>
/// <typeparam name="TRegister">The register.</typeparam>
public abstract class SimulatorBackend<TRegister> : IQuantumBackend, IGradientEstimator, IDisposable
    where TRegister : class, IStateRegister
{
    private readonly Func<int, TRegister> _create;
    private readonly SimulatorOptions _options;
    private ExecutionPlan? _lastPlan;

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
        var program = DynamicProgram.Create(pub.Circuit);
        program.ThrowIfNothingMeasured();
        var seed = pub.Seed ?? _options.Seed;
        var counts = new Counts[pub.ParameterSets.Count];
        for (var k = 0; k < counts.Length; k++)
            counts[k] = program.Sample(_create, pub.ParameterSets[k].ToArray(), pub.Shots, seed, (ulong)k, cancellationToken);
        return ValueTask.FromResult(new Samples(counts, seed));
    }

    /// <inheritdoc/>
    public ValueTask<Estimates> EstimateAsync(EstimatorPub pub, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pub);
        Check(pub);
        var plan = PlanOf(pub.Circuit);
        var values = new double[pub.ParameterSets.Count];
        using var register = _create(pub.Circuit.QubitCount);
        for (var k = 0; k < values.Length; k++)
        {
            if (k > 0) register.SetZero();
            foreach (var pass in plan.Passes)
            {
                cancellationToken.ThrowIfCancellationRequested();
                register.Run(pass, pub.ParameterSets[k].Span);
            }

            values[k] = register.Expectation(pub.Observable);
        }

        return ValueTask.FromResult(new Estimates(values, new double[values.Length]));
    }

    /// <inheritdoc/>
    public ValueTask<Gradients> GradientAsync(EstimatorPub pub, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pub);
        Check(pub);
        var plan = PlanOf(pub.Circuit);
        var values = new double[pub.ParameterSets.Count];
        var derivatives = new ReadOnlyMemory<double>[values.Length];
        using var psi = _create(pub.Circuit.QubitCount);
        using var lambda = _create(pub.Circuit.QubitCount);
        for (var k = 0; k < values.Length; k++)
        {
            if (k > 0) psi.SetZero();
            (values[k], derivatives[k]) = AdjointGradient.Compute(plan, pub.ParameterSets[k].Span, pub.Observable, psi, lambda, cancellationToken);
        }

        return ValueTask.FromResult(new Gradients(values, derivatives));
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
        var program = DynamicProgram.Create(circuit);
        program.ThrowIfNothingMeasured();
        return program.Distribution(_create, parameters.ToArray(), cancellationToken);
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

    private void Check(EstimatorPub pub)
    {
        Check(pub.Circuit, pub.ParameterSets);
        if (!pub.Circuit.IsUnitary) throw new NotSupportedException("An expectation value was asked of a circuit with measurements, resets or conditions; remove them or sample.");
        if (pub.Observable.QubitCount != pub.Circuit.QubitCount)
            throw new ArgumentException($"The observable acts on {pub.Observable.QubitCount} qubits, the circuit on {pub.Circuit.QubitCount}.", nameof(pub));
        if (!pub.Observable.IsHermitian) throw new ArgumentException("The observable has a complex coefficient; it is not Hermitian.", nameof(pub));
    }

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

    /// <summary>The plan of a circuit; a search asks for the same one every time.</summary>
    private ExecutionPlan PlanOf(Circuit circuit)
    {
        var last = Volatile.Read(ref _lastPlan);
        if (last is not null && ReferenceEquals(last.Circuit, circuit)) return last;
        var plan = Planner.Plan(circuit);
        Volatile.Write(ref _lastPlan, plan);
        return plan;
    }
}
