using System.Numerics;
using Qratum.Kernels;

namespace Qratum;

/// <summary>The numbers of a state in one precision; <see cref="StateVector"/> has checked every argument.</summary>
internal abstract class Amplitudes : IDisposable
{
    public abstract long Lines { get; }

    public abstract void Dispose();

    public abstract void SetBasisState(long index);

    public abstract void CopyFrom(Amplitudes source);

    public abstract Complex Get(long index);

    public abstract void Set(long index, Complex value);

    public abstract void OneQubit(int qubit, long controls, ReadOnlySpan<Complex> matrix);

    public abstract void Dense(ReadOnlySpan<int> qubits, long controls, Complex[] matrix);

    public abstract void Rotate(RotationGroup group, ReadOnlySpan<double> angles);

    public abstract void Diagonal(DiagonalPass pass, ReadOnlySpan<double> parameters, double sign);

    public abstract double[] RotationGradient(RotationGroup group, Func<int, bool> matters, Amplitudes costate);

    public abstract double[] DiagonalGradient(DiagonalTerm[] terms, Amplitudes costate);

    public abstract Complex[] TransitionMatrix(ReadOnlySpan<int> qubits, long controls, Amplitudes costate);

    public abstract double[] PauliValues(PauliObservable observable);

    public abstract void ApplyObservable(PauliObservable observable, Amplitudes target);

    public abstract Complex Inner(Amplitudes other);

    public abstract double Norm2(long mask, long value);

    public abstract double[] Norm2Chunks();

    public abstract void Project(long mask, long value, double factor);
}

/// <summary>The numbers in blocked layout: a 64-byte line of real parts, then one of imaginary parts.</summary>
internal sealed unsafe class Amplitudes<T> : Amplitudes
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AlignedBuffer _buffer;
    private readonly int _qubits, _threads;

    public Amplitudes(int qubitCount, int maxThreads)
    {
        _qubits = qubitCount;
        Lines = Math.Max(1, (1L << qubitCount) / Lanes<T>.Width);
        // Below this size starting a thread costs more than it saves.
        _threads = qubitCount < 14 ? 1 : maxThreads;
        _buffer = new AlignedBuffer((UInt128)Lines * 128, $"A state of {qubitCount} qubits");
    }

    public override long Lines { get; }

    private T* State => (T*)_buffer.Pointer;

    public override void Dispose() => _buffer.Dispose();

    public override void SetBasisState(long index)
    {
        Project(0, 0, 0);
        Set(index, Complex.One);
    }

    public override void CopyFrom(Amplitudes source) =>
        Buffer.MemoryCopy(((Amplitudes<T>)source).State, State, _buffer.Bytes, _buffer.Bytes);

    public override Complex Get(long index) => Amplitude<T>.Get(State, index);

    public override void Set(long index, Complex value) => Amplitude<T>.Set(State, index, value.Real, value.Imaginary);

    public override void OneQubit(int qubit, long controls, ReadOnlySpan<Complex> matrix) =>
        OneQubitKernel<T>.Apply(State, Lines, _threads, qubit, controls, matrix);

    public override void Dense(ReadOnlySpan<int> qubits, long controls, Complex[] matrix) =>
        DenseKernel<T>.Apply(State, 1L << _qubits, _threads, qubits, controls, matrix);

    public override void Rotate(RotationGroup group, ReadOnlySpan<double> angles) =>
        RotationKernel<T>.Apply(State, Lines, _threads, group.Bind<T>(angles));

    public override void Diagonal(DiagonalPass pass, ReadOnlySpan<double> parameters, double sign)
    {
        if (pass.Table?.Get(_qubits, Lines * Lanes<T>.Width) is { } table)
        {
            var angle = sign * (pass.Table.Parameter < 0 ? 1 : parameters[pass.Table.Parameter]);
            PhaseTableKernel<T>.Apply(State, Lines, _threads, table.Index, Array.ConvertAll(table.Values, v => angle * v));
            return;
        }

        DiagonalKernel<T>.Apply(State, Lines, _threads, pass.Terms, Array.ConvertAll(pass.AnglesAt(parameters), a => sign * a));
    }

    public override double[] RotationGradient(RotationGroup group, Func<int, bool> matters, Amplitudes costate) =>
        RotationGradientKernel<T>.Compute(State, ((Amplitudes<T>)costate).State, Lines, _threads, group.Select<T>(matters));

    public override double[] DiagonalGradient(DiagonalTerm[] terms, Amplitudes costate) =>
        DiagonalGradientKernel<T>.Compute(State, ((Amplitudes<T>)costate).State, Lines, _threads, terms);

    public override Complex[] TransitionMatrix(ReadOnlySpan<int> qubits, long controls, Amplitudes costate) =>
        TransitionKernel<T>.Compute(State, ((Amplitudes<T>)costate).State, 1L << _qubits, _threads, qubits, controls);

    public override double[] PauliValues(PauliObservable observable) => PauliSumKernel<T>.Values(State, _threads, observable);

    public override void ApplyObservable(PauliObservable observable, Amplitudes target) =>
        PauliApplyKernel<T>.Apply(State, ((Amplitudes<T>)target).State, _threads, observable);

    public override Complex Inner(Amplitudes other)
    {
        var (re, im) = SumKernel<T, InnerTerm>.Total(State, ((Amplitudes<T>)other).State, Lines, _threads);
        return new Complex(re, im);
    }

    public override double Norm2(long mask, long value) => SumKernel<T, SquareTerm>.Total(State, State, Lines, _threads, mask, value).First;

    public override double[] Norm2Chunks() =>
        Array.ConvertAll(SumKernel<T, SquareTerm>.Chunks(State, State, Lines, _threads), c => c.First);

    public override void Project(long mask, long value, double factor) =>
        ProjectKernel<T>.Apply(State, Lines, _threads, mask, value, factor);
}
