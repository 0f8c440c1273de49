using System.Numerics;
using System.Runtime.CompilerServices;

namespace Qratum.Kernels;

/// <summary>
/// ρ[a, b] = Σ λ_a* ψ_b over everything but the given qubits, where the controls are 1: what derivatives of small matrices need.
/// Two sums for each element, row by row: real and imaginary part.
/// </summary>
internal sealed unsafe class TransitionGradient<T> : GradientStep
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T* _psi, _lambda;
    private readonly long[] _offsets;
    private readonly long _outerControls, _position, _fixed;

    /// <param name="psi">The state.</param>
    /// <param name="lambda">The other state.</param>
    /// <param name="free">Mask of the free qubits of a block; the given ones are among them, controls need not be.</param>
    /// <param name="qubits">Different qubits, the first being bit 0 of the matrix index.</param>
    /// <param name="controls">Mask of other qubits.</param>
    public TransitionGradient(T* psi, T* lambda, long free, ReadOnlySpan<int> qubits, long controls)
    {
        _psi = psi;
        _lambda = lambda;
        _outerControls = controls & ~free;
        _position = controls & free;
        _fixed = ~free | _position;
        foreach (var qubit in qubits) _fixed |= 1L << qubit;
        _offsets = new long[1 << qubits.Length];
        for (var k = 0; k < _offsets.Length; k++)
        {
            for (var b = 0; b < qubits.Length; b++) _offsets[k] |= (long)(k >> b & 1) << qubits[b];
        }
    }

    public override int ScratchLength => (SumCount + 7) & ~7;

    public override int SumCount => 2 * _offsets.Length * _offsets.Length;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(long baseIndex, double* scratch)
    {
        if ((baseIndex & _outerControls) != _outerControls) return;
        var (size, last) = (_offsets.Length, ~_fixed);
        var psi = new Complex[size];
        for (long j = 0; ; j = ((j | _fixed) + 1) & ~_fixed)
        {
            var index = baseIndex | _position | j;
            for (var k = 0; k < size; k++) psi[k] = Amplitude<T>.Get(_psi, index | _offsets[k]);
            for (var a = 0; a < size; a++)
            {
                var lambda = Amplitude<T>.Get(_lambda, index | _offsets[a]);
                var row = scratch + (2 * a * size);
                for (var b = 0; b < size; b++)
                {
                    row[2 * b] += (lambda.Real * psi[b].Real) + (lambda.Imaginary * psi[b].Imaginary);
                    row[(2 * b) + 1] += (lambda.Real * psi[b].Imaginary) - (lambda.Imaginary * psi[b].Real);
                }
            }

            if (j == last) return;
        }
    }

    public override void Finish(double* scratch, Span<double> sums)
    {
        for (var k = 0; k < sums.Length; k++) sums[k] = scratch[k];
    }
}
