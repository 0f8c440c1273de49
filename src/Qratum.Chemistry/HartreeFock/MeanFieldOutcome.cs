using System.Diagnostics;
using System.Globalization;

namespace Qratum.Chemistry;

/// <summary>A finished calculation, from which a result is made.</summary>
internal sealed record MeanFieldOutcome(
    Molecule Molecule, BasisSet BasisSet, ScfModel Model, ScfOutcome Found, double SpinSquared, double[][] Orbitals, double[][] Energies,
    int Cycles, int LeftOut, TimeSpan IntegralTime, TimeSpan ScfTime)
{
    /// <summary>Does the calculation, the same for all methods.</summary>
    public static MeanFieldOutcome Solve(
        HartreeFockMethod method, Molecule molecule, BasisSet basisSet, HartreeFockOptions options, CancellationToken cancellationToken)
    {
        using var activity = QratumDiagnostics.Source.StartActivity("scf");
        var start = Stopwatch.GetTimestamp();
        var integrals = AtomicIntegrals.Compute(molecule, basisSet, options.Storage, options.CholeskyTolerance, options.MaxThreads, cancellationToken);
        var integralTime = Stopwatch.GetElapsedTime(start);
        start = Stopwatch.GetTimestamp();
        var basis = new Orbitals(integrals.One.Overlap, integrals.FunctionCount, options.LinearDependenceThreshold);
        ThrowIfTooFew(basis.Count, molecule, basisSet);
        var fields = integrals.CreateFields(options.MaxThreads);
        var model = new ScfModel(method, molecule, integrals, fields, basis);
        var search = new ScfSearch(model, options, cancellationToken);
        var solution = new LowestSolution(model, options, new StartingOrbitals(model, molecule, basisSet, cancellationToken), search, cancellationToken);
        var found = solution.Find();
        var (orbitals, energies) = double.IsFinite(found.End.Point.Energy)
            ? ScfCanonical.Of(model, found.End.Point)
            : (found.End.Point.Orbitals, Array.ConvertAll(found.End.Point.Orbitals, _ => new double[basis.Count]));
        var outcome = new MeanFieldOutcome(
            molecule, basisSet, model, found, solution.SpinSquared(found.End.Point), orbitals, energies, search.Cycles,
            integrals.FunctionCount - basis.Count, integralTime, Stopwatch.GetElapsedTime(start));
        activity?.SetTag("qratum.functions", integrals.FunctionCount).SetTag("qratum.energy", found.End.Point.Energy).SetTag("qratum.cycles", search.Cycles);
        HartreeFockLog.Ended(options.Logger, found.End.Point.Energy, search.Cycles, found.End.StopReason);
        foreach (var doubt in MeanFieldDoubts.Of(outcome)) HartreeFockLog.Doubt(options.Logger, doubt.Message);
        return outcome;
    }

    private static void ThrowIfTooFew(int orbitals, Molecule molecule, BasisSet basisSet)
    {
        if (orbitals >= molecule.AlphaElectrons) return;
        throw new ArgumentException(
            string.Create(CultureInfo.InvariantCulture, $"{molecule.AlphaElectrons} electrons of one spin need as many orbitals; {basisSet.Name} gives {orbitals}."),
            nameof(basisSet));
    }
}
