using System.Globalization;

namespace Qratum.Chemistry;

/// <summary>
/// Configuration interaction among chosen determinants: the lowest states of the Hamiltonian projected onto their span, an upper bound to
/// those of <see cref="FullConfigurationInteraction"/>.
/// </summary>
public static class SelectedConfigurationInteraction
{
    /// <summary>Finds the lowest states.</summary>
    /// <param name="integrals">The Hamiltonian, at most 64 orbitals.</param>
    /// <param name="determinants">In any order; equal ones count once. Each has the electrons of the Hamiltonian.</param>
    /// <param name="options">Number of states and limits; null for the defaults.</param>
    /// <param name="cancellationToken">Stops between rows of the matrix and between iterations.</param>
    /// <returns>The states; the same bits for any number of threads. O(pairs of determinants that H joins) memory.</returns>
    /// <exception cref="ArgumentException">There is no determinant, or one has other electrons or orbitals than the Hamiltonian.</exception>
    /// <exception cref="NotSupportedException">There are more orbitals or determinants than allowed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static SelectedConfigurationInteractionResult Solve(
        ElectronIntegrals integrals, IEnumerable<Determinant> determinants, FullConfigurationInteractionOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(integrals);
        ArgumentNullException.ThrowIfNull(determinants);
        options ??= new FullConfigurationInteractionOptions();
        var chosen = Checked(integrals, determinants, options);
        var hamiltonian = new SelectedHamiltonian(integrals, chosen, options.MaxThreads, cancellationToken);
        var model = ModelSpace.Solve(integrals, chosen, hamiltonian.Diagonal, options.RootCount);
        var search = new Davidson(hamiltonian.Diagonal, model, hamiltonian.Apply, _ => { }, options.RootCount, new VectorPool(chosen.Length));
        var found = search.Solve(options.ResidualTolerance, double.PositiveInfinity, options.MaxIterations, cancellationToken);
        var states = new SelectedState[found.Values.Length];
        for (var k = 0; k < states.Length; k++)
        {
            var vector = found.Vectors[k];
            if (vector.MaxBy(Math.Abs) < 0) System.Numerics.Tensors.TensorPrimitives.Negate<double>(vector, vector);
            states[k] = new(found.Values[k] + integrals.CoreEnergy, SelectedVector.Spin(integrals, chosen, vector), found.Residuals[k], vector);
        }

        return new SelectedConfigurationInteractionResult(integrals, chosen, states, found.Iterations, found.Converged);
    }

    /// <summary>The reference determinant and all that differ from it by one or two electrons: CISD.</summary>
    /// <param name="integrals">Says how many electrons and orbitals there are, at most 64.</param>
    /// <exception cref="NotSupportedException">There are more than 64 orbitals.</exception>
    public static IReadOnlyList<Determinant> SinglesAndDoubles(ElectronIntegrals integrals)
    {
        ArgumentNullException.ThrowIfNull(integrals);
        ThrowIfTooWide(integrals);
        var (alpha, beta) = (Levels(integrals.OrbitalCount, integrals.AlphaElectrons), Levels(integrals.OrbitalCount, integrals.BetaElectrons));
        var result = new List<Determinant>();
        for (var a = 0; a <= 2; a++)
        for (var b = 0; a + b <= 2; b++)
            result.AddRange(from x in alpha[a] from y in beta[b] select new Determinant(x, y));
        return result;
    }

    /// <summary>The filled string, those with one electron moved, and those with two.</summary>
    private static ulong[][] Levels(int orbitals, int electrons)
    {
        var filled = electrons == 64 ? ulong.MaxValue : (1UL << electrons) - 1;
        List<ulong> singles = [], doubles = [];
        for (var i = 0; i < electrons; i++)
        for (var a = electrons; a < orbitals; a++)
        {
            var once = (filled & ~(1UL << i)) | (1UL << a);
            singles.Add(once);
            for (var j = 0; j < i; j++)
            for (var b = electrons; b < a; b++)
                doubles.Add((once & ~(1UL << j)) | (1UL << b));
        }

        return [[filled], [.. singles], [.. doubles]];
    }

    private static Determinant[] Checked(ElectronIntegrals integrals, IEnumerable<Determinant> determinants, FullConfigurationInteractionOptions options)
    {
        ThrowIfTooWide(integrals);
        Determinant[] chosen = [.. determinants.Distinct().Order()];
        if (chosen.Length == 0) throw new ArgumentException("At least one determinant is needed.", nameof(determinants));
        if (chosen.Length > options.MaxDeterminants)
            throw new NotSupportedException(string.Create(CultureInfo.InvariantCulture, $"There are {chosen.Length:N0} determinants; the limit is {options.MaxDeterminants:N0}."));
        foreach (var determinant in chosen)
        {
            if (System.Numerics.BitOperations.PopCount(determinant.Alpha) != integrals.AlphaElectrons || System.Numerics.BitOperations.PopCount(determinant.Beta) != integrals.BetaElectrons
                || (integrals.OrbitalCount < 64 && (determinant.Alpha | determinant.Beta) >> integrals.OrbitalCount != 0))
                throw new ArgumentException($"{determinant} is no determinant of {integrals}.", nameof(determinants));
        }

        return chosen;
    }

    private static void ThrowIfTooWide(ElectronIntegrals integrals)
    {
        if (integrals.OrbitalCount > DeterminantStrings.MaximumOrbitals)
            throw new NotSupportedException(string.Create(CultureInfo.InvariantCulture,
                $"Configuration interaction handles at most {DeterminantStrings.MaximumOrbitals} orbitals; there are {integrals.OrbitalCount}. Choose an active space."));
    }
}
