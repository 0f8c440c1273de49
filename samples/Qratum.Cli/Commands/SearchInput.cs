using Qratum.Chemistry;

namespace Qratum.Cli;

/// <summary>What a variational search is asked to solve: a molecule, or integrals that were read.</summary>
internal abstract record SearchInput(string Title, GroundStateOptions Options)
{
    public abstract GroundStateEstimate Estimate();

    /// <exception cref="BadInputException">It cannot be treated or is too large, or the checkpoint does not fit.</exception>
    public abstract Task<GroundStateResult> SolveAsync(GroundStateOptions options, IProgress<HistoryPoint> progress, CancellationToken cancellationToken);

    internal sealed record OfMolecule(Molecule Molecule, string Title, GroundStateOptions Options) : SearchInput(Title, Options)
    {
        public override GroundStateEstimate Estimate() => GroundState.Estimate(Molecule, Options);

        public override Task<GroundStateResult> SolveAsync(GroundStateOptions options, IProgress<HistoryPoint> progress, CancellationToken cancellationToken) =>
            GroundStateStep.SolveAsync(() => GroundState.SolveAsync(Molecule, options, progress, cancellationToken), options);
    }

    internal sealed record OfIntegrals(ElectronIntegrals Integrals, string Title, GroundStateOptions Options) : SearchInput(Title, Options)
    {
        public override GroundStateEstimate Estimate() => GroundState.Estimate(Integrals, Options);

        public override Task<GroundStateResult> SolveAsync(GroundStateOptions options, IProgress<HistoryPoint> progress, CancellationToken cancellationToken) =>
            GroundStateStep.SolveAsync(() => GroundState.SolveAsync(Integrals, options, progress, cancellationToken), options);
    }
}
