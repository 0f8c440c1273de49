using System.CommandLine;
using System.CommandLine.Parsing;
using Qratum.Chemistry;

namespace Qratum.Cli;

/// <summary>The argument MOLECULE and the options that belong to it, shared by every command of chemistry.</summary>
internal sealed class MoleculeInput
{
    private readonly Argument<string> _molecule = new("MOLECULE")
    {
        Description = "An .xyz file, or atoms in ångström such as \"H 0 0 0; H 0 0 0.735\"",
    };

    private readonly Option<string> _basis = new("--basis")
    {
        Description = "Basis set: " + string.Join(", ", BasisSet.Names),
        HelpName = "name",
        DefaultValueFactory = _ => "sto-3g",
    };

    private readonly Option<int> _charge = OptionOf.Whole("--charge", "Total charge", 0, -1000, 1000);
    private readonly Option<int> _multiplicity = OptionOf.Whole("--multiplicity", "Spin multiplicity 2S + 1", 1, 1, 1000);

    private readonly Option<bool> _cartesian = OptionOf.Flag("--cartesian", "Cartesian d and higher functions (6 d, 10 f), whatever the custom of the set");
    private readonly Option<bool> _spherical = OptionOf.Flag("--spherical", "Spherical d and higher functions (5 d, 7 f), whatever the custom of the set");

    /// <summary>Adds --cartesian and --spherical, for commands that take the basis set as it is read here.</summary>
    public void AddFunctionsTo(Command command)
    {
        command.Add(_cartesian);
        command.Add(_spherical);
    }

    public void AddTo(Command command)
    {
        command.Add(_molecule);
        command.Add(_basis);
        command.Add(_charge);
        command.Add(_multiplicity);
    }

    /// <summary>The FCIDUMP file that stands in place of a molecule, or null for a molecule.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="others">Options of the command that mean nothing beside integrals.</param>
    /// <exception cref="BadInputException">An option was given that only a molecule has a use for.</exception>
    public string? FciDumpPath(ParseResult parsed, params ReadOnlySpan<Option> others)
    {
        var text = parsed.GetRequiredValue(_molecule);
        if (!File.Exists(text) || !BadInputException.Naming("MOLECULE", () => FciDump.IsFciDump(text))) return null;
        foreach (var option in (ReadOnlySpan<Option>)[_basis, _charge, _multiplicity, _cartesian, _spherical, .. others])
        {
            if (parsed.GetResult(option) is { Implicit: false })
                throw new BadInputException($"{option.Name}: '{text}' is a FCIDUMP; its integrals, electrons and orbitals are given.");
        }

        return text;
    }

    /// <summary>The molecule.</summary>
    /// <exception cref="BadInputException">It cannot be read, or cannot exist with this charge and multiplicity.</exception>
    public Molecule Read(ParseResult parsed)
    {
        var text = parsed.GetRequiredValue(_molecule);
        var (charge, multiplicity) = (parsed.GetValue(_charge), parsed.GetValue(_multiplicity));
        var path = FilePath(text);
        var isAsked = charge != 0 || multiplicity != 1;
        return BadInputException.Naming("MOLECULE", () =>
        {
            try
            {
                return path is null
                    ? Molecule.Parse(text, charge: charge, multiplicity: multiplicity)
                    : Molecule.FromXyzFile(path, charge, multiplicity);
            }
            catch (ArgumentException e) when (isAsked && e.ParamName is ("charge" or "multiplicity"))
            {
                throw new BadInputException("--charge, --multiplicity: " + BadInputException.TextOf(e), e);
            }
        });
    }

    /// <summary>The basis set, which has every element of the molecule.</summary>
    /// <exception cref="BadInputException">There is no such set, or an element is not in it.</exception>
    public BasisSet ReadBasis(ParseResult parsed, Molecule molecule)
    {
        var (cartesian, spherical) = (parsed.GetValue(_cartesian), parsed.GetValue(_spherical));
        if (cartesian && spherical) throw new BadInputException("--cartesian, --spherical: take one of them.");
        return BadInputException.Naming("--basis", () =>
        {
            var basis = BasisSet.ByName(parsed.GetRequiredValue(_basis));
            _ = basis.FunctionCount(molecule);
            return cartesian ? basis.WithCartesianFunctions() : spherical ? basis.WithSphericalFunctions() : basis;
        });
    }

    /// <summary>The file that a MOLECULE names, or null for atoms written inline.</summary>
    private static string? FilePath(string text)
    {
        if (File.Exists(text)) return text;
        var looksLikePath = text.EndsWith(".xyz", StringComparison.OrdinalIgnoreCase) || text.AsSpan().ContainsAny('/', '\\');
        if (!looksLikePath) return null;
        throw new BadInputException(Directory.Exists(text)
            ? $"MOLECULE: '{text}' is a folder, not an .xyz file."
            : $"MOLECULE: there is no file '{text}'.");
    }
}
