using System.Globalization;
using System.Numerics;
using Qratum.Kernels;

namespace Qratum;

/// <summary>
/// A pure state of n qubits in native memory: 16 · 2^n bytes in double precision. Amplitude i belongs to the basis state whose
/// bit k is qubit k. Mutable; dispose it. Not thread-safe.
/// </summary>
public sealed partial class StateVector : IStateRegister
{
    /// <summary>Greatest number of qubits that indices can count; memory is refused long before.</summary>
    public const int MaximumQubits = 60;

    private readonly Amplitudes _amplitudes;

    // Known to be |0…0⟩, which no order of qubits changes.
    private bool _isAllZeros;

    /// <summary>Makes |0…0⟩.</summary>
    /// <param name="qubitCount">1 to <see cref="MaximumQubits"/>.</param>
    /// <param name="precision">Arithmetic of amplitudes.</param>
    /// <param name="maxThreads">Greatest number of threads; null for all processors. Results do not depend on it.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    /// <exception cref="NotSupportedException">The state does not fit this machine's memory; the message gives the bytes.</exception>
    public StateVector(int qubitCount, Precision precision = Precision.Double, int? maxThreads = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(qubitCount, 1);
        if (qubitCount > MaximumQubits)
            throw new ArgumentOutOfRangeException(nameof(qubitCount), qubitCount, string.Create(CultureInfo.InvariantCulture, $"A state of {qubitCount} qubits needs {(precision == Precision.Double ? 16 : 8) * Math.Pow(2, qubitCount):E3} bytes; allowed are 1 to {MaximumQubits} qubits."));
        var threads = maxThreads ?? Environment.ProcessorCount;
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1, nameof(maxThreads));
        QubitCount = qubitCount;
        Precision = precision;
        _amplitudes = precision switch
        {
            Precision.Double => new Amplitudes<double>(qubitCount, threads),
            Precision.Single => new Amplitudes<float>(qubitCount, threads),
            _ => throw new ArgumentOutOfRangeException(nameof(precision), precision, "Allowed are Double and Single."),
        };
        _amplitudes.Set(0, Complex.One);
        _isAllZeros = true;
    }

    /// <inheritdoc/>
    public int QubitCount { get; }

    /// <summary>Arithmetic of amplitudes.</summary>
    public Precision Precision { get; }

    /// <summary>Number of amplitudes, 2^n.</summary>
    public long Length => 1L << QubitCount;

    /// <summary>⟨ψ|ψ⟩; 1 but for rounding.</summary>
    public double NormSquared => _amplitudes.Norm2(0, 0);

    /// <summary>An amplitude.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is not in 0 .. 2^n − 1.</exception>
    public Complex this[long index]
    {
        get
        {
            ThrowIfNoIndex(index);
            return _amplitudes.Get(index);
        }
    }

    /// <summary>A state from its amplitudes, which are taken as they are, not normalised. Reads them twice and writes the state once.</summary>
    /// <param name="amplitudes">2^n amplitudes in the order of the basis states, n from 1 to 30; see <see cref="CopyFrom(long, ReadOnlySpan{Complex})"/> for more.</param>
    /// <param name="precision">Arithmetic of amplitudes; in single precision numbers are rounded.</param>
    /// <param name="maxThreads">Greatest number of threads; null for all processors.</param>
    /// <exception cref="ArgumentException">The number is no power of two from 2 on, or an amplitude is not finite in this precision.</exception>
    /// <exception cref="NotSupportedException">The state does not fit this machine's memory; the message gives the bytes.</exception>
    public static StateVector FromAmplitudes(ReadOnlySpan<Complex> amplitudes, Precision precision = Precision.Double, int? maxThreads = null)
    {
        if (amplitudes.Length < 2 || !BitOperations.IsPow2(amplitudes.Length))
            throw new ArgumentException($"{amplitudes.Length} amplitudes were given; a state has 2^n of them, n at least 1.", nameof(amplitudes));
        var state = new StateVector(BitOperations.Log2((uint)amplitudes.Length), precision, maxThreads);
        try
        {
            state.CopyIn(0, amplitudes, nameof(amplitudes));
            return state;
        }
        catch
        {
            state.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Copies amplitudes <paramref name="start"/> .. <paramref name="start"/> + length − 1 out; linear in the length, on all threads of the
    /// state where the range is long.
    /// </summary>
    /// <param name="start">First amplitude.</param>
    /// <param name="destination">Where they go; its length is that of the range.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range leaves the state; nothing is copied.</exception>
    public void CopyTo(long start, Span<Complex> destination)
    {
        ThrowIfNoRange(start, destination.Length);
        if (!destination.IsEmpty) _amplitudes.CopyOut(start, destination);
    }

    /// <summary>
    /// Replaces amplitudes <paramref name="start"/> .. <paramref name="start"/> + length − 1, as they are: the state is not normalised. Linear
    /// in the length, on all threads of the state where the range is long. States of more than 2^30 amplitudes are filled by several calls.
    /// </summary>
    /// <param name="start">First amplitude.</param>
    /// <param name="source">The new amplitudes; in single precision they are rounded.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range leaves the state; nothing is copied.</exception>
    /// <exception cref="ArgumentException">An amplitude is not finite in the state's precision; nothing is copied.</exception>
    public void CopyFrom(long start, ReadOnlySpan<Complex> source)
    {
        ThrowIfNoRange(start, source.Length);
        if (!source.IsEmpty) CopyIn(start, source, nameof(source));
    }

    /// <summary>Probability of a basis state.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is not in 0 .. 2^n − 1.</exception>
    public double Probability(long index)
    {
        var amplitude = this[index];
        return (amplitude.Real * amplitude.Real) + (amplitude.Imaginary * amplitude.Imaginary);
    }

    /// <summary>Applies a gate at once; its angles must be numbers.</summary>
    /// <exception cref="ArgumentException">The qubits do not fit the gate.</exception>
    /// <exception cref="InvalidOperationException">An angle is unbound.</exception>
    public void Apply(Gate gate, params ReadOnlySpan<int> qubits)
    {
        var circuit = new CircuitBuilder(QubitCount).Apply(gate, qubits).Build();
        if (circuit.Parameters.Length > 0) throw new InvalidOperationException($"The gate '{gate}' depends on the unbound parameter '{circuit.Parameters[0]}'.");
        Apply(Planner.Plan(circuit), []);
    }

    /// <summary>Runs a plan; 2^n operations for each pass.</summary>
    /// <exception cref="ArgumentException">The plan is for another number of qubits or of parameters.</exception>
    public void Apply(ExecutionPlan plan, ReadOnlySpan<double> parameters)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (plan.Circuit.QubitCount != QubitCount)
            throw new ArgumentException($"The plan is for {plan.Circuit.QubitCount} qubits, the state has {QubitCount}.", nameof(plan));
        plan.Circuit.ThrowIfWrongParameterCount(parameters.Length);
        foreach (var pass in plan.Passes) Run(pass, parameters);
    }

    /// <inheritdoc/>
    public void Dispose() => _amplitudes.Dispose();

    /// <summary>Memory of the amplitudes: a line of real and one of imaginary parts at least.</summary>
    internal static UInt128 BytesOf(int qubitCount, Precision precision) => UInt128.Max(128, (UInt128)(precision == Precision.Double ? 16 : 8) << qubitCount);

    private void CopyIn(long start, ReadOnlySpan<Complex> source, string name)
    {
        QratumDiagnostics.CountPass(source.Length * (Precision == Precision.Double ? 48L : 40L));
        var wrong = _amplitudes.CopyIn(start, source);
        if (wrong >= 0) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Amplitude {start + wrong} is {source[(int)wrong]}; it must be finite in {(Precision == Precision.Double ? "double" : "single")} precision."), name);
        _isAllZeros = false;
    }

    private void ThrowIfNoRange(long start, int length)
    {
        // Written so that nothing overflows.
        if (start < 0 || start > Length - length)
            throw new ArgumentOutOfRangeException(nameof(start), start, $"A range of {length} amplitudes begins at 0 to {Length - length} in a state of {Length}{(length > Length ? "; it is too long" : "")}.");
    }

    private void ThrowIfNoIndex(long index)
    {
        if ((ulong)index >= (ulong)Length) throw new ArgumentOutOfRangeException(nameof(index), index, $"Allowed are 0 to {Length - 1}.");
    }
}
