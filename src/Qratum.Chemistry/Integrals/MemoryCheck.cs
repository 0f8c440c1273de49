using System.Globalization;

namespace Qratum.Chemistry;

/// <summary>Refuses what cannot fit, before anything is allocated.</summary>
internal static class MemoryCheck
{
    /// <summary>Throws when so many doubles are more than the process may use or, in one array, more than that can hold.</summary>
    /// <exception cref="InsufficientMemoryException">They do not fit; the message holds the bytes.</exception>
    public static void ThrowIfAbsent(Int128 numbers, string what, bool isOneArray = true, string advice = "Take a smaller basis set or molecule.")
    {
        var bytes = Bytes(numbers);
        var available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (bytes > available)
        {
            throw new InsufficientMemoryException(string.Create(
                CultureInfo.InvariantCulture,
                $"{what} need {bytes} bytes ({bytes / (double)(1 << 30):F1} GiB); this process may use {available} bytes. {advice}"));
        }

        if (isOneArray && bytes / sizeof(double) > Array.MaxLength)
        {
            throw new InsufficientMemoryException(string.Create(
                CultureInfo.InvariantCulture, $"{what} need {bytes} bytes; an array holds at most {Array.MaxLength} numbers, {Array.MaxLength * (long)sizeof(double)} bytes. {advice}"));
        }
    }

    /// <summary>Whether so many doubles fit into one array and leave a quarter of the memory to all else.</summary>
    public static bool Fits(Int128 numbers) => numbers <= Array.MaxLength && Bytes(numbers) <= GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 * 3;

    /// <summary>Bytes of so many doubles, at most <see cref="long.MaxValue"/>.</summary>
    public static long Bytes(Int128 numbers) => (long)Int128.Min(numbers * sizeof(double), long.MaxValue);
}
