namespace Qratum.Chemistry;

/// <summary>The determinants of one symmetry label with their Hamiltonian and, when asked for, an ansatz on them.</summary>
internal sealed class StateSector(SectorTables tables, DeterminantSpace space, IReadOnlyList<Excitation> excitations, int maxThreads)
{
    private readonly Lazy<SectorHamiltonian> _hamiltonian = new(() => new SectorHamiltonian(tables, space, maxThreads));
    private readonly Lazy<RotationProgram> _program = new(() => new RotationProgram(space, excitations, maxThreads));
    private Configuration[]? _configurations;

    public DeterminantSpace Space => space;

    public RotationProgram Program => _program.Value;

    /// <summary>H c, the core energy left out.</summary>
    public double[] Apply(double[] c, CancellationToken cancellationToken)
    {
        var image = new double[c.Length];
        _hamiltonian.Value.Apply(c, image, cancellationToken);
        return image;
    }

    /// <summary>
    /// The configurations by rising energy: a determinant, or the sum or difference of one and its mirror image where the spins can be exchanged,
    /// as the open-shell singlet and triplet are.
    /// </summary>
    public IReadOnlyList<Configuration> Configurations => _configurations ??= [.. All().OrderBy(c => c.Energy).ThenBy(c => c.Place).ThenByDescending(c => c.Parity)];

    private IEnumerable<Configuration> All()
    {
        for (var row = 0; row < space.Alpha.Count; row++)
        {
            var first = space.Beta.First[space.BetaLabel(row)];
            for (var column = 0; column < space.RowLength(row); column++)
            {
                var place = space.RowStart[row] + column;
                var image = space.HasMirror ? space.MirrorOf(row, column) : place;
                if (image < place) continue;
                var (alpha, beta) = (space.Alpha[row], space.Beta[first + column]);
                var energy = SlaterCondon.Diagonal(tables.Integrals, alpha, beta);
                if (image == place)
                {
                    yield return new Configuration(place, place, 0, energy);
                    continue;
                }

                var coupling = SlaterCondon.Element(tables.Integrals, beta, alpha, alpha, beta);
                yield return new Configuration(place, image, 1, energy + coupling);
                yield return new Configuration(place, image, -1, energy - coupling);
            }
        }
    }
}

/// <summary>A determinant (parity 0), or (it ± its mirror image)/√2, with its electronic energy.</summary>
internal readonly record struct Configuration(int Place, int Image, int Parity, double Energy)
{
    public void AddTo(Span<double> vector)
    {
        if (Parity == 0)
        {
            vector[Place] = 1;
            return;
        }

        (vector[Place], vector[Image]) = (Math.Sqrt(0.5), Parity * Math.Sqrt(0.5));
    }
}
