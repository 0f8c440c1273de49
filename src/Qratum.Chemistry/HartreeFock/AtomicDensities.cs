using System.Numerics.Tensors;

namespace Qratum.Chemistry;

/// <summary>
/// The starting guess: a density that is the sum of spherical atoms, each from a small Hartree-Fock calculation of its own with
/// the electrons of a shell spread evenly over its orbitals. J. Almlöf, K. Faegri, K. Korsell, J. Comput. Chem. 3, 385 (1982).
/// </summary>
internal static class AtomicDensities
{
    private const int MaxCycles = 60;

    /// <summary>The guess needs no more than this.</summary>
    private const double Tolerance = 1e-5;

    /// <summary>Row-major n × n density of the neutral atoms, over the functions of <paramref name="integrals"/>.</summary>
    public static double[] Superpose(Molecule molecule, BasisSet basisSet, AtomicIntegrals integrals)
    {
        var n = integrals.FunctionCount;
        var density = new double[n * n];
        var atoms = new Dictionary<Element, SphericalAtom>();
        foreach (var a in integrals.Functions.Shells)
        {
            var element = molecule.Atoms[a.Atom].Element;
            if (!atoms.TryGetValue(element, out var atom)) atoms.Add(element, atom = new SphericalAtom(element, basisSet));
            foreach (var b in integrals.Functions.Shells)
            {
                if (b.Atom == a.Atom && atom.Has(a) && atom.Has(b)) atom.Write(a, b, density, n);
            }
        }

        return density;
    }

    /// <summary>Electrons with angular momentum 0, 1, 2, ... in a neutral atom by the Madelung rule; near enough for a guess.</summary>
    internal static int[] Electrons(int atomicNumber)
    {
        var electrons = new int[4];
        for (var sum = 1; atomicNumber > 0; sum++) // n + l rises; within it l falls
        {
            for (var l = Math.Min((sum - 1) / 2, 3); l >= 0 && atomicNumber > 0; l--)
            {
                var shell = Math.Min(atomicNumber, 2 * ((2 * l) + 1));
                electrons[l] += shell;
                atomicNumber -= shell;
            }
        }

        return electrons;
    }

    /// <summary>One spherical atom over the solid harmonics of those of its shells whose angular momentum is occupied.</summary>
    private sealed class SphericalAtom
    {
        private readonly PlacedShell[] _shells;
        private readonly double[] _density;
        private readonly int _n;

        public SphericalAtom(Element element, BasisSet basisSet)
        {
            var electrons = Electrons(element.AtomicNumber);
            var shells = basisSet.ShellsFor(element)
                .Where(s => s.AngularMomentum < electrons.Length && electrons[s.AngularMomentum] > 0)
                .Select(s => new Shell(s.AngularMomentum, true, s.Exponents.Span, s.Coefficients.Span));
            var functions = BasisFunctions.Place([((0, 0, 0), [.. shells])]);
            var integrals = AtomicIntegrals.Compute(functions, [(0, 0, 0, element.AtomicNumber)], 1);
            (_shells, _n) = (functions.Shells, functions.Count);
            var builder = new FockBuilder(integrals, 1);
            var diis = new Diis(6);
            var orthogonal = new Orbitals(integrals.One.Overlap, _n, 0);
            var fock = (double[])integrals.CoreHamiltonian.Clone();
            _density = FillShells(fock, integrals.One.Overlap, electrons);
            for (var cycle = 0; cycle < MaxCycles; cycle++)
            {
                builder.Build(_density, fock);
                var gradient = orthogonal.Gradient(fock, _density, integrals.One.Overlap);
                if (Math.Abs(TensorPrimitives.MaxMagnitude<double>(gradient)) < Tolerance) break; // the number of greatest magnitude has its sign
                _density = FillShells(diis.Extrapolate(fock, gradient), integrals.One.Overlap, electrons);
            }
        }

        /// <summary>Whether the atom has electrons of the shell's angular momentum.</summary>
        public bool Has(PlacedShell shell) => Array.Exists(_shells, s => s.Momentum == shell.Momentum);

        /// <summary>Adds the block of two shells, from solid harmonics to whatever functions the molecule has.</summary>
        public void Write(PlacedShell a, PlacedShell b, double[] density, int n)
        {
            var (mine, other) = (Find(a), Find(b));
            for (var f = 0; f < a.Functions.Count; f++)
            {
                for (var g = 0; g < b.Functions.Count; g++)
                {
                    var sum = 0.0;
                    for (var p = 0; p < mine.Functions.Count; p++)
                    {
                        var weight = Weight(mine.Functions, p, a.Functions, f);
                        if (weight == 0) continue;
                        for (var q = 0; q < other.Functions.Count; q++)
                        {
                            sum += weight * _density[((mine.FirstFunction + p) * _n) + other.FirstFunction + q] * Weight(other.Functions, q, b.Functions, g);
                        }
                    }

                    density[((a.FirstFunction + f) * n) + b.FirstFunction + g] = sum;
                }
            }
        }

        /// <summary>Share of the molecule's function g in the atom's function f.</summary>
        private static double Weight(AngularFunctions atom, int f, AngularFunctions molecule, int g) =>
            ReferenceEquals(atom, molecule) ? (f == g ? 1 : 0) : atom.Matrix[(f * atom.Powers.Length) + g];

        private PlacedShell Find(PlacedShell shell)
        {
            // Shells of the element have the same order and the same exponents wherever the atom is.
            foreach (var mine in _shells)
            {
                if (mine.Momentum == shell.Momentum && mine.Exponents.AsSpan().SequenceEqual(shell.Exponents)
                    && mine.Coefficients.AsSpan().SequenceEqual(shell.Coefficients))
                {
                    return mine;
                }
            }

            throw new InvalidOperationException("The basis set changed between two calls.");
        }

        private double[] FillShells(double[] fock, double[] overlap, int[] electrons)
        {
            var density = new double[_n * _n];
            for (var l = 0; l < electrons.Length; l++)
            {
                var shells = Array.FindAll(_shells, s => s.Momentum == l);
                if (electrons[l] == 0 || shells.Length == 0) continue;
                var orbitals = new Orbitals(Averaged(overlap, shells), shells.Length, 0);
                var (_, c) = orbitals.Diagonalise(Averaged(fock, shells));
                var left = (double)electrons[l];
                for (var k = 0; k < orbitals.Count && left > 0; k++)
                {
                    var share = Math.Min(left, 2 * ((2 * l) + 1)) / ((2 * l) + 1);
                    left -= 2 * ((2 * l) + 1);
                    for (var i = 0; i < shells.Length; i++)
                    {
                        for (var j = 0; j < shells.Length; j++)
                        {
                            for (var m = 0; m <= 2 * l; m++)
                            {
                                density[((shells[i].FirstFunction + m) * _n) + shells[j].FirstFunction + m] +=
                                    share * c[(i * orbitals.Count) + k] * c[(j * orbitals.Count) + k];
                            }
                        }
                    }
                }
            }

            return density;
        }

        /// <summary>The radial matrix of some shells: the mean over the functions of each.</summary>
        private double[] Averaged(double[] matrix, PlacedShell[] shells)
        {
            var result = new double[shells.Length * shells.Length];
            for (var i = 0; i < shells.Length; i++)
            {
                for (var j = 0; j < shells.Length; j++)
                {
                    var count = shells[i].Functions.Count;
                    for (var m = 0; m < count; m++)
                    {
                        result[(i * shells.Length) + j] += matrix[((shells[i].FirstFunction + m) * _n) + shells[j].FirstFunction + m] / count;
                    }
                }
            }

            return result;
        }
    }
}
