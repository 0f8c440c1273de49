namespace Qratum.Optimization;

/// <summary>A search of a run: over how many layers, with which circuit.</summary>
internal sealed class QaoaStage
{
    public QaoaStage(CostFunction cost, IMixer mixer, int layers, QaoaOptions options)
    {
        Form = new QaoaForm(cost, mixer, layers, options.Sharing);
        Schedule = options.Schedule.IsFree ? null : new ScheduledAngles(Form, options.Schedule);
        Measured = new CircuitBuilder(Form.Circuit.QubitCount, Form.Circuit.QubitCount).Declare(Form.Circuit.Parameters.AsSpan())
            .Append(Form.Circuit).MeasureAll().Build();
    }

    public QaoaForm Form { get; }

    /// <summary>Null where the parameters themselves are searched.</summary>
    public ScheduledAngles? Schedule { get; }

    /// <summary>The circuit with a measurement of every qubit at its end.</summary>
    public Circuit Measured { get; }

    /// <summary>Number of searched numbers.</summary>
    public int Dimension => Schedule?.Count ?? Form.ParameterCount;

    public double[] ToParameters(ReadOnlySpan<double> searched) => Schedule?.Parameters(searched) ?? searched.ToArray();

    public double[] ToSearched(double[] parameters) => Schedule?.Nearest(parameters) ?? parameters;

    /// <summary>The parameters of one layer more, from those of a stage of one layer less.</summary>
    public double[] Grown(double[] parameters, QaoaForm before, LayerGrowth growth)
    {
        var result = new double[Form.ParameterCount];
        Grow(0, 0, Form.GammasOfLayer, isSine: true);
        Grow(before.Layers * before.GammasOfLayer, Form.Layers * Form.GammasOfLayer, Form.BetasOfLayer, isSine: false);
        return result;

        void Grow(int from, int to, int ofLayer, bool isSine)
        {
            for (var k = 0; k < ofLayer; k++)
            {
                var old = new double[before.Layers];
                for (var layer = 0; layer < old.Length; layer++) old[layer] = parameters[from + (layer * ofLayer) + k];
                var longer = growth == LayerGrowth.Fourier ? Waves(old, isSine) : StartingAngles.Longer(old);
                for (var layer = 0; layer < longer.Length; layer++) result[to + (layer * ofLayer) + k] = longer[layer];
            }
        }
    }

    /// <summary>The same waves over one layer more.</summary>
    private static double[] Waves(double[] old, bool isSine)
    {
        var (layers, longer) = (old.Length, new double[old.Length + 1]);
        var (before, after) = (Shapes(layers), Shapes(layers + 1));
        for (var m = 0; m < layers; m++)
        {
            var (weight, norm) = (0.0, 0.0);
            for (var k = 0; k < layers; k++) (weight, norm) = (weight + (before[m][k] * old[k]), norm + (before[m][k] * before[m][k]));
            for (var k = 0; k <= layers; k++) longer[k] += weight / norm * after[m][k];
        }

        return longer;

        double[][] Shapes(int count)
        {
            var schedule = AngleSchedule.Fourier(layers);
            return isSine ? schedule.GammaShapes(count) : schedule.BetaShapes(count);
        }
    }
}
