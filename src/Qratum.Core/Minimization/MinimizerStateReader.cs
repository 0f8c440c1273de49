using System.Globalization;

namespace Qratum;

/// <summary>
/// Reads a <see cref="MinimizerState"/> strictly. A state comes from a file that anybody may have written, so whatever is missing, of the
/// wrong length or out of its range is an error that names the field, its value and what is allowed.
/// </summary>
internal sealed class MinimizerStateReader
{
    private readonly MinimizerState _state;

    /// <exception cref="ArgumentException">The state is of another method or version.</exception>
    /// <exception cref="FormatException">The number of parameters is out of range.</exception>
    public MinimizerStateReader(MinimizerState state, string method)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.FormatVersion != 1) throw new ArgumentException($"The state has format version {state.FormatVersion}; this program reads 1.", nameof(state));
        if (state.Method != method) throw new ArgumentException($"The state is of the method '{state.Method}', not of '{method}'.", nameof(state));
        _state = state;
        if (state.Dimension < 0) throw OutOfRange("dimension", state.Dimension, "0 or more");
        Lower = Vector("lower", state.Dimension, double.NegativeInfinity, double.PositiveInfinity);
        Upper = Vector("upper", state.Dimension, double.NegativeInfinity, double.PositiveInfinity);
        for (var k = 0; k < Lower.Length; k++)
        {
            if (Lower[k] > Upper[k]) throw OutOfRange(Place("lower", k), Lower[k], $"at most {Text(Upper[k])}, the upper limit");
        }
    }

    /// <summary>Lower limits of the parameters.</summary>
    public double[] Lower { get; }

    /// <summary>Upper limits of the parameters.</summary>
    public double[] Upper { get; }

    public int Dimension => _state.Dimension;

    public long Integer(string name, long least = long.MinValue, long greatest = long.MaxValue)
    {
        if (!_state.Integers.TryGetValue(name, out var value)) throw new FormatException($"The state of '{_state.Method}' has no field '{name}'.");
        return value >= least && value <= greatest ? value : throw OutOfRange(name, value, string.Create(CultureInfo.InvariantCulture, $"{least} to {greatest}"));
    }

    /// <summary>An integer that counts something.</summary>
    public int Count(string name, int greatest = int.MaxValue) => (int)Integer(name, 0, greatest);

    public bool Flag(string name) => Integer(name, 0, 1) != 0;

    /// <summary>One of the stages of a method, numbered from 0.</summary>
    public TStage Stage<TStage>(string name = "stage") where TStage : struct, Enum
    {
        var stages = Enum.GetValues<TStage>();
        return stages[(int)Integer(name, 0, stages.Length - 1)];
    }

    /// <summary>One number; finite unless the range says otherwise, never NaN.</summary>
    public double Scalar(string name, double least = -double.MaxValue, double greatest = double.MaxValue) => Vector(name, 1, least, greatest)[0];

    /// <summary>One finite number for each parameter.</summary>
    public double[] Vector(string name) => Vector(name, Dimension);

    /// <summary>Some numbers; finite unless the range says otherwise, never NaN.</summary>
    public double[] Vector(string name, long length, double least = -double.MaxValue, double greatest = double.MaxValue)
    {
        if (!_state.Vectors.TryGetValue(name, out var value)) throw new FormatException($"The state of '{_state.Method}' has no field '{name}'.");
        if (value.Length != length) throw OutOfRange(name, value.Length, string.Create(CultureInfo.InvariantCulture, $"exactly {length}"), " numbers");
        for (var k = 0; k < value.Length; k++)
        {
            if (!(value[k] >= least && value[k] <= greatest)) throw OutOfRange(Place(name, k), value[k], $"{Text(least)} to {Text(greatest)}");
        }

        return (double[])value.Clone();
    }

    /// <summary>A point inside the limits.</summary>
    public double[] Point(string name) => Points(name, 1) is [var point] ? point : [];

    /// <summary>Points inside the limits, one after another in one vector.</summary>
    public double[][] Points(string name, int count)
    {
        var flat = Vector(name, (long)count * Dimension);
        for (var k = 0; k < flat.Length; k++)
        {
            var p = k % Dimension;
            if (flat[k] < Lower[p] || flat[k] > Upper[p]) throw OutOfRange(Place(name, k), flat[k], $"{Text(Lower[p])} to {Text(Upper[p])}, the limits of the parameter");
        }

        return Dimension == 0 ? [.. Enumerable.Range(0, count).Select(static _ => Array.Empty<double>())] : [.. flat.Chunk(Dimension)];
    }

    /// <summary>The error of a field that is there and holds what it cannot.</summary>
    public FormatException OutOfRange(string name, double value, string allowed, string unit = "") =>
        new($"The field '{name}' of the state of '{_state.Method}' is {Text(value)}{unit}; allowed is {allowed}.");

    public static string Place(string name, int index) => string.Create(CultureInfo.InvariantCulture, $"{name}[{index}]");

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
