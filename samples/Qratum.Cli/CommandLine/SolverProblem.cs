using Qratum.Optimization;

namespace Qratum.Cli;

/// <summary>A problem as the solvers take it: an energy to be minimized, and what it is in the user's words.</summary>
/// <param name="Name">Its kind, for example <c>maxcut</c> or <c>qubo</c>.</param>
/// <param name="Model">The energy over pairs of spins, penalties included.</param>
/// <param name="Sign">The user's value is this times the energy where nothing is violated: -1 for what is maximized.</param>
/// <param name="Terms">Edges or products.</param>
/// <param name="Worth">The user's value of a configuration, summed in the user's own terms; null where it is no solution.</param>
internal sealed record SolverProblem(string Name, IsingModel Model, int Sign, int Terms, Func<BitString, double?> Worth)
{
    public const string MaxCut = "maxcut";

    public const string Qubo = "qubo";

    public bool IsCut => Name == MaxCut;

    /// <summary>The energy with products of more than two spins, where it has them; spins that <see cref="Model"/> has more of stand for products.</summary>
    public SpinPolynomial? Polynomial { get; init; }

    /// <summary>The solution in words, drawn as text; null where bits say it all.</summary>
    public Func<BitString, string>? Describe { get; init; }

    /// <summary>A method of the problem's own that proves the optimum, in place of branch and bound over bits.</summary>
    public Func<CancellationToken, OwnAnswer>? Exact { get; init; }

    /// <summary>What QAOA mixes by in place of X, because it keeps constraints.</summary>
    public IMixer? Mixer { get; init; }

    /// <summary>The solution as a picture; null where there is none.</summary>
    public Func<BitString, Figure>? Draw { get; init; }

    /// <summary>An energy in the user's words; never -0.</summary>
    public double Value(double energy) => 0 + (Sign * energy);
}

/// <summary>A proven answer: bits of the model, and the method.</summary>
internal sealed record OwnAnswer(BitString Bits, string Method, long Steps);
