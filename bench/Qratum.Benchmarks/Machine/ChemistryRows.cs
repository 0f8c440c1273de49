using System.Globalization;
using Qratum.Chemistry;

namespace Qratum.Benchmarks.Machine;

/// <summary>
/// Hartree-Fock from geometry to energy, integrals included, on one and two threads; its gradient; full CI; the Hamiltonian on qubits. Plain cycles without
/// stability analysis, as other programs do them.
/// </summary>
internal static class ChemistryRows
{
    public static IEnumerable<Row> Create(Func<string, bool> wanted)
    {
        foreach (var threads in (int[])[1, 2])
        {
            foreach (var row in HartreeFock(wanted, threads)) yield return row;
        }

        foreach (var row in Gradients(wanted)) yield return row;
        foreach (var row in FullCi(wanted)) yield return row;
        if (wanted("jordan-wigner N2/6-31G*"))
        {
            var integrals = RestrictedHartreeFock.Solve(Molecules.Nitrogen(), BasisSet.Pople631GStar).ToElectronIntegrals();
            PauliSum? sum = null;
            yield return new Row("jordan-wigner N2/6-31G*", 1, 0, null, () => sum = new JordanWigner { MaxThreads = 1 }.Map(integrals))
            {
                Check = () => string.Create(CultureInfo.InvariantCulture, $"{sum!.QubitCount} qubits, {sum.Count} terms"),
            };
        }
    }

    private static IEnumerable<Row> HartreeFock(Func<string, bool> wanted, int threads)
    {
        foreach (var (name, molecule, basis, storage) in new (string, Func<Molecule>, BasisSet, IntegralStorage)[]
        {
            ("rhf H2O/cc-pVTZ", Molecules.Water, BasisSet.CcPvtz, IntegralStorage.Stored),
            ("rhf benzene/6-31G*", Molecules.Benzene, BasisSet.Pople631GStar, IntegralStorage.Stored),
            ("rhf benzene/6-31G* direct", Molecules.Benzene, BasisSet.Pople631GStar, IntegralStorage.Direct),
            ("rhf decane/6-31G*", Decane, BasisSet.Pople631GStar, IntegralStorage.Stored),
        })
        {
            if (!wanted(name)) continue;
            var options = new HartreeFockOptions { Storage = storage, MaxThreads = threads, Stability = StabilityAnalysis.None };
            HartreeFockResult? result = null;
            yield return new Row(name, threads, 0, null, () => result = RestrictedHartreeFock.Solve(molecule(), basis, options))
            {
                Check = () => string.Create(CultureInfo.InvariantCulture, $"{result!.Energy:F9} hartree, {result.Iterations} cycles"),
            };
        }
    }

    private static IEnumerable<Row> Gradients(Func<string, bool> wanted)
    {
        if (!wanted("gradient benzene/6-31G*")) yield break;
        var state = RestrictedHartreeFock.Solve(Molecules.Benzene(), BasisSet.Pople631GStar, new HartreeFockOptions { Stability = StabilityAnalysis.None });
        yield return new Row("gradient benzene/6-31G*", 1, 0, null, () => NuclearGradient.Of(state, 1));
    }

    private static IEnumerable<Row> FullCi(Func<string, bool> wanted)
    {
        foreach (var (name, molecule) in new (string, Molecule)[] { ("fci N2/STO-3G", Molecules.Nitrogen()), ("fci H10/STO-3G", Chain(10)), ("fci H12/STO-3G", Chain(12)) })
        {
            if (!wanted(name)) continue;
            var integrals = RestrictedHartreeFock.Solve(molecule, BasisSet.Sto3G).ToElectronIntegrals();
            FullConfigurationInteractionResult? result = null;
            var options = new FullConfigurationInteractionOptions { MaxThreads = 1 };
            yield return new Row(name, 1, 0, null, () => result = FullConfigurationInteraction.Solve(integrals, options))
            {
                Check = () => string.Create(CultureInfo.InvariantCulture, $"{result!.Energy:F9} hartree, {result.DeterminantCount} determinants"),
            };
        }
    }

    private static Molecule Chain(int atoms) => Molecule.Parse(string.Join("; ", Enumerable.Range(0, atoms).Select(k => FormattableString.Invariant($"H 0 0 {0.8 * k:R}"))));

    /// <summary>All-trans C10H22: bonds of 1.53 and 1.09 ångström, tetrahedral angles.</summary>
    private static Molecule Decane()
    {
        var atoms = new List<string>();
        double along = 1.53 * Math.Sqrt(2.0 / 3), across = 1.53 / Math.Sqrt(3) / 2, up = 1.09 / Math.Sqrt(3), aside = 1.09 * Math.Sqrt(2.0 / 3);
        for (var c = 0; c < 10; c++)
        {
            var sign = c % 2 == 0 ? 1 : -1;
            Add("C", c * along, sign * across, 0);
            Add("H", c * along, sign * (across + up), aside);
            Add("H", c * along, sign * (across + up), -aside);
        }

        Add("H", -aside, across - up, 0);
        Add("H", (9 * along) + aside, -across + up, 0);
        return Molecule.Parse(string.Join("; ", atoms));

        void Add(string element, double x, double y, double z) => atoms.Add(FormattableString.Invariant($"{element} {x:F6} {y:F6} {z:F6}"));
    }
}
