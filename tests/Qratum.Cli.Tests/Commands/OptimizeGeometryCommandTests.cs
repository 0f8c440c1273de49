using Qratum.Chemistry;
using Xunit;

namespace Qratum.Cli.Tests;

public sealed class OptimizeGeometryCommandTests
{
    private const string Water = "O 0 0 0; H 0.1 0.8 -0.6; H 0 -0.9 -0.3";

    [Fact]
    public async Task Json_has_the_geometry_and_the_path()
    {
        var result = await Tool.RunAsync("optimize-geometry", Water, "--tight", "--json");
        Assert.Equal(ExitCode.Ok, result.Exit);
        var json = result.Json;
        Assert.Equal(
            ["formatVersion", "energy", "method", "basis", "converged", "stopReason", "steps", "rejectedSteps", "atoms", "gradient", "path", "warnings", "seconds"],
            json.EnumerateObject().Select(p => p.Name));
        Assert.Equal(-74.9659012, json.GetProperty("energy").GetDouble(), 1e-6);
        Assert.Equal(3, json.GetProperty("atoms").GetArrayLength());
        Assert.Equal("O", json.GetProperty("atoms")[0].GetProperty("element").GetString());
        Assert.Equal(json.GetProperty("steps").GetInt32() + 1, json.GetProperty("path").GetArrayLength());
        Assert.True(Math.Abs(json.GetProperty("gradient")[0][1].GetDouble()) < 1.5e-5);
    }

    [Fact]
    public async Task The_path_is_drawn()
    {
        using var folder = new TemporaryFolder();
        var plot = folder.PathOf("path.svg");
        var result = await Tool.RunAsync("optimize-geometry", Water, "--plot", plot, "--json");

        Assert.Equal(ExitCode.Ok, result.Exit);
        var text = System.Xml.Linq.XDocument.Load(plot).Root!.Value;
        Assert.Contains("Relaxation of H2O (RHF/STO-3G)", text, StringComparison.Ordinal);
        Assert.Contains("largest gradient", text, StringComparison.Ordinal);
        Assert.Contains($"{result.Json.GetProperty("path").GetArrayLength()} geometries", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_hold_the_last_geometry_and_all_of_them()
    {
        var folder = Directory.CreateTempSubdirectory("qratum-geometry");
        try
        {
            var (output, trajectory) = (Path.Combine(folder.FullName, "best.xyz"), Path.Combine(folder.FullName, "path.xyz"));
            var result = await Tool.RunAsync("optimize-geometry", Water, "--method", "uhf", "--output", output, "--trajectory", trajectory, "--json");
            var frames = File.ReadAllText(trajectory);
            Assert.EndsWith(File.ReadAllText(output), frames, StringComparison.Ordinal);
            Assert.Equal((result.Json.GetProperty("steps").GetInt32() + 1) * 5, frames.Split('\n').Length - 1);
            var oxygen = result.Json.GetProperty("atoms")[0].GetProperty("z").GetDouble();
            Assert.Equal(oxygen, Molecule.FromXyzFile(output).Atoms[0].Z * PhysicalConstants.BohrInAngstrom, 1e-12);
            var again = await Tool.RunAsync("optimize-geometry", output, "--json");
            Assert.True(again.Json.GetProperty("steps").GetInt32() <= 1);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Text_tells_atoms_and_a_limit_that_was_met()
    {
        var result = await Tool.RunAsync("optimize-geometry", Water, "--max-steps", "1");
        Assert.Equal(ExitCode.Failed, result.Exit);
        Assert.Contains("NOT relaxed", result.Out, StringComparison.Ordinal);
        Assert.Contains("angstrom", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_shells_need_another_method()
    {
        var result = await Tool.RunAsync("optimize-geometry", "O 0 0 0; H 0 0 1", "--multiplicity", "2");
        Assert.Equal(ExitCode.BadInput, result.Exit);
        Assert.Contains("--method uhf or rohf", result.Error, StringComparison.Ordinal);
    }
}
