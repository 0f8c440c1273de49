using System.Text.Json;
using Xunit;

namespace Qratum.Chemistry.Tests;

public class QcSchemaTests
{
    private const string Water = """{"symbols":["O","H","H"],"geometry":[0,0,-0.1294,0,-1.4941,1.0274,0,1.4941,1.0274],"molecular_charge":0.0,"molecular_multiplicity":1}""";

    [Theory]
    [InlineData("")]
    [InlineData("\"schema_name\":\"qcschema_input\",\"driver\":\"energy\",\"model\":{\"method\":\"hf\",\"basis\":\"sto-3g\"},\"molecule\":")]
    public void Molecules_inputs_and_outputs_are_read(string around)
    {
        var molecule = QcSchema.ReadMolecule(around.Length == 0 ? Water : "{" + around + Water + "}");
        Assert.Equal("H2O", molecule.Formula);
        Assert.Equal((0, 1), (molecule.Charge, molecule.Multiplicity));
        Assert.Equal(-1.4941, molecule.Atoms[1].Y); // bohr
        var cation = QcSchema.ReadMolecule("""{"symbols":["He"],"geometry":[0,0,0],"molecular_charge":1,"molecular_multiplicity":2}""");
        Assert.Equal((1, 2, 1), (cation.Charge, cation.Multiplicity, cation.ElectronCount));
    }

    [Fact]
    public void A_result_is_an_output_document_whose_molecule_reads_back_to_the_bit()
    {
        var molecule = Molecule.Parse("O 0 0 0.1173; H 0 0.7572 -0.4692; H 0 -0.7572 -0.4692");
        var state = RestrictedHartreeFock.Solve(molecule, BasisSet.Sto3G);
        var correlation = MollerPlesset2.CorrelationEnergy(state);
        using var stream = new MemoryStream();
        QcSchema.Write(stream, state, "mp2", correlation);
        var text = System.Text.Encoding.UTF8.GetString(stream.ToArray());
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        Assert.Equal("qcschema_output", root.GetProperty("schema_name").GetString());
        Assert.Equal(state.Energy + correlation, root.GetProperty("return_result").GetDouble());
        var properties = root.GetProperty("properties");
        Assert.Equal(state.Energy, properties.GetProperty("scf_total_energy").GetDouble());
        Assert.Equal(correlation, properties.GetProperty("mp2_correlation_energy").GetDouble());
        Assert.Equal((7, 5, 5, 3), (properties.GetProperty("calcinfo_nbasis").GetInt32(), properties.GetProperty("calcinfo_nalpha").GetInt32(),
            properties.GetProperty("calcinfo_nbeta").GetInt32(), properties.GetProperty("calcinfo_natom").GetInt32()));
        Assert.Equal("STO-3G", root.GetProperty("model").GetProperty("basis").GetString());
        Assert.True(root.GetProperty("success").GetBoolean());
        Assert.Equal(molecule.Atoms, QcSchema.ReadMolecule(text).Atoms);
    }

    [Theory]
    [InlineData("{\n \"symbols\": [\"H\",]}", "line 2, column 18")]
    [InlineData("[]", "no object")]
    [InlineData("""{"geometry":[]}""", "no list symbols")]
    [InlineData("""{"symbols":["H"],"geometry":[0,0]}""", "geometry has 2 numbers; 1 symbols need 3")]
    [InlineData("""{"symbols":["Xx"],"geometry":[0,0,0]}""", "symbols[0]: there is no element 'Xx'")]
    [InlineData("""{"symbols":["H"],"geometry":[0,"a",0]}""", "geometry[1] is no number")]
    [InlineData("""{"symbols":["H"],"geometry":[0,0,0],"molecular_charge":0.5}""", "molecular_charge: 0.5")]
    [InlineData("""{"symbols":["H"],"geometry":[0,0,0],"real":[false]}""", "ghost")]
    public void Bad_documents_are_refused(string json, string message) =>
        Assert.Contains(message, Assert.Throws<FormatException>(() => QcSchema.ReadMolecule(json)).Message, StringComparison.Ordinal);
}
