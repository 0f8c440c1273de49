using System.Globalization;
using Qratum.Chemistry;

namespace Qratum.Benchmarks.Machine;

/// <summary>From Hartree-Fock orbitals on, one thread: the integrals over orbitals, CCSD with them, and the transformation alone.</summary>
internal static class CoupledClusterRows
{
    public static IEnumerable<Row> Create(Func<string, bool> wanted)
    {
        foreach (var (name, molecule, basis) in new (string, Molecule, BasisSet)[]
        {
            ("ccsd H2O/cc-pVDZ", Molecules.Water(), BasisSet.CcPvdz), ("ccsd H2O/cc-pVTZ", Molecules.Water(), BasisSet.CcPvtz),
            ("ccsd benzene/STO-3G", Molecules.Benzene(), BasisSet.Sto3G), ("ccsd N2/cc-pVTZ", Molecules.Nitrogen(), BasisSet.CcPvtz),
        })
        {
            if (!wanted(name)) continue;
            var scf = RestrictedHartreeFock.Solve(molecule, basis);
            CoupledClusterResult? result = null;
            yield return new Row(name, 1, 0, null, () => result = CoupledCluster.Solve(scf, new CoupledClusterOptions { MaxThreads = 1 }))
            {
                Check = () => string.Create(CultureInfo.InvariantCulture, $"{result!.Energy:F9} hartree, {result.Iterations} iterations"),
            };
        }

        if (wanted("ccsd O2 triplet/cc-pVDZ"))
        {
            var open = UnrestrictedHartreeFock.Solve(Molecule.Parse("O 0 0 0; O 0 0 1.2075", multiplicity: 3), BasisSet.CcPvdz);
            yield return new Row("ccsd O2 triplet/cc-pVDZ", 1, 0, null, () => CoupledCluster.Solve(open, new CoupledClusterOptions { MaxThreads = 1 }));
        }

        if (wanted("orbital integrals benzene/6-31G*"))
        {
            var scf = RestrictedHartreeFock.Solve(Molecules.Benzene(), BasisSet.Pople631GStar);
            yield return new Row("orbital integrals benzene/6-31G*", 1, 0, null,
                () => IntegralTransform.Transform(scf.Integrals, scf.CoefficientArray, 0, scf.OrbitalCount, 0, 1));
        }
    }
}
