using System.Globalization;

namespace Qratum.Optimization;

/// <summary>
/// A start near a known solution and a mixer that has it as an eigenstate: qubit i begins with probability cᵢ of 1, and Bᵢ = sin θᵢ X + cos θᵢ Z with
/// θᵢ = 2 arcsin √cᵢ. With cᵢ = ½ it is <see cref="TransverseMixer"/>.
/// </summary>
/// <remarks>
/// D. J. Egger, J. Mareček, S. Woerner, "Warm-starting quantum optimization", Quantum 5, 479 (2021), arXiv:2009.10095, with the sign of B turned so that
/// good β are positive as elsewhere here. Probabilities of 0 and 1 would never change, so they are moved to ε and 1 - ε.
/// </remarks>
public sealed class WarmStartMixer : IMixer
{
    /// <summary>The ε by default, as in the paper's simulations.</summary>
    public const double DefaultRegularization = 0.25;

    private readonly double[] _thetas;

    /// <summary>Makes the mixer of a relaxed solution.</summary>
    /// <param name="probabilities">cᵢ of each qubit, 0 to 1; at least one qubit.</param>
    /// <param name="regularization">ε, 0 to 0.5: probabilities are taken to be at least ε and at most 1 - ε.</param>
    /// <exception cref="ArgumentException">There is no qubit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public WarmStartMixer(ReadOnlySpan<double> probabilities, double regularization = DefaultRegularization)
    {
        if (probabilities.IsEmpty) throw new ArgumentException("There is no qubit.", nameof(probabilities));
        if (!(regularization is >= 0 and <= 0.5))
            throw new ArgumentOutOfRangeException(nameof(regularization), regularization, "The regularization is 0 to 0.5.");
        _thetas = new double[probabilities.Length];
        for (var i = 0; i < _thetas.Length; i++)
        {
            var c = probabilities[i];
            if (!(c is >= 0 and <= 1))
            {
                throw new ArgumentOutOfRangeException(
                    nameof(probabilities), c, string.Create(CultureInfo.InvariantCulture, $"The probability of qubit {i} is not between 0 and 1."));
            }

            c = Math.Clamp(c, regularization, 1 - regularization);
            _thetas[i] = 2 * Elementary.Atan2(Math.Sqrt(c), Math.Sqrt(1 - c));
        }
    }

    /// <inheritdoc/>
    public int QubitCount => _thetas.Length;

    /// <inheritdoc/>
    public int TermCount => _thetas.Length;

    /// <inheritdoc/>
    public string Description => "warm start " + string.Join(' ', _thetas.Select(static t => t.ToString("R", CultureInfo.InvariantCulture)));

    /// <summary>The mixer of a solution: its bits with probability 1 - ε.</summary>
    /// <param name="solution">Bit i is qubit i.</param>
    /// <param name="regularization">ε, 0 to 0.5.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static WarmStartMixer From(BitString solution, double regularization = DefaultRegularization)
    {
        var probabilities = new double[solution.Length];
        for (var i = 0; i < probabilities.Length; i++) probabilities[i] = solution[i] ? 1 : 0;
        return new WarmStartMixer(probabilities, regularization);
    }

    /// <inheritdoc/>
    public void AppendStart(CircuitBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        for (var q = 0; q < QubitCount; q++) builder.Ry(_thetas[q], q);
    }

    /// <inheritdoc/>
    public void AppendLayer(CircuitBuilder builder, ReadOnlySpan<Angle> betas)
    {
        ArgumentNullException.ThrowIfNull(builder);
        MixerTerms.Check(betas, TermCount);
        for (var q = 0; q < QubitCount; q++) builder.Ry(-_thetas[q], q).Rz(2 * betas[q], q).Ry(_thetas[q], q);
    }

    /// <inheritdoc/>
    public bool Reaches(BitString bits)
    {
        if (bits.Length != QubitCount) return false;
        for (var q = 0; q < QubitCount; q++)
        {
            // Without regularization a certain bit stays what it is.
            if ((_thetas[q] == 0 && bits[q]) || (_thetas[q] == Math.PI && !bits[q])) return false;
        }

        return true;
    }
}
