namespace Qratum.Chemistry;

/// <summary>
/// Σ_k w_k [⟨φ_k|U†HU|φ_k⟩ + penalty Σ_j |⟨known_j|U|φ_k⟩|²] with one U(θ): the objective of deflation (one input) and of subspace search (none known).
/// </summary>
internal sealed class EnsembleObjective(StateProblem problem, IReadOnlyList<EnsembleInput> inputs, double penalty) : IObjective
{
    public int Dimension => problem.ParameterCount;

    public bool HasGradient => true;

    public ValueTask<IReadOnlyList<Evaluation>> EvaluateAsync(
        IReadOnlyList<ReadOnlyMemory<double>> points, EvaluationKind want, CancellationToken cancellationToken = default)
    {
        var answers = new Evaluation[points.Count];
        for (var k = 0; k < answers.Length; k++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            answers[k] = Evaluate(points[k].Span, want, cancellationToken);
        }

        return ValueTask.FromResult<IReadOnlyList<Evaluation>>(answers);
    }

    /// <summary>U|φ⟩ over the determinants of its sector.</summary>
    public double[] State(EnsembleInput input, ReadOnlySpan<double> theta, CancellationToken cancellationToken)
    {
        var vector = new double[input.Sector.Space.Count];
        input.Configuration.AddTo(vector);
        input.Sector.Program.Forward(vector, problem.Angles(theta), cancellationToken);
        return vector;
    }

    private Evaluation Evaluate(ReadOnlySpan<double> theta, EvaluationKind want, CancellationToken cancellationToken)
    {
        var (angles, value) = (problem.Angles(theta), 0.0);
        var gradient = want == EvaluationKind.Value ? [] : new double[Dimension];
        var derivatives = new double[angles.Length];
        foreach (var input in inputs)
        {
            var state = State(input, theta, cancellationToken);
            var image = input.Sector.Apply(state, cancellationToken);
            value += input.Weight * (OrderedSums.Dot(state, image) + problem.Integrals.CoreEnergy);
            foreach (var known in input.Known)
            {
                var overlap = OrderedSums.Dot(known, state);
                value += input.Weight * penalty * overlap * overlap;
                // The penalty is the mean of penalty |known⟩⟨known|.
                for (var i = 0; i < image.Length; i++) image[i] += penalty * overlap * known[i];
            }

            if (want == EvaluationKind.Value) continue;
            input.Sector.Program.Backward(state, image, angles, derivatives, cancellationToken);
            for (var k = 0; k < derivatives.Length; k++) gradient[problem.ParameterNumbers[k]] += input.Weight * derivatives[k];
        }

        return new Evaluation(value, gradient);
    }
}

/// <summary>An input of the circuit, its weight, and states of its sector that it is kept away from.</summary>
internal sealed record EnsembleInput(StateSector Sector, Configuration Configuration, double Weight, IReadOnlyList<double[]> Known);
