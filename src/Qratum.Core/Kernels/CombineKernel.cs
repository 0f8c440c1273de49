using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Qratum.Kernels;

/// <summary>a becomes αa + βb, complex numbers times states; without b it becomes αa.</summary>
internal readonly unsafe struct CombineKernel<T> : IRangeKernel
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T* _a, _b;
    private readonly Vector512<T> _alphaRe, _alphaIm, _betaRe, _betaIm;

    private CombineKernel(T* a, T* b, Complex alpha, Complex beta)
    {
        _a = a;
        _b = b;
        (_alphaRe, _alphaIm) = (Lanes<T>.Create(_ => alpha.Real), Lanes<T>.Create(_ => alpha.Imaginary));
        (_betaRe, _betaIm) = (Lanes<T>.Create(_ => beta.Real), Lanes<T>.Create(_ => beta.Imaginary));
    }

    public static void Apply(T* a, T* b, long lines, int threads, Complex alpha, Complex beta) =>
        WorkSplit.Run(lines, threads, new CombineKernel<T>(a, b, alpha, beta));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(long start, long end, int chunk)
    {
        var width = Lanes<T>.Width;
        for (var line = start; line < end; line++)
        {
            var a = _a + (line * 2 * width);
            Vector512<T> aRe = Vector512.Load(a), aIm = Vector512.Load(a + width);
            Vector512<T> re = (_alphaRe * aRe) - (_alphaIm * aIm), im = (_alphaRe * aIm) + (_alphaIm * aRe);
            if (_b is not null)
            {
                var b = _b + (line * 2 * width);
                Vector512<T> bRe = Vector512.Load(b), bIm = Vector512.Load(b + width);
                re += (_betaRe * bRe) - (_betaIm * bIm);
                im += (_betaRe * bIm) + (_betaIm * bRe);
            }

            re.Store(a);
            im.Store(a + width);
        }
    }
}
