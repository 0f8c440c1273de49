namespace Qratum.Chemistry;

/// <summary>
/// Shells of one atom that share their primitive exponents, so that one set of Hermite Coulomb integrals serves them all:
/// the s and p shells of the Pople sets, the general contractions of the correlation-consistent sets.
/// </summary>
internal sealed class ContractionFamily
{
    private ContractionFamily(PlacedShell first, double[] exponents, Member[] members)
    {
        Atom = first.Atom;
        X = first.X;
        Y = first.Y;
        Z = first.Z;
        Exponents = exponents;
        Members = members;
        MaxMomentum = members.Max(m => m.Functions.Momentum);
        Kind = string.Join(' ', members.Select(m => $"{m.Functions.Momentum}:{m.Functions.Count}"));
    }

    /// <summary>One shell of the family.</summary>
    /// <param name="Functions">Angular parts.</param>
    /// <param name="FirstFunction">Index of the first function among all functions.</param>
    /// <param name="Coefficients">One for each exponent of the family, zero where the shell lacks it.</param>
    internal sealed record Member(AngularFunctions Functions, int FirstFunction, double[] Coefficients);

    public int Atom { get; }

    public double X { get; }

    public double Y { get; }

    public double Z { get; }

    public double[] Exponents { get; }

    public Member[] Members { get; }

    public int MaxMomentum { get; }

    /// <summary>Families of one kind have functions of the same angular parts in the same order.</summary>
    public string Kind { get; }

    /// <summary>
    /// Groups shells: any shells with equal exponents, and shells of one angular momentum where the exponents of one are among those of
    /// another.
    /// </summary>
    public static ContractionFamily[] Group(PlacedShell[] shells)
    {
        var families = new List<List<PlacedShell>>();
        foreach (var shell in shells.OrderBy(s => s.Atom).ThenByDescending(s => s.Exponents.Length)) // the widest first
        {
            var home = families.Find(family => family[0].Atom == shell.Atom && Fits(family, shell));
            if (home is null) families.Add([shell]);
            else home.Add(shell);
        }

        return [.. families.Select(Make)];
    }

    private static bool Fits(List<PlacedShell> family, PlacedShell shell)
    {
        var exponents = family[0].Exponents;
        if (exponents.AsSpan().SequenceEqual(shell.Exponents)) return true;
        return family.TrueForAll(s => s.Momentum == shell.Momentum) && Array.TrueForAll(shell.Exponents, e => Array.IndexOf(exponents, e) >= 0);
    }

    private static ContractionFamily Make(List<PlacedShell> shells)
    {
        var exponents = shells[0].Exponents;
        var members = shells.OrderBy(s => s.FirstFunction).Select(shell =>
        {
            var coefficients = new double[exponents.Length];
            for (var k = 0; k < shell.Exponents.Length; k++) coefficients[Array.IndexOf(exponents, shell.Exponents[k])] += shell.Coefficients[k];
            return new Member(shell.Functions, shell.FirstFunction, coefficients);
        });
        return new ContractionFamily(shells[0], exponents, [.. members]);
    }
}
