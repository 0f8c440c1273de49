namespace Qratum;

/// <summary>One request to an estimator for several observables of one circuit; a simulator runs the circuit once for all of them.</summary>
/// <param name="Circuit">A circuit without measurements.</param>
/// <param name="Observables">Hermitian sums on the circuit's qubits.</param>
/// <param name="ParameterSets">Points in the order of <see cref="Qratum.Circuit.Parameters"/>; one empty set for a circuit without parameters.</param>
/// <param name="Precision">Wanted standard error of each value for estimators that sample; null takes their own shots. Exact estimators ignore it.</param>
/// <param name="Seed">Fixes the samples of an estimator that samples; null takes its own seed. Set k of the batch draws from stream k.</param>
public sealed record ObservablesPub(
    Circuit Circuit, IReadOnlyList<PauliSum> Observables, IReadOnlyList<ReadOnlyMemory<double>> ParameterSets, double? Precision = null,
    ulong? Seed = null)
{
    /// <summary>The same request for one of the observables.</summary>
    internal EstimatorPub For(PauliSum observable) => new(Circuit, observable, ParameterSets, Precision, Seed);
}

/// <summary>Values of several observables.</summary>
/// <param name="Values">For each parameter set one value per observable.</param>
/// <param name="StandardErrors">For each parameter set one standard error per observable; 0 where the value is exact.</param>
/// <param name="Shots">Shots spent on each parameter set, over all observables; 0 where the values are exact.</param>
public sealed record ObservableEstimates(
    IReadOnlyList<IReadOnlyList<double>> Values, IReadOnlyList<IReadOnlyList<double>> StandardErrors, long Shots = 0)
{
    /// <summary>What fixes the bits of the answer; null where the estimator does not say.</summary>
    public RunIdentity? Identity { get; init; }
}

/// <summary>Values of several observables with their gradients.</summary>
/// <param name="Values">For each parameter set one value per observable.</param>
/// <param name="Derivatives">
/// For each parameter set the Jacobian by rows: for each observable the derivatives in parameter order.
/// </param>
public sealed record Jacobians(
    IReadOnlyList<IReadOnlyList<double>> Values, IReadOnlyList<IReadOnlyList<ReadOnlyMemory<double>>> Derivatives)
{
    /// <summary>What fixes the bits of the answer; null where the estimator does not say.</summary>
    public RunIdentity? Identity { get; init; }
}
