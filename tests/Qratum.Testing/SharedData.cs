using Xunit;

namespace Qratum.Testing;

/// <summary>Reference data that lie beside the checkout in <c>../shared/data</c>; third-party files there are read, never committed.</summary>
public static class SharedData
{
    /// <summary>The folder, or null where it is absent: then the tests that need it are skipped, saying so.</summary>
    public static string? Root { get; } = Find();

    /// <summary>Full path of a file below the data folder.</summary>
    public static string PathOf(params string[] parts) =>
        Path.Combine([Root ?? throw new DirectoryNotFoundException("shared/data is absent"), .. parts]);

    private static string? Find()
    {
        for (var dir = new DirectoryInfo(AppContext.BaseDirectory); dir is not null; dir = dir.Parent)
        {
            var candidate = Path.Combine(dir.FullName, "shared", "data");
            if (Directory.Exists(candidate)) return candidate;
        }

        return null;
    }
}

/// <summary>A fact that reads <see cref="SharedData"/>; skipped, saying so, where the folder is absent.</summary>
public sealed class SharedDataFactAttribute : FactAttribute
{
    /// <summary>Marks the test as skipped when the data are absent.</summary>
    public SharedDataFactAttribute()
    {
        if (SharedData.Root is null) Skip = "needs the reference data in ../shared/data, which are absent";
    }
}

/// <summary>A theory that reads <see cref="SharedData"/>; skipped, saying so, where the folder is absent.</summary>
public sealed class SharedDataTheoryAttribute : TheoryAttribute
{
    /// <summary>Marks the test as skipped when the data are absent.</summary>
    public SharedDataTheoryAttribute()
    {
        if (SharedData.Root is null) Skip = "needs the reference data in ../shared/data, which are absent";
    }
}
