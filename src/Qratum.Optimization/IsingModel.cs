using System.Globalization;

namespace Qratum.Optimization;

/// <summary>
/// An energy of spins, E(s) = constant + Σᵢ hᵢ sᵢ + Σ_{i&lt;j} Jᵢⱼ sᵢ sⱼ with sᵢ = ±1, to be <b>minimized</b>. Bit 0 means spin +1, bit 1 spin -1.
/// Immutable.
/// </summary>
public sealed class IsingModel : IEquatable<IsingModel>
{
    private readonly double[] _fields;

    /// <summary>Makes a model.</summary>
    /// <param name="couplings">One node per spin; the weight of edge i-j is Jᵢⱼ.</param>
    /// <param name="fields">The hᵢ, one per spin; empty for none.</param>
    /// <param name="constant">The constant.</param>
    /// <exception cref="ArgumentException">The number of fields is not that of the spins, or a number is not finite.</exception>
    public IsingModel(Graph couplings, ReadOnlySpan<double> fields = default, double constant = 0)
    {
        ArgumentNullException.ThrowIfNull(couplings);
        Couplings = couplings;
        _fields = PairwiseTerms.CheckedLinear(fields, couplings.NodeCount, nameof(fields));
        Constant = PairwiseTerms.CheckedConstant(constant, nameof(constant));
        HasFields = Array.Exists(_fields, static h => h != 0);
    }

    /// <summary>Number of spins.</summary>
    public int SpinCount => Couplings.NodeCount;

    /// <summary>The couplings: the weight of edge i-j is Jᵢⱼ.</summary>
    public Graph Couplings { get; }

    /// <summary>The fields hᵢ, one per spin.</summary>
    public ReadOnlySpan<double> Fields => _fields;

    /// <summary>The constant of the energy.</summary>
    public double Constant { get; }

    /// <summary>Whether a field is not zero. Without fields, flipping all spins leaves the energy as it is.</summary>
    public bool HasFields { get; }

    /// <summary>A step that all differences of energies are multiples of; 0 where none is known.</summary>
    internal double Grid => PairwiseTerms.Grid(Couplings, _fields);

    /// <summary>Energy of a configuration. O(spins + couplings).</summary>
    /// <param name="bits">Bit i is 0 for spin i up (+1), 1 for down (-1); one bit per spin.</param>
    /// <exception cref="ArgumentException">The number of bits is not that of the spins.</exception>
    public double Energy(BitString bits)
    {
        PairwiseTerms.CheckLength(bits, SpinCount, nameof(bits));
        var energy = Constant;
        for (var i = 0; i < _fields.Length; i++) energy += bits[i] ? -_fields[i] : _fields[i];
        foreach (ref readonly var edge in Couplings.EdgeSpan) energy += bits[edge.I] == bits[edge.J] ? edge.Weight : -edge.Weight;
        return energy;
    }

    /// <summary>
    /// The same energy as a function of bits, by sᵢ = 1 - 2xᵢ: Jᵢⱼ sᵢ sⱼ = Jᵢⱼ - 2Jᵢⱼ xᵢ - 2Jᵢⱼ xⱼ + 4Jᵢⱼ xᵢ xⱼ. Factors are powers of two, so only sums round.
    /// </summary>
    public Qubo ToQubo()
    {
        var linear = new double[SpinCount];
        var constant = Constant;
        for (var i = 0; i < SpinCount; i++)
        {
            linear[i] = -2 * (_fields[i] + PairwiseTerms.Sum(Couplings.NeighbourWeights(i)));
            constant += _fields[i];
        }

        return new Qubo(PairwiseTerms.Scale(Couplings, 4), linear, constant + Couplings.TotalWeight);
    }

    /// <summary>The energy as an operator: spin i becomes Z on qubit i, whose eigenvalue is +1 for bit 0.</summary>
    public PauliSum ToPauliSum()
    {
        var builder = new PauliSumBuilder(SpinCount);
        var identity = PauliString.Identity(SpinCount);
        if (Constant != 0) builder.Add(Constant, identity);
        for (var i = 0; i < SpinCount; i++)
        {
            if (_fields[i] != 0) builder.Add(_fields[i], identity.With(i, Pauli.Z));
        }

        foreach (ref readonly var edge in Couplings.EdgeSpan)
            builder.Add(edge.Weight, identity.With(edge.I, Pauli.Z).With(edge.J, Pauli.Z));
        return builder.Build();
    }

    /// <inheritdoc/>
    public bool Equals(IsingModel? other) => other is not null && Constant.Equals(other.Constant)
        && Fields.SequenceEqual(other.Fields) && Couplings.Equals(other.Couplings);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as IsingModel);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Couplings, Constant, _fields.Length == 0 ? 0 : _fields[0]);

    /// <summary>Size of the model in words.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{SpinCount} spins, {Couplings.EdgeCount} couplings, {_fields.Count(static h => h != 0)} fields, constant {Constant:R}");
}
