using FsCheck.Xunit;
using Qratum.Testing;
using Xunit;

namespace Qratum.Chemistry.Tests;

[Properties(Arbitrary = [typeof(FermionGenerators)], MaxTest = 40)]
public class FciDumpTests
{
    private const string Header = " &FCI NORB=2,NELEC=2,MS2=0,\n  ORBSYM=1,5,\n  ISYM=1,\n &END\n";

    [Property]
    public bool WhatIsWrittenReadsBackBitForBit(ElectronIntegrals integrals) => AreEqual(integrals, FciDump.Parse(Text(integrals)));

    [Property]
    public bool EveryEqualOrderMeansTheSameIntegral(ElectronIntegrals integrals, int seed)
    {
        var random = new PhiloxRandom((ulong)seed);
        var lines = Text(integrals).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        for (var k = 0; k < lines.Length; k++)
        {
            var words = lines[k].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length != 5 || words[0].StartsWith('&')) continue;
            if (random.NextDouble() < 0.5) (words[1], words[2]) = (words[2], words[1]);
            if (random.NextDouble() < 0.5) (words[3], words[4]) = (words[4], words[3]);
            if (words[3] != "0" && random.NextDouble() < 0.5) (words[1], words[2], words[3], words[4]) = (words[3], words[4], words[1], words[2]);
            if (words[2] == "0" && words[1] != "0") (words[1], words[2]) = (words[2], words[1]);
            if (words[1] == "0" && words[2] != "0") (words[1], words[2]) = (words[2], words[1]);
            lines[k] = string.Join("   ", words) + (random.NextDouble() < 0.3 ? "\n" + string.Join(' ', words) : "");
        }

        return AreEqual(integrals, FciDump.Parse(string.Join("\r\n", lines)));
    }

    [Fact]
    public void OtherProgramsStylesAreRead()
    {
        var read = FciDump.Parse("""
            ﻿&fci norb = 2 nelec=3 , ms2= 1
            orbsym=1 2, isym=2, iuhf=0 /

              0.5D+00   1 1 1 1
              -0.25d0 2 1 0 0
             -1.5 1 0 0 0
              2.0 0 0 0 0
            """);

        Assert.Equal((2, 2, 1, 2.0), (read.OrbitalCount, read.AlphaElectrons, read.BetaElectrons, read.CoreEnergy));
        Assert.Equal((0.5, -0.25, 0), (read.Repulsion(0, 0, 0, 0), read.Core(0, 1), read.Core(0, 0)));
    }

    [Theory]
    [InlineData("", "line 1, column 1", "empty")]
    [InlineData("3\nwater\n", "line 1, column 1", "&FCI must")]
    [InlineData("&FCI NORB=2,\nNELEC=2,\n", "line 2", "does not end")]
    [InlineData("&FCI NELEC=2 &END\n", "line 1", "no NORB")]
    [InlineData("&FCI NORB=0,NELEC=2 &END\n", "line 1, column 11", "1 to 3000")]
    [InlineData("&FCI NORB=2,NELEC=5 &END\n", "line 1, column 19", "0 to 4")]
    [InlineData("&FCI NORB=2,NELEC=2,MS2=1 &END\n", "line 1", "do not exist")]
    [InlineData("&FCI NORB=2,NORB=2 &END\n", "line 1, column 13", "twice")]
    [InlineData("&FCI NORB=2,NELEC=2,IUHF=1 &END\n", "line 1, column 26", "UHF")]
    [InlineData(Header + " 0.5 1 1 1\n", "line 5, column 11", "after 3 of 4")]
    [InlineData(Header + " 0.5 1 1 3 1\n", "line 5, column 10", "0 to 2")]
    [InlineData(Header + " 0,5 1 1 1 1\n", "line 5, column 2", "write 0.5")]
    [InlineData(Header + " (0.5,0.0) 1 1 1 1\n", "line 5, column 2", "complex")]
    [InlineData(Header + " 0.5 1 1 1 1 1\n", "line 5, column 14", "follows")]
    [InlineData(Header + " 0.5 1 1 1 0\n", "line 5", "name no integral")]
    [InlineData(Header + " 0.5 1 2 0 0\n 0.6 2 1 0 0\n", "line 6", "but 0.5 earlier")]
    public void BadTextIsRefusedWithItsPlace(string text, string place, string reason)
    {
        var error = Assert.Throws<FormatException>(() => FciDump.Parse(text));
        Assert.Contains(place, error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FilesAreToldFromMolecules()
    {
        var folder = Directory.CreateTempSubdirectory("qratum-fcidump-");
        try
        {
            var path = Path.Combine(folder.FullName, "h2.fcidump");
            var integrals = RandomIntegrals.Create(3, 2, 1, 4);
            File.WriteAllText(path, Text(integrals));
            Assert.True(FciDump.IsFciDump(path));
            Assert.True(AreEqual(integrals, FciDump.ReadFile(path)));
            File.WriteAllText(path, "2\n\nH 0 0 0\nH 0 0 1\n");
            Assert.False(FciDump.IsFciDump(path));
            Assert.StartsWith(path, Assert.Throws<FormatException>(() => FciDump.ReadFile(path)).Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void ThresholdsLeaveSmallIntegralsOut()
    {
        var integrals = RandomIntegrals.Create(3, 1, 1, 9);
        using var writer = new StringWriter();
        FciDump.Write(integrals, writer, threshold: 0.2);
        var read = FciDump.Parse(writer.ToString());
        for (var k = 0; k < read.RepulsionSpan.Length; k++)
        {
            var value = integrals.RepulsionSpan[k];
            Assert.Equal(Math.Abs(value) > 0.2 ? value : 0, read.RepulsionSpan[k]);
        }

        Assert.True(writer.ToString().Length < Text(integrals).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => FciDump.Write(integrals, writer, -1));
    }

    private static string Text(ElectronIntegrals integrals)
    {
        using var writer = new StringWriter();
        FciDump.Write(integrals, writer);
        return writer.ToString();
    }

    private static bool AreEqual(ElectronIntegrals a, ElectronIntegrals b) =>
        (a.OrbitalCount, a.AlphaElectrons, a.BetaElectrons, a.CoreEnergy) == (b.OrbitalCount, b.AlphaElectrons, b.BetaElectrons, b.CoreEnergy)
        && a.OneElectronSpan.SequenceEqual(b.OneElectronSpan) && a.RepulsionSpan.SequenceEqual(b.RepulsionSpan);
}
