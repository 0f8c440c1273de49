namespace Qratum;

/// <summary>
/// All derivatives of ⟨ψ(θ)|H|ψ(θ)⟩ in one forward and one backward sweep, whatever the number of parameters.
/// </summary>
/// <remarks>T. Jones and J. Gacon, arXiv:2009.02823. Memory: the state and H|ψ⟩.</remarks>
internal static class AdjointGradient
{
    public static (double Value, double[] Gradient) Compute(
        ExecutionPlan plan, ReadOnlySpan<double> parameters, PauliSum observable, IStateRegister psi, IStateRegister lambda, CancellationToken cancellationToken)
    {
        foreach (var pass in plan.Passes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            psi.Run(pass, parameters);
        }

        var value = psi.ApplyObservable(observable, lambda);
        var gradient = new double[parameters.Length];
        for (var k = plan.Passes.Length - 1; k >= 0; k--)
        {
            cancellationToken.ThrowIfCancellationRequested();
            psi.StepBack(plan.Passes[k], parameters, lambda, gradient);
        }

        return (value, gradient);
    }
}
