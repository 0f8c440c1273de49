namespace Qratum.Chemistry;

/// <summary>
/// Moves nuclei to where the energy is least: quasi-Newton steps within a trust radius in redundant internal coordinates (bonds, angles, torsions;
/// place and turn of each fragment), from a Hessian guessed by the force constants of R. Lindh et al., Chem. Phys. Lett. 241, 423 (1995), improved
/// by the gradients on the way. Each step starts from the orbitals of the one before.
/// </summary>
public static class GeometryOptimization
{
    private const double FirstRadius = 0.4; // bohr and radians, over all internal coordinates
    /// <summary>The guess takes nothing to be softer than this (hartree per bohr² or radian²); what the gradients tell may be.</summary>
    private const double SoftestGuess = 0.01;

    private const double LargestRadius = 1;
    private const double SmallestRadius = 1e-6;

    /// <summary>Rises of the energy smaller than this (hartree) are rounding.</summary>
    private const double Noise = 1e-8;

    /// <summary>A state found at the end that lies lower than this (hartree) is gone on from.</summary>
    private const double LowerState = 1e-6;

    /// <summary>
    /// Relaxes a geometry to the nearest stationary point downhill. A start with a symmetry keeps it: planar ammonia stays planar, so begin from a
    /// geometry without symmetries that the result need not have. Not converging is a result, see <see cref="GeometryResult.Converged"/>.
    /// </summary>
    /// <param name="method">RHF, UHF or ROHF.</param>
    /// <param name="molecule">The start; RHF needs multiplicity 1.</param>
    /// <param name="basisSet">The basis set; it must have every element of the molecule.</param>
    /// <param name="options">Limits, tolerances, progress; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">The basis set lacks an element or has too few functions, or the orbitals of the start do not converge.</exception>
    /// <exception cref="NotSupportedException">RHF of open shells.</exception>
    /// <exception cref="InsufficientMemoryException">The integrals do not fit; the message says how many bytes they need.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static GeometryResult Minimize(
        HartreeFockMethod method, Molecule molecule, BasisSet basisSet, GeometryOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(molecule);
        ArgumentNullException.ThrowIfNull(basisSet);
        options ??= new GeometryOptions();
        using var activity = QratumDiagnostics.Source.StartActivity("geometry");
        var run = new Run(method, basisSet, options, cancellationToken);
        return run.From(molecule);
    }

    private static MeanFieldResult Solve(HartreeFockMethod method, Molecule molecule, BasisSet basis, HartreeFockOptions options, CancellationToken token) => method switch
    {
        HartreeFockMethod.Unrestricted => UnrestrictedHartreeFock.Solve(molecule, basis, options, token),
        HartreeFockMethod.RestrictedOpenShell => RestrictedOpenShellHartreeFock.Solve(molecule, basis, options, token),
        _ => RestrictedHartreeFock.Solve(molecule, basis, options, token),
    };

    private sealed class Run(HartreeFockMethod method, BasisSet basis, GeometryOptions options, CancellationToken token)
    {
        private readonly List<GeometryStep> _steps = [];
        private int _rejected;

        public GeometryResult From(Molecule molecule)
        {
            var gradient = GradientOf(Solve(method, molecule, basis, options.HartreeFock, token));
            Report(gradient, 0);
            var set = CoordinateSet.For(molecule);
            var frame = CoordinateFrame.Of(set, molecule);
            var model = new QuasiNewtonModel(frame.Hessian(ModelHessian.Of(molecule.Atoms), SoftestGuess));
            var (radius, isChecked) = (FirstRadius, true); // whether the state is one that the options' stability analysis has seen
            while (true)
            {
                var now = gradient.State;
                var values = frame.Gradient(gradient.Values.ToArray());
                var (step, foretold) = model.StepWithin(radius, values, frame);
                var atoms = frame.Displaced(step);
                var moves = Moves(now.Molecule.Atoms, atoms);
                if (IsRelaxed(gradient, moves))
                {
                    if (isChecked) return Result(StopReason.GradientTolerance);
                    isChecked = true;
                    var state = Solve(method, now.Molecule, basis, options.HartreeFock.From(now, options.HartreeFock.Stability), token);
                    if (state.Converged) gradient = GradientOf(state);
                    if (!state.Converged || state.Energy > now.Energy - LowerState) return Result(StopReason.GradientTolerance);
                    continue;
                }

                if (_steps.Count + _rejected > options.MaxSteps) return Result(StopReason.IterationLimit);
                var length = Math.Sqrt(QuasiNewtonModel.Dot(step, step));
                var next = CoordinateFrame.Meet(atoms) ? null : Next(now, new Molecule(atoms, now.Molecule.Charge, now.Molecule.Multiplicity));
                if (next is null || next.Energy > now.Energy + Noise)
                {
                    _rejected++;
                    radius = length / 4;
                    if (radius < SmallestRadius) return Result(StopReason.Stalled);
                    continue;
                }

                var ratio = (next.Energy - now.Energy) / foretold;
                if (ratio < 0.25 && Math.Abs(foretold) > Noise) radius = Math.Max(length / 2, 100 * SmallestRadius);
                else if (ratio > 0.75 && length > 0.8 * radius) radius = Math.Min(2 * radius, LargestRadius);
                gradient = GradientOf(next);
                isChecked = false;
                Report(gradient, Math.Sqrt(QuasiNewtonModel.Dot(moves, moves)));
                var nextFrame = CoordinateFrame.Of(set, next.Molecule);
                var change = nextFrame.Gradient(gradient.Values.ToArray());
                for (var k = 0; k < change.Length; k++) change[k] -= values[k];
                model.Update(set.Difference(set.Values(next.Molecule), set.Values(now.Molecule)), change);
                if (!set.Fits(next.Molecule))
                {
                    // Angles have become straight or fragments have turned far: other coordinates, what was learnt carried over.
                    set = CoordinateSet.For(next.Molecule);
                    var known = nextFrame.CartesianHessian(model.Hessian);
                    nextFrame = CoordinateFrame.Of(set, next.Molecule);
                    model = new QuasiNewtonModel(nextFrame.Hessian(known));
                }

                frame = nextFrame;
            }

            GeometryResult Result(StopReason reason) => new(gradient, _steps.AsReadOnly(), _rejected, reason);
        }

        /// <summary>The state at the next geometry; from the start where the orbitals before do not lead to one. Null where nothing does.</summary>
        private MeanFieldResult? Next(MeanFieldResult now, Molecule molecule)
        {
            var count = now.Point.Orbitals[0].Length;
            var next = Solve(method, molecule, basis, options.HartreeFock.From(now, StabilityAnalysis.None), token);
            if (!next.Converged) next = Solve(method, molecule, basis, options.HartreeFock, token);
            return next.Converged && next.Point.Orbitals[0].Length == count ? next : null;
        }

        private NuclearGradient GradientOf(MeanFieldResult state) => NuclearGradient.Of(state, options.HartreeFock.MaxThreads, token);

        private void Report(NuclearGradient gradient, double length)
        {
            var step = new GeometryStep(_steps.Count, gradient.State.Molecule, gradient.State.Energy, gradient.Largest, gradient.RootMeanSquare, length);
            _steps.Add(step);
            options.Progress?.Report(step);
            token.ThrowIfCancellationRequested();
        }

        private bool IsRelaxed(NuclearGradient gradient, double[] step)
        {
            if (gradient.Largest <= options.LargestGradient / 100 && gradient.RootMeanSquare <= options.MeanGradient / 100) return true;
            return gradient.Largest <= options.LargestGradient && gradient.RootMeanSquare <= options.MeanGradient
                && step.Max(Math.Abs) <= options.LargestStep && Math.Sqrt(QuasiNewtonModel.Dot(step, step) / step.Length) <= options.MeanStep;
        }

        private static double[] Moves(IReadOnlyList<Atom> from, Atom[] to) =>
            [.. to.SelectMany((a, k) => new[] { a.X - from[k].X, a.Y - from[k].Y, a.Z - from[k].Z })];
    }
}
