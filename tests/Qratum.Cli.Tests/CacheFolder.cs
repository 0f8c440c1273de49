using System.Runtime.CompilerServices;
using Xunit;

namespace Qratum.Cli.Tests;

/// <summary>Tests that measure or read costs of the machine: one after the other, and never in the user's own cache.</summary>
[CollectionDefinition(Name)]
public sealed class CacheFolder
{
    public const string Name = "cache folder";

    [ModuleInitializer]
    internal static void LeaveTheUsersAlone()
    {
        var folder = Directory.CreateTempSubdirectory("qratum-cache-").FullName;
        Environment.SetEnvironmentVariable("XDG_CACHE_HOME", folder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
    }
}
