using System.Collections.Concurrent;

namespace Qratum.Chemistry;

/// <summary>
/// Order of the Hermite Gaussians and integrals (t,u,v): by degree t+u+v, then falling t, then falling u; and how the Hermite Coulomb
/// integrals R(t,u,v) of one degree follow from those of lower degree.
/// </summary>
internal static class HermiteIndex
{
    private static readonly ConcurrentDictionary<int, Step[]> StepCache = new();
    private static readonly ConcurrentDictionary<(int, int), int[]> SumCache = new();

    /// <summary>R(c) = X_axis · R(First) + Factor · R(Second), both of the next higher auxiliary order.</summary>
    internal readonly record struct Step(int Axis, int First, int Second, double Factor);

    /// <summary>Number of (t,u,v) up to a degree.</summary>
    public static int Count(int degree) => (degree + 1) * (degree + 2) * (degree + 3) / 6;

    /// <summary>Place of (t,u,v).</summary>
    public static int Of(int t, int u, int v)
    {
        var n = t + u + v;
        var k = n - t;
        return (n * (n + 1) * (n + 2) / 6) + (k * (k + 1) / 2) + v;
    }

    /// <summary>All (t,u,v) up to a degree, in order.</summary>
    public static IEnumerable<(int T, int U, int V)> All(int degree)
    {
        for (var n = 0; n <= degree; n++)
        {
            for (var t = n; t >= 0; t--)
            {
                for (var u = n - t; u >= 0; u--) yield return (t, u, n - t - u);
            }
        }
    }

    /// <summary>The recursion step of every (t,u,v) up to a degree; the axis is chosen so that the second term falls away where it can.</summary>
    public static Step[] Steps(int degree) => StepCache.GetOrAdd(degree, static l =>
    {
        var steps = new List<Step>();
        Span<int> p = stackalloc int[3];
        foreach (var (t, u, v) in All(l))
        {
            (p[0], p[1], p[2]) = (t, u, v);
            var axis = p.IndexOf(1);
            if (axis < 0) axis = t > 0 ? 0 : u > 0 ? 1 : 2;
            if (p[axis] == 0)
            {
                steps.Add(default);
                continue;
            }

            p[axis]--;
            var first = Of(p[0], p[1], p[2]);
            var factor = p[axis];
            p[axis]--;
            steps.Add(new Step(axis, first, factor == 0 ? 0 : Of(p[0], p[1], p[2]), factor));
        }

        return [.. steps];
    });

    /// <summary>Entry [ket · Count(bra) + bra]: place of the sum of the two index triples.</summary>
    public static int[] Sums(int bra, int ket) => SumCache.GetOrAdd((bra, ket), static key =>
    {
        var (b, k) = key;
        return [.. from y in All(k) from x in All(b) select Of(x.T + y.T, x.U + y.U, x.V + y.V)];
    });
}
