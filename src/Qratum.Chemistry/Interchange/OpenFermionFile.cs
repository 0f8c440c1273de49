using System.Globalization;
using System.Runtime.CompilerServices;
using PureHDF;

namespace Qratum.Chemistry;

/// <summary>Integrals in the HDF5 files in which OpenFermion and its plugins keep a molecule (<c>MolecularData</c>).</summary>
/// <remarks>
/// The files hold h_pq as <c>one_body_integrals</c> and (ps|qr) as <c>two_body_integrals</c>[p, q, r, s] over all orbitals, the lowest of which the
/// reference determinant fills, with <c>nuclear_repulsion</c>, <c>n_electrons</c> and <c>multiplicity</c>. All values are in hartree, positions in ångström.
/// </remarks>
public static class OpenFermionFile
{
    private static readonly byte[] Signature = [0x89, (byte)'H', (byte)'D', (byte)'F', 0x0d, 0x0a, 0x1a, 0x0a];

    /// <summary>Whether a file is one of HDF5.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static bool IsHdf5(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var stream = File.OpenRead(path);
        Span<byte> start = stackalloc byte[8];
        return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual(Signature);
    }

    /// <summary>Reads the integrals of a file.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="NotSupportedException">The process is a native executable.</exception>
    /// <exception cref="FormatException">It is no HDF5, or lacks a data set; the message names file and data set.</exception>
    public static ElectronIntegrals Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!IsHdf5(path)) throw new FormatException($"{path}: this is no HDF5 file.");
        if (!RuntimeFeature.IsDynamicCodeSupported) throw NativeExecutable();
        using var file = H5File.OpenRead(path);
        var one = Numbers(file, path, "one_body_integrals", 2, out var n);
        var two = Numbers(file, path, "two_body_integrals", 4, out var orbitals);
        if (n != orbitals) throw new FormatException($"{path}: one_body_integrals has {n} orbitals, two_body_integrals {orbitals}.");
        var (electrons, multiplicity) = ((int)Scalar(file, path, "n_electrons"), (int)Scalar(file, path, "multiplicity"));
        if (electrons < 0 || multiplicity < 1 || (electrons + multiplicity - 1) % 2 != 0 || multiplicity - 1 > electrons)
            throw new FormatException($"{path}: {electrons} electrons cannot have multiplicity {multiplicity}.");
        var packed = new double[ElectronIntegrals.RepulsionCount(n)];
        for (var p = 0; p < n; p++)
        for (var s = 0; s <= p; s++)
        for (var q = 0; q <= p; q++)
        for (var r = 0; r <= q; r++)
            packed[ElectronIntegrals.RepulsionIndex(p, s, q, r)] = two[(((((long)p * n) + q) * n) + r) * n + s];
        try
        {
            return new ElectronIntegrals(n, (electrons + multiplicity - 1) / 2, (electrons - multiplicity + 1) / 2, Scalar(file, path, "nuclear_repulsion"), one, packed);
        }
        catch (ArgumentException e)
        {
            throw new FormatException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>Writes a Hartree-Fock state with the integrals of all its orbitals, and NaN for energies of other methods.</summary>
    /// <param name="path">The file; one that is there is overwritten.</param>
    /// <param name="state">The state.</param>
    /// <param name="cancellationToken">Stops the transformation of the integrals.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="NotSupportedException">The process is a native executable.</exception>
    public static void Write(string path, HartreeFockResult state, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(state);
        if (!RuntimeFeature.IsDynamicCodeSupported) throw NativeExecutable();
        var integrals = state.ToElectronIntegrals(cancellationToken: cancellationToken);
        var (n, atoms) = (integrals.OrbitalCount, state.Molecule.Atoms);
        var positions = new double[atoms.Count, 3];
        for (var k = 0; k < atoms.Count; k++)
            (positions[k, 0], positions[k, 1], positions[k, 2]) = (Angstrom(atoms[k].X), Angstrom(atoms[k].Y), Angstrom(atoms[k].Z));
        var file = new H5File
        {
            ["geometry"] = new H5Group { ["atoms"] = atoms.Select(a => a.Element.Symbol).ToArray(), ["positions"] = positions },
            ["basis"] = Text(state.BasisSet.Name),
            ["description"] = Text(""),
            ["name"] = Text(state.Molecule.Formula),
            ["multiplicity"] = (long)state.Molecule.Multiplicity,
            ["charge"] = (long)state.Molecule.Charge,
            ["n_atoms"] = (long)atoms.Count,
            ["atoms"] = atoms.Select(a => a.Element.Symbol).ToArray(),
            ["protons"] = atoms.Select(a => (long)a.Element.AtomicNumber).ToArray(),
            ["n_electrons"] = (long)state.Molecule.ElectronCount,
            ["n_orbitals"] = (long)n,
            ["n_qubits"] = 2L * n,
            ["nuclear_repulsion"] = integrals.CoreEnergy,
            ["hf_energy"] = state.Energy,
            ["orbital_energies"] = state.OrbitalEnergies.ToArray(),
            ["canonical_orbitals"] = Matrix(state.CoefficientArray, state.Integrals.FunctionCount, n),
            ["one_body_integrals"] = Matrix(integrals.OneElectronSpan.ToArray(), n, n),
            ["two_body_integrals"] = TwoBody(integrals),
        };
        foreach (var absent in (string[])["mp2_energy", "cisd_energy", "ccsd_energy", "fci_energy"]) file[absent] = double.NaN;
        file.Write(path, new H5WriteOptions(DefaultStringLength: 2)); // symbols; longer text is opaque
    }

    // PureHDF makes the code for each kind of array when it meets one; where none can be made the compiler leaves it out with this.
    private static NotSupportedException NativeExecutable() =>
        new("HDF5 files are not read or written by a native executable; take the tool package or a library, or a FCIDUMP file.");

    private static double Angstrom(double bohr) => Length.FromBohr(bohr).Angstrom;

    /// <summary>Text as bytes without a terminator.</summary>
    private static H5Dataset Text(string text)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text.Length == 0 ? " " : text);
        return new H5Dataset(bytes, opaqueInfo: new H5OpaqueInfo((uint)bytes.Length, "text"));
    }

    private static double[,] Matrix(double[] rows, int height, int width)
    {
        var matrix = new double[height, width];
        Buffer.BlockCopy(rows, 0, matrix, 0, rows.Length * sizeof(double));
        return matrix;
    }

    private static double[,,,] TwoBody(ElectronIntegrals integrals)
    {
        var n = integrals.OrbitalCount;
        var tensor = new double[n, n, n, n];
        for (var p = 0; p < n; p++)
        for (var q = 0; q < n; q++)
        for (var r = 0; r < n; r++)
        for (var s = 0; s < n; s++)
            tensor[p, q, r, s] = integrals.RepulsionSpan[(int)ElectronIntegrals.RepulsionIndex(p, s, q, r)];
        return tensor;
    }

    private static double[] Numbers(IH5Group file, string path, string name, int rank, out int n)
    {
        var set = DataSet(file, path, name);
        var shape = set.Space.Dimensions;
        if (shape.Length != rank || shape.Any(d => d != shape[0]) || shape[0] is < 1 or > 10_000)
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"{path}: {name} has the shape [{string.Join(", ", shape)}] instead of {rank} equal extents."));
        n = (int)shape[0];
        return set.Read<double[]>();
    }

    private static double Scalar(IH5Group file, string path, string name)
    {
        var set = DataSet(file, path, name);
        return set.Type.Class == H5DataTypeClass.FloatingPoint ? set.Read<double>() : set.Read<long>();
    }

    private static IH5Dataset DataSet(IH5Group file, string path, string name) =>
        file.LinkExists(name) && file.Get(name) is IH5Dataset set ? set : throw new FormatException($"{path}: there is no data set {name}.");
}
