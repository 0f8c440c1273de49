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

    /// <summary>What the pass does, in one line.</summary>
    public abstract override string ToString();

    private protected static double[] Bind(ResolvedAngle[] angles, ReadOnlySpan<double> parameters)
    {
        var values = new double[angles.Length];
        for (var k = 0; k < values.Length; k++) values[k] = angles[k].At(parameters);
        return values;
    }
}

/// <summary>Gates on one target qubit under the same controls, multiplied into one 2 × 2 matrix.</summary>
public sealed class OneQubitPass : Pass
{
    private readonly (Gate Gate, ResolvedAngle[] Angles)[] _gates;

    internal OneQubitPass(int qubit, ImmutableArray<int> controls, IEnumerable<(Gate Gate, ResolvedAngle[] Angles)> gates)
    {
        Qubit = qubit;
        Controls = controls;
        _gates = [.. gates];
    }

    /// <summary>Target.</summary>
    public int Qubit { get; }

    /// <summary>Qubits that must be 1.</summary>
    public ImmutableArray<int> Controls { get; }

    internal ReadOnlySpan<(Gate Gate, ResolvedAngle[] Angles)> Gates => _gates;

    /// <summary>The matrix at given parameters, row-major, 4 numbers.</summary>
    public Complex[] MatrixAt(ReadOnlySpan<double> parameters)
    {
        Complex[] product = [1, 0, 0, 1];
        Span<Complex> m = stackalloc Complex[4];
        foreach (var (gate, angles) in _gates)
        {
            gate.WriteMatrix(Bind(angles, parameters), m);
            product =
            [
                (m[0] * product[0]) + (m[1] * product[2]), (m[0] * product[1]) + (m[1] * product[3]),
                (m[2] * product[0]) + (m[3] * product[2]), (m[2] * product[1]) + (m[3] * product[3]),
            ];
        }

        return product;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"2x2 on {Qubit}{(Controls.IsEmpty ? "" : $" if {string.Join(",", Controls)}")}: {string.Join(" ", _gates.Select(g => g.Gate.Name))}";
}

/// <summary>A dense matrix on several qubits under controls.</summary>
public sealed class DensePass : Pass
{
    private readonly ResolvedAngle[] _angles;

    internal DensePass(Gate gate, ImmutableArray<int> qubits, ImmutableArray<int> controls, ResolvedAngle[] angles)
    {
        Gate = gate;
        Qubits = qubits;
        Controls = controls;
        _angles = angles;
    }

    /// <summary>The gate without its controls.</summary>
    public Gate Gate { get; }

    /// <summary>Targets, the first being bit 0 of the matrix index.</summary>
    public ImmutableArray<int> Qubits { get; }

    /// <summary>Qubits that must be 1.</summary>
    public ImmutableArray<int> Controls { get; }

    internal ResolvedAngle[] Angles => _angles;

    /// <summary>The matrix at given parameters, row-major.</summary>
    public Complex[] MatrixAt(ReadOnlySpan<double> parameters)
    {
        var matrix = new Complex[1 << (2 * Qubits.Length)];
        Gate.WriteMatrix(Bind(_angles, parameters), matrix);
        return matrix;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{1 << Qubits.Length}x{1 << Qubits.Length} on {string.Join(",", Qubits)}{(Controls.IsEmpty ? "" : $" if {string.Join(",", Controls)}")}: {Gate.Name}";
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
    private readonly ResolvedAngle[] _angles;
    private readonly DiagonalTerm[] _terms;

    internal DiagonalPass(IEnumerable<(DiagonalTerm Term, ResolvedAngle Angle)> terms)
    {
        var list = terms.ToList();
        _terms = [.. list.Select(t => t.Term)];
        _angles = [.. list.Select(t => t.Angle)];
        Table = PhaseTable.TryCreate(_terms, _angles);
    }

    /// <summary>Number of generators.</summary>
    public int TermCount => _terms.Length;

    internal DiagonalTerm[] Terms => (DiagonalTerm[])_terms.Clone();

    internal ResolvedAngle[] Angles => _angles;

    /// <summary>Where all angles are multiples of one parameter, or constants: the multiples as a table. Null elsewhere.</summary>
    internal PhaseTable? Table { get; }

    /// <summary>The phase of basis state <paramref name="index"/> at given parameters, radians.</summary>
    public double PhaseAt(long index, ReadOnlySpan<double> parameters)
    {
        var phase = 0.0;
        for (var t = 0; t < _terms.Length; t++) phase += _angles[t].At(parameters) * _terms[t].ValueAt(index);
        return phase;
    }

    internal double[] AnglesAt(ReadOnlySpan<double> parameters) => Bind(_angles, parameters);

    /// <inheritdoc/>
    public override string ToString() => $"diagonal of {_terms.Length} terms{(Table is null ? "" : ", one angle")}";
}
