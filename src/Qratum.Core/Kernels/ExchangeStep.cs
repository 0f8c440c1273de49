using System.Numerics;
using System.Runtime.CompilerServices;

namespace Qratum.Kernels;

/// <summary>
/// X on one qubit under any controls: amplitudes change places, no arithmetic, and only those whose controls are met are
/// touched.
/// </summary>
internal sealed unsafe class ExchangeStep<TOps, TVector, T> : BlockStep
    where TOps : struct, IVectorOps<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T* _state;
    private readonly long _outerControls, _outer, _position, _bit;
    private readonly bool _isMasked;
    private readonly TVector _lanes;

    /// <param name="state">The state.</param>
    /// <param name="free">Mask of the free qubits of a block; the target is among them.</param>
    /// <param name="qubit">Target.</param>
    /// <param name="controls">Mask of qubits that must be 1.</param>
    public ExchangeStep(T* state, long free, int qubit, long controls)
    {
        _state = state;
        _outerControls = controls & ~free;
        _position = FlatView<TOps, TVector, T>.VectorBits(controls & free);
        var laneControls = FlatView<TOps, TVector, T>.LaneBits(controls);
        if (FlatView<TOps, TVector, T>.IsLane(qubit))
        {
            Span<int> source = stackalloc int[1 << TOps.Bits];
            for (var lane = 0; lane < source.Length; lane++) source[lane] = (lane & laneControls) == laneControls ? lane ^ (1 << qubit) : lane;
            _lanes = TOps.LaneIndices(source);
        }
        else
        {
            _bit = FlatView<TOps, TVector, T>.VectorBit(qubit);
            _isMasked = laneControls != 0;
            if (_isMasked) _lanes = FlatView<TOps, TVector, T>.Mask(lane => (lane & laneControls) == laneControls);
        }

        _outer = ~(FlatView<TOps, TVector, T>.VectorBits(free) | FlatView<TOps, TVector, T>.ImaginaryBit) | _bit | _position;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(long baseIndex)
    {
        if ((baseIndex & _outerControls) != _outerControls) return;
        var block = FlatView<TOps, TVector, T>.At(_state, baseIndex) + (_position << TOps.Bits);
        var isFixed = _outer;
        var last = ~isFixed;
        var a = _bit << TOps.Bits;
        var lanes = _lanes;
        long j = 0;
        while (true)
        {
            var p = block + (j << TOps.Bits);
            if (a == 0)
            {
                TOps.Store(p, TOps.Permute(TOps.Load(p), lanes));
            }
            else
            {
                TVector x = TOps.Load(p), y = TOps.Load(p + a);
                TOps.Store(p, _isMasked ? TOps.Select(lanes, y, x) : y);
                TOps.Store(p + a, _isMasked ? TOps.Select(lanes, x, y) : x);
            }

            if (j == last) return;
            j = FlatView<TOps, TVector, T>.Next(j, isFixed);
        }
    }
}
