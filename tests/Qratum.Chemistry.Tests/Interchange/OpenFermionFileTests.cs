using PureHDF;
using Xunit;

namespace Qratum.Chemistry.Tests;

public sealed class OpenFermionFileTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".hdf5");

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData("Li 0 0 0; H 0 0 1.6", 1)]
    [InlineData("O 0 0 0; O 0 0 1.2", 3)]
    public void Integrals_read_back_to_the_bit(string molecule, int multiplicity)
    {
        var state = RestrictedOpenShellHartreeFock.Solve(Molecule.Parse(molecule, multiplicity: multiplicity), BasisSet.Sto3G);
        var expected = state.ToElectronIntegrals();
        OpenFermionFile.Write(_path, state);
        var found = OpenFermionFile.Read(_path);
        Assert.True(OpenFermionFile.IsHdf5(_path));
        Assert.Equal((expected.OrbitalCount, expected.AlphaElectrons, expected.BetaElectrons, expected.CoreEnergy),
            (found.OrbitalCount, found.AlphaElectrons, found.BetaElectrons, found.CoreEnergy));
        Assert.True(expected.OneElectronSpan.SequenceEqual(found.OneElectronSpan));
        Assert.True(expected.RepulsionSpan.SequenceEqual(found.RepulsionSpan));
    }

    [Fact]
    public void The_order_of_indices_is_that_of_creators_and_annihilators()
    {
        // two_body_integrals[p, q, r, s] belongs to a†_p a†_q a_r a_s: with p = s = 0 and q = r = 1 it is the repulsion (00|11), with p = r = 0, q = s = 1 the exchange (01|01).
        var state = RestrictedHartreeFock.Solve(Molecule.Parse("Li 0 0 0; H 0 0 1.6"), BasisSet.Sto3G);
        var integrals = state.ToElectronIntegrals();
        OpenFermionFile.Write(_path, state);
        using var file = H5File.OpenRead(_path);
        var tensor = file.Dataset("two_body_integrals").Read<double[,,,]>();
        Assert.Equal(integrals.Repulsion(0, 0, 1, 1), tensor[0, 1, 1, 0]);
        Assert.Equal(integrals.Repulsion(0, 1, 0, 1), tensor[0, 1, 0, 1]);
        Assert.Equal(state.Energy, file.Dataset("hf_energy").Read<double>());
        Assert.Equal(["Li", "H"], file.Dataset("geometry/atoms").Read<string[]>());
        Assert.Equal(1.6, file.Dataset("geometry/positions").Read<double[,]>()[1, 2], 1e-12);
    }

    [Fact]
    public void Other_files_are_refused()
    {
        File.WriteAllText(_path, "no hdf5 here");
        Assert.False(OpenFermionFile.IsHdf5(_path));
        Assert.Contains("no HDF5", Assert.Throws<FormatException>(() => OpenFermionFile.Read(_path)).Message, StringComparison.Ordinal);
        new H5File { ["one_body_integrals"] = new double[2, 2] }.Write(_path);
        Assert.Contains("no data set two_body_integrals", Assert.Throws<FormatException>(() => OpenFermionFile.Read(_path)).Message, StringComparison.Ordinal);
        new H5File { ["one_body_integrals"] = new double[2, 3] }.Write(_path);
        Assert.Contains("shape [2, 3]", Assert.Throws<FormatException>(() => OpenFermionFile.Read(_path)).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => OpenFermionFile.Read(_path + ".absent"));
    }
}
