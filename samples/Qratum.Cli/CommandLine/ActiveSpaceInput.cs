using System.CommandLine;
using System.CommandLine.Parsing;
using Qratum.Chemistry;

namespace Qratum.Cli;

/// <summary>The options that choose which electrons and orbitals are correlated.</summary>
internal sealed class ActiveSpaceInput
{
    private readonly Option<(int Electrons, int Orbitals)?> _active = OptionOf.Pair(
        "--active", "Correlate so many electrons in so many orbitals around the highest occupied one", "electrons", "orbitals", 1);

    private readonly Option<string> _by = OptionOf.Choice(
        "--active-by", "Choose electrons and orbitals by natural occupations of mp2 (0.02 to 1.98), or by orbital entropies of singles and doubles (a tenth of the largest)",
        "none", "none", "occupation", "entropy");

    private readonly Option<bool> _freezeCore = OptionOf.Flag("--freeze-core", "Do not correlate the inner shells");

    public void AddTo(Command command)
    {
        command.Add(_active);
        command.Add(_by);
        command.Add(_freezeCore);
    }

    /// <summary>Options that only a molecule has a use for.</summary>
    public Option[] OfMolecule => [_freezeCore, _by];

    /// <summary>The measure that chooses the space; null where it is given.</summary>
    /// <exception cref="BadInputException">The space is given too.</exception>
    public ActiveSpaceMeasure? Measure(ParseResult parsed)
    {
        ActiveSpaceMeasure? measure = parsed.GetRequiredValue(_by) switch
        {
            "occupation" => ActiveSpaceMeasure.NaturalOccupation,
            "entropy" => ActiveSpaceMeasure.OrbitalEntropy,
            _ => null,
        };
        if (measure is not null && (parsed.GetValue(_active) is not null || parsed.GetValue(_freezeCore)))
            throw new BadInputException("--active-by: the space is chosen; leave out --active and --freeze-core.");
        return measure;
    }

    /// <summary>The integrals of the space, given or chosen.</summary>
    /// <exception cref="BadInputException">The measure chooses nothing, or cannot treat the state.</exception>
    public ElectronIntegrals Integrals(ParseResult parsed, HartreeFockResult scf, ActiveSpace? space, CancellationToken cancellationToken)
    {
        if (Measure(parsed) is not { } measure) return BadInputException.Naming("MOLECULE", () => scf.ToElectronIntegrals(space, cancellationToken));
        try
        {
            return BadInputException.Naming("--active-by", () => AutomaticActiveSpace.Choose(scf, measure, cancellationToken).Integrals);
        }
        catch (InvalidOperationException e)
        {
            throw new BadInputException("--active-by: " + e.Message, e);
        }
    }

    /// <summary>The integrals of the space that --active asks for, or all.</summary>
    /// <exception cref="BadInputException">It does not fit the electrons and orbitals.</exception>
    public ElectronIntegrals Select(ParseResult parsed, ElectronIntegrals integrals) => parsed.GetValue(_active) is var (electrons, orbitals)
        ? BadInputException.Naming("--active", () => integrals.Select(ActiveSpace.Of(electrons, orbitals)))
        : integrals;

    /// <summary>Whether orbitals are left out above as well as below.</summary>
    public bool IsWindow(ParseResult parsed) => parsed.GetValue(_active) is not null || Measure(parsed) is not null;

    /// <summary>Whether only the core is left out.</summary>
    public bool IsFrozenCore(ParseResult parsed) => parsed.GetValue(_freezeCore) && !IsWindow(parsed);

    /// <summary>The space that the options ask for; null when they are absent, for all electrons in all orbitals.</summary>
    /// <exception cref="BadInputException">It does not fit the molecule, or the two options contradict each other.</exception>
    public ActiveSpace? Read(ParseResult parsed, Molecule molecule, BasisSet basis)
    {
        var core = ActiveSpace.CoreOrbitalCount(molecule);
        if (parsed.GetValue(_active) is not var (electrons, orbitals)) return parsed.GetValue(_freezeCore) ? ActiveSpace.Frozen(core) : null;

        var (most, functions) = (molecule.ElectronCount, basis.FunctionCount(molecule));
        if (electrons > most || (most - electrons) % 2 != 0)
            throw new BadInputException($"--active: {Facts.Whole(electrons)} electrons were asked for; {molecule.Formula} has {Facts.Whole(most)}, and what is frozen comes in pairs.");
        var frozen = (most - electrons) / 2;
        if (orbitals > functions - frozen)
            throw new BadInputException($"--active: {Facts.Whole(orbitals)} orbitals were asked for; above {Facts.Whole(frozen)} frozen ones the basis set has {Facts.Whole(functions - frozen)}.");
        if (2 * orbitals < electrons)
            throw new BadInputException($"--active: {Facts.Whole(orbitals)} orbitals cannot hold {Facts.Whole(electrons)} electrons.");
        if (parsed.GetValue(_freezeCore) && frozen < core)
            throw new BadInputException($"--active: {Facts.Whole(electrons)} electrons reach into the {Facts.Whole(core)} core orbitals that --freeze-core freezes.");
        return ActiveSpace.Of(electrons, orbitals);
    }
}
