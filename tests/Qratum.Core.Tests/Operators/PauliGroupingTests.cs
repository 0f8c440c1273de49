using System.Numerics;
using FsCheck.Xunit;
using Xunit;

namespace Qratum.Core.Tests;

public class PauliGroupingTests
{
    [Property(MaxTest = 60)]
    public void GroupsPartitionTheSumAndCommuteQubitWise(ulong seed)
    {
        var random = new PhiloxRandom(seed);
        var sum = RandomSums.Next(random, random.Next(1, 70), random.Next(0, 40));
        var groups = PauliGrouping.QubitWise(sum);
        var together = groups.Aggregate(PauliSum.Identity(sum.QubitCount, sum.IdentityCoefficient), (a, g) => a + g.Terms);
        Assert.Equal(sum - PauliSum.Zero(sum.QubitCount), together);
        Assert.Equal(sum.Count(t => !t.Pauli.IsIdentity), groups.Sum(g => g.Terms.Count));
        foreach (var group in groups)
        {
            foreach (var a in group.Terms)
            {
                Assert.All(group.Terms, b => Assert.True(a.Pauli.CommutesQubitWiseWith(b.Pauli)));
                for (var q = 0; q < sum.QubitCount; q++) Assert.True(a.Pauli[q] == Pauli.I || a.Pauli[q] == group.Basis[q]);
            }
        }

        var largest = groups.Select(g => g.Terms.Max(t => Complex.Abs(t.Coefficient))).ToArray();
        Assert.Equal(largest.OrderDescending(), largest);
    }

    [Property(MaxTest = 30)]
    public void BasisChangeMakesEveryTermDiagonal(ulong seed)
    {
        var random = new PhiloxRandom(seed);
        var sum = RandomSums.Next(random, 3, 12);
        foreach (var group in PauliGrouping.QubitWise(sum))
        {
            foreach (var (_, pauli) in group.Terms)
            {
                // U P and Z U must be the same matrix, with Z on the qubits where P acts.
                var change = group.BasisChange();
                var left = new CircuitBuilder(3);
                for (var q = 0; q < 3; q++) left.Apply(pauli[q] switch { Pauli.X => Gate.X, Pauli.Y => Gate.Y, Pauli.Z => Gate.Z, _ => Gate.Id }, q);
                left.Append(change);
                var right = new CircuitBuilder(3).Append(change);
                for (var q = 0; q < 3; q++)
                {
                    if (pauli[q] != Pauli.I) right.Z(q);
                }

                var (a, b) = (DenseCircuit.Columns(left.Build()), DenseCircuit.Columns(right.Build()));
                for (var j = 0; j < 8; j++) Assert.True(a[j].Zip(b[j], (x, y) => Complex.Abs(x - y)).Max() < 1e-14);
            }
        }
    }

    [Fact]
    public void LargeTermsAreKeptTogether()
    {
        var sum = PauliSum.FromTerms((5, "II"), (0.1, "ZI"), (2, "XX"), (1, "IX"), (-3, "ZZ"), (0.2, "YY"));
        var groups = PauliGrouping.QubitWise(sum);
        Assert.Equal(["2 terms in ZZ", "2 terms in XX", "1 terms in YY"], groups.Select(g => g.ToString()));
        Assert.Empty(PauliGrouping.QubitWise(PauliSum.Identity(3)));
    }
}
