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
                for (var q = 0; q < sum.QubitCount; q++) Assert.True(a.Pauli[q] == Pauli.I || a.Pauli[q] == group.Basis!.Value[q]);
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

    [Property(MaxTest = 60)]
    public void CommutingGroupsPartitionTheSumAndAreMeasuredAsZ(ulong seed)
    {
        var random = new PhiloxRandom(seed);
        var sum = RandomSums.Next(random, random.Next(1, 70), random.Next(0, 40));
        var groups = PauliGrouping.Commuting(sum);
        Assert.Equal(sum, groups.Aggregate(PauliSum.Identity(sum.QubitCount, sum.IdentityCoefficient), (a, g) => a + g.Terms));
        Assert.True(groups.Count <= PauliGrouping.QubitWise(sum).Count);
        foreach (var group in groups)
        {
            Assert.Null(group.Basis);
            foreach (var (_, pauli) in group.Terms)
            {
                Assert.All(group.Terms, other => Assert.True(pauli.CommutesWith(other.Pauli)));
                Assert.True(group.Measured(pauli).Diagonal.IsDiagonal);
            }
        }
    }

    [Property(MaxTest = 100)]
    public void BasisChangesAreWhatMeasuredSays(ulong seed)
    {
        var random = new PhiloxRandom(seed);
        var qubits = random.Next(1, 6);
        var sum = RandomSums.Next(random, qubits, 14);
        foreach (var group in PauliGrouping.Commuting(sum).Concat(PauliGrouping.QubitWise(sum)))
        {
            var change = group.BasisChange();
            foreach (var (_, pauli) in group.Terms)
            {
                // U P and ± Z… U must be the same matrix.
                var (sign, diagonal) = group.Measured(pauli);
                var (a, b) = (DenseCircuit.Columns(Of(pauli).Append(change).Build()), DenseCircuit.Columns(new CircuitBuilder(qubits).Append(change).Append(Of(diagonal).Build()).Build()));
                for (var j = 0; j < 1 << qubits; j++) Assert.True(a[j].Zip(b[j], (x, y) => Complex.Abs(x - (sign * y))).Max() < 1e-13);
            }
        }

        CircuitBuilder Of(PauliString pauli)
        {
            var circuit = new CircuitBuilder(qubits);
            for (var q = 0; q < qubits; q++) circuit.Apply(pauli[q] switch { Pauli.X => Gate.X, Pauli.Y => Gate.Y, Pauli.Z => Gate.Z, _ => Gate.Id }, q);
            return circuit;
        }
    }

    [Fact]
    public void BellStringsCommuteButShareNoProductBasis()
    {
        var sum = PauliSum.FromTerms((1, "XX"), (0.5, "YY"), (0.25, "ZZ"));
        Assert.Equal(3, PauliGrouping.QubitWise(sum).Count);
        var group = Assert.Single(PauliGrouping.Commuting(sum));
        // YY = −XX·ZZ: its sign is the opposite of theirs.
        Assert.Equal(-group.Measured(PauliString.Parse("XX")).Sign * group.Measured(PauliString.Parse("ZZ")).Sign, group.Measured(PauliString.Parse("YY")).Sign);
        Assert.Throws<ArgumentException>(() => group.Measured(PauliString.Parse("XI")));
        Assert.Throws<ArgumentException>(() => group.Measured(PauliString.Parse("XXI")));
        Assert.Equal("3 terms that commute", group.ToString());
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
