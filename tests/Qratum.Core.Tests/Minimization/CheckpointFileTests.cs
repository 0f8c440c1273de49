using System.Globalization;
using System.Security.Cryptography;
using Xunit;

namespace Qratum.Core.Tests.Minimization;

public sealed class CheckpointFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("qratum-").FullName;

    private string File_ => Path.Combine(_folder, "search.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Numbers_come_back_bit_for_bit_and_no_other_file_is_left()
    {
        double[] odd = [-0.0, 0.1, double.Epsilon, double.MaxValue, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1.0 / 3];
        CheckpointFile.Write(File_, "vqe", "abc", Snapshot(odd));
        var back = CheckpointFile.Read(File_, "vqe", "abc");
        Assert.Equal(odd.Select(BitConverter.DoubleToInt64Bits), back.State.Vectors["point"].Select(BitConverter.DoubleToInt64Bits));
        Assert.Equal((long.MinValue, "lbfgs", 7), (back.State.Integers["seed"], back.State.Method, back.Evaluations));
        Assert.Equal(new HistoryPoint(1, -1.5, 3), back.History[0]);
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public void Writing_again_replaces_the_file()
    {
        CheckpointFile.Write(File_, "vqe", "abc", Snapshot([1]));
        CheckpointFile.Write(File_, "vqe", "abc", Snapshot([2]));
        Assert.Equal([2], CheckpointFile.Read(File_, "vqe", "abc").State.Vectors["point"]);
    }

    [Fact]
    public void A_failed_writing_leaves_no_temporary_file_and_what_was_there()
    {
        Directory.CreateDirectory(File_);
        File.WriteAllText(Path.Combine(File_, "inside"), "kept");
        Assert.ThrowsAny<SystemException>(() => CheckpointFile.Write(File_, "vqe", "abc", Snapshot([1])));
        Assert.Empty(Directory.GetFiles(_folder));
        Assert.Equal("kept", File.ReadAllText(Path.Combine(File_, "inside")));
    }

    [Fact]
    public void A_temporary_file_in_use_is_left_alone()
    {
        CheckpointFile.Write(File_, "vqe", "abc", Snapshot([1]));
        using (var other = new FileStream(File_ + ".tmp", FileMode.Create, FileAccess.Write, FileShare.None))
        {
            Assert.Throws<IOException>(() => CheckpointFile.Write(File_, "vqe", "abc", Snapshot([2])));
            Assert.True(File.Exists(File_ + ".tmp"));
        }

        Assert.Equal([1], CheckpointFile.Read(File_, "vqe", "abc").State.Vectors["point"]);
    }

    [Fact]
    public void A_missing_file_and_another_problem_kind_or_version_are_told()
    {
        Assert.Throws<FileNotFoundException>(() => CheckpointFile.Read(File_, "vqe", "abc"));
        CheckpointFile.Write(File_, "vqe", "abc", Snapshot([1]));
        Assert.Contains("another problem", Refusal("vqe", "abd"), StringComparison.Ordinal);
        Assert.Contains("'qaoa'", Refusal("qaoa", "abc"), StringComparison.Ordinal);
        var text = File.ReadAllText(File_);
        File.WriteAllText(File_, text.Replace("{\"formatVersion\":1", "{\"formatVersion\":99", StringComparison.Ordinal));
        Assert.Contains("99", Refusal("vqe", "abc"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_truncation_is_refused()
    {
        CheckpointFile.Write(File_, "vqe", "abc", Snapshot([1, 2, 3]));
        var bytes = File.ReadAllBytes(File_);
        for (var length = 0; length < bytes.Length; length++)
        {
            File.WriteAllBytes(File_, bytes[..length]);
            Refusal("vqe", "abc");
        }
    }

    [Fact]
    public void No_flipped_bit_changes_what_is_read()
    {
        var snapshot = Snapshot([1.25, -3]);
        CheckpointFile.Write(File_, "vqe", "abc", snapshot);
        var bytes = File.ReadAllBytes(File_);
        for (var bit = 0; bit < 8 * bytes.Length; bit++)
        {
            var flipped = (byte[])bytes.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(File_, flipped);
            Assert.Throws<FormatException>(() => CheckpointFile.Read(File_, "vqe", "abc"));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("hello")]
    [InlineData("{\"formatVersion\":1,\"kind\":\"vqe\",\"fingerprint\":\"abc\",\"sha256\":\"\",\"snapshot\":{}}")]
    public void What_is_no_checkpoint_is_refused(string text)
    {
        File.WriteAllText(File_, text);
        Refusal("vqe", "abc");
    }

    [Fact]
    public void Nesting_without_end_is_refused()
    {
        File.WriteAllText(File_, string.Concat(Enumerable.Repeat("{\"snapshot\":", 100_000)));
        Refusal("vqe", "abc");
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(20, false)]
    public void Depth_is_limited_in_the_search_too(int depth, bool isDepthAllowed)
    {
        // Well-formed and with its checksum: only the depth, or the unknown field, is wrong with it.
        var payload = "{\"formatVersion\":1,\"extra\":" + new string('[', depth) + new string(']', depth) + "}";
        var sum = Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(payload)));
        File.WriteAllText(File_, string.Create(CultureInfo.InvariantCulture,
            $"{{\"formatVersion\":1,\"kind\":\"vqe\",\"fingerprint\":\"abc\",\"sha256\":\"{sum}\",\"snapshot\":{payload}}}"));
        Assert.Equal(isDepthAllowed, Refusal("vqe", "abc").Contains("extra", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_above_the_limit_is_refused_unread()
    {
        // A file of zeros that takes no room on the disk.
        using (var stream = new FileStream(File_, FileMode.Create)) stream.SetLength(CheckpointFile.MaximumBytes + 1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var message = Refusal("vqe", "abc");
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
        Assert.Contains("268435456", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"formatVersion\":1,\"state\":null,\"evaluations\":0,\"history\":[]}")]
    [InlineData("{\"formatVersion\":2,\"state\":{\"method\":\"x\",\"dimension\":0,\"integers\":{},\"vectors\":{}},\"evaluations\":0,\"history\":[]}")]
    [InlineData("{\"formatVersion\":1,\"state\":{\"method\":\"x\",\"dimension\":0,\"integers\":{},\"vectors\":{\"a\":null}},\"evaluations\":0,\"history\":[]}")]
    [InlineData("{\"formatVersion\":1,\"state\":{\"method\":\"x\",\"dimension\":0,\"integers\":{},\"vectors\":{}},\"evaluations\":0,\"history\":[null]}")]
    public void A_whole_file_with_a_bad_search_is_refused(string payload)
    {
        var sum = Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(payload)));
        File.WriteAllText(File_, string.Create(CultureInfo.InvariantCulture,
            $"{{\"formatVersion\":1,\"kind\":\"vqe\",\"fingerprint\":\"abc\",\"sha256\":\"{sum}\",\"snapshot\":{payload}}}"));
        Refusal("vqe", "abc");
    }

    private static MinimizationSnapshot Snapshot(double[] point) => new()
    {
        State = new MinimizerState
        {
            Method = "lbfgs",
            Dimension = point.Length,
            Integers = new Dictionary<string, long> { ["seed"] = long.MinValue },
            Vectors = new Dictionary<string, double[]> { ["point"] = point },
        },
        Evaluations = 7,
        History = [new HistoryPoint(1, -1.5, 3)],
    };

    private string Refusal(string kind, string fingerprint) =>
        Assert.Throws<FormatException>(() => CheckpointFile.Read(File_, kind, fingerprint)).Message;
}
