namespace Qratum.Chemistry;

/// <summary>
/// Excitation energies as eigenvalues of (M Q; Q M)(X; Y) = ω (V W; −W −V)(X; Y) over single and double excitations E_μ, all computed on vectors:
/// M = ⟨[E†_μ, H, E_ν]⟩, Q = −⟨[E†_μ, H, E†_ν]⟩ with symmetrised double commutators, V = ⟨[E†_μ, E_ν]⟩, W = −⟨[E†_μ, E†_ν]⟩; real states.
/// </summary>
internal sealed class EquationOfMotion(ElectronIntegrals integrals, StateProblem problem, int maxThreads)
{
    /// <summary>Eigenvalues of the left matrix below this, relative to the largest, belong to operators that do nothing.</summary>
    private const double Null = 1e-9;

    /// <summary>Excitations above this, hartree, are those of operators that do nothing.</summary>
    private const double Highest = 1e6;

    /// <param name="ground">The ground state over all determinants.</param>
    /// <param name="count">Excited states wanted.</param>
    /// <param name="isGroundConverged">Whether its search converged.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public FoundStates Run(double[] ground, int count, bool isGroundConverged, CancellationToken cancellationToken)
    {
        var first = problem.Measure(ground, null, isGroundConverged, cancellationToken);
        var space = new DeterminantSpace(OrbitalLabels.None(integrals.OrbitalCount), integrals.AlphaElectrons, integrals.BetaElectrons);
        Excitation[] operators =
        [
            .. ExcitationPool.Singles(integrals.OrbitalCount, integrals.AlphaElectrons, integrals.BetaElectrons),
            .. ExcitationPool.Doubles(integrals.OrbitalCount, integrals.AlphaElectrons, integrals.BetaElectrons),
        ];
        var (m, width) = (operators.Length, space.Count);
        MemoryCheck.ThrowIfAbsent((Int128)m * width * 6, $"{m} excitations of {width} determinants");
        // The whole space without labels is in the order of full CI.
        var (up, down) = (new double[m * width], new double[m * width]); // E ψ and E† ψ
        var (upImage, downImage) = (new double[m * width], new double[m * width]); // H of them
        var (imageUp, imageDown) = (new double[m * width], new double[m * width]); // E Hψ and E† Hψ
        var hamiltonian = new SectorHamiltonian(integrals, space, maxThreads);
        var image = new double[width];
        hamiltonian.Apply(ground, image, cancellationToken);
        var (vector, result) = (new double[width], new double[width]);
        for (var k = 0; k < m; k++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var pairs = new ExcitationPairs(space, operators[k]);
            pairs.Add(ground, up.AsSpan(k * width, width), down.AsSpan(k * width, width));
            pairs.Add(image, imageUp.AsSpan(k * width, width), imageDown.AsSpan(k * width, width));
            foreach (var (from, to) in new[] { (up, upImage), (down, downImage) })
            {
                from.AsSpan(k * width, width).CopyTo(vector);
                hamiltonian.Apply(vector, result, cancellationToken);
                result.CopyTo(to.AsSpan(k * width, width));
            }
        }

        var (a, b) = Matrices(up, down, upImage, downImage, imageUp, imageDown, m, width);
        var states = new List<ExcitedState> { first };
        foreach (var (omega, amplitudes) in Solve(a, b, 2 * m).Take(count))
        {
            // O†|ψ⟩ = Σ X E|ψ⟩ − Y E†|ψ⟩, without what is left of the ground state.
            var state = new double[width];
            for (var k = 0; k < m; k++)
            for (var d = 0; d < width; d++)
                state[d] += (amplitudes[k] * up[(k * width) + d]) - (amplitudes[m + k] * down[(k * width) + d]);
            var overlap = OrderedSums.Dot(state, ground);
            for (var d = 0; d < width; d++) state[d] -= overlap * ground[d];
            var norm = OrderedSums.Norm(state);
            states.Add(problem.Measure(Array.ConvertAll(state, c => c / norm), first.Energy + omega, isGroundConverged, cancellationToken));
        }

        return new FoundStates(states, 0);
    }

