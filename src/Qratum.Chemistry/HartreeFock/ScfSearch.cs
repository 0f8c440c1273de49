using System.Numerics.Tensors;

namespace Qratum.Chemistry;

/// <summary>How far a search came.</summary>
internal sealed record ScfEnd(ScfPoint Point, double Gradient, StopReason StopReason)
{
    public bool IsConverged => StopReason.IsConverged();
}

/// <summary>
/// From orbitals to stationary orbitals: combined Fock matrices (DIIS) while they make progress, then <see cref="NewtonSearch"/> from the
/// lowest point so far.
/// </summary>
internal sealed class ScfSearch(ScfModel model, HartreeFockOptions options, CancellationToken cancellationToken)
{
    /// <summary>So many cycles without halving the gradient, and the Fock matrices have failed.</summary>
    private const int Patience = 12;

    private double _lastEnergy;

    /// <summary>Cycles of all searches.</summary>
    public int Cycles { get; private set; }

    /// <summary>Converges from orbitals.</summary>
    /// <param name="orbitals">Start.</param>
    /// <param name="tolerance">Largest element of the gradient at the end.</param>
    /// <param name="isDescent">Never goes uphill and keeps the occupied orbitals those that they come from: Newton steps alone.</param>
    public ScfEnd Converge(double[][] orbitals, double tolerance, bool isDescent)
    {
        var point = model.Evaluate(orbitals, cancellationToken);
        var left = options.MaxIterations;
        if (isDescent) return Descend(point, tolerance, left);
        var diis = new Diis(options.DiisSize);
        var (lowest, smallest, halved) = (point, double.PositiveInfinity, left);
        while (true)
        {
            var gradient = new OrbitalHessian(model, point).GradientNorm;
            Report(point.Energy, gradient);
            left--;
            if (point.Energy < lowest.Energy) lowest = point;
            if (Ended(point, gradient, tolerance, left) is { } end) return end;
            if (gradient < smallest / 2) (smallest, halved) = (gradient, left);
            if (halved - left >= Patience) return Descend(lowest, tolerance, left);
            point = model.Evaluate(Next(diis, point), cancellationToken);
        }
    }

    /// <summary>One more cycle at a point, for those who watch.</summary>
    public void Report(double energy, double gradient)
    {
        Cycles++;
        var cycle = new HartreeFockProgress(Cycles, energy, energy - _lastEnergy, gradient);
        _lastEnergy = energy;
        HartreeFockLog.Cycles.Add(1);
        HartreeFockLog.Cycle(options.Logger, cycle.Iteration, cycle.Energy, cycle.Gradient);
        options.Progress?.Report(cycle);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private static ScfEnd? Ended(ScfPoint point, double gradient, double tolerance, int left) =>
        gradient < tolerance ? new ScfEnd(point, gradient, StopReason.GradientTolerance)
        : !double.IsFinite(point.Energy) ? new ScfEnd(point, gradient, StopReason.NotANumber)
        : left <= 0 ? new ScfEnd(point, gradient, StopReason.IterationLimit)
        : null;

    private ScfEnd Descend(ScfPoint point, double tolerance, int left)
    {
        var newton = new NewtonSearch(model);
        while (true)
        {
            point = point with { Orbitals = ScfCanonical.Of(model, point).Orbitals };
            var hessian = new OrbitalHessian(model, point);
            Report(point.Energy, hessian.GradientNorm);
            left--;
            if (Ended(point, hessian.GradientNorm, tolerance, left) is { } end) return end;
            if (newton.Step(point, hessian, cancellationToken) is not { } next) return new ScfEnd(point, hessian.GradientNorm, StopReason.Stalled);
            point = next;
        }
    }

    private double[][] Next(Diis diis, ScfPoint point)
    {
        var overlap = model.Integrals.One.Overlap;
        var size = overlap.Length;
        double[][] focks = model.Method == HartreeFockMethod.RestrictedOpenShell ? [EffectiveFock(point)] : point.Focks;
        var (densities, m) = (point.Densities, model.OrbitalCount);
        if (model.Method == HartreeFockMethod.RestrictedOpenShell)
        {
            var both = new double[size];
            TensorPrimitives.Add<double>(densities[0], densities[1], both);
            densities = [both];
        }

        var (fock, error) = (new double[focks.Length * size], new double[focks.Length * m * m]);
        for (var s = 0; s < focks.Length; s++)
        {
            focks[s].CopyTo(fock, s * size);
            model.Basis.Gradient(focks[s], densities[s], overlap).CopyTo(error, s * m * m);
        }

        var best = diis.Extrapolate(fock, error);
        var orbitals = new double[focks.Length][];
        for (var s = 0; s < focks.Length; s++) orbitals[s] = model.Basis.Diagonalise(best[(s * size)..((s + 1) * size)]).Coefficients;
        return orbitals;
    }

    /// <summary>
    /// The ROHF matrix whose off-diagonal blocks are the gradient: the field of spin down between twice and once occupied orbitals, that of
    /// spin up between once occupied and empty ones, the mean elsewhere. Over the functions.
    /// </summary>
    private double[] EffectiveFock(ScfPoint point)
    {
        var (n, m) = (model.Integrals.FunctionCount, model.OrbitalCount);
        var c = point.Orbitals[0];
        var (alpha, beta) = (model.ToOrbitals(point.Focks[0], c), model.ToOrbitals(point.Focks[1], c));
        var (open, closed) = (model.Channels[0].Occupied, model.Channels[1].Occupied);
        for (var p = 0; p < m; p++)
        {
            for (var q = 0; q < m; q++)
            {
                var (low, high) = (Class(Math.Min(p, q)), Class(Math.Max(p, q)));
                if ((low, high) == (0, 1)) alpha[(p * m) + q] = beta[(p * m) + q];
                else if ((low, high) != (1, 2)) alpha[(p * m) + q] = 0.5 * (alpha[(p * m) + q] + beta[(p * m) + q]);
            }
        }

        var (back, half, result) = (new double[n * m], new double[n * m], new double[n * n]); // S C F Cᵀ S
        Gemm.Multiply(MatrixView.RowMajor(model.Integrals.One.Overlap, n, n), MatrixView.RowMajor(c, n, m), back);
        Gemm.Multiply(MatrixView.RowMajor(back, n, m), MatrixView.RowMajor(alpha, m, m), half);
        Gemm.Multiply(MatrixView.RowMajor(half, n, m), MatrixView.RowMajor(back, n, m).Transposed, result);
        return result;

        int Class(int k) => k < closed ? 0 : k < open ? 1 : 2;
    }
}
