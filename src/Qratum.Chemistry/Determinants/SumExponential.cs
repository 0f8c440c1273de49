namespace Qratum.Chemistry;

/// <summary>
/// exp(Σ_k θ_k G_k), G = T − T†, on vectors of a <see cref="DeterminantSpace"/>, by its Taylor series in steps of norm at most 1, summed
/// until the next term is rounding.
/// </summary>
/// <remarks>
/// The derivative is that of the series itself: the terms v_m = K v_{m−1} / m of each step are kept, and the adjoints run through them
/// backwards, so that value and gradient belong together to rounding. Memory: a vector for each term of each step, about 20 for small angles.
/// </remarks>
internal sealed class SumExponential : IPropagator
{
    /// <summary>Relative length of the first neglected term.</summary>
    private const double Truncation = 1e-17;

    private const int MaximumTerms = 40;

    private readonly List<double[][]> _steps = []; // terms of each step
    private readonly RotationBatch _batch;
    private readonly int _factors, _threads;

    public SumExponential(DeterminantSpace space, IReadOnlyList<Excitation> excitations, int maxThreads)
    {
        _factors = excitations.Count;
        _threads = space.Count < 1 << 15 ? 1 : maxThreads;
        _batch = new RotationBatch(space, FactorTable.Prepare(space, excitations));
    }

    public void Forward(double[] c, ReadOnlySpan<double> angles, CancellationToken cancellationToken)
    {
        _steps.Clear();
        var theta = angles.ToArray();
        // The norm of K is at most Σ|θ|; K itself is nearly always far smaller, so the series decides when to end.
        var steps = Math.Max(1, (int)Math.Ceiling(Math.Sqrt(OrderedSums.Dot(theta, theta))));
        for (var k = 0; k < theta.Length; k++) theta[k] /= steps;
        for (var step = 0; step < steps; step++)
        {
            var terms = new List<double[]> { (double[])c.Clone() };
            for (var m = 1; ; m++)
            {
                var next = new double[c.Length];
                Act(terms[^1], next, theta, 1.0 / m, cancellationToken);
                for (var i = 0; i < c.Length; i++) c[i] += next[i];
                terms.Add(next);
                if (OrderedSums.Norm(next) <= Truncation * OrderedSums.Norm(c) || m == MaximumTerms) break;
            }

            _steps.Add([.. terms]);
        }
    }

    public void Backward(double[] psi, double[] lambda, ReadOnlySpan<double> angles, Span<double> derivatives, CancellationToken cancellationToken)
    {
        var theta = angles.ToArray();
        for (var k = 0; k < theta.Length; k++) theta[k] /= _steps.Count;
        var sums = new double[_factors];
        var adjoint = lambda;
        for (var step = _steps.Count - 1; step >= 0; step--)
        {
            var (terms, final) = (_steps[step], adjoint);
            adjoint = (double[])final.Clone();
            for (var m = terms.Length - 1; m >= 1; m--)
            {
                // v_m = K v_{m−1} / m: its adjoint a gives ⟨a|G_k|v_{m−1}⟩ / m to angle k, and −K a / m to v_{m−1}.
                _batch.AddOverlaps(adjoint, terms[m - 1], 2.0 / (m * _steps.Count), sums, _threads, cancellationToken);
                var next = (double[])final.Clone();
                Act(adjoint, next, theta, -1.0 / m, cancellationToken);
                adjoint = next;
            }
        }

        sums.CopyTo(derivatives);
    }

    /// <summary>y += scale · K x.</summary>
    private void Act(double[] x, double[] y, double[] theta, double scale, CancellationToken cancellationToken)
    {
        var scaled = Array.ConvertAll(theta, t => scale * t);
        Threads.ForCheap(_batch.BlockCount, _threads, block => _batch.Accumulate(block, x, y, scaled), cancellationToken);
    }
}
