using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Qratum.Kernels;

/// <summary>
/// Sums (−1)^{|z₀∧i|} Re(λ_i* u ψ_{i⊕x}) over the indices of each pattern: everything the derivatives of a rotation group need.
/// </summary>
internal readonly unsafe struct RotationGradientKernel<T> : IRangeKernel
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T* _psi, _lambda;
    private readonly RotationTables<T> _tables;
    private readonly double[] _sums;

    private RotationGradientKernel(T* psi, T* lambda, RotationTables<T> tables, double[] sums)
    {
        _psi = psi;
        _lambda = lambda;
        _tables = tables;
        _sums = sums;
    }

    /// <summary>One sum for each line pattern and lane, [pattern · width + lane].</summary>
    public static double[] Compute(T* psi, T* lambda, long lines, int threads, RotationTables<T> tables)
    {
        var width = tables.Active.Length * Lanes<T>.Width;
        var chunks = WorkSplit.ChunkCount(lines);
        var sums = new double[chunks * width];
        WorkSplit.Run(lines, threads, new RotationGradientKernel<T>(psi, lambda, tables, sums));
        for (var chunk = 1; chunk < chunks; chunk++)
        {
            for (var k = 0; k < width; k++) sums[k] += sums[(chunk * width) + k];
        }

        return sums;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(long start, long end, int chunk)
    {
        var tables = _tables;
        var width = Lanes<T>.Width;
        var partial = new Vector512<T>[tables.Active.Length];
        for (var line = start; line < end; line++)
        {
            var pattern = RotationGroup.PatternOf(tables.LineBasis, line);
            if (!tables.Active[pattern]) continue;
            T* l = _lambda + (line * 2 * width), p = _psi + ((line ^ tables.LineX) * 2 * width);
            Vector512<T> lr = Vector512.Load(l), li = Vector512.Load(l + width);
            Vector512<T> pr = Lanes<T>.Flip(Vector512.Load(p), tables.Flip), pi = Lanes<T>.Flip(Vector512.Load(p + width), tables.Flip);
            // Re(λ* ψ) for u = 1, Re(−i λ* ψ) = Im(λ* ψ) for u = −i.
            var term = tables.HasOddY ? Lanes<T>.Fma(lr, pr, li * pi) : Lanes<T>.Fma(lr, pi, -(li * pr));
            partial[pattern] += (BitOperations.PopCount((ulong)(tables.LineZ & line)) & 1) == 0 ? term : -term;
        }

        for (var pattern = 0; pattern < partial.Length; pattern++)
        {
            var signed = partial[pattern] * tables.LaneSign;
            for (var lane = 0; lane < width; lane++)
                _sums[(((chunk * partial.Length) + pattern) * width) + lane] = double.CreateTruncating(signed[lane]);
        }
    }
}
