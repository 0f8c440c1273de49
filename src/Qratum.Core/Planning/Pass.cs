using System.Collections.Immutable;
using System.Numerics;
using Qratum.Kernels;

namespace Qratum;

/// <summary>One sweep over a state. Closed hierarchy of immutable steps; angles are bound when a pass runs.</summary>
public abstract class Pass
{
    private protected Pass()
    {
    }

    /// <summary>Mask of the qubits that the pass changes other than by phases.</summary>
    internal abstract long Flipped { get; }

    /// <summary>The gates that it comes from, by their instructions; null unless the planner was asked. Those of a block are in its steps.</summary>
    internal HashSet<int>? Gates { get; set; }

    /// <summary>What one thread takes about, nanoseconds for each amplitude.</summary>
    internal virtual double Cost => PassCost.Of(this);

    /// <summary>Whether an angle depends on a parameter.</summary>
    internal bool HasParameters => this switch
    {
        BlockPass block => block.Steps.Any(s => s.HasParameters),
        RealRotationPass real => !real.Angles.All(a => a.IsConstant),
        RotationPass rotation => !rotation.Angles.All(a => a.IsConstant),
        DiagonalPass diagonal => !diagonal.Angles.All(a => a.IsConstant),
        DensePass dense => !dense.IsConstant,
        _ => true,
    };

    /// <summary>What the pass does, in one line.</summary>
    public abstract override string ToString();

    private protected static double[] Bind(ResolvedAngle[] angles, ReadOnlySpan<double> parameters)
    {
        var values = new double[angles.Length];
        for (var k = 0; k < values.Length; k++) values[k] = angles[k].At(parameters);
        return values;
    }
}

/// <summary>
/// Passes run one after the other on small parts of a state, so that a part stays in a cache until all of them are done. A part
/// is all amplitudes that agree in the qubits outside <see cref="Free"/>.
/// </summary>
public sealed class BlockPass : Pass
{
    internal BlockPass(long free, IEnumerable<Pass> steps)
    {
        Free = free;
        Steps = [.. steps];
        Flipped = Steps.Aggregate(0L, (mask, step) => mask | step.Flipped);
        if ((Flipped & ~free) != 0) throw new InvalidOperationException($"A block of the qubits {Qubits(free)} cannot hold steps that flip {Qubits(Flipped & ~free)}.");
        Cost = Steps.Sum(step => step.Cost);
    }

    /// <summary>Mask of the qubits that vary within a part; no step flips another.</summary>
    public long Free { get; }

    /// <summary>What is done with each part. Running them in turn on the whole state gives the same.</summary>
    public ImmutableArray<Pass> Steps { get; }

    internal override long Flipped { get; }

    internal override double Cost { get; }

    /// <inheritdoc/>
    public override string ToString() => $"blocks of {BitOperations.PopCount((ulong)Free)} qubits ({Qubits(Free)}), {Steps.Length} steps";

    private static string Qubits(long mask)
    {
        var runs = new List<string>();
        for (var first = 0; first < 64; first++)
        {
            if ((mask >> first & 1) == 0) continue;
            var last = first;
            while (last < 62 && (mask >> (last + 1) & 1) != 0) last++;
            runs.Add(first == last ? $"{first}" : $"{first}-{last}");
            first = last;
        }

        return string.Join(",", runs);
    }
}

/// <summary>Y rotations exp(−iθY/2) on different qubits.</summary>
public sealed class RealRotationPass : Pass
{
    private readonly ResolvedAngle[] _angles;

    internal RealRotationPass(ImmutableArray<int> qubits, ResolvedAngle[] angles)
    {
        Qubits = qubits;
        _angles = angles;
        Flipped = StateVector.Mask(qubits.AsSpan());
    }

    /// <summary>The rotated qubits.</summary>
    public ImmutableArray<int> Qubits { get; }

    internal override long Flipped { get; }

    internal ResolvedAngle[] Angles => _angles;

    /// <summary>
    /// The same in parts that a backward sweep does together, in the order of qubits: those within a group of eight amplitudes,
    /// then three at a time. The parts are the same for vectors of every width.
    /// </summary>
    internal IEnumerable<RealRotationPass> Parts()
    {
        var order = Enumerable.Range(0, Qubits.Length).OrderBy(k => Qubits[k]).ToArray();
        var inGroups = order.Count(k => Qubits[k] < WideView<double>.Bits);
        int[][] parts = inGroups == 0 ? [.. order.Chunk(RealRotationGradient<double>.Radix)] : [order[..inGroups], .. order[inGroups..].Chunk(RealRotationGradient<double>.Radix)];
        return parts.Select(part => new RealRotationPass([.. part.Select(k => Qubits[k])], [.. part.Select(k => _angles[k])]));
    }

    /// <summary>θ of each qubit, radians.</summary>
    public double[] AnglesAt(ReadOnlySpan<double> parameters) => Bind(_angles, parameters);

    /// <inheritdoc/>
    public override string ToString() => $"ry on {string.Join(",", Qubits)}";
}

/// <summary>A dense matrix on one or more qubits under any controls.</summary>
public sealed class DensePass : Pass
{
    private readonly ResolvedAngle[] _angles;
    private readonly Complex[] _constant;
    private readonly string _name;

