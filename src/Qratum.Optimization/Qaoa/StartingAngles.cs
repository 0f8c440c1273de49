namespace Qratum.Optimization;

/// <summary>Where a search for QAOA angles begins. All angles are in the convention of <see cref="QaoaAnsatz"/>.</summary>
public static class StartingAngles
{
    /// <summary>Time step of <see cref="LinearRamp"/> unless told otherwise, in radians.</summary>
    public const double DefaultTimeStep = 0.75;

    /// <summary>
    /// A discretised slow change from the mixer to the cost: γₖ = Δ (k + ½)/p, βₖ = Δ (1 - (k + ½)/p), for k = 0 … p - 1.
    /// </summary>
    /// <remarks>S. H. Sack and M. Serbyn, "Quantum annealing initialization of QAOA", Quantum 5, 491 (2021), arXiv:2101.05742.</remarks>
    /// <param name="layers">Number of layers p, at least 1.</param>
    /// <param name="timeStep">The Δ of the formula, positive, in radians; 0.75 suits unweighted graphs of small degree.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static QaoaAngles LinearRamp(int layers, double timeStep = DefaultTimeStep)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(layers, 1);
        if (!(timeStep > 0) || !double.IsFinite(timeStep))
            throw new ArgumentOutOfRangeException(nameof(timeStep), timeStep, "The time step is a positive number.");
        var fractions = Enumerable.Range(0, layers).Select(k => (k + 0.5) / layers).ToArray();
        return new QaoaAngles([.. fractions.Select(f => timeStep * f)], [.. fractions.Select(f => timeStep * (1 - f))]);
    }

    /// <summary>Angles for one layer more, by linear interpolation (INTERP) of good angles for p layers.</summary>
    /// <remarks>
    /// L. Zhou et al., "Quantum approximate optimization algorithm: performance, mechanism, and implementation on near-term devices",
    /// Phys. Rev. X 10, 021067 (2020), arXiv:1812.01041, appendix B: uᵢ' = (i - 1)/p · uᵢ₋₁ + (p - i + 1)/p · uᵢ.
    /// </remarks>
    /// <param name="angles">Angles for p layers.</param>
    public static QaoaAngles Interpolate(QaoaAngles angles)
    {
        ArgumentNullException.ThrowIfNull(angles);
        return new QaoaAngles(Longer(angles.Gammas.AsSpan()), Longer(angles.Betas.AsSpan()));
    }

    /// <summary>One kind of angle over one layer more.</summary>
    internal static double[] Longer(ReadOnlySpan<double> old)
    {
        var p = old.Length;
        var longer = new double[p + 1];
        for (var i = 0; i <= p; i++)
            longer[i] = ((i > 0 ? i * old[i - 1] : 0) + (i < p ? (p - i) * old[i] : 0)) / p;
        return longer;
    }

    /// <summary>Angles that are published as good for MaxCut on every unweighted regular graph of a degree, or null where none are.</summary>
    /// <remarks>
    /// J. Wurtz and D. Lykov, Phys. Rev. A 104, 052419 (2021), arXiv:2107.00677: degree 3 up to 11 layers, degree 4 up to 5, degree 5 up to 4,
    /// degrees 6 to 10 up to 3, degree 11 up to 2.
    /// </remarks>
    /// <param name="degree">Degree of the graph.</param>
    /// <param name="layers">Number of layers.</param>
    public static QaoaAngles? Published(int degree, int layers) =>
        FixedAngleTable.Find(degree, layers) is { } row ? new QaoaAngles(row.Gammas, row.Betas) : null;

    /// <summary>
    /// The expected cut per edge that <see cref="Published"/> angles give on graphs whose neighbourhoods are trees, or null where there are none.
    /// It is the conjectured least approximation ratio; for 3-regular graphs and one layer, 0.6924, it is proven (E. Farhi et al., arXiv:1411.4028).
    /// </summary>
    /// <param name="degree">Degree of the graph.</param>
    /// <param name="layers">Number of layers.</param>
    public static double? PublishedRatio(int degree, int layers) => FixedAngleTable.Find(degree, layers)?.Ratio;

    /// <summary>
    /// A good start for any model: published angles where the model is MaxCut on an unweighted regular graph, otherwise those of degree 3 with
    /// γ rescaled by the degree and the weights, interpolated to more layers where the table ends.
    /// </summary>
    /// <remarks>
    /// The dependence γ ∝ arctan(1/√(d - 1)) on the (mean) degree d is that of R. Shaydulin et al., "Parameter transfer for quantum approximate
    /// optimization of weighted MaxCut", ACM Trans. Quantum Comput. 4 (2023) 19, arXiv:2201.11785; weights enter by their root mean square.
    /// </remarks>
    /// <param name="model">The model.</param>
    /// <param name="layers">Number of layers, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no layer.</exception>
    public static QaoaAngles For(IsingModel model, int layers)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(layers, 1);

        // In the units of MaxCut: an edge of weight w is a coupling w/2; a field acts like an edge to a fixed spin.
        var (square, count) = (0.0, 0);
        foreach (ref readonly var edge in model.Couplings.EdgeSpan) Count(edge.Weight);
        foreach (var field in model.Fields) Count(field);
        if (count == 0) return LinearRamp(layers);
        var scale = 2 * Math.Sqrt(square / count);
        var degree = 2.0 * count / model.SpinCount;

        var tableDegree = model.Couplings.RegularDegree is { } regular && Published(regular, 1) is not null && !model.HasFields ? regular : 3;
        var factor = Elementary.Atan(1 / Math.Sqrt(Math.Max(degree - 1, 0.5))) / Elementary.Atan(1 / Math.Sqrt(tableDegree - 1.0)) / scale;
        var known = Math.Min(layers, FixedAngleTable.MostLayers(tableDegree));
        var angles = Published(tableDegree, known)!;
        for (var p = known; p < layers; p++) angles = Interpolate(angles);
        return new QaoaAngles([.. angles.Gammas.Select(g => g * factor)], angles.Betas.AsSpan());

        void Count(double value)
        {
            if (value == 0) return;
            square += value * value;
            count++;
        }
    }

    /// <summary>A start for a polynomial: <see cref="LinearRamp"/> with γ divided by the root mean square change of energy that a flip of one spin makes.</summary>
    /// <param name="polynomial">The polynomial.</param>
    /// <param name="layers">Number of layers, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no layer.</exception>
    public static QaoaAngles For(SpinPolynomial polynomial, int layers)
    {
        ArgumentNullException.ThrowIfNull(polynomial);
        var square = 0.0; // of random spins the terms that hold a spin add up like independent numbers
        for (var k = 0; k < polynomial.TermCount; k++) square += 4 * polynomial[k].Variables.Length * polynomial[k].Coefficient * polynomial[k].Coefficient;
        var ramp = LinearRamp(layers);
        if (square == 0) return ramp;
        var scale = Math.Sqrt(square / polynomial.SpinCount);
        return new QaoaAngles([.. ramp.Gammas.Select(g => g / scale)], ramp.Betas.AsSpan());
    }
}
