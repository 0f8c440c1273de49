using System.Numerics;
using System.Runtime.Intrinsics;
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

    public abstract void CopyOut(long start, Span<Complex> destination);

    /// <summary>Returns the first number that is not finite in this precision, with nothing copied, or −1.</summary>
    public abstract long CopyIn(long start, ReadOnlySpan<Complex> source);

    public abstract void Run(Pass pass, ReadOnlySpan<double> parameters, bool isInverse);

    /// <summary>Sums that derivatives need, in the order of <see cref="PassGradient"/>; undoes the pass on both states.</summary>
    public abstract double[] StepBack(Pass pass, ReadOnlySpan<double> parameters, Amplitudes costate);

    public abstract double[] PauliValues(PauliObservable observable);

    public abstract void ApplyObservable(PauliObservable observable, Amplitudes target);

    public abstract Complex Inner(Amplitudes other);

    /// <summary>Becomes α times itself plus, if there is another, β times that.</summary>
    public abstract void Combine(Complex alpha, Complex beta, Amplitudes? other);

    public abstract double Norm2(long mask, long value);

    public abstract void Sample(ReadOnlySpan<double> sortedUniforms, Span<long> outcomes);

    public abstract void Project(long mask, long value, double factor);
}

/// <summary>The numbers in blocked layout: a 64-byte line of real parts, then one of imaginary parts.</summary>
internal sealed unsafe class Amplitudes<T> : Amplitudes
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Amplitudes of a block where the planner chose none, and of the least work worth a thread.
    private const int RunBits = 12, ChunkBits = 13;
    private readonly AlignedBuffer _buffer;
    private readonly BindRoom _room = new();
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

    public override void Dispose()
    {
        _buffer.Dispose();
        _room.Dispose();
    }

    public override void SetBasisState(long index)
    {
        Project(0, 0, 0);
        Set(index, Complex.One);
    }

    public override void CopyFrom(Amplitudes source) =>
        Buffer.MemoryCopy(((Amplitudes<T>)source).State, State, _buffer.Bytes, _buffer.Bytes);

    public override Complex Get(long index)
    {
        // Where work passes over an amplitude or multiplies it by 1 depends on the width of vectors, and with it the sign of a zero;
        // adding zero takes the sign away.
        var value = Amplitude<T>.Get(State, index);
        return new Complex(value.Real + 0.0, value.Imaginary + 0.0);
    }

    public override void Set(long index, Complex value) => Amplitude<T>.Set(State, index, value.Real, value.Imaginary);

    public override void CopyOut(long start, Span<Complex> destination)
    {
        TransferKernel<T>.Out(State, _threads, start, destination);
        GC.KeepAlive(this);
    }

    public override long CopyIn(long start, ReadOnlySpan<Complex> source)
    {
        var wrong = FiniteKernel<T>.FirstNotFinite(source, _threads);
        if (wrong < 0) TransferKernel<T>.In(State, _threads, start, source);
        GC.KeepAlive(this);
        return wrong;
    }

    public override void Run(Pass pass, ReadOnlySpan<double> parameters, bool isInverse)
    {
        var free = Free(pass);
        var between = ((1L << _qubits) - 1) & ~free;
        _room.Clear();
        var steps = Bind(pass, free, parameters, isInverse);
        WorkSplit.Run(1L << BitOperations.PopCount((ulong)between), LeastBlocks(between), _threads, new BlockRange(steps, between), Nanoseconds(pass));
        GC.KeepAlive(this);
    }

    public override double[] StepBack(Pass pass, ReadOnlySpan<double> parameters, Amplitudes costate)
    {
        var lambda = (Amplitudes<T>)costate;
        var free = Free(pass);
        var between = ((1L << _qubits) - 1) & ~free;
        _room.Clear();
        lambda._room.Clear();
        var step = BindBack(pass, free, parameters, lambda);
        var sums = GradientRange.Sums(step, between, LeastBlocks(between), _threads, 3 * Nanoseconds(pass));
        GC.KeepAlive(this);
        GC.KeepAlive(lambda);
        return sums;
    }

    public override double[] PauliValues(PauliObservable observable) => PauliSumKernel<T>.Values(State, _threads, observable);

    public override void ApplyObservable(PauliObservable observable, Amplitudes target) =>
        PauliApplyKernel<T>.Apply(State, ((Amplitudes<T>)target).State, _threads, observable);

    public override Complex Inner(Amplitudes other)
    {
        var (re, im) = SumKernel<T, InnerTerm>.Total(State, ((Amplitudes<T>)other).State, Lines, _threads);
        return new Complex(re, im);
    }

    public override void Combine(Complex alpha, Complex beta, Amplitudes? other) =>
        CombineKernel<T>.Apply(State, other is Amplitudes<T> b ? b.State : null, Lines, _threads, alpha, beta);

    public override double Norm2(long mask, long value) => SumKernel<T, SquareTerm>.Total(State, State, Lines, _threads, mask, value).First;

    public override void Sample(ReadOnlySpan<double> sortedUniforms, Span<long> outcomes) =>
        SamplingKernel<T>.Apply(State, Lines, _threads, sortedUniforms, outcomes);

    public override void Project(long mask, long value, double factor) =>
        ProjectKernel<T>.Apply(State, Lines, _threads, mask, value, factor);

    /// <summary>Free qubits of the blocks of a pass; one that is no block pass runs on contiguous runs and what it flips.</summary>
    private long Free(Pass pass) => pass is BlockPass block ? block.Free : (((1L << RunBits) - 1) & ((1L << _qubits) - 1)) | pass.Flipped;

    private long LeastBlocks(long between) => Math.Max(1, (1L << ChunkBits) >> (_qubits - BitOperations.PopCount((ulong)between)));

    // At least a visit to every amplitude.
    private double Nanoseconds(Pass pass) => Math.Max(0.1, pass.Cost) * Math.Pow(2, _qubits);

    private BlockStep[] Bind(Pass pass, long free, ReadOnlySpan<double> parameters, bool isInverse) =>
        Vector512.IsHardwareAccelerated ? StepFactory<VectorOps512<T>, Vector512<T>, T>.Create(pass, State, _qubits, free, parameters, isInverse, _room)
        : Vector256.IsHardwareAccelerated ? StepFactory<VectorOps256<T>, Vector256<T>, T>.Create(pass, State, _qubits, free, parameters, isInverse, _room)
        : StepFactory<VectorOps128<T>, Vector128<T>, T>.Create(pass, State, _qubits, free, parameters, isInverse, _room);

    private NestedGradient BindBack(Pass pass, long free, ReadOnlySpan<double> parameters, Amplitudes<T> lambda)
    {
        var steps = new List<GradientStep>();
        if (pass is BlockPass block)
        {
            foreach (var inner in block.Steps.Reverse()) steps.Add(BindBack(inner, block.Free, parameters, lambda));
            return new NestedGradient([.. steps], free, block.Free);
        }

        if (pass is RealRotationPass rotation)
        {
            foreach (var part in rotation.Parts()) AddBack(part, free, parameters, lambda, steps);
            return new NestedGradient([.. steps], free, free);
        }

        AddBack(pass, free, parameters, lambda, steps);
        return new NestedGradient([.. steps], free, free);
    }

    private void AddBack(Pass pass, long free, ReadOnlySpan<double> parameters, Amplitudes<T> lambda, List<GradientStep> steps)
    {
        // One sweep for both saves half of the reading where there are registers enough. Sums of some of the qubits alone are
        // added in another order, so that this way is for all or none.
        if (typeof(T) == typeof(double) && pass is RealRotationPass { Qubits: var qubits } rotation
            && qubits[0] >= WideView<T>.Bits && PassGradient.Varying(rotation.Angles).Length == qubits.Length)
        {
            var rotations = Array.ConvertAll(rotation.AnglesAt(parameters), theta => RealRotation.Bind<T>(-theta));
            double* psi = (double*)State, other = (double*)lambda.State;
            steps.Add(Vector512.IsHardwareAccelerated ? new RealRotationBack<VectorOps512<double>, Vector512<double>>(psi, other, free, qubits.AsSpan(), rotations)
                : Vector256.IsHardwareAccelerated ? new RealRotationBack<VectorOps256<double>, Vector256<double>>(psi, other, free, qubits.AsSpan(), rotations)
                : new RealRotationBack<VectorOps128<double>, Vector128<double>>(psi, other, free, qubits.AsSpan(), rotations));
            return;
        }

        PassGradient.AddSteps(pass, State, lambda.State, _qubits, free, steps);
        steps.Add(new UndoStep(Bind(pass, free, parameters, isInverse: true), lambda.Bind(pass, free, parameters, isInverse: true)));
    }
}
