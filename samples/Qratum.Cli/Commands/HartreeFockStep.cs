using System.Globalization;
using Qratum.Chemistry;

namespace Qratum.Cli;

/// <summary>The first step of every command of chemistry.</summary>
internal static class HartreeFockStep
{
    /// <summary>Orbitals to map and correlate: RHF, of open shells ROHF, all integrals stored.</summary>
    /// <exception cref="BadInputException">The molecule is too large for this machine.</exception>
    public static HartreeFockResult Solve(Molecule molecule, BasisSet basis, Action<string> show, CancellationToken cancellationToken) => (HartreeFockResult)Solve(
        molecule.Multiplicity > 1 ? HartreeFockMethod.RestrictedOpenShell : HartreeFockMethod.Restricted, molecule, basis,
        IntegralStorage.Stored, new HartreeFockOptions().CholeskyTolerance, show, cancellationToken);

    /// <summary>The same by any method.</summary>
    /// <exception cref="BadInputException">The method does not fit the molecule, or it is too large for this machine.</exception>
    public static MeanFieldResult Solve(
        HartreeFockMethod method, Molecule molecule, BasisSet basis, IntegralStorage storage, double tolerance, Action<string> show, CancellationToken cancellationToken) => Naming<MeanFieldResult>(() => method switch
    {
        HartreeFockMethod.Unrestricted => UnrestrictedHartreeFock.Solve(molecule, basis, Options(show, storage, tolerance), cancellationToken),
        HartreeFockMethod.RestrictedOpenShell => RestrictedOpenShellHartreeFock.Solve(molecule, basis, Options(show, storage, tolerance), cancellationToken),
        _ => RestrictedHartreeFock.Solve(molecule, basis, Options(show, storage, tolerance), cancellationToken),
    });

    private static HartreeFockOptions Options(Action<string> show, IntegralStorage storage, double tolerance) => new()
    {
        Storage = storage,
        CholeskyTolerance = tolerance,
        Progress = new DirectProgress<HartreeFockProgress>(p =>
            show(string.Create(CultureInfo.InvariantCulture, $"scf {p.Iteration}  energy {p.Energy:F9}  gradient {p.Gradient:0.0e-0}"))),
    };

    /// <summary>Does what may find the molecule unfit, and names it as the culprit.</summary>
    internal static T Naming<T>(Func<T> solve)
    {
        try
        {
            return solve();
        }
        catch (InsufficientMemoryException e)
        {
            throw new BadInputException("MOLECULE: too large for this machine. " + e.Message, e);
        }
        catch (NotSupportedException e)
        {
            throw new BadInputException("MOLECULE: " + BadInputException.TextOf(e) + " On the command line: --method uhf or rohf.", e);
        }
        catch (ArgumentException e)
        {
            throw new BadInputException("MOLECULE: " + BadInputException.TextOf(e), e);
        }
    }
}
