namespace Qratum.Kernels;

/// <summary>
/// The arithmetic of kernels on vectors of one width: a kernel is written once over <typeparamref name="TVector"/>, and the
/// structs below make it a kernel of 512, 256 or 128 bits. All operations work lane by lane and round once, so every width
/// gives the same bits.
/// </summary>
/// <typeparam name="TVector">The vector.</typeparam>
/// <typeparam name="T">double or float.</typeparam>
internal unsafe interface IVectorOps<TVector, T>
    where TVector : struct
    where T : unmanaged
{
    /// <summary>Base-2 logarithm of the number of lanes.</summary>
    static abstract int Bits { get; }

    static abstract TVector Load(T* source);

    static abstract void Store(T* target, TVector value);

    static abstract TVector Broadcast(T value);

    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector Subtract(TVector a, TVector b);

    static abstract TVector Multiply(TVector a, TVector b);

    /// <summary>a · b + c.</summary>
    static abstract TVector Fma(TVector a, TVector b, TVector c);

    /// <summary>c − a · b. Written out: a negated factor would be negated in a step of its own.</summary>
    static abstract TVector Fnma(TVector a, TVector b, TVector c);

    /// <summary>Where a bit of <paramref name="mask"/> is set the bit of a, elsewhere that of b.</summary>
    static abstract TVector Select(TVector mask, TVector a, TVector b);

    /// <summary>Lane i of the result is the lane of <paramref name="value"/> that <see cref="LaneIndices"/> was told.</summary>
    static abstract TVector Permute(TVector value, TVector indices);

    /// <summary>What <see cref="Permute"/> needs to bring lane source[i] to lane i.</summary>
    static abstract TVector LaneIndices(ReadOnlySpan<int> source);
}
