using System.Globalization;

namespace Qratum.Chemistry;

/// <summary>
/// States above the ground state with the same numbers of α and β electrons, so for S_z = 0 singlets and triplets alike, on determinants: deflation,
/// subspace search or equation of motion.
/// </summary>
/// <remarks>
/// Deflation and subspace search begin with configurations: determinants, and sums and differences of a determinant and its mirror image. They turn them
/// by generalised singles and doubles, each spatial symmetry on its own. The equation of motion is exact only for states that are one or two electrons away
/// from the ground state. No method is sure to miss no state: residuals and full CI, where it is computed, tell.
/// </remarks>
public static class ExcitedStates
{
    /// <summary>Spread of first parameters, radians.</summary>
    internal const double Spread = 0.02;

    /// <summary>First stream of the seed that is drawn from.</summary>
    internal const ulong Stream = 1 << 20;

    private const double OverlapTolerance = 1e-3, SpinTolerance = 1e-2, ResidualTolerance = 0.1;

    /// <summary>Finds excited states of a result.</summary>
    /// <param name="ground">The ground state; its ansatz must be one of excitations.</param>
    /// <param name="options">What to do; null for the defaults.</param>
    /// <param name="progress">Told the value of the search after each step.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The ground state and the excited states found; fewer than wanted are a warning.</returns>
    /// <exception cref="NotSupportedException">The ground state is one of a circuit that is none of excitations.</exception>
    /// <exception cref="ArgumentException">The ansatz does not fit the orbitals.</exception>
    /// <exception cref="InsufficientMemoryException">There is less memory than needed; the message says how much that is.</exception>
    public static async Task<ExcitedStatesResult> SolveAsync(
        GroundStateResult ground, ExcitedStatesOptions? options = null, IProgress<HistoryPoint>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ground);
        options ??= new ExcitedStatesOptions();
        var ansatz = ground.Excitations ?? throw new NotSupportedException("Excited states are found on determinants; the ground state is one of a circuit that is none of excitations.");
        var integrals = ground.Integrals;
        MemoryCheck.ThrowIfAbsent((Int128)FullConfigurationInteraction.CountDeterminants(integrals) * (options.Count + 8), $"The states of {integrals}");
        var state = new DeterminantObjective(integrals, ansatz, options.MaxThreads).ComputeState(ground.Vqe.Parameters.Span, cancellationToken).ToArray();
        var problem = new StateProblem(
            integrals, Repeated(options.Ansatz ?? Uccgsd.Ansatz(integrals), options.Layers ?? (options.Method == ExcitedStatesMethod.Ssvqe ? 4 : 1)), options.MaxThreads);
        var minimizer = options.Minimizer ?? new Lbfgs { Memory = 100, MaxIterations = 4000, GradientTolerance = 1e-5, ValueTolerance = 1e-11 };
        var found = options.Method switch
        {
            ExcitedStatesMethod.Vqd => await new VariationalDeflation(problem, options, minimizer).RunAsync(state, ground.Converged, progress, cancellationToken).ConfigureAwait(false),
            ExcitedStatesMethod.Ssvqe => await new SubspaceSearch(problem, options, minimizer).RunAsync(progress, cancellationToken).ConfigureAwait(false),
            _ => new EquationOfMotion(integrals, problem, options.MaxThreads).Run(state, options.Count, ground.Converged, cancellationToken),
        };
        var states = WithOverlaps([.. found.States.OrderBy(s => s.Energy)]);
        return new ExcitedStatesResult
        {
            States = states,
            Method = options.Method,
            Exact = Exact(integrals, options, states.Length, cancellationToken),
            Evaluations = found.Evaluations,
            Warnings = [.. Doubts(states, options)],
        };
    }

    private static FermionicAnsatz Repeated(FermionicAnsatz ansatz, int layers)
    {
        if (ansatz.Form == AnsatzForm.ExponentialOfSum)
            throw new NotSupportedException("Excited states are searched with products of factors; the exponential of a sum is none.");
        var all = Enumerable.Range(0, layers);
        return new FermionicAnsatz(all.SelectMany(_ => ansatz.Excitations), all.SelectMany(layer => ansatz.ParameterNumbers.Select(k => k + (layer * ansatz.ParameterCount))));
    }

    private static ExcitedState[] WithOverlaps(ExcitedState[] states) => [.. states.Select((state, k) => state with
    {
        LargestOverlap = states.Where((_, other) => other != k).Select(other => Math.Abs(OrderedSums.Dot(state.Vector.Span, other.Vector.Span))).DefaultIfEmpty(0).Max(),
    })];

    private static double[]? Exact(ElectronIntegrals integrals, ExcitedStatesOptions options, int count, CancellationToken cancellationToken)
    {
        var determinants = FullConfigurationInteraction.CountDeterminants(integrals);
        if (determinants > options.MaximumExactDeterminants) return null;
        var exact = FullConfigurationInteraction.Solve(
            integrals, new FullConfigurationInteractionOptions { RootCount = (int)System.Numerics.BigInteger.Min(determinants, count), MaxThreads = options.MaxThreads }, cancellationToken);
        return [.. exact.Roots.Select(r => r.Energy)];
    }

    private static IEnumerable<ExcitedStatesWarning> Doubts(ExcitedState[] states, ExcitedStatesOptions options)
    {
        for (var k = 0; k < states.Length; k++)
        {
            var state = states[k];
            if (!state.Converged && (k == 0 || options.Method == ExcitedStatesMethod.Vqd)) yield return new(ExcitedStatesWarningKind.SearchNotConverged, k, state.Energy, Text($"The search of state {k} did not converge."));
            if (state.LargestOverlap > OverlapTolerance)
                yield return new(ExcitedStatesWarningKind.NotOrthogonal, k, state.LargestOverlap, Text($"State {k} overlaps with another one by {state.LargestOverlap:0.0e-0}."));
            var spin = Math.Round(state.Multiplicity - 1) / 2;
            var off = state.SpinSquared - (spin * (spin + 1));
            if (Math.Abs(off) > SpinTolerance)
                yield return new(ExcitedStatesWarningKind.MixesSpins, k, off, Text($"State {k} has <S^2> = {state.SpinSquared:F4}, which is no pure spin."));
            if (state.ResidualNorm > ResidualTolerance)
                yield return new(ExcitedStatesWarningKind.LargeResidual, k, state.ResidualNorm, Text($"State {k} is far from an exact one: its residual is {state.ResidualNorm:0.0e-0} hartree."));
        }

        if (states.Length <= options.Count)
            yield return new(ExcitedStatesWarningKind.TooFewStates, states.Length - 1, states.Length - 1, Text($"{states.Length - 1} excited states were found; {options.Count} were asked for."));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
