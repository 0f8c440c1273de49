using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Qratum.Kernels;

/// <summary>2 Re ⟨λ|∂ψ⟩ for each rotation of a <see cref="RotationGroup"/>: one product of the states, summed by patterns.</summary>
internal sealed unsafe class PauliRotationGradient<T> : GradientStep
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T* _psi, _lambda;
    private readonly RotationGroup _group;
    private readonly int[] _strings;
    private readonly long _outer, _flipped, _signs, _outerSigns;
    private readonly long[] _basis, _outerBasis;
    private readonly LaneFlip _flip;
    private readonly bool[] _isActive;

    /// <param name="psi">The state.</param>
    /// <param name="lambda">The other state.</param>
    /// <param name="free">Mask of the free qubits of a block; every qubit that a string flips is among them.</param>
    /// <param name="group">The strings.</param>
    /// <param name="strings">The strings asked for; one sum for each.</param>
    /// <param name="weights">Where all sums of weights times signs of a pattern vanish, it is not read: one row for each parameter, a weight for each string asked for.</param>
    public PauliRotationGradient(T* psi, T* lambda, long free, RotationGroup group, int[] strings, double[][] weights)
    {
        _psi = psi;
        _lambda = lambda;
        _group = group;
        _strings = strings;
        _flipped = WideView<T>.PositionBits(group.X);
        _flip = new LaneFlip((int)(group.X & 7));
        _signs = WideView<T>.PositionBits(group.FirstZ & free);
        _outerSigns = group.FirstZ & ~free;
        _basis = new long[group.Basis.Count];
        _outerBasis = new long[_basis.Length];
        for (var k = 0; k < _basis.Length; k++)
        {
            _basis[k] = WideView<T>.PositionBits(group.Basis[k] & free);
            _outerBasis[k] = group.Basis[k] & ~free;
        }

        _outer = WideView<T>.Outer(free);
        _isActive = new bool[group.PatternCount];
        foreach (var weight in weights)
        {
            for (var pattern = 0; pattern < _isActive.Length; pattern++)
            {
                var sum = 0.0;
                for (var s = 0; s < strings.Length; s++) sum += weight[s] * group.Sign(strings[s], pattern);
                if (sum == 0) continue;
                for (var lane = 0; lane < 8; lane++) _isActive[pattern ^ group.PatternOf(lane)] = true;
            }
        }
    }

    public override int ScratchLength => 8 * _isActive.Length;

    public override int SumCount => _strings.Length;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(long baseIndex, double* scratch)
    {
        T* psi = Amplitude<T>.At(_psi, baseIndex), lambda = Amplitude<T>.At(_lambda, baseIndex);
        var outerPattern = RotationGroup.PatternOf(_outerBasis, baseIndex);
        var outerSign = BitOperations.PopCount((ulong)(_outerSigns & baseIndex));
        var (isFixed, last) = (_outer, ~_outer);
        var i = WideView<T>.ImaginaryBit;
        for (long j = 0; ; j = WideView<T>.Next(j, isFixed))
        {
            var pattern = outerPattern ^ RotationGroup.PatternOf(_basis, j);
            if (_isActive[pattern])
            {
                var partner = j ^ _flipped;
                Vector512<double> lr = WideView<T>.Load(lambda, j), li = WideView<T>.Load(lambda, j | i);
                Vector512<double> pr = _flip.Of(WideView<T>.Load(psi, partner)), pi = _flip.Of(WideView<T>.Load(psi, partner | i));
                // Re(λ* ψ) for u = 1, Re(−i λ* ψ) = Im(λ* ψ) for u = −i.
                var term = _group.HasOddY ? Vector512.FusedMultiplyAdd(lr, pr, li * pi) : Vector512.FusedMultiplyAdd(lr, pi, -(li * pr));
                var isOdd = ((outerSign + BitOperations.PopCount((ulong)(_signs & j))) & 1) != 0;
                WideView<T>.AddTo(scratch + (8 * pattern), isOdd ? -term : term);
            }

            if (j == last) break;
        }
    }

    public override void Finish(double* scratch, Span<double> sums)
    {
        for (var s = 0; s < _strings.Length; s++)
        {
            for (var pattern = 0; pattern < _isActive.Length; pattern++)
            {
                if (!_isActive[pattern]) continue;
                for (var lane = 0; lane < 8; lane++)
                {
                    var sign = (BitOperations.PopCount((ulong)(_group.FirstZ & lane)) & 1) == 0 ? 1 : -1;
                    sums[s] += sign * _group.Sign(_strings[s], pattern ^ _group.PatternOf(lane)) * scratch[(8 * pattern) + lane];
                }
            }
        }
    }
}
