namespace Qratum.Optimization;

/// <summary>A combinatorial problem over bits: it knows how to become a minimization and how to read an answer.</summary>
/// <typeparam name="TSolution">What an answer means, for example a <see cref="Cut"/>.</typeparam>
public interface IBinaryProblem<out TSolution>
{
    /// <summary>Number of bits.</summary>
    int VariableCount { get; }

    /// <summary>The problem as a minimization over bits; a problem that maximizes converts its sign here and nowhere else.</summary>
    Qubo ToQubo();

    /// <summary>What an assignment means.</summary>
    /// <param name="bits">Bit i is variable i; <see cref="VariableCount"/> bits.</param>
    /// <exception cref="ArgumentException">The number of bits is not that of the variables.</exception>
    TSolution Interpret(BitString bits);
}