    internal DensePass(Gate gate, ImmutableArray<int> qubits, ImmutableArray<int> controls, ResolvedAngle[] angles)
    {
        Gate = gate;
        Qubits = qubits;
        Controls = controls;
        _angles = angles;
        _name = gate.Name;
        _constant = [];
        Flipped = StateVector.Mask(qubits.AsSpan());
        if (!angles.All(a => a.IsConstant)) return;
        _constant = MatrixAt([]);
    }

    internal DensePass(Complex[] matrix, ImmutableArray<int> qubits, string name)
    {
        Qubits = qubits;
        Controls = [];
        _angles = [];
        _constant = matrix;
        _name = name;
        Flipped = StateVector.Mask(qubits.AsSpan());
    }

    /// <summary>Targets, the first being bit 0 of the matrix index.</summary>
    public ImmutableArray<int> Qubits { get; }

    /// <summary>Qubits that must be 1.</summary>
    public ImmutableArray<int> Controls { get; }

    internal override long Flipped { get; }

    /// <summary>The gate without its controls; null for a product of constant gates.</summary>
    internal Gate? Gate { get; }

    internal ResolvedAngle[] Angles => _angles;

    internal double[] AnglesAt(ReadOnlySpan<double> parameters) => Bind(_angles, parameters);

    internal bool IsConstant => _constant.Length > 0;

    /// <summary>Whether the matrix is X: amplitudes only change places.</summary>
    internal bool IsExchange => _constant is [{ Real: 0, Imaginary: 0 }, { Real: 1, Imaginary: 0 }, { Real: 1, Imaginary: 0 }, { Real: 0, Imaginary: 0 }];

    /// <summary>The matrix at given parameters, row-major.</summary>
    public Complex[] MatrixAt(ReadOnlySpan<double> parameters)
    {
        if (IsConstant || Gate is null) return (Complex[])_constant.Clone();
        var matrix = new Complex[1 << (2 * Qubits.Length)];
        Gate.WriteMatrix(Bind(_angles, parameters), matrix);
        return matrix;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{1 << Qubits.Length}x{1 << Qubits.Length} on {string.Join(",", Qubits)}{(Controls.IsEmpty ? "" : $" if {string.Join(",", Controls)}")}: {_name}";
}

/// <summary>Pauli rotations that share the qubits they flip and commute, so that one sweep does them all.</summary>
public sealed class RotationPass : Pass
{
    private readonly ResolvedAngle[] _angles;

    internal RotationPass(RotationGroup group, ImmutableArray<PauliString> strings, ResolvedAngle[] angles)
    {
        Group = group;
        Strings = strings;
        _angles = angles;
    }

    /// <summary>The strings; each is rotated by its own angle.</summary>
    public ImmutableArray<PauliString> Strings { get; }

    internal override long Flipped => Group.X;

    internal RotationGroup Group { get; }

    internal ResolvedAngle[] Angles => _angles;

    /// <summary>The angles θ of exp(−iθP/2), one for each string.</summary>
    public double[] AnglesAt(ReadOnlySpan<double> parameters) => Bind(_angles, parameters);

    /// <inheritdoc/>
    public override string ToString() => $"rotation by {Strings.Length} strings, {Group.PatternCount} patterns: {string.Join(" ", Strings.Take(4))}{(Strings.Length > 4 ? " ..." : "")}";
}

/// <summary>Diagonal gates, merged: amplitude i is multiplied by exp(i Σ_t angle_t v_t(i)).</summary>
public sealed class DiagonalPass : Pass
{
    /// <summary>Up to so many terms are applied one by one, each only where it changes anything; more become one form.</summary>
    internal const int FewTerms = 4;

    private readonly ResolvedAngle[] _angles;
    private readonly DiagonalTerm[] _terms;

    internal DiagonalPass(IEnumerable<(DiagonalTerm Term, ResolvedAngle Angle)> terms)
    {
        var sums = new Dictionary<DiagonalTerm, ResolvedAngle>();
        var order = new List<DiagonalTerm>();
        foreach (var (term, angle) in terms)
        {
            if (sums.TryGetValue(term, out var sum))
            {
                sums[term] = sum.Plus(angle);
            }
            else
            {
                sums[term] = angle;
                order.Add(term);
            }
        }

        _terms = [.. order];
        _angles = [.. order.Select(t => sums[t])];
    }

    /// <summary>Number of generators.</summary>
    public int TermCount => _terms.Length;

    internal override long Flipped => 0;

    internal DiagonalTerm[] Terms => _terms;

    internal ResolvedAngle[] Angles => _angles;

    /// <summary>The phase of basis state <paramref name="index"/> at given parameters, radians.</summary>
    public double PhaseAt(long index, ReadOnlySpan<double> parameters)
    {
        var phase = 0.0;
        for (var t = 0; t < _terms.Length; t++) phase += _angles[t].At(parameters) * _terms[t].ValueAt(index);
        return phase;
    }

    internal double[] AnglesAt(ReadOnlySpan<double> parameters) => Bind(_angles, parameters);

    /// <inheritdoc/>
    public override string ToString() => $"diagonal of {_terms.Length} terms";
}
