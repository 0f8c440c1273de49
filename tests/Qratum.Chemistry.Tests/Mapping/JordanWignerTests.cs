using System.Numerics;
using FsCheck.Xunit;
using Qratum.Testing;
using Xunit;

namespace Qratum.Chemistry.Tests;

[Properties(Arbitrary = [typeof(FermionGenerators)], MaxTest = 50)]
public class JordanWignerTests
{
    private const double Rounding = 1e-12;

    private static readonly JordanWigner All = new() { Threshold = 0 };

    [Property]
    public bool MatrixIsThatOfTheFermions(FermionOperator value)
    {
        var (expected, matrix) = (FockSpace.Matrix(value, FermionGenerators.Modes), All.Map(value).ToMatrix());
        for (nint i = 0; i < expected.GetLength(0); i++)
        for (nint j = 0; j < expected.GetLength(1); j++)
        {
            if (Complex.Abs(expected[i, j] - matrix[[i, j]]) > Rounding) return false;
        }

        return true;
    }

    [Property]
    public bool MappingIsTheProductOfMappedLadderOperators(FermionOperator value) =>
        Largest(All.Map(value) - Product(value)) < Rounding;

    [Property]
    public bool MappingKeepsProductsAndAdjoints(FermionOperator a, FermionOperator b) =>
        Largest(All.Map(a * b) - (All.Map(a) * All.Map(b))) < Rounding && All.Map(a.Adjoint()).Equals(All.Map(a).Adjoint());

    [Property]
    public bool StraightFromIntegralsIsTheSameHamiltonian(ElectronIntegrals integrals)
    {
        var fast = All.Map(integrals);
        return fast.IsHermitian && fast.QubitCount == 2 * integrals.OrbitalCount
            && Largest(fast - All.Map(integrals.ToFermionOperator())) < Rounding;
    }

    [Fact]
    public void HamiltonianOfManyOrbitalsNeedsNoSixtyFourBits()
    {
        // 35 orbitals make 70 qubits: strings beyond one word. Few integrals keep it short.
        const int n = 35;
        var h = new double[n * n];
        h[(33 * n) + 34] = h[(34 * n) + 33] = 0.5;
        var two = new double[ElectronIntegrals.RepulsionCount(n)];
        two[ElectronIntegrals.RepulsionIndex(34, 0, 33, 1)] = 0.25;
        var integrals = new ElectronIntegrals(n, 1, 1, 0, h, two);
        Assert.True(Largest(All.Map(integrals) - All.Map(integrals.ToFermionOperator())) < Rounding);
    }

    [Fact]
    public void SmallCoefficientsAreDropped()
    {
        var value = FermionOperator.Number(0) + (1.5e-8 * FermionOperator.Number(1));
        Assert.Equal(2, new JordanWigner().Map(value).Count);
        Assert.Equal(3, All.Map(value).Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => new JordanWigner { Threshold = -1 });
    }

    /// <summary>The slow twin: a_k written as ½ (X + iY) Z … Z and multiplied out as Pauli sums.</summary>
    private static PauliSum Product(FermionOperator value)
    {
        var qubits = value.ModeCount;
        var sum = PauliSum.Zero(qubits);
        foreach (var term in value)
        {
            var product = PauliSum.Identity(qubits, term.Coefficient);
            foreach (var op in term.Operators.Span)
            {
                var x = PauliString.Identity(qubits);
                for (var k = 0; k < op.Mode; k++) x = x.With(k, Pauli.Z);
                product *= new PauliSumBuilder(qubits).Add(0.5, x.With(op.Mode, Pauli.X))
                    .Add(new Complex(0, op.IsCreation ? -0.5 : 0.5), x.With(op.Mode, Pauli.Y)).Build();
            }

            sum += product;
        }

        return sum;
    }

    private static double Largest(PauliSum sum) => sum.Select(t => Complex.Abs(t.Coefficient)).DefaultIfEmpty().Max();
}
