namespace Qratum.Optimization;

/// <summary>What the search of QAOA angles minimizes.</summary>
public enum QaoaTraining
{
    /// <summary>The expectation value of the energy, by the backend's estimator: exact, with gradients, on a simulator.</summary>
    Expectation,

    /// <summary>The mean energy of sampled bit strings, or of the best fraction of them (<see cref="QaoaOptions.TailFraction"/>).</summary>
    Samples,
}
