namespace Qratum;

/// <summary>Reads a <see cref="MinimizerState"/> strictly: anything missing or of the wrong length is an error that names it.</summary>
internal sealed class MinimizerStateReader
{
    private readonly MinimizerState _state;

    /// <exception cref="ArgumentException">The state is of another method or version.</exception>
    public MinimizerStateReader(MinimizerState state, string method)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.FormatVersion != 1) throw new ArgumentException($"The state has format version {state.FormatVersion}; this program reads 1.", nameof(state));
        if (state.Method != method) throw new ArgumentException($"The state is of the method '{state.Method}', not of '{method}'.", nameof(state));
        _state = state;
    }

    public long Integer(string name) => _state.Integers.TryGetValue(name, out var value) ? value
        : throw new ArgumentException($"The state of '{_state.Method}' has no number '{name}'.");

    /// <summary>An integer that counts something: from 0 to 2³¹ - 1.</summary>
    public int Count(string name)
    {
        var value = Integer(name);
        return value is >= 0 and <= int.MaxValue ? (int)value
            : throw new ArgumentException(FormattableString.Invariant($"The number '{name}' of the state of '{_state.Method}' is {value}; it must be a count."));
    }

    public double Scalar(string name) => Vector(name, 1)[0];

    public double[] Vector(string name) => Vector(name, _state.Dimension);

    public double[] Vector(string name, int length)
    {
        if (!_state.Vectors.TryGetValue(name, out var value)) throw new ArgumentException($"The state of '{_state.Method}' has no vector '{name}'.");
        if (value.Length != length) throw new ArgumentException($"The vector '{name}' of the state has {value.Length} numbers instead of {length}.");
        return (double[])value.Clone();
    }
}
