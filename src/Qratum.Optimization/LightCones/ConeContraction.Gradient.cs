using System.Numerics;
using System.Runtime.CompilerServices;

namespace Qratum.Optimization;

/// <summary>The sweep back: what the value changes by with every entry of every table, and from that its derivatives by the angles.</summary>
internal sealed partial class ConeContraction
{
    private Complex[] _marginals = [];

    private void Backward(ConePlan plan, Span<double> gradient)
    {
        Grow(ref _adjoints, plan.Entries);
        Array.Clear(_adjoints, 0, checked((int)plan.Entries));
        gradient.Clear();

        // Parts that have nothing in common multiply: each has the product of the others in front of it.
        foreach (var bucket in plan.Buckets)
        {
            if (bucket.Width > 0) continue;
            var others = Complex.One;
            foreach (var other in plan.Buckets)
            {
                if (other.Width == 0 && other != bucket) others *= _tables[other.Offset];
            }

            _adjoints[bucket.Offset] = others;
        }

        for (var k = plan.Buckets.Length - 1; k >= 0; k--)
        {
            var bucket = plan.Buckets[k];
            var whole = Descend(bucket);
            Fold(bucket.Width, _work.AsSpan(whole, 1 << bucket.Width), _work.AsSpan(whole + (1 << bucket.Width), 1 << bucket.Width));
            AddDerivatives(bucket, plan.Layers, gradient);
        }
    }

    /// <summary>Hands what came down to a bucket on to its tables. Returns where in working memory the product of all lies.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Descend(ConeBucket bucket)
    {
        var (size, count) = (1 << bucket.Width, bucket.Children.Length);
        var up = Part(0);
        var down = Part(1);
        Spread(bucket, up, down);
        var adjoint = _adjoints.AsSpan(bucket.Offset, size);
        for (var k = 0; k < size; k++)
        {
            up[k] *= adjoint[k];
            down[k] *= adjoint[k];
        }

        // Products up to each table, then back with the products after it.
        for (var c = 0; c < count; c++)
        {
            Part(2 * c).CopyTo(Part((2 * c) + 2));
            Part((2 * c) + 1).CopyTo(Part((2 * c) + 3));
            Multiply(bucket.Children[c], Part((2 * c) + 2), Part((2 * c) + 3));
        }

        var afterUp = Part((2 * count) + 2);
        var afterDown = Part((2 * count) + 3);
        for (var c = count - 1; c >= 0; c--)
        {
            var beforeUp = Part(2 * c);
            var beforeDown = Part((2 * c) + 1);
            if (c < count - 1)
            {
                for (var k = 0; k < size; k++)
                {
                    beforeUp[k] *= afterUp[k];
                    beforeDown[k] *= afterDown[k];
                }
            }

            Gather(bucket.Children[c], beforeUp, beforeDown);
            if (c == 0) break;
            if (c == count - 1)
            {
                afterUp.Fill(Complex.One);
                afterDown.Fill(Complex.One);
            }

            Multiply(bucket.Children[c], afterUp, afterDown);
        }

        return 2 * count * size;

        Span<Complex> Part(int part) => _work.AsSpan(part * size, size);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Gather(ConeChild child, Span<Complex> up, Span<Complex> down)
    {
        var table = _adjoints.AsSpan(child.Offset, 1 << child.Width);
        var k = 0;
        foreach (var high in child.High)
        {
            foreach (var low in child.Low)
            {
                var entry = high | low;
                table[entry] += up[k];
                table[entry + 1] += down[k];
                k++;
            }
        }
    }

    /// <summary>Sums over all bits of a scope but one, for every one: the upper half is added to the lower, bit after bit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Fold(int width, Span<Complex> up, Span<Complex> down)
    {
        if (_marginals.Length < (4 * width) + 2) _marginals = new Complex[8 * (width + 1)];
        for (var bit = width - 1; bit >= 0; bit--)
        {
            var half = 1 << bit;
            var (m00, m10, m01, m11) = (Complex.Zero, Complex.Zero, Complex.Zero, Complex.Zero);
            for (var k = 0; k < half; k++)
            {
                m00 += up[k];
                m10 += down[k];
                m01 += up[half + k];
                m11 += down[half + k];
                up[k] += up[half + k];
                down[k] += down[half + k];
            }

            (_marginals[4 * bit], _marginals[(4 * bit) + 1], _marginals[(4 * bit) + 2], _marginals[(4 * bit) + 3]) = (m00, m10, m01, m11);
        }

        (_marginals[4 * width], _marginals[(4 * width) + 1]) = (up[0], down[0]);
    }

    /// <summary>Each factor's part: the sums for the values of its bits times the derivative of its logarithm.</summary>
    private void AddDerivatives(ConeBucket bucket, int layers, Span<double> gradient)
    {
        var unary = 4 * bucket.Width;
        foreach (ref readonly var use in bucket.Uses.AsSpan())
        {
            if (use.Slot < 0)
            {
                // i c (m₀ - m₁), of which the real part counts.
                gradient[use.Layer] -= use.Coefficient * (_marginals[unary] - _marginals[unary + 1]).Imaginary;
                continue;
            }

            var m = _marginals.AsSpan(4 * use.Slot, 4);
            var (same, other) = (m[0] + m[3], m[1] + m[2]);
            switch (use.Kind)
            {
                case ConeFactorKind.Phase:
                    gradient[use.Layer] -= use.Coefficient * (same - other).Imaginary;
                    break;
                case ConeFactorKind.MeasuredMixer:
                    var (sin2, cos2) = _doubled[use.Layer];
                    gradient[layers + use.Layer] += 2 * ((other.Real * (cos2 / sin2)) - (same.Real * (sin2 / cos2)));
                    break;
                default:
                    var (sin, cos) = _betas[use.Layer];
                    gradient[layers + use.Layer] += (other.Real * (cos / sin)) - (same.Real * (sin / cos));
                    break;
            }
        }
    }
}