    private static (double[] Left, double[] Right) Matrices(
        double[] up, double[] down, double[] upImage, double[] downImage, double[] imageUp, double[] imageDown, int m, int width)
    {
        var (upUp, downDown, upDown) = (Overlaps(up, up), Overlaps(down, down), Overlaps(up, down));
        var (hUp, hDown, hUpDown) = (Overlaps(up, upImage), Overlaps(down, downImage), Overlaps(up, downImage));
        var (upC, downD, upD, downC) = (Overlaps(up, imageUp), Overlaps(down, imageDown), Overlaps(up, imageDown), Overlaps(down, imageUp));
        var size = 2 * m;
        var (left, right) = (new double[size * size], new double[size * size]);
        for (var i = 0; i < m; i++)
        for (var j = 0; j < m; j++)
        {
            var (ij, ji) = ((i * m) + j, (j * m) + i);
            var same = hUp[ij] + hDown[ij] - ((upC[ij] + upC[ji] + downD[ij] + downD[ji]) / 2);
            var other = -(hUpDown[ij] + hUpDown[ji] - ((upD[ij] + downC[ji] + downC[ij] + upD[ji]) / 2));
            var (v, w) = (upUp[ij] - downDown[ij], upDown[ji] - upDown[ij]);
            Set(left, i, j, same, other, other, same);
            Set(right, i, j, v, w, -w, -v);
        }

        return (left, right);

        double[] Overlaps(double[] x, double[] y)
        {
            var c = new double[m * m];
            Gemm.Multiply(MatrixView.RowMajor(x, m, width), MatrixView.RowMajor(y, m, width).Transposed, c);
            return c;
        }

        void Set(double[] matrix, int i, int j, double upperLeft, double upperRight, double lowerLeft, double lowerRight)
        {
            matrix[(i * size) + j] = upperLeft;
            matrix[(i * size) + m + j] = upperRight;
            matrix[((m + i) * size) + j] = lowerLeft;
            matrix[((m + i) * size) + m + j] = lowerRight;
        }
    }

    /// <summary>
    /// Positive ω, rising, of A z = ω B z, both symmetric: with A = U a Uᵀ, B z = A z / ω is a symmetric problem on the directions where a is positive. At a
    /// minimum no a is negative but for rounding.
    /// </summary>
    private static IEnumerable<(double Omega, double[] Amplitudes)> Solve(double[] a, double[] b, int size)
    {
        var (values, vectors) = Orbitals.Eigen(a, size);
        int[] kept = [.. Enumerable.Range(0, size).Where(k => values[k] > Null * values[^1])];
        var n = kept.Length;
        var basis = new double[size * n];
        for (var i = 0; i < size; i++)
        for (var k = 0; k < n; k++)
            basis[(i * n) + k] = vectors[(i * size) + kept[k]] / Math.Sqrt(values[kept[k]]);
        var (half, small) = (new double[size * n], new double[n * n]);
        var view = MatrixView.RowMajor(basis, size, n);
        Gemm.Multiply(MatrixView.RowMajor(b, size, size), view, half);
        Gemm.Multiply(view.Transposed, MatrixView.RowMajor(half, size, n), small);
        for (var i = 0; i < n; i++)
        for (var j = 0; j < i; j++)
            small[(i * n) + j] = small[(j * n) + i] = (small[(i * n) + j] + small[(j * n) + i]) / 2;
        var (inverse, rotation) = Orbitals.Eigen(small, n);
        for (var k = n - 1; k >= 0 && inverse[k] * Highest > 1; k--)
        {
            var amplitudes = new double[size];
            for (var i = 0; i < size; i++)
            for (var j = 0; j < n; j++)
                amplitudes[i] += basis[(i * n) + j] * rotation[(j * n) + k];
            yield return (1 / inverse[k], amplitudes);
        }
    }
}

/// <summary>What an excitation T and its adjoint do to vectors over all determinants without labels.</summary>
internal sealed class ExcitationPairs
{
    private readonly (int From, int To, int Sign)[] _pairs;

    public ExcitationPairs(DeterminantSpace space, Excitation excitation)
    {
        var alpha = Moves(space.Alpha, Spin.Alpha);
        var beta = Moves(space.Beta, Spin.Beta);
        var width = space.Beta.Count;
        _pairs = [.. from a in alpha from b in beta select ((a.From * width) + b.From, (a.To * width) + b.To, a.Sign * b.Sign)];

        List<(int From, int To, int Sign)> Moves(LabelledStrings strings, Spin spin)
        {
            int[] gone = [.. excitation.Annihilated.Where(s => s.Spin == spin).Select(s => s.Orbital)];
            int[] come = [.. excitation.Created.Where(s => s.Spin == spin).Select(s => s.Orbital)];
            return StringMoves.List(strings, gone, come);
        }
    }

    /// <summary>up += T x, down += T† x.</summary>
    public void Add(ReadOnlySpan<double> x, Span<double> up, Span<double> down)
    {
        foreach (var (from, to, sign) in _pairs)
        {
            up[to] += sign * x[from];
            down[from] += sign * x[to];
        }
    }
}
