using System.Collections.Immutable;
using System.Globalization;

namespace Qratum.Optimization;

/// <summary>Chosen assets.</summary>
/// <param name="Assets">Their positions, from 0, ascending.</param>
/// <param name="Return">Sum of their expected returns.</param>
/// <param name="Variance">Sum of the covariances of all pairs of them, each with itself included.</param>
/// <param name="Objective">Return less risk aversion times variance, which is maximized.</param>
/// <param name="Budget">How many assets were to be chosen.</param>
public sealed record PortfolioChoice(ImmutableArray<int> Assets, double Return, double Variance, double Objective, int Budget)
{
    /// <summary>True where as many assets are chosen as the budget says.</summary>
    public bool IsFeasible => Assets.Length == Budget;

    /// <summary>Objective, assets, return and variance.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"objective {Objective:G6}, assets {{{string.Join(", ", Assets)}}}, return {Return:G6}, variance {Variance:G6}{(IsFeasible ? "" : $"; {Assets.Length} assets instead of {Budget}")}");
}

/// <summary>Portfolio of a given number of assets with the largest μᵀx - q xᵀΣx.</summary>
/// <remarks>H. Markowitz, Journal of Finance 7, 77 (1952). The budget is kept by a penalty, or by the XY mixer from a Dicke state.</remarks>
public sealed class Portfolio : ModelledProblem<PortfolioChoice>
{
    private readonly double[] _returns;
    private readonly double[,] _covariance;

    /// <summary>Poses the problem.</summary>
    /// <param name="returns">Expected return μ of each asset.</param>
    /// <param name="covariance">Symmetric covariance matrix Σ.</param>
    /// <param name="budget">Number of assets to choose, 0 to their number.</param>
    /// <param name="riskAversion">q, at least 0.</param>
    /// <exception cref="ArgumentException">Sizes do not fit, a number is not finite, or the matrix is not symmetric.</exception>
    public Portfolio(ReadOnlySpan<double> returns, double[,] covariance, int budget, double riskAversion = 1)
        : base(new OptimizationModel("portfolio"))
    {
        ArgumentNullException.ThrowIfNull(covariance);
        if (returns.IsEmpty) throw new ArgumentException("There are no assets.", nameof(returns));
        var n = returns.Length;
        _returns = ProblemInputs.Weights(returns, n, "assets", nameof(returns));
        if (covariance.GetLength(0) != n || covariance.GetLength(1) != n)
            throw new ArgumentException($"The covariance matrix is {covariance.GetLength(0)} × {covariance.GetLength(1)} for {n} assets.", nameof(covariance));
        _covariance = (double[,])covariance.Clone();
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                ProblemInputs.CheckFinite(covariance[i, j], "A covariance", nameof(covariance));
                if (covariance[i, j] != covariance[j, i])
                    throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The covariance of {i} and {j} is {covariance[i, j]:R} and {covariance[j, i]:R}; the matrix is symmetric."), nameof(covariance));
            }
        }

        if (budget < 0 || budget > n) throw new ArgumentOutOfRangeException(nameof(budget), budget, $"The budget is 0 to {n} assets.");
        if (!(riskAversion >= 0 && double.IsFinite(riskAversion))) throw new ArgumentOutOfRangeException(nameof(riskAversion), riskAversion, "The risk aversion is a number of at least 0.");
        (Budget, RiskAversion) = (budget, riskAversion);
        var x = Model.AddBinaries("asset", n);
        var risk = from i in Enumerable.Range(0, n) from j in Enumerable.Range(0, n) select -riskAversion * _covariance[i, j] * x[i] * x[j];
        Model.Maximize(Expression.Sum([.. x.Select((v, i) => _returns[i] * v), .. risk]));
        Model.Require(Expression.Sum(x).EqualTo(budget), "budget");
    }

    /// <summary>Number of assets to choose.</summary>
    public int Budget { get; }

    /// <summary>Risk aversion q.</summary>
    public double RiskAversion { get; }

    /// <summary>What some assets are worth.</summary>
    /// <param name="assets">Their positions, each at most once.</param>
    /// <exception cref="ArgumentException">An asset does not exist or is named twice.</exception>
    public PortfolioChoice Evaluate(IEnumerable<int> assets)
    {
        var chosen = ProblemInputs.Chosen(assets, _returns.Length, "asset", nameof(assets));
        var (gain, variance) = (chosen.Sum(i => _returns[i]), chosen.Sum(i => chosen.Sum(j => _covariance[i, j])));
        return new PortfolioChoice([.. chosen], gain, variance, gain - (RiskAversion * variance), Budget);
    }

    private protected override PortfolioChoice Interpret(ModelSolution solution) => Evaluate(Enumerable.Range(0, _returns.Length).Where(i => solution.Values[i] == 1));
}
