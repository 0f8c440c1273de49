using System.Reflection;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Qratum.PublicApi.Tests;

/// <summary>Holds the map of docs/house-style.md.</summary>
public sealed class ArchitectureTests
{
    // Lower layers first; a folder uses itself, its own layer and those before it.
    private static readonly string[][] CoreLayers =
    [
        ["Numerics", "Diagnostics"], ["Operators", "Circuits"], ["Kernels"], ["States", "Planning"], ["Interchange"], ["Backends"],
        ["Variational"], ["Hosting"],
    ];

    [Theory]
    [InlineData("Qratum.Core")]
    [InlineData("Qratum.Chemistry", "Qratum.Core")]
    [InlineData("Qratum.Optimization", "Qratum.Core")]
    public void Projects_reference_only_what_the_map_allows(string project, params string[] allowed)
    {
        var file = XDocument.Load(Path.Combine(Repository.Root, "src", project, project + ".csproj"));
        var references = file.Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(((string)r.Attribute("Include")!).Replace('\\', '/')));
        Assert.Equal(allowed.Order(), references.Order());
    }

    [Fact]
    public void Folders_of_Core_use_only_their_own_and_lower_layers()
    {
        var root = Path.Combine(Repository.Root, "src", "Qratum.Core");
        var sources = Repository.SourceFiles("src/Qratum.Core").Select(f => (f, File.ReadAllText(f))).ToList();
        var compilation = SourceModel.Compile(sources, OutputKind.DynamicallyLinkedLibrary, withQratum: false);
        var wrong = new SortedSet<string>();
        var seen = 0;
        foreach (var tree in compilation.SyntaxTrees.Where(t => t.FilePath != "usings.cs"))
        {
            var from = FolderOf(tree.FilePath);
            var model = compilation.GetSemanticModel(tree);
            foreach (var name in tree.GetRoot().DescendantNodes(descendIntoTrivia: false).OfType<SimpleNameSyntax>())
            {
                if (model.GetSymbolInfo(name).Symbol is not INamedTypeSymbol type) continue;
                foreach (var declaration in type.OriginalDefinition.DeclaringSyntaxReferences)
                {
                    var to = FolderOf(declaration.SyntaxTree.FilePath);
                    seen++;
                    if (!Allowed(from, to)) wrong.Add($"{Path.GetFileName(tree.FilePath)} ({from}) uses {type.Name} ({to})");
                }
            }
        }

        Assert.True(seen > 500, "the sources were not understood");
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));

        string FolderOf(string path) => Path.GetRelativePath(root, path).Split(Path.DirectorySeparatorChar)[0];
    }

    [Fact]
    public void Every_public_class_is_sealed_abstract_or_static()
    {
        var open = PublicTypes().Where(t => t is { IsClass: true, IsSealed: false, IsAbstract: false });
        Assert.Empty(open.Select(t => t.FullName));
    }

    [Fact]
    public void Public_types_live_in_the_namespace_of_their_package()
    {
        var outside = PublicTypes().Where(t => t.Namespace != "Microsoft.Extensions.DependencyInjection"
            && t.Namespace != (t.Assembly.GetName().Name == "Qratum.Core" ? "Qratum" : t.Assembly.GetName().Name));
        Assert.Empty(outside.Select(t => t.FullName));
    }

    [Fact]
    public void Native_memory_and_threads_are_started_in_one_file_each()
    {
        Assert.Equal(["AlignedBuffer.cs"], FilesWith("NativeMemory."));
        Assert.Equal(["Threads.cs"], FilesWith("Parallel.For", "src/Qratum.Chemistry"));
        Assert.Empty(FilesWith("ThreadPool.", "src/Qratum.Chemistry").Concat(FilesWith("Task.Run", "src/Qratum.Chemistry")));
        Assert.Empty(FilesWith("Control.UseManaged").Concat(FilesWith("Control.MaxDegreeOfParallelism")));
    }

    private static IEnumerable<string> FilesWith(string text, string folder = "src") => Repository.SourceFiles(folder)
        .Where(f => File.ReadAllText(f).Contains(text, StringComparison.Ordinal)).Select(f => Path.GetFileName(f)!);

    private static bool Allowed(string from, string to)
    {
        if (from == to) return true;
        // Minimization is pure numerics; everything from Variational on may use it.
        if (from == "Minimization") return to is "Numerics" or "Diagnostics";
        var (fromLayer, toLayer) = (LayerOf(from), to == "Minimization" ? LayerOf("Backends") : LayerOf(to));
        return toLayer <= fromLayer;
    }

    private static int LayerOf(string folder)
    {
        var layer = Array.FindIndex(CoreLayers, l => l.Contains(folder));
        return layer >= 0 ? layer : throw new InvalidOperationException($"The folder '{folder}' is not on the map.");
    }

    private static IEnumerable<Type> PublicTypes() =>
        new[] { "Qratum.Core", "Qratum.Chemistry", "Qratum.Optimization" }.SelectMany(n => Assembly.Load(n).GetExportedTypes());
}
