using Qratum.Testing;
using Xunit;
using Xunit.Abstractions;

namespace Qratum.Chemistry.Tests;

/// <summary>Term counts, identity coefficients and 1-norms of molecular Hamiltonians.</summary>
public class JordanWignerOracleTests(ITestOutputHelper output)
{
    /// <summary>Hartree; sums of up to 3e5 coefficients, each as good as the orbitals (the largest difference seen is 1e-7).</summary>
    private const double NormTolerance = 1e-6;

    private const double IdentityTolerance = 1e-8;

    public static TheoryData<string> Small => ReferenceData.Ids(s => Chosen(s) && s.FunctionCount <= 13);

    public static TheoryData<string> Large => ReferenceData.Ids(s => Chosen(s) && s.FunctionCount > 13);

    [SharedDataTheory]
    [MemberData(nameof(Small))]
    public void CountsAndNorms(string id) => Check(id);

    [SharedDataTheory]
    [MemberData(nameof(Large))]
    [Trait("Category", "Nightly")]
    public void CountsAndNormsOfManyOrbitals(string id) => Check(id);

    [SharedDataFact]
    public void HydrogenHasFifteenTermsOnFourQubits()
    {
        var system = ReferenceData.Get("H2_0.735/STO-3G");
        var hamiltonian = new JordanWigner().Map(RestrictedHartreeFock.Solve(system.Molecule, system.Basis).ToElectronIntegrals());
        Assert.Equal((4, 15), (hamiltonian.QubitCount, hamiltonian.Count));
        Assert.True(hamiltonian.IsHermitian);
    }

    private static bool Chosen(ReferenceSystem s) =>
        s is { IsQubitHamiltonianPortable: true, IsClosedShell: true, IsScfEasy: true, IsBasisEmbedded: true };

    private void Check(string id)
    {
        var system = ReferenceData.Get(id);
        var field = RestrictedHartreeFock.Solve(system.Molecule, system.Basis);
        if (system.JordanWigner is { } all) Compare(id, field.ToElectronIntegrals(), all);
        if (system.JordanWignerActive is { } active)
            Compare(id + " active", field.ToElectronIntegrals(ActiveSpace.OfOrbitals(
                system.Fci.ActiveElectronsAlphaBeta!.Sum(), [.. system.Fci.ActiveIndices!])), active);
    }

    private void Compare(string id, ElectronIntegrals integrals, ReferenceHamiltonian expected)
    {
        var hamiltonian = new JordanWigner().Map(integrals);
        output.WriteLine(FormattableString.Invariant(
            $"{id}: {hamiltonian.Count} terms of {expected.PauliTerms}, 1-norm {hamiltonian.OneNorm - expected.OneNormWithIdentity:E1}, identity {hamiltonian.IdentityCoefficient.Real - expected.IdentityCoefficient:E1}"));
        Assert.Equal(expected.Qubits, hamiltonian.QubitCount);
        Assert.Equal(expected.PauliTerms, hamiltonian.Count);
        Assert.Equal(expected.IdentityCoefficient, hamiltonian.IdentityCoefficient.Real, IdentityTolerance);
        Assert.Equal(expected.OneNormWithIdentity, hamiltonian.OneNorm, NormTolerance);
        Assert.Equal(expected.OneNormWithoutIdentity, hamiltonian.OneNorm - Math.Abs(hamiltonian.IdentityCoefficient.Real), NormTolerance);
    }
}
