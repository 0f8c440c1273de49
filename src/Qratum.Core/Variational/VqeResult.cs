using System.Globalization;
using System.Text;

namespace Qratum;

/// <summary>Outcome of a <see cref="Vqe"/> run.</summary>
public sealed record VqeResult
{
    /// <summary>
    /// Least energy found; in hartree and total for a molecule. With shots a fresh estimate at <see cref="Parameters"/>, since the
    /// least of the noisy energies in <see cref="History"/> is too low.
    /// </summary>
    public required double Energy { get; init; }

    /// <summary>Parameters of that energy.</summary>
    public required ReadOnlyMemory<double> Parameters { get; init; }

    /// <summary>Iterations, as the minimizer counts them.</summary>
    public required int Iterations { get; init; }

    /// <summary>Energies computed.</summary>
    public required int Evaluations { get; init; }

    /// <summary>Why the search ended.</summary>
    public required StopReason StopReason { get; init; }

    /// <summary>Whether the minimizer's own test of convergence was met.</summary>
    public bool Converged => StopReason.IsConverged();

    /// <summary>Best energy after each iteration.</summary>
    public required IReadOnlyList<HistoryPoint> History { get; init; }

    /// <summary>Number of qubits; 0 where there are none.</summary>
    public required int QubitCount { get; init; }

    /// <summary>Pauli terms of the Hamiltonian; 0 where there is none.</summary>
    public required int TermCount { get; init; }

    /// <summary>Seed of the run.</summary>
    public required ulong Seed { get; init; }

    /// <summary>
    /// What fixes the bits of the result: the first evaluation, the minimizer with its options, where it begins, and the seed. A resumed
    /// search has that of the whole one. Null where the objective, or its estimator, does not say.
    /// </summary>
    public RunIdentity? Identity { get; init; }

    /// <summary>Wall time of this run; a resumed run counts from its resumption.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>A few readable lines.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Energy {Energy:F10} after {Iterations} iterations, {Evaluations} evaluations ({StopReason})\n");
        text.Append(CultureInfo.InvariantCulture, $"{Parameters.Length} parameters, {QubitCount} qubits, {TermCount} Pauli terms, {Elapsed.TotalSeconds:F3} s");
        return text.ToString();
    }
}
