namespace Qratum;

/// <summary>
/// A method that searches the real parameters of least value. A minimizer is an immutable description (its options are
/// <c>init</c> properties); <see cref="Start"/> makes the mutable run.
/// </summary>
public interface IMinimizer
{
    /// <summary>Name on the command line and in saved states, for example <c>lbfgs</c>.</summary>
    string Name { get; }

    /// <summary>Whether the method needs gradients.</summary>
    bool NeedsGradient { get; }

    /// <summary>Begins a search.</summary>
    /// <param name="start">First point.</param>
    /// <param name="bounds">Box that the parameters stay in, or null for none.</param>
    /// <param name="seed">Seed of stochastic methods; others ignore it.</param>
    /// <exception cref="NotSupportedException">Bounds were given and the method has none.</exception>
    IMinimizerRun Start(ReadOnlySpan<double> start, Bounds? bounds = null, ulong seed = 0);

    /// <summary>Goes on from a saved state, to the very numbers an uninterrupted run would give.</summary>
    /// <exception cref="ArgumentException">The state is of another method or version.</exception>
    /// <exception cref="FormatException">The state is malformed; the message names the field, its value and what is allowed.</exception>
    IMinimizerRun Resume(MinimizerState state);
}

/// <summary>
/// One search by ask and tell: the run says which points it wants, the caller evaluates them anywhere and tells the answers.
/// Between <see cref="Tell"/> and the next <see cref="Ask"/> the run can be saved.
/// </summary>
public interface IMinimizerRun
{
    /// <summary>Why the search has ended, or null while it goes on.</summary>
    StopReason? StopReason { get; }

    /// <summary>Completed iterations, as the method counts them.</summary>
    int Iterations { get; }

    /// <summary>Best point told so far.</summary>
    ReadOnlyMemory<double> BestPoint { get; }

    /// <summary>Value at <see cref="BestPoint"/>; positive infinity before the first answer.</summary>
    double BestValue { get; }

    /// <summary>The points to evaluate next. Asking twice without telling gives the same points.</summary>
    /// <exception cref="InvalidOperationException">The search has ended.</exception>
    MinimizerRequest Ask();

    /// <summary>Answers to the last <see cref="Ask"/>, in its order.</summary>
    /// <exception cref="ArgumentException">The number of answers or the length of a gradient does not fit.</exception>
    void Tell(IReadOnlyList<Evaluation> answers);

    /// <summary>The whole state, as plain data.</summary>
    MinimizerState Save();
}

/// <summary>What a run asks for.</summary>
/// <param name="Points">Points to evaluate, at least one.</param>
/// <param name="Want">Values or values with gradients.</param>
public sealed record MinimizerRequest(IReadOnlyList<ReadOnlyMemory<double>> Points, EvaluationKind Want);

/// <summary>Box limits of the parameters; infinite where there is no limit.</summary>
public sealed class Bounds
{
    /// <summary>Makes a box.</summary>
    /// <param name="lower">Lower limits, negative infinity where there is none.</param>
    /// <param name="upper">Upper limits, at least the lower ones.</param>
    /// <exception cref="ArgumentException">The lengths differ, a limit is NaN or a lower limit exceeds its upper one.</exception>
    public Bounds(ReadOnlySpan<double> lower, ReadOnlySpan<double> upper)
    {
        if (lower.Length != upper.Length)
            throw new ArgumentException($"There are {lower.Length} lower and {upper.Length} upper limits; the numbers must be equal.");
        for (var i = 0; i < lower.Length; i++)
        {
            if (!(lower[i] <= upper[i]))
                throw new ArgumentException(FormattableString.Invariant($"Limits [{lower[i]:R}, {upper[i]:R}] of parameter {i} are not an interval."));
        }

        Lower = lower.ToArray();
        Upper = upper.ToArray();
    }

    /// <summary>Lower limits.</summary>
    public ReadOnlyMemory<double> Lower { get; }

    /// <summary>Upper limits.</summary>
    public ReadOnlyMemory<double> Upper { get; }
}
