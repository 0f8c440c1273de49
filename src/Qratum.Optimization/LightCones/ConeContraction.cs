using System.Numerics;
using System.Runtime.CompilerServices;

namespace Qratum.Optimization;

/// <summary>Does the sum of a <see cref="ConePlan"/> at given angles, and its derivatives by all of them in one sweep back. Keeps its memory.</summary>
internal sealed partial class ConeContraction
{
    /// <summary>Stands for an exact zero in a factor: far below rounding in a sum, and yet its derivative is not lost.</summary>
    private const double Zero = 1e-30;

    private Complex[] _tables = [], _adjoints = [], _work = [];
    private Complex[] _factors = []; // four values for each bit of a scope, two for the bit of the bucket
    private bool[] _isThere = [];
    private (double Sin, double Cos)[] _betas = [], _doubled = [];
    private double[] _gammas = [];

    /// <summary>The expectation value, and its gradient (all γ, then all β) where that is not empty.</summary>
    internal double Compute(ConePlan plan, ReadOnlySpan<double> angles, Span<double> gradient)
    {
        SetAngles(plan.Layers, angles);
        Grow(ref _tables, plan.Entries);
        Grow(ref _work, plan.WorkEntries);
        var value = Complex.One;
        foreach (var bucket in plan.Buckets)
        {
            Forward(bucket);
            if (bucket.Width == 0) value *= _tables[bucket.Offset];
        }

        if (!gradient.IsEmpty) Backward(plan, gradient);
        return value.Real;
    }

    private void SetAngles(int layers, ReadOnlySpan<double> angles)
    {
        if (_gammas.Length != layers) (_gammas, _betas, _doubled) = (new double[layers], new (double, double)[layers], new (double, double)[layers]);
        for (var k = 0; k < layers; k++)
        {
            _gammas[k] = angles[k];
            _betas[k] = NotZero(SinCos.Compute(angles[layers + k]));
            _doubled[k] = NotZero(SinCos.Compute(2 * angles[layers + k]));
        }

        static (double, double) NotZero((double Sin, double Cos) x) =>
            (Math.Abs(x.Sin) < Zero ? Zero : x.Sin, Math.Abs(x.Cos) < Zero ? Zero : x.Cos);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Forward(ConeBucket bucket)
    {
        var size = 1 << bucket.Width;
        var up = _work.AsSpan(0, size);
        var down = _work.AsSpan(size, size);
        Spread(bucket, up, down);
        foreach (var child in bucket.Children) Multiply(child, up, down);
        var table = _tables.AsSpan(bucket.Offset, size);
        for (var k = 0; k < size; k++) table[k] = up[k] + down[k];
    }

    /// <summary>The product of the factors of a bucket, for its bit 0 and 1, over its scope: doubled one bit after the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Spread(ConeBucket bucket, Span<Complex> up, Span<Complex> down)
    {
        SetFactors(bucket);
        (up[0], down[0]) = (_factors[4 * bucket.Width], _factors[(4 * bucket.Width) + 1]);
        for (var bit = 0; bit < bucket.Width; bit++)
        {
            var half = 1 << bit;
            if (!_isThere[bit])
            {
                up[..half].CopyTo(up[half..]);
                down[..half].CopyTo(down[half..]);
                continue;
            }

            var (f00, f10, f01, f11) = (_factors[4 * bit], _factors[(4 * bit) + 1], _factors[(4 * bit) + 2], _factors[(4 * bit) + 3]);
            for (var k = 0; k < half; k++)
            {
                up[half + k] = up[k] * f01;
                up[k] *= f00;
                down[half + k] = down[k] * f11;
                down[k] *= f10;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Multiply(ConeChild child, Span<Complex> up, Span<Complex> down)
    {
        var table = _tables.AsSpan(child.Offset, 1 << child.Width);
        var k = 0;
        foreach (var high in child.High)
        {
            foreach (var low in child.Low)
            {
                var entry = high | low;
                up[k] *= table[entry];
                down[k] *= table[entry + 1];
                k++;
            }
        }
    }

    /// <summary>Multiplies the factors of a bucket together: entry 4·slot + bit + 2·(other bit), and at the end the two of the bit alone.</summary>
    private void SetFactors(ConeBucket bucket)
    {
        var unary = 4 * bucket.Width;
        if (_factors.Length < unary + 2) (_factors, _isThere) = (new Complex[2 * (unary + 2)], new bool[2 * (bucket.Width + 1)]);
        Array.Clear(_isThere, 0, bucket.Width);
        _factors.AsSpan(0, unary).Fill(Complex.One);
        _factors[unary] = _factors[unary + 1] = bucket.IsHalved ? 0.5 : 1;
        foreach (ref readonly var use in bucket.Uses.AsSpan())
        {
            if (use.Kind == ConeFactorKind.Phase)
            {
                var (sin, cos) = SinCos.Compute(_gammas[use.Layer] * use.Coefficient);
                var (same, other) = (new Complex(cos, sin), new Complex(cos, -sin));
                if (use.Slot < 0)
                {
                    _factors[unary] *= same;
                    _factors[unary + 1] *= other;
                }
                else
                {
                    Join(use.Slot, same, other, other, same);
                }

                continue;
            }

            if (use.Kind == ConeFactorKind.MeasuredMixer)
            {
                // Z (cos 2β - i sin 2β X), from s to t; the second index here is the bit of the bucket where swapped.
                var (sin, cos) = _doubled[use.Layer];
                var (fromUp, fromDown) = (new Complex(0, sin), new Complex(0, -sin));
                Join(use.Slot, cos, use.IsSwapped ? fromUp : fromDown, use.IsSwapped ? fromDown : fromUp, -cos);
            }
            else
            {
                var (sin, cos) = _betas[use.Layer];
                var turned = new Complex(0, use.Kind == ConeFactorKind.MixerForward ? -sin : sin);
                Join(use.Slot, cos, turned, turned, cos);
            }
        }
    }

    private void Join(int slot, Complex f00, Complex f10, Complex f01, Complex f11)
    {
        _isThere[slot] = true;
        var four = _factors.AsSpan(4 * slot, 4);
        four[0] *= f00;
        four[1] *= f10;
        four[2] *= f01;
        four[3] *= f11;
    }

    private static void Grow(ref Complex[] array, long length)
    {
        if (array.Length < length) array = new Complex[length];
    }
}
