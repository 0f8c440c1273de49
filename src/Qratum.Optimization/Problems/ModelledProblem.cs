namespace Qratum.Optimization;

/// <summary>A problem that is posed as an <see cref="OptimizationModel"/>; how that becomes bits, and with what penalties, <see cref="Encoded"/> says.</summary>
/// <typeparam name="TSolution">What an answer means.</typeparam>
public abstract class ModelledProblem<TSolution> : IBinaryProblem<TSolution>
{
    private readonly Lazy<OptimizationModel> _model;
    private readonly Lazy<EncodedModel> _encoded;

    private protected ModelledProblem(OptimizationModel model)
    {
        _model = new Lazy<OptimizationModel>(() =>
        {
            Pose(model);
            return model;
        });
        _encoded = new Lazy<EncodedModel>(() => Model.Encode());
    }

    /// <summary>The problem as a model with named variables.</summary>
    public OptimizationModel Model => _model.Value;

    /// <summary>The model over bits. Made once.</summary>
    public EncodedModel Encoded => _encoded.Value;

    /// <inheritdoc/>
    public int VariableCount => Encoded.VariableCount;

    /// <inheritdoc/>
    public Qubo ToQubo() => Encoded.ToQubo();

    /// <inheritdoc/>
    public TSolution Interpret(BitString bits) => Interpret(Encoded.Interpret(bits));

    /// <summary>Writes the model when it is first asked for, where it is so large that instances are worth having without it; others write it at once.</summary>
    private protected virtual void Pose(OptimizationModel model)
    {
    }

    private protected abstract TSolution Interpret(ModelSolution solution);
}
