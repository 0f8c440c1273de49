using System.Numerics.Tensors;

namespace Qratum.Chemistry;

/// <summary>Numbers under up to four indices, stored without gaps, the last index fastest. Indices are named by one letter each where it is used.</summary>
internal sealed class DenseTensor
{
    private const int MostIndices = 4;

    public DenseTensor(params ReadOnlySpan<int> lengths)
        : this(new double[Product(lengths)], lengths)
    {
    }

    /// <summary>Takes the numbers over.</summary>
    public DenseTensor(double[] data, params ReadOnlySpan<int> lengths)
    {
        (Data, Lengths, Strides) = (data, lengths.ToArray(), new int[lengths.Length]);
        for (int k = lengths.Length - 1, stride = 1; k >= 0; stride *= lengths[k], k--) Strides[k] = stride;
    }

    public double[] Data { get; }

    public int[] Lengths { get; }

    public int[] Strides { get; }

    public ref double this[int i, int j] => ref Data[(i * Strides[0]) + j];

    public ref double this[int i, int j, int k, int l] => ref Data[(i * Strides[0]) + (j * Strides[1]) + (k * Strides[2]) + l];

    /// <summary>The numbers under the first two indices, a row-major matrix of the last two.</summary>
    public Span<double> Matrix(int i, int j) => Data.AsSpan((i * Strides[0]) + (j * Strides[1]), Strides[1]);

    /// <summary>Another arrangement: the indices of the result in the order of its letters.</summary>
    public DenseTensor Permuted(string letters, string result)
    {
        var lengths = new int[result.Length];
        for (var k = 0; k < lengths.Length; k++) lengths[k] = Lengths[letters.IndexOf(result[k], StringComparison.Ordinal)];
        var tensor = new DenseTensor(lengths);
        tensor.Add(result, 1, this, letters);
        return tensor;
    }

    /// <summary>this += factor · source, the indices matched by their letters.</summary>
    public void Add(string letters, double factor, DenseTensor source, string sourceLetters)
    {
        if (letters == sourceLetters)
        {
            TensorPrimitives.MultiplyAdd(source.Data, factor, Data, Data);
            return;
        }

        Span<int> lengths = stackalloc int[MostIndices], to = stackalloc int[MostIndices], from = stackalloc int[MostIndices];
        lengths.Fill(1);
        for (var k = 0; k < letters.Length; k++)
        {
            var place = MostIndices - letters.Length + k;
            (lengths[place], to[place], from[place]) = (Lengths[k], Strides[k], source.Strides[sourceLetters.IndexOf(letters[k], StringComparison.Ordinal)]);
        }

        var (count, step) = (lengths[3], from[3]);
        for (var i = 0; i < lengths[0]; i++)
        for (var j = 0; j < lengths[1]; j++)
        for (var k = 0; k < lengths[2]; k++)
        {
            var target = Data.AsSpan((i * to[0]) + (j * to[1]) + (k * to[2]), count);
            var numbers = source.Data.AsSpan((i * from[0]) + (j * from[1]) + (k * from[2]));
            if (step == 1) TensorPrimitives.MultiplyAdd(numbers[..count], factor, target, target);
            else for (int l = 0, at = 0; l < count; l++, at += step) target[l] += factor * numbers[at];
        }
    }

    private static int Product(ReadOnlySpan<int> lengths)
    {
        var product = 1;
        foreach (var length in lengths) product = checked(product * length);
        return product;
    }
}
