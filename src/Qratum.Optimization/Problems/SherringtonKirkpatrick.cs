using System.Globalization;

namespace Qratum.Optimization;

/// <summary>How the couplings of a <see cref="SherringtonKirkpatrick"/> model are drawn.</summary>
public enum CouplingDistribution
{
    /// <summary>+1 or -1 with equal probability.</summary>
    Signs,

    /// <summary>Normal, of mean 0 and variance 1.</summary>
    Normal,
}

/// <summary>Spins of a spin glass.</summary>
/// <param name="Bits">Bit i is 1 for spin i down.</param>
/// <param name="Energy">Energy, couplings divided by √N.</param>
public readonly record struct SpinGlassState(BitString Bits, double Energy)
{
    /// <summary>Energy and energy per spin.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"energy {Energy:G10}, {Energy / Bits.Length:G6} per spin");
}

/// <summary>
/// The Sherrington-Kirkpatrick spin glass: E(s) = Σ_{i&lt;j} Jᵢⱼ sᵢ sⱼ / √N with random couplings of mean 0 and variance 1. The least energy per spin tends to
/// -0.7632 (G. Parisi).
/// </summary>
/// <remarks>D. Sherrington, S. Kirkpatrick, Phys. Rev. Lett. 35, 1792 (1975); E. Farhi, J. Goldstone, S. Gutmann, L. Zhou, Quantum 6, 759 (2022) for QAOA on it.</remarks>
public sealed class SherringtonKirkpatrick : IBinaryProblem<SpinGlassState>
{
    private readonly IsingModel _model;
    private readonly Qubo _qubo;

    /// <summary>Draws a model.</summary>
    /// <param name="spinCount">N, at least 2.</param>
    /// <param name="seed">Seed of the couplings, which come in the order (0,1), (0,2), …, (1,2), ….</param>
    /// <param name="couplings">Their distribution.</param>
    public SherringtonKirkpatrick(int spinCount, ulong seed, CouplingDistribution couplings = CouplingDistribution.Normal)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(spinCount, 2);
        if (!Enum.IsDefined(couplings)) throw new ArgumentOutOfRangeException(nameof(couplings), couplings, "Unknown distribution.");
        var random = new PhiloxRandom(seed);
        var scale = 1 / Math.Sqrt(spinCount);
        var edges = new List<Edge>(spinCount * (spinCount - 1) / 2);
        for (var i = 0; i < spinCount; i++)
        {
            for (var j = i + 1; j < spinCount; j++) edges.Add(new Edge(i, j, scale * (couplings == CouplingDistribution.Normal ? random.NextGaussian() : random.NextDouble() < 0.5 ? 1 : -1)));
        }

        _model = new IsingModel(new Graph(spinCount, edges));
        var linear = new double[spinCount];
        foreach (var (i, j, weight) in edges)
        {
            linear[i] -= 2 * weight;
            linear[j] -= 2 * weight;
        }

        _qubo = new Qubo(PairwiseTerms.Scale(_model.Couplings, 4), linear, _model.Couplings.TotalWeight);
    }

    /// <inheritdoc/>
    public int VariableCount => _model.SpinCount;

    /// <summary>The energy as an Ising model.</summary>
    public IsingModel ToIsing() => _model;

    /// <inheritdoc/>
    public Qubo ToQubo() => _qubo;

    /// <inheritdoc/>
    public SpinGlassState Interpret(BitString bits) => new(bits, _model.Energy(bits));
}
