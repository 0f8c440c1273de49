using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Qratum.PublicApi.Tests;

/// <summary>Sources compiled in memory against what the tests themselves reference.</summary>
internal static class SourceModel
{
    private const string ImplicitUsings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    public static CSharpCompilation Compile(IEnumerable<(string Path, string Text)> sources, OutputKind kind, bool withQratum)
    {
        var options = new CSharpParseOptions(LanguageVersion.Latest);
        var trees = sources.Append(("usings.cs", ImplicitUsings)).Select(s => CSharpSyntaxTree.ParseText(s.Item2, options, s.Item1));
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => withQratum || !Path.GetFileName(p).StartsWith("Qratum.", StringComparison.Ordinal))
            .Select(p => MetadataReference.CreateFromFile(p));
        return CSharpCompilation.Create("Sources", trees, references,
            new CSharpCompilationOptions(kind, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
    }
}
