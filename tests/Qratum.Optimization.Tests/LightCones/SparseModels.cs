namespace Qratum.Optimization.Tests;

/// <summary>Models and exact values for the tests of light cones.</summary>
internal static class SparseModels
{
    /// <summary>A random graph of a mean degree with weights of both signs, and fields where asked.</summary>
    internal static IsingModel Random(int spins, double degree, ulong seed, bool withFields)
    {
        var random = new PhiloxRandom(seed, stream: 9);
        var graph = GraphGenerators.ErdosRenyi(spins, Math.Min(1, degree / Math.Max(1, spins - 1)), seed, static r => r.Next(4) == 0 ? 1 : r.NextGaussian());
        double[] fields = withFields ? [.. Enumerable.Range(0, spins).Select(_ => random.Next(3) == 0 ? 0 : random.NextGaussian())] : [];
        return new IsingModel(graph, fields, random.NextGaussian());
    }

    internal static QaoaAngles Angles(int layers, ulong seed)
    {
        var random = new PhiloxRandom(seed, stream: 10);
        return QaoaAngles.FromParameters([.. Enumerable.Range(0, 2 * layers).Select(_ => 0.6 * random.NextGaussian())]);
    }

    /// <summary>Every expectation value by the circuit's state.</summary>
    internal static async Task<SpinCorrelations> ByState(IsingModel model, QaoaAngles angles)
    {
        using var backend = new StateVectorBackend();
        var identity = PauliString.Identity(model.SpinCount);
        PauliSum Single(PauliString term) => new PauliSumBuilder(model.SpinCount).Add(1, term).Build();
        PauliSum[] observables =
        [
            .. Enumerable.Range(0, model.SpinCount).Select(i => Single(identity.With(i, Pauli.Z))),
            .. model.Couplings.Edges.Select(e => Single(identity.With(e.I, Pauli.Z).With(e.J, Pauli.Z))),
        ];
        var answer = await backend.EstimateAllAsync(new ObservablesPub(QaoaAnsatz.Create(model, angles.Layers), observables, [angles.ToParameters()]));
        double[] values = [.. answer.Values[0]];
        return new SpinCorrelations(model, values.AsSpan(0, model.SpinCount), values.AsSpan(model.SpinCount));
    }

    internal static async Task<(double Value, double[] Gradient)> GradientByState(IsingModel model, QaoaAngles angles)
    {
        using var backend = new StateVectorBackend();
        var answer = await backend.GradientAsync(new EstimatorPub(QaoaAnsatz.Create(model, angles.Layers), model.ToPauliSum(), [angles.ToParameters()]));
        return (answer.Values[0], answer.Derivatives[0].ToArray());
    }

    internal static async Task<(double Value, double[] Gradient)> GradientOf(IObjective objective, QaoaAngles angles)
    {
        var answer = (await objective.EvaluateAsync([angles.ToParameters()], EvaluationKind.ValueAndGradient))[0];
        return (answer.Value, answer.Gradient.ToArray());
    }
}
