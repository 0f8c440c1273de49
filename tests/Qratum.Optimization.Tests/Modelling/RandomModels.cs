namespace Qratum.Optimization.Tests;

/// <summary>Small models of every kind of variable and constraint, and their optima by enumeration of all values: the slow twin of the encoding.</summary>
internal static class RandomModels
{
    internal static OptimizationModel Create(int seed, int maximumDegree)
    {
        var random = new Random(seed);
        var model = new OptimizationModel($"random {seed}");
        for (var k = 0; k < 2 + random.Next(3); k++)
        {
            switch (random.Next(4))
            {
                case 0: model.AddSpin($"s{k}"); break;
                case 1:
                    var lower = random.Next(-3, 3);
                    model.AddInteger($"n{k}", lower, lower + random.Next(5));
                    break;
                default: model.AddBinary($"b{k}"); break;
            }
        }

        Expression Polynomial(int terms, Func<double> coefficient) => Expression.Sum(Enumerable.Range(0, terms).Select(_ =>
            Enumerable.Range(0, random.Next(maximumDegree + 1)).Aggregate((Expression)coefficient(), (p, _) => p * model.Variables[random.Next(model.Variables.Count)])));
        var objective = Polynomial(6, () => Math.Round(random.NextDouble() * 8 - 4, random.Next(3)));
        _ = random.Next(2) == 0 ? model.Maximize(objective) : model.Minimize(objective);
        for (var k = 0; k < random.Next(3); k++)
        {
            var left = Expression.Sum(model.Variables.Select(v => random.Next(-2, 4) / (k == 1 ? 10.0 : 1) * v));
            if (random.Next(4) == 0) left += Polynomial(2, () => random.Next(-2, 3));
            var right = random.Next(-3, 7) / (k == 1 ? 10.0 : 1);
            model.Require(random.Next(3) switch { 0 => left <= right, 1 => left >= right, _ => left.EqualTo(right) });
        }

        return model;
    }

    internal static List<int[]> AllValues(OptimizationModel model)
    {
        var all = new List<int[]> { Array.Empty<int>() };
        foreach (var variable in model.Variables)
        {
            int[] values = variable.Kind == VariableKind.Spin ? [1, -1] : [.. Enumerable.Range(variable.Lower, variable.Upper - variable.Lower + 1)];
            all = [.. from head in all from value in values select (int[])[.. head, value]];
        }

        return all;
    }
}
