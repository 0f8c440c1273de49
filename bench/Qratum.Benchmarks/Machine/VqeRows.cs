using System.Globalization;
using Qratum.Chemistry;

namespace Qratum.Benchmarks.Machine;

/// <summary>UCCSD of hydrogen chains on determinants, 0.8 ångström, STO-3G, fast order, one thread: an energy with gradient, and all from the geometry.</summary>
internal static class VqeRows
{
    public static IEnumerable<Row> Create(Func<string, bool> wanted)
    {
        foreach (var atoms in (int[])[8, 10, 12])
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"vqe H{atoms}");
            if (!wanted(name)) continue;
            var chain = Molecule.Parse(
                string.Join("; ", Enumerable.Range(0, atoms).Select(k => FormattableString.Invariant($"H 0 0 {0.8 * k:R}"))), LengthUnit.Angstrom);
            var integrals = RestrictedHartreeFock.Solve(chain, BasisSet.Sto3G).ToElectronIntegrals();
            var ansatz = Uccsd.Ansatz(integrals, UccsdOptions.Fast(integrals));
            var objective = new DeterminantObjective(integrals, ansatz, maxThreads: 1);
            yield return new Row(name + " energy and gradient", 1, 0, null,
                () => _ = objective.EvaluateAsync([ansatz.Start], EvaluationKind.ValueAndGradient).AsTask().GetAwaiter().GetResult());
            GroundStateResult? result = null;
            var options = new GroundStateOptions { MaxThreads = 1, MaximumExactDeterminants = 0 };
            yield return new Row(name + " from geometry", 1, 0, null, () => result = GroundState.SolveAsync(chain, options).GetAwaiter().GetResult())
            {
                Check = () => string.Create(CultureInfo.InvariantCulture, $"{result!.Energy:F9} hartree, {result.Vqe.Parameters.Length} parameters, {result.Vqe.Evaluations} evaluations"),
            };
        }
    }
}
