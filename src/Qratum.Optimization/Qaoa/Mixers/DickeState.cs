namespace Qratum.Optimization;

/// <summary>Uniform superpositions of all bit strings with a given number of ones.</summary>
/// <remarks>
/// A. Bärtschi, S. Eidenbenz, "Deterministic preparation of Dicke states", FCT 2019, arXiv:1904.07358: O(k n) gates, no further qubits.
/// </remarks>
public static class DickeState
{
    /// <summary>Appends gates that turn |0…0⟩ of some qubits into the superposition of their strings with a number of ones.</summary>
    /// <param name="builder">The circuit.</param>
    /// <param name="ones">Number of ones, 0 to the number of qubits; 1 makes the W state, a uniform choice of one.</param>
    /// <param name="qubits">The qubits, at least one, each once.</param>
    /// <exception cref="ArgumentException">There is no qubit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer qubits than ones, or less than no ones.</exception>
    public static void Append(CircuitBuilder builder, int ones, params ReadOnlySpan<int> qubits)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (qubits.IsEmpty) throw new ArgumentException("There is no qubit.", nameof(qubits));
        if (ones < 0 || ones > qubits.Length)
            throw new ArgumentOutOfRangeException(nameof(ones), ones, $"Of {qubits.Length} qubits 0 to {qubits.Length} are one.");
        for (var q = qubits.Length - ones; q < qubits.Length; q++) builder.X(qubits[q]);
        if (ones == 0 || ones == qubits.Length) return;
        for (var last = qubits.Length; last >= 2; last--) AppendSplit(builder, last, Math.Min(ones, last - 1), qubits);
    }

    /// <summary>"Split and cyclic shift": decides whether the last of some qubits is one of the ones, for up to so many of them.</summary>
    private static void AppendSplit(CircuitBuilder builder, int last, int most, ReadOnlySpan<int> qubits)
    {
        var end = qubits[last - 1];
        for (var l = 1; l <= most; l++)
        {
            var target = qubits[last - l - 1];
            var angle = 2 * Elementary.Atan2(Math.Sqrt(last - l), Math.Sqrt(l)); // 2 arccos √(l/last)
            builder.Cx(target, end);
            if (l == 1) builder.Cry(angle, end, target);
            else builder.Apply(Gate.Ry(angle).Control(2), end, qubits[last - l], target);
            builder.Cx(target, end);
        }
    }
}
