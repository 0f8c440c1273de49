using System.Numerics;

namespace Qratum;

/// <summary>A state that execution plans run on: all that a new simulator must write. Nothing above it ever sees an amplitude.</summary>
public interface IStateRegister : IDisposable
{
    /// <summary>Number of qubits.</summary>
    int QubitCount { get; }

    /// <summary>Sets |0…0⟩.</summary>
    void SetZero();

    /// <summary>Becomes a copy of another register of the same kind and size.</summary>
    void CopyFrom(IStateRegister source);

    /// <summary>Runs one pass at given parameters; backwards applies its inverse.</summary>
    void Run(Pass pass, ReadOnlySpan<double> parameters, bool isInverse = false);

    /// <summary>⟨ψ|H|ψ⟩ for a Hermitian sum on as many qubits.</summary>
    double Expectation(PauliSum observable);

    /// <summary>⟨ψ|H|ψ⟩ of several Hermitian sums, in order; one after the other unless the register knows better.</summary>
    double[] Expectation(IReadOnlyList<PauliSum> observables)
    {
        ArgumentNullException.ThrowIfNull(observables);
        return [.. observables.Select(Expectation)];
    }

    /// <summary>⟨ψ|H|ψ⟩, and H|ψ⟩ written to <paramref name="target"/>.</summary>
    double ApplyObservable(PauliSum observable, IStateRegister target);

    /// <summary>⟨this|other⟩.</summary>
    Complex InnerProduct(IStateRegister other);

    /// <summary>
    /// Adds to <paramref name="gradient"/> what a pass contributes to the derivatives 2 Re ⟨λ|∂ψ⟩, this being |ψ⟩ and
    /// <paramref name="costate"/> ⟨λ|, both after the pass; both are then taken back before it.
    /// </summary>
    void StepBack(Pass pass, ReadOnlySpan<double> parameters, IStateRegister costate, Span<double> gradient);

    /// <summary>Probability that a qubit is measured as 1.</summary>
    double ProbabilityOfOne(int qubit);

    /// <summary>Projects a qubit on an outcome and normalises.</summary>
    /// <param name="qubit">The qubit.</param>
    /// <param name="outcome">What was measured.</param>
    /// <param name="probability">Probability of that outcome, positive.</param>
    void Collapse(int qubit, bool outcome, double probability);

    /// <summary>Calls <paramref name="visit"/> with each basis state of probability above <paramref name="threshold"/>, in rising order.</summary>
    void VisitProbabilities(double threshold, Action<long, double> visit);

    /// <summary>Basis states at given points of the cumulative distribution.</summary>
    /// <param name="sortedUniforms">Numbers in [0, 1), rising.</param>
    /// <param name="outcomes">One basis state for each.</param>
    void Sample(ReadOnlySpan<double> sortedUniforms, Span<long> outcomes);
}
