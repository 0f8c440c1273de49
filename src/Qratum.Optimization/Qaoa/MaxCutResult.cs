using System.Collections.Immutable;
using System.Globalization;

namespace Qratum.Optimization;

/// <summary>Outcome of a <see cref="Qaoa"/> run on <see cref="MaxCut"/>; values are cuts, to be maximized.</summary>
public sealed class MaxCutResult
{
    private MaxCutResult(MaxCut problem, QaoaResult qaoa, IsingMinimum reference, OptimumIs reported, double optimum)
    {
        Graph = problem.Graph;
        Qaoa = qaoa;
        Reference = reference;
        Cut = problem.Interpret(qaoa.Best);
        Optimum = optimum;
        OptimumIs = reported;
        History = [.. qaoa.History.Select(h => h with { Value = -h.Value })];
        var attaining = qaoa.Counts.Where(c => problem.Value(c.Key) >= Optimum - Tolerance).Sum(c => c.Value);
        ProbabilityOfOptimum = (double)attaining / qaoa.Counts.Shots;
    }

    internal static MaxCutResult Create(MaxCut problem, QaoaResult qaoa, IsingMinimum reference, ReferenceOptions options)
    {
        if (reference.OptimumIs == OptimumIs.Exact || options.Fallback == OptimumIs.BestKnown || !double.IsFinite(reference.LowerBound))
        {
            // A sampled cut may beat a heuristic one: then it is the best known.
            var known = Math.Max(problem.Value(reference.Bits), problem.Value(qaoa.Best));
            return new MaxCutResult(problem, qaoa, reference, reference.OptimumIs, known);
        }

        return new MaxCutResult(problem, qaoa, reference, OptimumIs.Bound, -reference.LowerBound);
    }

    /// <summary>The graph.</summary>
    public Graph Graph { get; }

    /// <summary>The best cut sampled.</summary>
    public Cut Cut { get; }

    /// <summary>The best cut as text: the character at position i is the side of node i + 1 of a Gset file.</summary>
    public string Partition => Cut.Partition;

    /// <summary>Value of the best cut sampled.</summary>
    public double CutValue => Cut.Value;

    /// <summary>Expected cut of the final state: exact where the backend is, otherwise the mean of <see cref="Counts"/>.</summary>
    public double Expectation => -Qaoa.Expectation;

    /// <summary>The final sample; bit i is the side of node i (from 0).</summary>
    public Counts Counts => Qaoa.Counts;

    /// <summary>The greatest cut, as far as <see cref="OptimumIs"/> says.</summary>
    public double Optimum { get; }

    /// <summary>What is known of <see cref="Optimum"/>.</summary>
    public OptimumIs OptimumIs { get; }

    /// <summary>How the optimum was found: the classical reference, in energies (minus the cut).</summary>
    public IsingMinimum Reference { get; }

    /// <summary>
    /// Approximation ratio <see cref="Expectation"/> / <see cref="Optimum"/>. Where the optimum is 0 it is 1 if so is the expectation, otherwise 0.
    /// </summary>
    public double Ratio => Optimum != 0 ? Expectation / Optimum : Expectation == 0 ? 1 : 0;

    /// <summary>Fraction of the shots whose cut has the value <see cref="Optimum"/> (or more), 0 to 1.</summary>
    public double ProbabilityOfOptimum { get; }

    /// <summary>
    /// Shots of the final state that hold the optimum at least once with a chance of 99 %: ln 0.01 / ln(1 - p), rounded up, for the sampled fraction p; at least 1, and
    /// positive infinity where no shot had it.
    /// </summary>
    public double ShotsToSolution => ProbabilityOfOptimum switch
    {
        >= 0.99 => 1,
        0 => double.PositiveInfinity,
        var p => Math.Ceiling(Elementary.Log(0.01) / Elementary.Log(1 - p)),
    };

    /// <summary>γ of each layer, in radians; see <see cref="QaoaAnsatz"/>.</summary>
    public ImmutableArray<double> Gammas => Qaoa.Angles.Gammas;

    /// <summary>β of each layer, in radians; see <see cref="QaoaAnsatz"/>.</summary>
    public ImmutableArray<double> Betas => Qaoa.Angles.Betas;

    /// <summary>Number of layers p.</summary>
    public int Layers => Qaoa.Angles.Layers;

    /// <summary>Iterations of all searches.</summary>
    public int Iterations => Qaoa.Iterations;

    /// <summary>Points evaluated by all searches.</summary>
    public int Evaluations => Qaoa.Evaluations;

    /// <summary>Whether the minimizer's own test of convergence was met in the best search.</summary>
    public bool Converged => Qaoa.Converged;

    /// <summary>Why the best search ended.</summary>
    public StopReason StopReason => Qaoa.StopReason;

    /// <summary>Best expected cut after each iteration of the best search.</summary>
    public IReadOnlyList<HistoryPoint> History { get; }

    /// <summary>Seed of the run.</summary>
    public ulong Seed => Qaoa.Seed;

    /// <summary>What fixes the bits of the quantum part; null where the backend does not say.</summary>
    public RunIdentity? Identity => Qaoa.Identity;

    /// <summary>Wall time of the quantum part.</summary>
    public TimeSpan Elapsed => Qaoa.Elapsed;

    /// <summary>The same outcome in energies.</summary>
    public QaoaResult Qaoa { get; }

    /// <summary>Rounding allowed where a sampled cut is compared with the optimum, relative to the weights.</summary>
    private double Tolerance => 1e-9 * Math.Max(1, Math.Abs(Optimum));

    /// <summary>A few readable lines.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"Cut {CutValue:R} of {Optimum:R} ({OptimumIs.ToText()}), partition {Partition}\n" +
        $"Expectation {Expectation:F6}, ratio {Ratio:F4}, optimum in {ProbabilityOfOptimum:P1} of {Counts.Shots} shots\n" +
        $"{Layers} layers, {Qaoa.Angles}\n{Iterations} iterations, {Evaluations} evaluations ({StopReason}), {Elapsed.TotalSeconds:F3} s");
}
