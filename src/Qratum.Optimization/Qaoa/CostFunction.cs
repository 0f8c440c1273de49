namespace Qratum.Optimization;

/// <summary>What a QAOA circuit minimizes: a sum of products of spins. Immutable.</summary>
/// <param name="SpinCount">Number of spins.</param>
/// <param name="Terms">Coefficients and spins of the products, the constant left out; no coefficient is zero.</param>
/// <param name="Energy">The whole value of a configuration.</param>
/// <param name="Operator">The same as an operator.</param>
internal sealed record CostFunction(int SpinCount, IReadOnlyList<CostTerm> Terms, Func<BitString, double> Energy, Func<PauliSum> Operator)
{
    /// <summary>Fields, then couplings.</summary>
    public static CostFunction Of(IsingModel model)
    {
        var terms = new List<CostTerm>();
        for (var i = 0; i < model.SpinCount; i++)
        {
            if (model.Fields[i] != 0) terms.Add(new CostTerm(model.Fields[i], [i]));
        }

        foreach (ref readonly var edge in model.Couplings.EdgeSpan)
        {
            if (edge.Weight != 0) terms.Add(new CostTerm(edge.Weight, [edge.I, edge.J]));
        }

        return new CostFunction(model.SpinCount, terms, model.Energy, model.ToPauliSum);
    }

    public static CostFunction Of(SpinPolynomial polynomial)
    {
        var terms = new CostTerm[polynomial.TermCount];
        for (var k = 0; k < terms.Length; k++) terms[k] = new CostTerm(polynomial[k].Coefficient, polynomial[k].Variables.ToArray());
        return new CostFunction(polynomial.SpinCount, terms, polynomial.Energy, polynomial.ToPauliSum);
    }
}

/// <summary>A coefficient times the product of some spins.</summary>
internal readonly record struct CostTerm(double Coefficient, int[] Spins);
