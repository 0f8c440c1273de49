namespace Qratum.Optimization;

/// <summary>The linear map of an <see cref="AngleSchedule"/> between what is searched and the parameters of a circuit.</summary>
/// <remarks>Searched are the weights of the γ shapes (each for every γ of a layer in turn), then those of the β shapes.</remarks>
internal sealed class ScheduledAngles
{
    private readonly (double[][] Shapes, int OfLayer, int First)[] _blocks;

    public ScheduledAngles(QaoaForm form, AngleSchedule schedule)
    {
        _blocks =
        [
            (schedule.GammaShapes(form.Layers), form.GammasOfLayer, 0),
            (schedule.BetaShapes(form.Layers), form.BetasOfLayer, form.Layers * form.GammasOfLayer),
        ];
        ParameterCount = form.ParameterCount;
        Count = _blocks.Sum(static b => b.Shapes.Length * b.OfLayer);
    }

    /// <summary>How many numbers are searched.</summary>
    public int Count { get; }

    public int ParameterCount { get; }

    /// <summary>The parameters of the circuit.</summary>
    public double[] Parameters(ReadOnlySpan<double> searched)
    {
        var parameters = new double[ParameterCount];
        var next = 0;
        foreach (var (shapes, ofLayer, first) in _blocks)
        {
            foreach (var shape in shapes)
            {
                for (var k = 0; k < ofLayer; k++, next++)
                {
                    for (var layer = 0; layer < shape.Length; layer++) parameters[first + (layer * ofLayer) + k] += shape[layer] * searched[next];
                }
            }
        }

        return parameters;
    }

    /// <summary>The derivatives by what is searched.</summary>
    public double[] Gradient(ReadOnlySpan<double> gradient) => Components(gradient, static _ => 1);

    /// <summary>What is searched where the parameters are nearest to some: the shapes are orthogonal.</summary>
    public double[] Nearest(ReadOnlySpan<double> parameters) => Components(parameters, static shape => 1 / shape.Sum(static x => x * x));

    private double[] Components(ReadOnlySpan<double> parameters, Func<double[], double> scale)
    {
        var result = new double[Count];
        var next = 0;
        foreach (var (shapes, ofLayer, first) in _blocks)
        {
            foreach (var shape in shapes)
            {
                var factor = scale(shape);
                for (var k = 0; k < ofLayer; k++, next++)
                {
                    for (var layer = 0; layer < shape.Length; layer++) result[next] += factor * shape[layer] * parameters[first + (layer * ofLayer) + k];
                }
            }
        }

        return result;
    }
}

/// <summary>An objective of a circuit's parameters as one of what a schedule searches.</summary>
internal sealed class ScheduledObjective(IObjective inner, ScheduledAngles angles) : IObjective
{
    /// <inheritdoc/>
    public int Dimension => angles.Count;

    /// <inheritdoc/>
    public bool HasGradient => inner.HasGradient;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Evaluation>> EvaluateAsync(
        IReadOnlyList<ReadOnlyMemory<double>> points, EvaluationKind want, CancellationToken cancellationToken = default)
    {
        ReadOnlyMemory<double>[] parameters = [.. points.Select(p => (ReadOnlyMemory<double>)angles.Parameters(p.Span))];
        var answers = await inner.EvaluateAsync(parameters, want, cancellationToken).ConfigureAwait(false);
        return want == EvaluationKind.Value ? answers : [.. answers.Select(a => a with { Gradient = angles.Gradient(a.Gradient.Span) })];
    }
}
