namespace Qratum.Kernels;

/// <summary>
/// A bound piece of a backward sweep over the blocks of two states ψ and λ: adds what derivatives need to sums, or undoes what
/// the forward sweep did, or both.
/// </summary>
internal abstract unsafe class GradientStep
{
    /// <summary>Numbers of memory for partial sums, a multiple of 8; zero at the start. Partial sums of different blocks may be added.</summary>
    public virtual int ScratchLength => 0;

    /// <summary>Numbers that <see cref="Finish"/> writes.</summary>
    public virtual int SumCount => 0;

    /// <summary>Works on one block.</summary>
    /// <param name="baseIndex">Index of the block's first amplitude; bits of free qubits are zero.</param>
    /// <param name="scratch">Partial sums, aligned to 64 bytes.</param>
    public abstract void Run(long baseIndex, double* scratch);

    /// <summary>Makes sums of the partial sums of all blocks.</summary>
    public virtual void Finish(double* scratch, Span<double> sums)
    {
    }
}

/// <summary>Undoes a pass on both states.</summary>
internal sealed unsafe class UndoStep(BlockStep[] psi, BlockStep[] lambda) : GradientStep
{
    public override void Run(long baseIndex, double* scratch)
    {
        foreach (var step in psi) step.Run(baseIndex);
        foreach (var step in lambda) step.Run(baseIndex);
    }
}

/// <summary>Steps run in turn on each of the smaller blocks within a block.</summary>
internal sealed unsafe class NestedGradient : GradientStep
{
    private readonly GradientStep[] _steps;
    private readonly int[] _offsets;
    private readonly long _between;

    /// <param name="steps">Bound for blocks of <paramref name="inner"/>.</param>
    /// <param name="outer">Mask of the free qubits of the larger block.</param>
    /// <param name="inner">Mask of the free qubits of the smaller, a part of them.</param>
    public NestedGradient(GradientStep[] steps, long outer, long inner)
    {
        _steps = steps;
        _between = outer & ~inner;
        _offsets = new int[steps.Length];
        for (var k = 0; k < steps.Length; k++)
        {
            _offsets[k] = ScratchLength;
            ScratchLength += steps[k].ScratchLength;
            SumCount += steps[k].SumCount;
        }
    }

    public override int ScratchLength { get; }

    public override int SumCount { get; }

    public override void Run(long baseIndex, double* scratch)
    {
        long part = 0;
        while (true)
        {
            for (var k = 0; k < _steps.Length; k++) _steps[k].Run(baseIndex | part, scratch + _offsets[k]);
            if (part == _between) return;
            part = ((part | ~_between) + 1) & _between;
        }
    }

    public override void Finish(double* scratch, Span<double> sums)
    {
        for (var k = 0; k < _steps.Length; k++)
        {
            _steps[k].Finish(scratch + _offsets[k], sums[.._steps[k].SumCount]);
            sums = sums[_steps[k].SumCount..];
        }
    }
}

/// <summary>The blocks of two states, shared out among threads; each chunk has partial sums of its own.</summary>
internal readonly unsafe struct GradientRange(GradientStep step, long between, double* scratch) : IRangeKernel
{
    // Partial sums of more chunks would cost memory, those of fewer leave threads idle.
    private const int MaximumChunks = 64;

    /// <summary>Runs a step over all blocks; the partial sums of the chunks are added in their order, whatever the number of threads.</summary>
    /// <param name="step">Bound for blocks whose base index has bits of <paramref name="between"/> only.</param>
    /// <param name="between">Mask of the qubits that number the blocks.</param>
    /// <param name="least">Least number of blocks worth a chunk.</param>
    /// <param name="threads">At most so many threads.</param>
    /// <param name="nanoseconds">What one thread takes about.</param>
    public static double[] Sums(GradientStep step, long between, long least, int threads, double nanoseconds)
    {
        var blocks = 1L << System.Numerics.BitOperations.PopCount((ulong)between);
        var perChunk = Math.Max(Math.Max(1, least), blocks / MaximumChunks);
        var chunks = WorkSplit.ChunkCount(blocks, perChunk);
        using var buffer = new AlignedBuffer((UInt128)Math.Max(8, (long)step.ScratchLength * chunks) * sizeof(double), "The sums of a gradient");
        var scratch = (double*)buffer.Pointer;
        WorkSplit.Run(blocks, perChunk, threads, new GradientRange(step, between, scratch), nanoseconds);
        for (var chunk = 1; chunk < chunks; chunk++)
        {
            var part = scratch + ((long)chunk * step.ScratchLength);
            for (var k = 0; k < step.ScratchLength; k++) scratch[k] += part[k];
        }

        var sums = new double[step.SumCount];
        step.Finish(scratch, sums);
        return sums;
    }

    public void Run(long start, long end, int chunk)
    {
        var index = BlockRange.Spread(start, between);
        for (var k = start; k < end; k++)
        {
            step.Run(index, scratch + ((long)chunk * step.ScratchLength));
            index = ((index | ~between) + 1) & between;
        }
    }
}
