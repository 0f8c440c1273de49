namespace Qratum;

public abstract partial class SimulatorBackend<TRegister>
{
    // Of forward runs: a gradient is the forward run and a sweep back over two states.
    private const double GradientRuns = 4;

    // A term of an observable for each amplitude.
    private const double TermNanoseconds = 0.1;

    /// <inheritdoc/>
    public ValueTask<Estimates> EstimateAsync(EstimatorPub pub, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pub);
        Check(pub);
        ThrowIfTooLarge(pub.Circuit.QubitCount, 1);
        var plan = PlanOf(pub.Circuit);
        var values = new double[pub.ParameterSets.Count];
        RunSets(pub.Circuit, values.Length, Nanoseconds(plan, 1, pub.Observable.Count), (registers, k) =>
        {
            var register = registers.RentZero();
            Run(plan, pub.ParameterSets[k].Span, register, cancellationToken);
            values[k] = register.Expectation(pub.Observable);
            registers.Return(register);
        }, cancellationToken);
        return ValueTask.FromResult(new Estimates(values, new double[values.Length]) { Identity = Identify("estimates", pub.Circuit, [pub.Observable], pub.ParameterSets) });
    }

    /// <inheritdoc/>
    public ValueTask<Gradients> GradientAsync(EstimatorPub pub, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pub);
        Check(pub);
        ThrowIfTooLarge(pub.Circuit.QubitCount, 2);
        var plan = PlanOf(pub.Circuit);
        var values = new double[pub.ParameterSets.Count];
        var derivatives = new ReadOnlyMemory<double>[values.Length];
        RunSets(pub.Circuit, values.Length, Nanoseconds(plan, GradientRuns, pub.Observable.Count), (registers, k) =>
        {
            TRegister psi = registers.RentZero(), lambda = registers.Rent();
            (values[k], derivatives[k]) = AdjointGradient.Compute(plan, pub.ParameterSets[k].Span, pub.Observable, psi, lambda, cancellationToken);
            registers.Return(lambda);
            registers.Return(psi);
        }, cancellationToken);
        return ValueTask.FromResult(new Gradients(values, derivatives) { Identity = Identify("gradients", pub.Circuit, [pub.Observable], pub.ParameterSets) });
    }

    /// <summary>
    /// ⟨ψ(θ)|H|ψ(θ)⟩ of several observables for each parameter set: the circuit runs once for each set, and strings that flip the same
    /// qubits share a visit of the state. A value may differ from that of the observable alone in the last bits.
    /// </summary>
    /// <inheritdoc cref="IEstimator.EstimateAllAsync" path="/exception"/>
    public ValueTask<ObservableEstimates> EstimateAllAsync(ObservablesPub pub, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pub);
        var observables = Check(pub);
        ThrowIfTooLarge(pub.Circuit.QubitCount, 1);
        var plan = PlanOf(pub.Circuit);
        var values = new double[pub.ParameterSets.Count][];
        RunSets(pub.Circuit, values.Length, Nanoseconds(plan, 1, observables.Sum(o => o.Count)), (registers, k) =>
        {
            var register = registers.RentZero();
            Run(plan, pub.ParameterSets[k].Span, register, cancellationToken);
            values[k] = register.Expectation(observables);
            registers.Return(register);
        }, cancellationToken);
        return ValueTask.FromResult(new ObservableEstimates(values, Array.ConvertAll(values, v => new double[v.Length])) { Identity = Identify("estimates together", pub.Circuit, observables, pub.ParameterSets) });
    }

    /// <summary>
    /// Values and gradients of several observables for each parameter set, by the adjoint method: one forward sweep for each set and one
    /// sweep back for each observable, whatever the number of parameters. Every row has the bits of <see cref="GradientAsync"/>.
    /// Memory: three states, two for a single observable.
    /// </summary>
    /// <inheritdoc cref="IGradientEstimator.JacobianAsync" path="/exception"/>
    public ValueTask<Jacobians> JacobianAsync(ObservablesPub pub, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pub);
        var observables = Check(pub);
        ThrowIfTooLarge(pub.Circuit.QubitCount, Math.Min(observables.Length, 2) + 1);
        var plan = PlanOf(pub.Circuit);
        var values = new double[pub.ParameterSets.Count][];
        var derivatives = new ReadOnlyMemory<double>[values.Length][];
        RunSets(pub.Circuit, values.Length, Nanoseconds(plan, GradientRuns * observables.Length, observables.Sum(o => o.Count)), (registers, k) =>
        {
            TRegister psi = registers.RentZero(), lambda = registers.Rent();
            var copy = observables.Length > 1 ? registers.Rent() : null;
            (values[k], derivatives[k]) = AdjointGradient.Jacobian(plan, pub.ParameterSets[k].Span, observables, psi, lambda, copy, cancellationToken);
            if (copy is not null) registers.Return(copy);
            registers.Return(lambda);
            registers.Return(psi);
        }, cancellationToken);
        return ValueTask.FromResult(new Jacobians(values, derivatives) { Identity = Identify("jacobians", pub.Circuit, observables, pub.ParameterSets) });
    }

    private static void Run(ExecutionPlan plan, ReadOnlySpan<double> parameters, TRegister register, CancellationToken cancellationToken)
    {
        foreach (var pass in plan.Passes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            register.Run(pass, parameters);
        }
    }

    private static double Nanoseconds(ExecutionPlan plan, double runs, int terms) =>
        (runs * ParameterBatch.Nanoseconds(plan.Passes, plan.Circuit.QubitCount)) + (TermNanoseconds * terms * Math.Pow(2, plan.Circuit.QubitCount));

    private void Check(EstimatorPub pub)
    {
        Check(pub.Circuit, pub.ParameterSets);
        Check(pub.Circuit, pub.Observable);
    }

    /// <summary>The observables, which the caller may change while sets run.</summary>
    private PauliSum[] Check(ObservablesPub pub)
    {
        ArgumentNullException.ThrowIfNull(pub.Observables, nameof(pub));
        Check(pub.Circuit, pub.ParameterSets);
        PauliSum[] observables = [.. pub.Observables];
        foreach (var observable in observables) Check(pub.Circuit, observable);
        return observables;
    }

    private static void Check(Circuit circuit, PauliSum observable)
    {
        ArgumentNullException.ThrowIfNull(observable);
        if (!circuit.IsUnitary) throw new NotSupportedException("An expectation value was asked of a circuit with measurements, resets or conditions; remove them or sample.");
        if (observable.QubitCount != circuit.QubitCount)
            throw new ArgumentException($"The observable acts on {observable.QubitCount} qubits, the circuit on {circuit.QubitCount}.", nameof(observable));
        if (!observable.IsHermitian) throw new ArgumentException("The observable has a complex coefficient; it is not Hermitian.", nameof(observable));
    }

    private ExecutionPlan PlanOf(Circuit circuit) => _plans.GetValue(circuit, c => Planner.Plan(c, _options.Machine ?? MachineCost.Default));
}
