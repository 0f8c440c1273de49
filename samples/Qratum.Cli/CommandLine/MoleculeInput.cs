using System.CommandLine;
using System.CommandLine.Parsing;
using Qratum.Chemistry;

namespace Qratum.Cli;

/// <summary>The argument MOLECULE and the options that belong to it, shared by every command of chemistry.</summary>
internal sealed class MoleculeInput
{
    private readonly Argument<string> _molecule = new("MOLECULE")
    {
        Description = "An .xyz file, a QCSchema file (.json), or atoms in ångström such as \"H 0 0 0; H 0 0 0.735\"",
    };

    private readonly Option<string> _basis = new("--basis")
    {
        Description = "Basis set, or a file in Gaussian94 layout (.gbs): " + string.Join(", ", BasisSet.Names),
        HelpName = "name",
        DefaultValueFactory = _ => "sto-3g",
    };

    private readonly Option<int> _charge = OptionOf.Whole("--charge", "Total charge", 0, -1000, 1000);
    private readonly Option<int> _multiplicity = OptionOf.Whole("--multiplicity", "Spin multiplicity 2S + 1", 1, 1, 1000);

    private readonly Option<bool> _cartesian = OptionOf.Flag("--cartesian", "Cartesian d and higher functions (6 d, 10 f), whatever the custom of the set");
    private readonly Option<bool> _spherical = OptionOf.Flag("--spherical", "Spherical d and higher functions (5 d, 7 f), whatever the custom of the set");

    private readonly Option<string?> _fciDump = OptionOf.OutputFile(
        "--fcidump", "FCIDUMP file, or to read an HDF5 file of OpenFermion: read in place of MOLECULE where none is given, else written with the integrals of the orbitals");

    public void AddTo(Command command)
    {
        command.Add(_molecule);
        command.Add(_basis);
        command.Add(_charge);
        command.Add(_multiplicity);
        command.Add(_cartesian);
        command.Add(_spherical);
    }

    /// <summary>The same for commands that can begin with integrals: MOLECULE may be left out for --fcidump.</summary>
    public void AddWithIntegralsTo(Command command)
    {
        AddTo(command);
        command.Add(_fciDump);
        _molecule.Arity = ArgumentArity.ZeroOrOne;
        command.Validators.Add(result =>
        {
            if (result.GetResult(_molecule) is not { Tokens.Count: > 0 } && result.GetResult(_fciDump) is null)
                result.AddError("MOLECULE: give atoms, an .xyz file or a FCIDUMP file.");
        });
    }

    /// <summary>The integrals that stand in place of a molecule, as MOLECULE or as --fcidump without one; null for a molecule.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="others">Options of the command that mean nothing beside integrals.</param>
    /// <exception cref="BadInputException">The file cannot be read, or an option was given that only a molecule has a use for.</exception>
    public GivenIntegrals? ReadFciDump(ParseResult parsed, params ReadOnlySpan<Option> others)
    {
        var (molecule, given) = (parsed.GetValue(_molecule), parsed.GetValue(_fciDump));
        var isOption = molecule is null;
        var (path, name) = isOption ? (given!, "--fcidump") : (molecule!, "MOLECULE");
        var isHdf5 = File.Exists(path) && BadInputException.Naming(name, () => OpenFermionFile.IsHdf5(path));
        if (!isOption && !isHdf5 && (!File.Exists(path) || !BadInputException.Naming(name, () => FciDump.IsFciDump(path)))) return null;
        if (isOption && !File.Exists(path)) throw new BadInputException($"--fcidump: there is no file '{path}'; to write one, give a MOLECULE too.");
        foreach (var option in (ReadOnlySpan<Option>)[_basis, _charge, _multiplicity, _cartesian, _spherical, .. others])
        {
            if (parsed.GetResult(option) is { Implicit: false })
                throw new BadInputException($"{option.Name}: '{path}' holds integrals; its electrons and orbitals are given.");
        }

        return new GivenIntegrals(BadInputException.Naming(name, () => isHdf5 ? OpenFermionFile.Read(path) : FciDump.ReadFile(path)), Path.GetFileName(path));
    }

    /// <summary>Whether --fcidump stands beside a MOLECULE.</summary>
    public bool WritesFciDump(ParseResult parsed) => parsed.GetValue(_molecule) is not null && parsed.GetValue(_fciDump) is not null;

    /// <summary>Writes the integrals where --fcidump asks for it beside a MOLECULE.</summary>
    public void WriteFciDump(ParseResult parsed, ElectronIntegrals integrals)
    {
        if (!WritesFciDump(parsed) || parsed.GetValue(_fciDump) is not { } file) return;
        AtomicFile.Write(file, stream =>
        {
            using var writer = new StreamWriter(stream, leaveOpen: true);
            FciDump.Write(integrals, writer);
        });
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
                if (path?.EndsWith(".json", StringComparison.OrdinalIgnoreCase) == true)
                {
                    if (isAsked) throw new BadInputException($"--charge, --multiplicity: '{path}' says them itself.");
                    return QcSchema.ReadMoleculeFile(path);
                }

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
            var name = parsed.GetRequiredValue(_basis);
            var basis = name.EndsWith(".gbs", StringComparison.OrdinalIgnoreCase) ? BasisSet.FromFile(name) : BasisSet.ByName(name);
            _ = basis.FunctionCount(molecule);
            return cartesian ? basis.WithCartesianFunctions() : spherical ? basis.WithSphericalFunctions() : basis;
        });
    }

    /// <summary>The file that a MOLECULE names, or null for atoms written inline.</summary>
    private static string? FilePath(string text)
    {
        if (File.Exists(text)) return text;
        var looksLikePath = text.EndsWith(".xyz", StringComparison.OrdinalIgnoreCase) || text.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || text.AsSpan().ContainsAny('/', '\\');
        if (!looksLikePath) return null;
        throw new BadInputException(Directory.Exists(text)
            ? $"MOLECULE: '{text}' is a folder, not an .xyz file."
            : $"MOLECULE: there is no file '{text}'.");
    }
}

/// <summary>Integrals that were read, and the name of their file.</summary>
internal sealed record GivenIntegrals(ElectronIntegrals Values, string Name);
