using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Qratum.PublicApi.Tests;

/// <summary>The examples that users copy compile as they stand.</summary>
public sealed partial class ReadmeTests
{
    public static TheoryData<string, int> Snippets()
    {
        var data = new TheoryData<string, int>();
        foreach (var file in (IEnumerable<string>)["README.md", .. Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md").Order(StringComparer.Ordinal).Select(f => "docs/" + Path.GetFileName(f))])
        {
            if (file == "docs/house-style.md") continue; // shows the shape of the code, not examples
            var count = Fence().Count(File.ReadAllText(Path.Combine(Repository.Root, file)));
            for (var k = 0; k < count; k++) data.Add(file, k);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Snippets))]
    public void Snippet_compiles(string file, int index)
    {
        var text = Fence().Matches(File.ReadAllText(Path.Combine(Repository.Root, file)))[index].Groups[1].Value;
        var compilation = SourceModel.Compile([("snippet.cs", text)], OutputKind.ConsoleApplication, withQratum: true);
        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => $"{d}\n{text}"));
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Fence();
}
