using System.Globalization;
using System.Numerics.Tensors;

namespace Qratum.Chemistry;

/// <summary>
/// The integrals of a molecule over its atomic basis functions: all that Hartree-Fock and what follows it need to know. Immutable.
/// </summary>
/// <remarks>
/// Order of the functions: atoms as given; within an atom all s shells, then p, d, ...; shells of one angular momentum as in
/// the basis set; p is x, y, z; spherical d and beyond are m = -l..l; Cartesian d is xx, xy, xz, yy, yz, zz, and so on. Every
/// s, p and spherical function has norm 1; Cartesian d and f functions are bare monomials on a normalised radial part, so that S(xx,xx) =
/// 4π/5, S(xy,xy) = 4π/15, S(xxx,xxx) = 4π/7. Atomic units throughout.
/// </remarks>
public sealed class AtomicIntegrals
{
    /// <summary>About so many matrices are alive during a direct calculation.</summary>
    private const int DirectMatrices = 80;

    private readonly double[]? _packed;

    private AtomicIntegrals(
        BasisFunctions basis, (double X, double Y, double Z, double Charge)[] nuclei, IntegralStorage storage, double tolerance, int threads, CancellationToken cancellationToken)
    {
        if (storage == IntegralStorage.Stored) ThrowIfTooLarge(basis.Count);
        Functions = basis;
        One = OneElectron.Compute(basis, nuclei);
        CoreHamiltonian = new double[One.Kinetic.Length];
        TensorPrimitives.Add(One.Kinetic, One.NuclearAttraction, CoreHamiltonian);
        if (storage == IntegralStorage.Cholesky) Cholesky = CholeskyIntegrals.Decompose(basis, tolerance, threads, cancellationToken);
        if (storage != IntegralStorage.Stored) return;
        _packed = new double[PackedSymmetric.Count(PackedSymmetric.Count(basis.Count))];
        Repulsion.Fill(basis, _packed, threads, cancellationToken);
    }

    /// <summary>Number of basis functions n.</summary>
    public int FunctionCount => Functions.Count;

    /// <summary>S_ij = ⟨i|j⟩, n × n.</summary>
    public ReadOnlyTensorSpan<double> Overlap => View(One.Overlap);

    /// <summary>⟨i|-∇²/2|j⟩ in hartree, n × n.</summary>
    public ReadOnlyTensorSpan<double> Kinetic => View(One.Kinetic);

    /// <summary>⟨i|-Σ_C Z_C/|r-R_C||j⟩ in hartree, n × n.</summary>
    public ReadOnlyTensorSpan<double> NuclearAttraction => View(One.NuclearAttraction);

    /// <summary>
    /// Whether all repulsion integrals are held in memory; not where a Hartree-Fock calculation was direct or by Cholesky vectors, see
    /// <see cref="IntegralStorage"/>.
    /// </summary>
    public bool IsStored => _packed is not null;

    /// <summary>Number of Cholesky vectors that stand for the repulsion integrals; 0 where there are none.</summary>
    public int CholeskyVectorCount => Cholesky?.Count ?? 0;

    /// <summary>
    /// The electron-repulsion integrals in chemists' notation, each once: (ij|kl) with i ≥ j, k ≥ l, ij ≥ kl at ij(ij+1)/2 + kl, where ij =
    /// i(i+1)/2 + j; in hartree. Integrals whose Schwarz bound is below 1e-13 are zero.
    /// </summary>
    /// <exception cref="InvalidOperationException">They are not stored.</exception>
    public ReadOnlySpan<double> PackedRepulsion => Packed;

    internal BasisFunctions Functions { get; }

    internal OneElectron One { get; }

    /// <summary>The vectors in place of the integrals; null where there are none.</summary>
    internal CholeskyIntegrals? Cholesky { get; }

    /// <summary>Kinetic energy plus nuclear attraction, row-major.</summary>
    internal double[] CoreHamiltonian { get; }

    /// <exception cref="InvalidOperationException">They are not stored.</exception>
    internal double[] Packed => _packed ?? throw new InvalidOperationException(string.Create(
        CultureInfo.InvariantCulture,
        $"The repulsion integrals of {FunctionCount} basis functions were computed on the way and not stored ({nameof(IntegralStorage)}.{nameof(IntegralStorage.Direct)}), but this needs them."));

