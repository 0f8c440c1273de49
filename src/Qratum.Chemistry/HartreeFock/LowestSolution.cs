using System.Numerics.Tensors;

namespace Qratum.Chemistry;

/// <summary>What the search for the lowest solution found.</summary>
/// <param name="End">The lowest.</param>
/// <param name="Curvature">Lowest eigenvalue of its orbital Hessian; null where it was not computed.</param>
/// <param name="TripletCurvature">The same for parting spins, closed shells only.</param>
/// <param name="Solutions">All stationary points met, the result first, then by energy.</param>
internal sealed record ScfOutcome(ScfEnd End, double? Curvature, double? TripletCurvature, IReadOnlyList<HartreeFockSolution> Solutions);

/// <summary>Starting guesses, cycles, stability, descents: the lowest solution of one method.</summary>
internal sealed class LowestSolution(
    ScfModel model, HartreeFockOptions options, StartingOrbitals guesses, ScfSearch search, CancellationToken cancellationToken)
{
    /// <summary>Gradient at which a solution is good enough to be compared with others; energies are then good to its square.</summary>
    private const double RoughTolerance = 2e-5;

    /// <summary>Solutions closer in energy than this are one.</summary>
    private const double SameEnergy = 1e-7;

    /// <summary>A closed shell whose Hessian has an eigenvalue below this (hartree) is close to others: more guesses are tried.</summary>
    private const double SuspiciousCurvature = 0.05;

    /// <summary>
    /// The same of a closed shell whose spins would part. Every molecule with weak pi bonds is a little unstable there (benzene, ethylene); only
    /// bonds that break have other closed-shell solutions.
    /// </summary>
    private const double SuspiciousTripletCurvature = -0.3;

    private const int MaxDescents = 12;

    /// <summary>Random starts cost as much as any other and help only the hardest cases (metal atoms, C₂): many of them up to so many functions.</summary>
    private const int ManyPerturbedFunctions = 50;

    private const int ManyPerturbed = 6;

    /// <summary>And few up to so many.</summary>
    private const int FewPerturbedFunctions = 100;

    private const int FewPerturbed = 2;

    private readonly List<(ScfEnd End, double? Curvature, double? Triplet, HartreeFockSolution Name)> _found = [];

    public ScfOutcome Find()
    {
        if (options.StartFrom is not null) Try(StartingGuess.Given, 0);
        if (options.Guesses.Count > 0)
        {
            for (var k = 0; k < options.Guesses.Count; k++) Try(options.Guesses[k], k);
        }
        else if (options.StartFrom is null)
        {
            Try(StartingGuess.AtomicDensities, 0);
            if (options.Stability == StabilityAnalysis.Follow && _found[0].End.IsConverged && model.Dimension > 0 && IsSuspicious()) TryOthers();
        }

        var best = _found.Where(f => f.End.IsConverged).DefaultIfEmpty(_found[0]).MinBy(f => f.End.Point.Energy);
        if (best.End.IsConverged && best.End.Gradient > options.GradientTolerance) best.End = search.Converge(best.End.Point.Orbitals, options.GradientTolerance, isDescent: true);
        else if (_found.Count > 1 && best.End != _found[^1].End) search.Report(best.End.Point.Energy, best.End.Gradient); // so that the last cycle told is the result
        var name = best.Name with { Energy = best.End.Point.Energy };
        return new ScfOutcome(best.End, best.Curvature, best.Triplet,
            [name, .. _found.Select(f => f.Name).Where(n => n != best.Name).OrderBy(n => n.Energy)]);
    }

    private bool IsSuspicious() => model.Method != HartreeFockMethod.Restricted || _found.Count > 1
        || _found[0].Curvature < SuspiciousCurvature || _found[0].Triplet < SuspiciousTripletCurvature;

    private void TryOthers()
    {
        Try(StartingGuess.CoreHamiltonian, 1);
        Try(StartingGuess.WolfsbergHelmholz, 2);
        Try(StartingGuess.BrokenSymmetry, 3);
        var perturbed = model.Integrals.FunctionCount switch { <= ManyPerturbedFunctions => ManyPerturbed, <= FewPerturbedFunctions => FewPerturbed, _ => 0 };
        for (var k = 0; k < perturbed; k++) Try(StartingGuess.Perturbed, 4 + k);
    }

    private void Try(StartingGuess guess, int number)
    {
        var isFirst = _found.Count == 0;
        var end = search.Converge(guesses.Of(guess, number, options.StartFrom), isFirst ? options.GradientTolerance : Math.Max(RoughTolerance, options.GradientTolerance), isDescent: false);
        for (var descents = 0; ; descents++)
        {
            if (!double.IsFinite(end.Point.Energy) || _found.Exists(f => f.End.IsConverged && Math.Abs(f.End.Point.Energy - end.Point.Energy) < SameEnergy))
            {
                if (_found.Count == 0) Add(end, guess, descents, null, null);
                return;
            }

            if (!end.IsConverged || options.Stability == StabilityAnalysis.None)
            {
                if (_found.Count == 0 || end.IsConverged) Add(end, guess, descents, null, null);
                return;
            }

            var hessian = new OrbitalHessian(model, end.Point);
            var (curvature, direction) = LowestMode.Find(hessian, isTriplet: false, cancellationToken);
            double? triplet = model.Method == HartreeFockMethod.Restricted ? LowestMode.Find(hessian, isTriplet: true, cancellationToken).Value : null;
            Add(end, guess, descents, curvature, triplet);
            if (curvature >= LowestMode.UnstableBelow || options.Stability != StabilityAnalysis.Follow || descents == MaxDescents) return;
            HartreeFockLog.Descent(options.Logger, end.Point.Energy, curvature);
            end = search.Converge(StepDown(end.Point, direction), Math.Max(RoughTolerance, options.GradientTolerance), isDescent: true);
        }
    }

    private void Add(ScfEnd end, StartingGuess guess, int descents, double? curvature, double? triplet) =>
        _found.Add((end, curvature, triplet, new HartreeFockSolution(end.Point.Energy, SpinSquared(end.Point), guess, descents, curvature)));

    /// <summary>The lowest of a few points along a direction downhill.</summary>
    private double[][] StepDown(ScfPoint point, double[] direction)
    {
        ScfPoint? lowest = null;
        foreach (var length in (double[])[0.15, -0.15, 0.5, -0.5])
        {
            var step = Array.ConvertAll(direction, d => length * d);
            var trial = model.Evaluate(model.Rotate(point.Orbitals, step), cancellationToken);
            if (lowest is null || trial.Energy < lowest.Energy - SameEnergy) lowest = trial;
        }

        return lowest!.Orbitals;
    }

    /// <summary>⟨S²⟩ = S_z² + N/2 - tr(D↑ S D↓ S).</summary>
    public double SpinSquared(ScfPoint point)
    {
        var channels = model.Channels;
        if (channels.Length == 1) return 0;
        var half = (channels[0].Occupied - channels[1].Occupied) / 2.0;
        if (model.SetCount == 1) return half * (half + 1);
        var n = model.Integrals.FunctionCount;
        var (left, right) = (new double[n * n], new double[n * n]);
        var overlap = MatrixView.RowMajor(model.Integrals.One.Overlap, n, n);
        Gemm.Multiply(overlap, MatrixView.RowMajor(point.Densities[0], n, n), left);
        Gemm.Multiply(MatrixView.RowMajor(left, n, n), overlap, right);
        var common = TensorPrimitives.Dot<double>(right, point.Densities[1]);
        return (half * half) + ((channels[0].Occupied + channels[1].Occupied) / 2.0) - common;
    }
}
