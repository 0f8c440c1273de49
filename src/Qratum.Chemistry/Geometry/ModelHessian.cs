namespace Qratum.Chemistry;

/// <summary>
/// Second derivatives of the energy guessed from the geometry alone, hartree per bohr²: force constants of all distances, angles and torsions that
/// fade with the distances. R. Lindh, A. Bernhardsson, G. Karlström, P.-Å. Malmqvist, Chem. Phys. Lett. 241, 423 (1995).
/// </summary>
internal static class ModelHessian
{
    private const double Stretch = 0.45;
    private const double Bend = 0.15;
    private const double Torsion = 0.005;

    /// <summary>Pairs that are nearer than this count; those of a bond are near 1.</summary>
    private const double Nearness = 0.01;

    /// <summary>Angles with a smaller sine bend in two planes and carry no torsion.</summary>
    private const double LeastSine = 0.1;

    // By the rows of the periodic table of both atoms: H and He, Li to Ne, all others.
    private static readonly double[,] Decay = { { 1.0, 0.3949, 0.3949 }, { 0.3949, 0.28, 0.28 }, { 0.3949, 0.28, 0.28 } };
    private static readonly double[,] Reference = { { 1.35, 2.10, 2.53 }, { 2.10, 2.87, 3.40 }, { 2.53, 3.40, 3.40 } };

    /// <summary>The matrix, row-major 3N × 3N.</summary>
    public static double[] Of(IReadOnlyList<Atom> atoms)
    {
        var count = atoms.Count;
        var hessian = new double[9 * count * count];
        var near = new double[count, count];
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < count; j++)
            {
                var (p, q) = (Row(atoms[i]), Row(atoms[j]));
                var distance = atoms[i].DistanceToBohr(atoms[j]);
                near[i, j] = i == j ? 0 : Math.Exp(Decay[p, q] * ((Reference[p, q] * Reference[p, q]) - (distance * distance)));
            }
        }

        Span<(int Atom, Vector3 Slope)> terms = stackalloc (int, Vector3)[4];
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var u = (At(atoms, i) - At(atoms, j)).Normalised();
                (terms[0], terms[1]) = ((i, u), (j, -u));
                Add(hessian, count, terms[..2], Stretch * near[i, j]);
            }
        }

        for (var centre = 0; centre < count; centre++)
        {
            for (var i = 0; i < count; i++)
            {
                for (var k = 0; k < i; k++)
                {
                    if (near[i, centre] < Nearness || near[k, centre] < Nearness) continue;
                    AddBend(hessian, atoms, i, centre, k, Bend * near[i, centre] * near[k, centre]);
                }
            }
        }

        for (var b = 0; b < count; b++)
        {
            for (var c = 0; c < b; c++)
            {
                if (near[b, c] < Nearness) continue;
                for (var a = 0; a < count; a++)
                {
                    if (a == b || a == c || near[a, b] < Nearness) continue;
                    for (var d = 0; d < count; d++)
                    {
                        if (d == a || d == b || d == c || near[c, d] < Nearness) continue;
                        AddTorsion(hessian, atoms, a, b, c, d, Torsion * near[a, b] * near[b, c] * near[c, d]);
                    }
                }
            }
        }

        return hessian;
    }

    private static int Row(Atom atom) => atom.Element.AtomicNumber switch { <= 2 => 0, <= 10 => 1, _ => 2 };

    private static Vector3 At(IReadOnlyList<Atom> atoms, int index) => Vector3.Of(atoms[index]);

    private static void AddBend(double[] hessian, IReadOnlyList<Atom> atoms, int i, int centre, int k, double constant)
    {
        var (first, second) = (At(atoms, i) - At(atoms, centre), At(atoms, k) - At(atoms, centre));
        var (u, v) = (first.Normalised(), second.Normalised());
        var normal = u.Cross(v);
        Span<(int, Vector3)> terms = stackalloc (int, Vector3)[3];
        if (normal.Length >= LeastSine)
        {
            var unit = normal.Normalised();
            var (atFirst, atSecond) = (u.Cross(unit) / first.Length, unit.Cross(v) / second.Length);
            (terms[0], terms[1], terms[2]) = ((i, atFirst), (k, atSecond), (centre, -(atFirst + atSecond)));
            Add(hessian, atoms.Count, terms, constant);
            return;
        }

        if (u.Dot(v) > 0) return; // two atoms in one direction do not bend
        var across = u.Across();
        foreach (var direction in (ReadOnlySpan<Vector3>)[across, u.Cross(across)])
        {
            var (atFirst, atSecond) = (direction / first.Length, direction / second.Length);
            (terms[0], terms[1], terms[2]) = ((i, atFirst), (k, atSecond), (centre, -(atFirst + atSecond)));
            Add(hessian, atoms.Count, terms, constant);
        }
    }

    /// <summary>Derivatives of a torsion: E. B. Wilson, J. C. Decius, P. C. Cross, Molecular Vibrations, section 4-1.</summary>
    private static void AddTorsion(double[] hessian, IReadOnlyList<Atom> atoms, int a, int b, int c, int d, double constant)
    {
        var (ab, bc, cd) = (At(atoms, b) - At(atoms, a), At(atoms, c) - At(atoms, b), At(atoms, d) - At(atoms, c));
        var (m, n) = (ab.Cross(bc), bc.Cross(cd));
        if (m.Length < LeastSine * ab.Length * bc.Length || n.Length < LeastSine * bc.Length * cd.Length) return;
        var (atA, atD) = (m * (-bc.Length / m.Dot(m)), n * (bc.Length / n.Dot(n)));
        var (alongAb, alongCd) = (ab.Dot(bc) / bc.Dot(bc), cd.Dot(bc) / bc.Dot(bc));
        Span<(int, Vector3)> terms = stackalloc (int, Vector3)[4];
        (terms[0], terms[3]) = ((a, atA), (d, atD));
        (terms[1], terms[2]) = ((b, (atA * (-1 - alongAb)) + (atD * alongCd)), (c, (atD * (-1 - alongCd)) + (atA * alongAb)));
        Add(hessian, atoms.Count, terms, constant);
    }

    private static void Add(double[] hessian, int count, ReadOnlySpan<(int Atom, Vector3 Slope)> terms, double constant)
    {
        Span<double> left = stackalloc double[3];
        Span<double> right = stackalloc double[3];
        foreach (var (i, p) in terms)
        {
            (left[0], left[1], left[2]) = (p.X, p.Y, p.Z);
            foreach (var (j, q) in terms)
            {
                (right[0], right[1], right[2]) = (q.X, q.Y, q.Z);
                for (var x = 0; x < 3; x++)
                {
                    for (var y = 0; y < 3; y++) hessian[(((3 * i) + x) * 3 * count) + (3 * j) + y] += constant * left[x] * right[y];
                }
            }
        }
    }
}
