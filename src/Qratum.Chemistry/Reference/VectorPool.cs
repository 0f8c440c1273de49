namespace Qratum.Chemistry;

/// <summary>Vectors of one length that are used again: collecting large arrays comes too late to keep memory within bounds. For one thread.</summary>
internal sealed class VectorPool(int length)
{
    private readonly Stack<double[]> _free = [];

    /// <summary>A vector of zeros.</summary>
    public double[] Rent()
    {
        if (!_free.TryPop(out var vector)) return new double[length];
        Array.Clear(vector);
        return vector;
    }

    /// <summary>Takes a vector back that nobody reads any more; null is nothing.</summary>
    public void Return(double[]? vector)
    {
        if (vector is not null) _free.Push(vector);
    }
}
