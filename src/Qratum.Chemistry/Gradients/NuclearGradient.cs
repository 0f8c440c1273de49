using System.Globalization;

namespace Qratum.Chemistry;

/// <summary>
/// First derivatives of a Hartree-Fock energy with respect to the places of the nuclei, in hartree per bohr; the forces are their negatives.
/// Immutable.
/// </summary>
/// <remarks>
/// dE = Σ D dh + ½ Σ Γ d(ij|kl) - Σ W dS + dE_nuc with the energy-weighted density W = Σ_σ D_σ F_σ D_σ, which holds at stationary orbitals of
/// RHF, UHF and ROHF: P. Pulay, Mol. Phys. 17, 197 (1969). Derivative integrals are contracted with the densities as they are made.
/// </remarks>
public sealed class NuclearGradient
{
    /// <summary>Sums are cut into so many parts, whatever the number of threads.</summary>
    private const int Parts = 64;

    private readonly double[] _values;

    private NuclearGradient(MeanFieldResult state, double[] values) => (State, _values) = (state, values);

    /// <summary>The state it was computed for.</summary>
    public MeanFieldResult State { get; }

    /// <summary>All derivatives: x, y and z of the first atom, then of the next; hartree per bohr.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>Number of atoms.</summary>
    public int AtomCount => _values.Length / 3;

    /// <summary>The largest derivative by absolute value.</summary>
    public double Largest => _values.Max(Math.Abs);

    /// <summary>Root of the mean square of all derivatives.</summary>
    public double RootMeanSquare => Math.Sqrt(_values.Sum(v => v * v) / _values.Length);

    /// <summary>The derivatives with respect to the place of one atom.</summary>
    /// <param name="atom">Index of the atom, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such atom.</exception>
    public (double X, double Y, double Z) this[int atom] => atom >= 0 && atom < AtomCount
        ? (_values[3 * atom], _values[(3 * atom) + 1], _values[(3 * atom) + 2])
        : throw new ArgumentOutOfRangeException(nameof(atom), atom, $"The molecule has atoms 0 to {AtomCount - 1}.");

    /// <summary>
    /// The gradient of a state, as exact as its orbitals are stationary: the error is of the order of <see cref="MeanFieldResult.Gradient"/>.
    /// O(n⁴) time at most, O(n²) memory; the same bits for any number of threads.
    /// </summary>
    /// <param name="state">RHF, UHF or ROHF; converged.</param>
    /// <param name="maxThreads">Upper limit of threads, at least 1, or -1 for as many as the machine offers.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">The state did not converge.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxThreads"/> is zero or below -1.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static NuclearGradient Of(MeanFieldResult state, int maxThreads = -1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(state);
        Threads.Checked(maxThreads, nameof(maxThreads));
        if (!state.Converged) throw new ArgumentException("The state did not converge; its gradient would mean nothing.", nameof(state));
        using var activity = QratumDiagnostics.Source.StartActivity("nuclear gradient");
        var (molecule, basis) = (state.Molecule, state.Integrals.Functions);
        var total = new double[3 * molecule.Atoms.Count];
        AddNuclei(molecule.Atoms, total);
        OneElectronForces.AddKineticAndOverlap(basis, state.DensityArray, EnergyWeightedDensity(state), total);
        AddPairs(state, total, maxThreads, cancellationToken);
        return new NuclearGradient(state, total);
    }

    /// <summary>Largest and root mean square element.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"gradient of {State.Molecule.Formula}: largest {Largest:0.0e-0}, rms {RootMeanSquare:0.0e-0} hartree/bohr");

    private static void AddNuclei(IReadOnlyList<Atom> atoms, double[] total)
    {
        for (var i = 0; i < atoms.Count; i++)
        {
            for (var j = 0; j < atoms.Count; j++)
            {
                if (i == j) continue;
                var factor = -atoms[i].Element.AtomicNumber * atoms[j].Element.AtomicNumber / Math.Pow(atoms[i].DistanceToBohr(atoms[j]), 3);
                total[3 * i] += factor * (atoms[i].X - atoms[j].X);
                total[(3 * i) + 1] += factor * (atoms[i].Y - atoms[j].Y);
                total[(3 * i) + 2] += factor * (atoms[i].Z - atoms[j].Z);
            }
        }
    }

    /// <summary>Attraction and repulsion: all that goes over pairs of families.</summary>
    private static void AddPairs(MeanFieldResult state, double[] total, int maxThreads, CancellationToken cancellationToken)
    {
        var (basis, atoms) = (state.Integrals.Functions, state.Molecule.Atoms);
        var groups = Array.ConvertAll(Repulsion.Groups(ContractionFamily.Group(basis.Shells)), g => new GroupDerivatives(g));
        var spin = state.Method == HartreeFockMethod.Restricted ? null : state.SpinDensityArray;
        var weights = new PairWeights(basis.Count, state.DensityArray, spin);
        var tasks = new List<(int Group, int Pair)>();
        for (var g = 0; g < groups.Length; g++)
        {
            for (var i = 0; i < groups[g].Pairs.Length; i++) tasks.Add((g, i));
        }

        var parts = new double[Math.Min(Parts, tasks.Count)][];
        Threads.For(parts.Length, maxThreads, part =>
        {
            var forces = parts[part] = new double[total.Length];
            var repulsion = new RepulsionForces(weights, forces);
            for (var task = part; task < tasks.Count; task += parts.Length)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var (group, pair) = tasks[task];
                var bra = groups[group].Pairs[pair];
                OneElectronForces.AddAttraction(bra, state.DensityArray, basis.Count, atoms, forces);
                for (var g = group; g < groups.Length; g++) repulsion.Add(bra, groups[g], g == group ? pair : 0);
            }
        }, cancellationToken);
        foreach (var part in parts)
        {
            for (var k = 0; k < total.Length; k++) total[k] += part[k];
        }
    }

    private static double[] EnergyWeightedDensity(MeanFieldResult state)
    {
        var n = state.Integrals.FunctionCount;
        var (half, result) = (new double[n * n], new double[n * n]);
        var weight = state.Point.Densities.Length == 1 ? 2 : 1;
        for (var channel = 0; channel < state.Point.Densities.Length; channel++)
        {
            var density = MatrixView.RowMajor(state.Point.Densities[channel], n, n);
            Gemm.Multiply(density, MatrixView.RowMajor(state.Point.Focks[channel], n, n), half);
            Gemm.Multiply(weight, MatrixView.RowMajor(half, n, n), density, channel == 0 ? 0 : 1, MatrixTarget.RowMajor(result, n, n));
        }

        return result;
    }
}
