namespace Qratum.Chemistry;

/// <summary>The energy about a geometry to second order in internal coordinates, and the step that lowers it most within a radius.</summary>
internal sealed class QuasiNewtonModel(double[] hessian)
{
    /// <summary>Directions softer than this (hartree per bohr² or radian²) are taken to be as stiff: no model knows them so well.</summary>
    private const double Softest = 0.0005;

    /// <summary>The second derivatives by the internal coordinates, row-major.</summary>
    public double[] Hessian { get; private set; } = hessian;

    /// <summary>Broyden, Fletcher, Goldfarb and Shanno's update; where the curvature along the step is not positive, the symmetric one of rank one.</summary>
    public void Update(double[] step, double[] gradientChange)
    {
        var product = Apply(Hessian, step);
        var (curvature, before) = (Dot(step, gradientChange), Dot(step, product));
        var next = (double[])Hessian.Clone();
        if (curvature > 1e-3 * before && before > 0)
        {
            AddOuter(next, gradientChange, 1 / curvature);
            AddOuter(next, product, -1 / before);
        }
        else
        {
            var rest = new double[step.Length];
            for (var i = 0; i < rest.Length; i++) rest[i] = gradientChange[i] - product[i];
            var scale = Dot(rest, step);
            if (Math.Abs(scale) < 1e-8 * Math.Sqrt(Dot(rest, rest) * Dot(step, step)) || scale == 0) return;
            AddOuter(next, rest, 1 / scale);
        }

        Hessian = next;
    }

    /// <summary>The step along the combinations of a frame and the change of energy that the model foretells.</summary>
    public (double[] Step, double Change) StepWithin(double radius, double[] gradient, CoordinateFrame frame)
    {
        var count = frame.Count;
        if (count == 0) return ([], 0);
        var inner = frame.Inner(Hessian);
        var slope = frame.Components(gradient);
        var (values, vectors) = Orbitals.Eigen(inner, count);
        var along = new double[count];
        for (var k = 0; k < count; k++)
        {
            for (var i = 0; i < count; i++) along[k] += vectors[(i * count) + k] * slope[i];

            // Downhill along directions of negative curvature, too: Y. N. Dauphin et al., arXiv:1406.2572.
            values[k] = Math.Max(Math.Abs(values[k]), Softest);
        }

        var shift = 0.0;
        if (Length(shift) > radius)
        {
            var (low, high) = (shift, Math.Sqrt(Dot(along, along)) / radius);
            for (var round = 0; round < 100 && high - low > 1e-12 * high; round++)
            {
                var middle = (low + high) / 2;
                if (Length(middle) > radius) low = middle;
                else high = middle;
            }

            shift = high;
        }

        var step = new double[count];
        for (var k = 0; k < count; k++)
        {
            for (var i = 0; i < count; i++) step[i] -= vectors[(i * count) + k] * along[k] / (values[k] + shift);
        }

        return (step, Dot(slope, step) + (0.5 * Dot(step, Apply(inner, step))));

        double Length(double by)
        {
            var sum = 0.0;
            for (var k = 0; k < count; k++) sum += along[k] / (values[k] + by) * (along[k] / (values[k] + by));
            return Math.Sqrt(sum);
        }
    }

    internal static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    private static double[] Apply(double[] matrix, double[] vector)
    {
        var result = new double[vector.Length];
        for (var i = 0; i < result.Length; i++) result[i] = Dot(matrix.AsSpan(i * vector.Length, vector.Length), vector);
        return result;
    }

    private static void AddOuter(double[] matrix, double[] vector, double factor)
    {
        var n = vector.Length;
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++) matrix[(i * n) + j] += factor * vector[i] * vector[j];
        }
    }
}
