namespace Qratum;

/// <summary>
/// All derivatives of ⟨ψ(θ)|H|ψ(θ)⟩ in one forward and one backward sweep, whatever the number of parameters; of several observables
/// in one forward sweep and one backward sweep for each.
/// </summary>
/// <remarks>T. Jones and J. Gacon, arXiv:2009.02823. Memory: the state and H|ψ⟩; with several observables a copy of the state more.</remarks>
internal static class AdjointGradient
{
    public static (double Value, double[] Gradient) Compute(
        ExecutionPlan plan, ReadOnlySpan<double> parameters, PauliSum observable, IStateRegister psi, IStateRegister lambda, CancellationToken cancellationToken)
    {
        Forward(plan, parameters, psi, cancellationToken);
        return Back(plan, parameters, observable, psi, lambda, cancellationToken);
    }

    /// <summary>Each row has the bits of <see cref="Compute"/> alone.</summary>
    /// <param name="plan">The circuit.</param>
    /// <param name="parameters">Where.</param>
    /// <param name="observables">At least one.</param>
    /// <param name="psi">In |0…0⟩; used up.</param>
    /// <param name="lambda">Room.</param>
    /// <param name="copy">Room; not used for a single observable.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static (double[] Values, ReadOnlyMemory<double>[] Rows) Jacobian(
        ExecutionPlan plan, ReadOnlySpan<double> parameters, IReadOnlyList<PauliSum> observables, IStateRegister psi, IStateRegister lambda, IStateRegister? copy,
        CancellationToken cancellationToken)
    {
        var (values, rows) = (new double[observables.Count], new ReadOnlyMemory<double>[observables.Count]);
        Forward(plan, parameters, psi, cancellationToken);
        for (var j = 0; j < rows.Length; j++)
        {
            // The last sweep may use up the state itself.
            var state = psi;
            if (j + 1 < rows.Length && copy is not null)
            {
                copy.CopyFrom(psi);
                state = copy;
            }

            (values[j], rows[j]) = Back(plan, parameters, observables[j], state, lambda, cancellationToken);
        }

        return (values, rows);
    }

    private static void Forward(ExecutionPlan plan, ReadOnlySpan<double> parameters, IStateRegister psi, CancellationToken cancellationToken)
    {
        foreach (var pass in plan.Passes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            psi.Run(pass, parameters);
        }
    }

    private static (double Value, double[] Gradient) Back(
        ExecutionPlan plan, ReadOnlySpan<double> parameters, PauliSum observable, IStateRegister psi, IStateRegister lambda, CancellationToken cancellationToken)
    {
        var value = psi.ApplyObservable(observable, lambda);
        var gradient = new double[parameters.Length];
        for (var k = plan.Passes.Length - 1; k >= plan.FirstVarying; k--)
        {
            cancellationToken.ThrowIfCancellationRequested();
            psi.StepBack(plan.Passes[k], parameters, lambda, gradient);
        }

        return (value, gradient);
    }
}
