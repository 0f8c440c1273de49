namespace Qratum.Optimization;

/// <summary>The classical answer that quantum results are compared with: the cheapest exact method that fits, otherwise the best that is found.</summary>
public static class ReferenceSearch
{
    /// <summary>
    /// Elimination where the model is sparse enough for it to be the cheapest, enumeration up to
    /// <see cref="ReferenceOptions.MaximumEnumeratedSpins"/>, wider elimination up to <see cref="ReferenceOptions.MaximumWidth"/>, and beyond that
    /// tabu search followed by branch and bound, which may or may not prove its answer: <see cref="IsingMinimum.OptimumIs"/> says.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static IsingMinimum Minimize(IsingModel model, ReferenceOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new ReferenceOptions();
        var enumerable = model.SpinCount <= options.MaximumEnumeratedSpins;

        // A table entry costs some tens of configurations of the enumeration: eliminate where that saves 2^6 at least.
        var width = enumerable ? Math.Min(options.MaximumWidth, model.SpinCount - 6) : options.MaximumWidth;
        if (width >= 0 && VariableElimination.TryMinimize(model, width, cancellationToken) is { } eliminated) return eliminated;
        return enumerable
            ? BruteForce.Minimize(model, options.MaximumEnumeratedSpins, cancellationToken: cancellationToken)
            : BranchAndBound.Minimize(model, options, cancellationToken);
    }
}
