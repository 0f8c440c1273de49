using Xunit;

namespace Qratum.Chemistry.Tests;

public class ContractionTests
{
    private const double Tolerance = 1e-11;

    [Theory]
    [InlineData("iajb", "iakc", "kcjb")]
    [InlineData("iajb", "kalb", "kilj")]
    [InlineData("kilj", "kcld", "icjd")]
    [InlineData("ia", "kcid", "kcad")]
    [InlineData("ia", "iakc", "kc")]
    [InlineData("kiac", "kdac", "id")]
    [InlineData("jbia", "ka", "bjki")]
    [InlineData("", "iajb", "jbia")]
    public void Agrees_with_the_loop_over_all_indices(string ofC, string ofA, string ofB)
    {
        var random = new Random(7);
        for (var trial = 0; trial < 6; trial++)
        {
            var lengths = (ofA + ofB).Distinct().ToDictionary(letter => letter, letter => "abcd".Contains(letter, StringComparison.Ordinal) ? random.Next(1, 45) : random.Next(1, 4));
            var (a, b, c) = (Numbers(random, ofA, lengths), Numbers(random, ofB, lengths), Numbers(random, ofC, lengths));
            var expected = new DenseTensor((double[])c.Data.Clone(), c.Lengths);
            AddByLoop(expected, ofC, 0.5, a, ofA, b, ofB);
            var several = new DenseTensor((double[])c.Data.Clone(), c.Lengths);
            new Contraction(3, default).Add(several, ofC, 0.5, a, ofA, b, ofB);
            new Contraction(1, default).Add(c, ofC, 0.5, a, ofA, b, ofB);
            for (var i = 0; i < c.Data.Length; i++) Assert.Equal(expected.Data[i], c.Data[i], Tolerance);
            Assert.Equal(c.Data, several.Data); // no bit depends on the threads

            Array.Clear(expected.Data);
            AddByLoop(expected, ofC, -1, a, ofA, b, ofB);
            Array.Fill(c.Data, double.NaN);
            new Contraction(2, default).Set(c, ofC, -1, a, ofA, b, ofB);
            for (var i = 0; i < c.Data.Length; i++) Assert.Equal(expected.Data[i], c.Data[i], Tolerance);
        }
    }

    [Fact]
    public void A_sum_over_nothing_is_zero()
    {
        var c = new DenseTensor([5.0, 6], 2, 1);
        new Contraction(1, default).Add(c, "ia", 1, new DenseTensor(2, 0), "ik", new DenseTensor(0, 1), "ka");
        Assert.Equal([5, 6], c.Data);
    }

    [Fact]
    public void Indices_change_places()
    {
        var tensor = Numbers(new Random(1), "iabj", new Dictionary<char, int> { ['i'] = 2, ['a'] = 3, ['b'] = 4, ['j'] = 5 });
        var other = tensor.Permuted("iabj", "bija");
        for (var i = 0; i < 2; i++)
        for (var a = 0; a < 3; a++)
        for (var b = 0; b < 4; b++)
        for (var j = 0; j < 5; j++)
            Assert.Equal(tensor[i, a, b, j], other[b, i, j, a]);
    }

    private static DenseTensor Numbers(Random random, string letters, Dictionary<char, int> lengths)
    {
        var tensor = new DenseTensor([.. letters.Select(letter => lengths[letter])]);
        for (var i = 0; i < tensor.Data.Length; i++) tensor.Data[i] = random.NextDouble() - 0.5;
        return tensor;
    }

    private static void AddByLoop(DenseTensor c, string ofC, double alpha, DenseTensor a, string ofA, DenseTensor b, string ofB)
    {
        var letters = string.Concat((ofA + ofB).Distinct());
        var lengths = letters.Select(letter => ofA.Contains(letter, StringComparison.Ordinal) ? a.Lengths[ofA.IndexOf(letter, StringComparison.Ordinal)] : b.Lengths[ofB.IndexOf(letter, StringComparison.Ordinal)]).ToArray();
        var at = new int[letters.Length];
        for (var more = true; more;)
        {
            c.Data[Place(c, ofC)] += alpha * a.Data[Place(a, ofA)] * b.Data[Place(b, ofB)];
            more = false;
            for (var k = letters.Length - 1; k >= 0 && !more; k--)
            {
                at[k] = (at[k] + 1) % lengths[k];
                more = at[k] != 0;
            }
        }

        int Place(DenseTensor tensor, string of)
        {
            var place = 0;
            for (var k = 0; k < of.Length; k++) place += at[letters.IndexOf(of[k], StringComparison.Ordinal)] * tensor.Strides[k];
            return place;
        }
    }
}
