namespace Qratum.Chemistry;

/// <summary>A shell of the basis set at its place in space (bohr), with normalised contraction coefficients.</summary>
internal sealed class PlacedShell
{
    public PlacedShell(Shell shell, int atom, double x, double y, double z, int firstFunction)
    {
        Shell = shell;
        Atom = atom;
        X = x;
        Y = y;
        Z = z;
        FirstFunction = firstFunction;
        Functions = AngularFunctions.Of(shell.AngularMomentum, shell.IsSpherical);
        Exponents = shell.Exponents.ToArray();
        Coefficients = Normalised(shell.AngularMomentum, Exponents, shell.Coefficients.Span);
    }

    public Shell Shell { get; }

    public int Atom { get; }

    public double X { get; }

    public double Y { get; }

    public double Z { get; }

    /// <summary>Index of the shell's first function among all functions.</summary>
    public int FirstFunction { get; }

    public AngularFunctions Functions { get; }

    public int Momentum => Functions.Momentum;

    public double[] Exponents { get; }

    /// <summary>Factors of r^l exp(-αr²) that make the contracted radial part have ∫ R² r² dr = 1.</summary>
    public double[] Coefficients { get; }

    private static double[] Normalised(int l, double[] exponents, ReadOnlySpan<double> published)
    {
        var coefficients = new double[exponents.Length];
        for (var k = 0; k < exponents.Length; k++) coefficients[k] = published[k] / Math.Sqrt(RadialOverlap(l, 2 * exponents[k]));
        var norm = 0.0;
        for (var j = 0; j < exponents.Length; j++)
        {
            for (var k = 0; k < exponents.Length; k++) norm += coefficients[j] * coefficients[k] * RadialOverlap(l, exponents[j] + exponents[k]);
        }

        if (!(norm > 0)) throw new ArgumentException($"A contracted shell of angular momentum {l} has norm {norm:R}; its coefficients must not cancel.");
        for (var k = 0; k < exponents.Length; k++) coefficients[k] /= Math.Sqrt(norm);
        return coefficients;
    }

    /// <summary>∫ r^(2l+2) exp(-a r²) dr from 0 to infinity = Γ(l+3/2) / (2 a^(l+3/2)).</summary>
    private static double RadialOverlap(int l, double a)
    {
        var value = Math.Sqrt(Math.PI / a) / (4 * a);
        for (var k = 1; k <= l; k++) value *= (k + 0.5) / a;
        return value;
    }
}

/// <summary>
/// All functions of a molecule in order: atoms as given; within an atom all s shells, then p, d, ...; shells of one angular
/// momentum in the order of the basis set; functions of a shell as <see cref="AngularFunctions"/> has them.
/// </summary>
internal sealed class BasisFunctions
{
    private BasisFunctions(PlacedShell[] shells)
    {
        Shells = shells;
        Count = shells.Length == 0 ? 0 : shells[^1].FirstFunction + shells[^1].Functions.Count;
    }

    public PlacedShell[] Shells { get; }

    /// <summary>Number of functions.</summary>
    public int Count { get; }

    /// <summary>Places the shells of each atom at its position (bohr).</summary>
    public static BasisFunctions Place(IEnumerable<((double X, double Y, double Z) Position, IReadOnlyList<Shell> Shells)> atoms)
    {
        var placed = new List<PlacedShell>();
        var function = 0;
        var atom = 0;
        foreach (var (position, shells) in atoms)
        {
            foreach (var shell in shells.OrderBy(s => s.AngularMomentum)) // stable
            {
                placed.Add(new PlacedShell(shell, atom, position.X, position.Y, position.Z, function));
                function += shell.FunctionCount;
            }

            atom++;
        }

        return new BasisFunctions([.. placed]);
    }
}