    /// <summary>Computes all integrals. O(n⁴) time and memory; the same bits for any number of threads.</summary>
    /// <param name="molecule">The nuclei; charge and multiplicity do not matter.</param>
    /// <param name="basisSet">The basis set; it must have every element of the molecule.</param>
    /// <param name="maxThreads">Upper limit of threads, at least 1, or -1 for as many as the machine offers.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">The basis set lacks an element.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxThreads"/> is zero or below -1.</exception>
    /// <exception cref="InsufficientMemoryException">The integrals do not fit; the message says how many bytes they need.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static AtomicIntegrals Compute(
        Molecule molecule, BasisSet basisSet, int maxThreads = -1, CancellationToken cancellationToken = default)
    {
        Threads.Checked(maxThreads, nameof(maxThreads));
        return Compute(molecule, basisSet, IntegralStorage.Stored, 0, maxThreads, cancellationToken);
    }

    /// <summary>The same, with or without the repulsion integrals, or with Cholesky vectors to a tolerance.</summary>
    internal static AtomicIntegrals Compute(
        Molecule molecule, BasisSet basisSet, IntegralStorage storage, double tolerance, int maxThreads, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(molecule);
        ArgumentNullException.ThrowIfNull(basisSet);
        var count = basisSet.FunctionCount(molecule);
        if (storage == IntegralStorage.Automatic) storage = MemoryCheck.Fits(NumbersFor(count)) ? IntegralStorage.Stored : IntegralStorage.Direct;
        if (storage == IntegralStorage.Stored) ThrowIfTooLarge(count);
        else MemoryCheck.ThrowIfAbsent(DirectMatrices * (Int128)count * count, string.Create(CultureInfo.InvariantCulture, $"The matrices of {count} basis functions"), isOneArray: false);
        var basis = BasisFunctions.Place(molecule.Atoms.Select(atom => ((atom.X, atom.Y, atom.Z), basisSet.ShellsFor(atom.Element))));
        return new AtomicIntegrals(
            basis, [.. molecule.Atoms.Select(atom => (atom.X, atom.Y, atom.Z, (double)atom.Element.AtomicNumber))], storage, tolerance, maxThreads, cancellationToken);
    }

    /// <summary>Memory the integrals of a molecule take, in bytes; computed from the number of functions, nothing is allocated.</summary>
    /// <param name="molecule">The molecule.</param>
    /// <param name="basisSet">The basis set; it must have every element of the molecule.</param>
    /// <exception cref="ArgumentException">The basis set lacks an element.</exception>
    public static long EstimateBytes(Molecule molecule, BasisSet basisSet)
    {
        ArgumentNullException.ThrowIfNull(basisSet);
        return MemoryCheck.Bytes(NumbersFor(basisSet.FunctionCount(molecule)));
    }

    /// <summary>The electron-repulsion integral (ij|kl) in hartree.</summary>
    /// <param name="i">First function of electron 1, from 0.</param>
    /// <param name="j">Second function of electron 1.</param>
    /// <param name="k">First function of electron 2.</param>
    /// <param name="l">Second function of electron 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is not below <see cref="FunctionCount"/>.</exception>
    /// <exception cref="InvalidOperationException">They are neither stored nor held as vectors.</exception>
    public double RepulsionOf(int i, int j, int k, int l)
    {
        ThrowIfOutside(i, nameof(i));
        ThrowIfOutside(j, nameof(j));
        ThrowIfOutside(k, nameof(k));
        ThrowIfOutside(l, nameof(l));
        var (ij, kl) = (PackedSymmetric.IndexOf(i, j), PackedSymmetric.IndexOf(k, l));
        return Cholesky is { } vectors ? vectors.Of(ij, kl) : Packed[PackedSymmetric.LongIndexOf(ij, kl)];
    }

    /// <summary>⟨i|r|j⟩ along one axis from the origin of the coordinates, in bohr, n × n.</summary>
    /// <param name="axis">0 for x, 1 for y, 2 for z.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="axis"/> is not 0, 1 or 2.</exception>
    public ReadOnlyTensorSpan<double> Dipole(int axis)
    {
        if (axis is < 0 or > 2) throw new ArgumentOutOfRangeException(nameof(axis), axis, "The axis is 0, 1 or 2.");
        return View(One.Dipole[axis]);
    }

    /// <summary>Number of functions and memory.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{FunctionCount} basis functions, {(Cholesky is { } vectors ? $"{vectors.Count} Cholesky vectors" : $"{_packed?.LongLength ?? 0} repulsion integrals")}");

    internal static AtomicIntegrals Compute(
        BasisFunctions basis, (double X, double Y, double Z, double Charge)[] nuclei, int maxThreads = -1, CancellationToken cancellationToken = default) =>
        new(basis, nuclei, IntegralStorage.Stored, 0, maxThreads, cancellationToken);

    /// <summary>Doubles of the packed repulsion integrals and the seven one-electron matrices.</summary>
    private static Int128 NumbersFor(long functions)
    {
        Int128 pairs = (Int128)functions * (functions + 1) / 2;
        return (pairs * (pairs + 1) / 2) + (7 * (Int128)functions * functions);
    }

    /// <summary>What builds fields from what is held, or directly.</summary>
    internal IFieldBuilder CreateFields(int threads) => this switch
    {
        { Cholesky: { } vectors } => new CholeskyFieldBuilder(vectors, threads),
        { IsStored: true } => new FockBuilder(this, threads),
        _ => new DirectFieldBuilder(Functions, threads),
    };

    private static void ThrowIfTooLarge(long functions) =>
        MemoryCheck.ThrowIfAbsent(
            NumbersFor(functions), string.Create(CultureInfo.InvariantCulture, $"The integrals of {functions} basis functions"),
            advice: $"Cholesky vectors take far less ({nameof(IntegralStorage)}.{nameof(IntegralStorage.Cholesky)}, of the tool 'energy --integrals cholesky', with --fcidump for its other commands).");

    private void ThrowIfOutside(int index, string name)
    {
        if (index < 0 || index >= FunctionCount)
            throw new ArgumentOutOfRangeException(name, index, $"A function index is 0 to {FunctionCount - 1}.");
    }

    private ReadOnlyTensorSpan<double> View(double[] matrix) => new(matrix, [FunctionCount, FunctionCount]);
}
