using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using BenchmarkDotNet.Attributes;

namespace Qratum.Benchmarks.Kernels;

/// <summary>One gate on a state in the first-level cache, the second-level cache and main memory, with a scalar loop and the memory floor beside it.</summary>
[MemoryDiagnoser]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "Released by Cleanup, which the runner calls.")]
public unsafe class GateBenchmarks
{
    private readonly Complex[] _matrix = [.. Gate.U(0.3, 0.4, 0.5).ToMatrix()];
    private StateVector? _state;
    private ExecutionPlan? _dense, _rotation, _phases;
    private Complex[] _array = [];
    private double* _memory;

    [Params(10, 14, 20, 24)]
    public int Qubits { get; set; }

    private StateVector State => _state ?? throw new InvalidOperationException("Setup has not run.");

    [GlobalSetup]
    public void Setup()
    {
        _state = new StateVector(Qubits);
        _dense = Planner.Plan(new CircuitBuilder(Qubits).U(0.3, 0.4, 0.5, Qubits / 2).Build());
        _rotation = Planner.Plan(new CircuitBuilder(Qubits).Rotation(PauliString.FromFactors([.. Enumerable.Range(0, Qubits).Select(q => (Pauli)(q % 4))]), 0.3).Build());
        var phases = new CircuitBuilder(Qubits);
        for (var q = 0; q + 1 < Qubits; q++) phases.Rzz(0.1 * q, q, q + 1);
        _phases = Planner.Plan(phases.Build());
        _array = new Complex[1 << Qubits];
        _array[0] = 1;
        var bytes = (nuint)16 << Qubits;
        _memory = (double*)NativeMemory.AlignedAlloc(bytes, 1 << 21);
        NativeMemory.Clear(_memory, bytes);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _state?.Dispose();
        NativeMemory.AlignedFree(_memory);
    }

    /// <summary>The floor: every byte read and written once.</summary>
    [Benchmark]
    public void Scale_in_place()
    {
        var factor = Vector512.Create(1.0000001);
        for (long i = 0; i < 2L << Qubits; i += 8) (Vector512.Load(_memory + i) * factor).Store(_memory + i);
    }

    [Benchmark(Baseline = true)]
    public void Dense_one_qubit_scalar()
    {
        var bit = 1 << (Qubits / 2);
        for (var i = 0; i < _array.Length; i++)
        {
            if ((i & bit) != 0) continue;
            var (a, b) = (_array[i], _array[i | bit]);
            _array[i] = (_matrix[0] * a) + (_matrix[1] * b);
            _array[i | bit] = (_matrix[2] * a) + (_matrix[3] * b);
        }
    }

    [Benchmark]
    public void Dense_one_qubit() => State.Apply(_dense!, []);

    [Benchmark]
    public void Pauli_rotation() => State.Apply(_rotation!, []);

    [Benchmark]
    public void Ring_of_phases() => State.Apply(_phases!, []);
}
