namespace Qratum.Kernels;

/// <summary>Steps run on the smaller blocks within a block.</summary>
internal sealed class NestedStep : BlockStep
{
    private readonly BlockStep[] _steps;
    private readonly long _between;

    /// <param name="steps">Bound for blocks of <paramref name="inner"/>.</param>
    /// <param name="outer">Mask of the free qubits of the larger block.</param>
    /// <param name="inner">Mask of the free qubits of the smaller, a part of them.</param>
    public NestedStep(BlockStep[] steps, long outer, long inner)
    {
        _steps = steps;
        _between = outer & ~inner;
    }

    public override void Run(long baseIndex)
    {
        long part = 0;
        while (true)
        {
            foreach (var step in _steps) step.Run(baseIndex | part);
            if (part == _between) return;
            part = ((part | ~_between) + 1) & _between;
        }
    }
}

/// <summary>The blocks of a state, shared out among threads.</summary>
internal readonly struct BlockRange(BlockStep[] steps, long between) : IRangeKernel
{
    /// <summary>The bits of a number put into the bits of a mask, lowest first.</summary>
    public static long Spread(long number, long mask)
    {
        long index = 0;
        for (var bits = (ulong)mask; bits != 0 && number != 0; bits &= bits - 1, number >>= 1)
        {
            if ((number & 1) != 0) index |= (long)(bits & (~bits + 1));
        }

        return index;
    }

    public void Run(long start, long end, int chunk)
    {
        var index = Spread(start, between);
        for (var k = start; k < end; k++)
        {
            foreach (var step in steps) step.Run(index);
            index = ((index | ~between) + 1) & between;
        }
    }
}
