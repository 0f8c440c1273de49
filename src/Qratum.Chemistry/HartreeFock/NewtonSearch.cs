using System.Numerics.Tensors;

namespace Qratum.Chemistry;

/// <summary>
/// Descent on the energy itself where the iteration of Fock matrices fails: Newton steps within a trust region, each by conjugate gradients
/// that end at the edge of the region or on negative curvature. T. Steihaug, SIAM J. Numer. Anal. 20, 626 (1983). Never goes uphill.
/// </summary>
internal sealed class NewtonSearch(ScfModel model)
{
    /// <summary>First radius, in the norm in which the preconditioner is the unit matrix.</summary>
    private const double FirstRadius = 0.5;

    private const double LargestRadius = 4;
    private const int MaxProducts = 40;

    /// <summary>Energies of one molecule differ by rounding below this share.</summary>
    private const double Rounding = 1e-13;

    /// <summary>Smallest element of the preconditioner, hartree.</summary>
    private const double SmallestDiagonal = 0.1;

    private double _radius = FirstRadius;

    /// <summary>The best step from a point and the point there; null where no step leads down any further.</summary>
    public ScfPoint? Step(ScfPoint point, OrbitalHessian hessian, CancellationToken cancellationToken)
    {
        var (gradient, scale) = (hessian.Gradient, new double[hessian.Gradient.Length]);
        for (var i = 0; i < scale.Length; i++) scale[i] = 1 / Math.Sqrt(Math.Max(Math.Abs(hessian.Diagonal[i]), SmallestDiagonal));
        while (_radius > 1e-9)
        {
            var (step, predicted, isAtEdge) = Solve(hessian, gradient, scale, cancellationToken);
            var trial = model.Evaluate(model.Rotate(point.Orbitals, step), cancellationToken);
            var (actual, rounding) = (trial.Energy - point.Energy, Rounding * Math.Abs(point.Energy));
            if (-predicted < 10 * rounding) return Math.Abs(actual) < 100 * rounding ? trial : null; // energies tell no more; the caller looks at the gradient
            var ratio = actual / predicted;
            if (ratio < 0.25 || double.IsNaN(ratio)) _radius /= 4;
            else if (ratio > 0.75 && isAtEdge) _radius = Math.Min(2 * _radius, LargestRadius);
            if (ratio > 1e-4) return trial;
        }

        return null;
    }

    private (double[] Step, double Predicted, bool IsAtEdge) Solve(
        OrbitalHessian hessian, double[] gradient, double[] scale, CancellationToken cancellationToken)
    {
        var n = gradient.Length;
        var (x, image, r) = (new double[n], new double[n], new double[n]);
        TensorPrimitives.Multiply<double>(gradient, scale, r);
        TensorPrimitives.Negate<double>(r, r);
        var first = Math.Sqrt(TensorPrimitives.SumOfSquares<double>(r));
        var tolerance = first * Math.Min(0.1, Math.Sqrt(first));
        var p = (double[])r.Clone();
        var squares = first * first;
        var isAtEdge = false;
        for (var k = 0; k < MaxProducts; k++)
        {
            var direction = new double[n];
            TensorPrimitives.Multiply<double>(p, scale, direction);
            var product = hessian.Apply([direction], isTriplet: false, cancellationToken)[0];
            TensorPrimitives.Multiply<double>(product, scale, product);
            var curvature = TensorPrimitives.Dot<double>(p, product);
            var length = curvature > 0 ? squares / curvature : double.PositiveInfinity;
            var edge = ToEdge(x, p);
            if (isAtEdge = length >= edge) length = edge;
            TensorPrimitives.MultiplyAdd<double>(p, length, x, x);
            TensorPrimitives.MultiplyAdd<double>(product, length, image, image);
            TensorPrimitives.MultiplyAdd<double>(product, -length, r, r);
            var next = TensorPrimitives.SumOfSquares<double>(r);
            if (isAtEdge || Math.Sqrt(next) < tolerance) break;
            TensorPrimitives.MultiplyAdd<double>(p, next / squares, r, p);
            squares = next;
        }

        var predicted = 0.0;
        for (var i = 0; i < n; i++) predicted += x[i] * ((gradient[i] * scale[i]) + (0.5 * image[i]));
        TensorPrimitives.Multiply<double>(x, scale, x);
        return (x, predicted, isAtEdge);
    }

    /// <summary>The t ≥ 0 with |x + t p| = radius.</summary>
    private double ToEdge(double[] x, double[] p)
    {
        var (a, b) = (TensorPrimitives.SumOfSquares<double>(p), TensorPrimitives.Dot<double>(x, p));
        var c = (_radius * _radius) - TensorPrimitives.SumOfSquares<double>(x);
        return (Math.Sqrt(Math.Max(0, (b * b) + (a * c))) - b) / a;
    }
}
