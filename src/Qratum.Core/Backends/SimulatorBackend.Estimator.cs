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
        var plan = PlanOf(pub.Circuit);
        var values = new double[pub.ParameterSets.Count];
        RunSets(pub.Circuit, values.Length, Nanoseconds(plan, 1, pub.Observable.Count), (registers, k) =>
        {
            var register = registers.RentZero();
            Run(plan, pub.ParameterSets[k].Span, register, cancellationToken);
            values[k] = register.Expectation(pub.Observable);
            registers.Return(register);
        }, cancellationToken);
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
        RunSets(pub.Circuit, values.Length, Nanoseconds(plan, GradientRuns, pub.Observable.Count), (registers, k) =>
        {
            TRegister psi = registers.RentZero(), lambda = registers.Rent();
            (values[k], derivatives[k]) = AdjointGradient.Compute(plan, pub.ParameterSets[k].Span, pub.Observable, psi, lambda, cancellationToken);
            registers.Return(lambda);
            registers.Return(psi);
        }, cancellationToken);
        return ValueTask.FromResult(new Gradients(values, derivatives));
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

    private static void Check(Circuit circuit, PauliSum observable)
    {
        ArgumentNullException.ThrowIfNull(observable);
        if (!circuit.IsUnitary) throw new NotSupportedException("An expectation value was asked of a circuit with measurements, resets or conditions; remove them or sample.");
        if (observable.QubitCount != circuit.QubitCount)
            throw new ArgumentException($"The observable acts on {observable.QubitCount} qubits, the circuit on {circuit.QubitCount}.", nameof(observable));
        if (!observable.IsHermitian) throw new ArgumentException("The observable has a complex coefficient; it is not Hermitian.", nameof(observable));
    }

    private ExecutionPlan PlanOf(Circuit circuit) => _plans.GetValue(circuit, Planner.Plan);
}
