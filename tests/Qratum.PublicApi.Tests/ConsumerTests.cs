using System.Globalization;
using System.Xml.Linq;
using Xunit;

namespace Qratum.PublicApi.Tests;

/// <summary>The packages, packed once into a folder outside the repository that applications can be built in.</summary>
public sealed class PackedPackages : IAsyncLifetime
{
    public static readonly string[] Projects = ["Qratum.Core", "Qratum.Chemistry", "Qratum.Optimization"];

    public string Version { get; } = $"0.0.0-consumer.{Environment.ProcessId}";

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), "qratum-consumer-" + Guid.NewGuid().ToString("N"));

    public string PathOf(params string[] parts) => Path.Combine([Folder, .. parts]);

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(PathOf("feed"));
        foreach (var project in Projects)
        {
            await Repository.RunAsync(Repository.Root, "dotnet", "pack", $"src/{project}", "--no-build", "-c", Repository.Configuration,
                "-o", PathOf("feed"), "-v", "q", $"-p:MinVerVersionOverride={Version}");
        }

        // Own packages come from the feed into a folder of this run; others are read where they were restored already.
        File.WriteAllText(PathOf("nuget.config"), """
            <configuration><packageSources><add key="qratum" value="feed" /></packageSources></configuration>
            """);
        File.WriteAllText(PathOf("Directory.Build.props"), $"""
            <Project><PropertyGroup>
              <TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings>
              <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              <RestorePackagesPath>{PathOf("packages")}</RestorePackagesPath>
              <RestoreFallbackFolders>{GlobalPackages()}</RestoreFallbackFolders>
              <QratumPackageVersion>{Version}</QratumPackageVersion>
            </PropertyGroup></Project>
            """);
        File.WriteAllText(PathOf("Directory.Packages.props"), """
            <Project><PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup></Project>
            """);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return Task.CompletedTask;
    }

    private static string GlobalPackages() => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}

/// <summary>Uses the packed packages from applications outside the repository, as a user does.</summary>
public sealed class ConsumerTests(PackedPackages packages) : IClassFixture<PackedPackages>
{
    [Fact]
    public async Task Packed_packages_run_VQE_and_QAOA_in_a_fresh_console_application()
    {
        var app = Directory.CreateDirectory(packages.PathOf("app")).FullName;
        File.WriteAllText(Path.Combine(app, "app.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType></PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Qratum.Chemistry" VersionOverride="{packages.Version}" />
                <PackageReference Include="Qratum.Optimization" VersionOverride="{packages.Version}" />
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(app, "Program.cs"), """
            using Qratum.Chemistry;
            using Qratum.Optimization;
            var ground = await GroundState.SolveAsync("H 0 0 0; H 0 0 0.735");
            var cut = await MaxCut.SolveAsync([(0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0), (3, 0, 1.0)]);
            Console.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"RESULT {ground.Energy:F9} {cut.CutValue:F1}"));
            """);
        var output = await Repository.RunAsync(app, "dotnet", "run", "-c", "Release");
        var result = output.Split('\n').Single(l => l.StartsWith("RESULT", StringComparison.Ordinal)).Split(' ');
        Assert.Equal(-1.137306036, double.Parse(result[1], CultureInfo.InvariantCulture), 1e-8);
        Assert.Equal(4, double.Parse(result[2], CultureInfo.InvariantCulture));

        foreach (var sample in new[] { "Bell", "HydrogenVqe", "MaxCutQaoa", "MinimalApi" })
        {
            var source = Path.Combine(Repository.Root, "samples", sample);
            var copy = Directory.CreateDirectory(packages.PathOf(sample)).FullName;
            foreach (var file in Directory.EnumerateFiles(source)) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
            await Repository.RunAsync(copy, "dotnet", "build", "-c", "Release", "-v", "q");
        }
    }

    [Fact]
    public void Packages_carry_documentation_symbols_readme_icon_and_licence()
    {
        foreach (var project in PackedPackages.Projects)
        {
            using var package = System.IO.Compression.ZipFile.OpenRead(packages.PathOf("feed", $"{project}.{packages.Version}.nupkg"));
            var names = package.Entries.Select(e => e.FullName).ToHashSet();
            Assert.Superset(new HashSet<string> { $"lib/net10.0/{project}.dll", $"lib/net10.0/{project}.xml", "README.md", "icon.png", "THIRD-PARTY-NOTICES.md" }, names);
            using var stream = package.GetEntry($"{project}.nuspec")!.Open();
            var metadata = XDocument.Load(stream).Root!.Elements().Single(e => e.Name.LocalName == "metadata");
            Assert.Equal("MIT", metadata.Elements().Single(e => e.Name.LocalName == "license").Value);
            Assert.True(File.Exists(packages.PathOf("feed", $"{project}.{packages.Version}.snupkg")));
        }
    }
}
