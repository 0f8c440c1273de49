using System.Globalization;
using Qratum.Chemistry;

namespace Qratum.Cli;

/// <summary>The first step of every command of chemistry.</summary>
internal static class HartreeFockStep
{
    /// <exception cref="BadInputException">The molecule has open shells or is too large for this machine.</exception>
    public static HartreeFockResult Solve(Molecule molecule, BasisSet basis, Action<string> show, CancellationToken cancellationToken)
    {
        var options = new HartreeFockOptions
        {
            Progress = new DirectProgress<HartreeFockProgress>(p =>
                show(string.Create(CultureInfo.InvariantCulture, $"scf {p.Iteration}  energy {p.Energy:F9}  gradient {p.Gradient:0.0e-0}"))),
        };
        try
        {
            return RestrictedHartreeFock.Solve(molecule, basis, options, cancellationToken);
        }
        catch (InsufficientMemoryException e)
        {
            throw new BadInputException("MOLECULE: too large for this machine. " + e.Message, e);
        }
        catch (Exception e) when (e is NotSupportedException or ArgumentException)
        {
            throw new BadInputException("MOLECULE: " + BadInputException.TextOf(e), e);
        }
    }
}
