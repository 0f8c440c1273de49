using System.Numerics.Tensors;

namespace Qratum.Chemistry;

/// <summary>
/// Coulomb and exchange matrices from repulsion integrals that are computed anew each time and never stored: J. Almlöf, K. Faegri, K. Korsell,
/// J. Comput. Chem. 3, 385 (1982).
/// </summary>
/// <remarks>
/// A quartet of families is left out where its Schwarz bound times the largest density that meets it is negligible (M. Häser, R. Ahlrichs,
/// J. Comput. Chem. 10, 104 (1989)). Where densities have changed little since the last call, only the change goes through the integrals, so the last cycles
/// cost less. The bra pairs are dealt to a fixed number of parts that each sum for themselves and are added in order: the same bits for any number of
/// threads.
/// </remarks>
internal sealed class DirectFieldBuilder : IFieldBuilder
{
    /// <summary>Contributions to a matrix element that are estimated below this are left out.</summary>
    private const double Negligible = 1e-12;

    private const int Parts = 16;

    /// <summary>So many times in a row only the change of the densities is computed, so that what was left out does not add up.</summary>
    private const int MaxIncrements = 10;

    private readonly int _n;
    private readonly int _threads;
    private readonly DirectPairs[] _groups;
    private readonly (int Group, int Pair)[] _tasks;
    private readonly int[] _familyOf; // of each function
    private readonly int _familyCount;
    private readonly Part[] _parts;
    private Reference? _reference;

    public DirectFieldBuilder(BasisFunctions basis, int threads)
    {
        (_n, _threads) = (basis.Count, threads);
        var families = ContractionFamily.Group(basis.Shells);
        (_familyCount, _familyOf) = (families.Length, new int[_n]);
        for (var f = 0; f < families.Length; f++)
        {
            foreach (var member in families[f].Members) _familyOf.AsSpan(member.FirstFunction, member.Functions.Count).Fill(f);
        }

        _groups = Array.ConvertAll(Repulsion.Groups(families), g => new DirectPairs(g, _familyOf));
        _tasks = [.. _groups.SelectMany((g, index) => Enumerable.Range(0, g.Group.Pairs.Length).Select(pair => (index, pair)))];
        _parts = new Part[Math.Clamp(_tasks.Length, 1, Parts)];
        for (var p = 0; p < _parts.Length; p++) _parts[p] = new Part(_n);
    }

    public int FunctionCount => _n;

    /// <inheritdoc/>
    public void Build(
        double[][] coulombDensities, double[][] coulombs, double[][] exchangeDensities, double[][] exchanges, CancellationToken cancellationToken)
    {
        double[][] densities = [.. coulombDensities, .. exchangeDensities];
        double[][] targets = [.. coulombs, .. exchanges];
        var size = Size(densities);
        var known = _reference;
        if (known is null || known.CoulombCount != coulombs.Length || known.Densities.Length != densities.Length)
        {
            Compute(densities, targets, coulombs.Length, cancellationToken);
            if (known is null || size >= known.Size / 2) _reference = new Reference(densities, targets, coulombs.Length, size, 0);
            return;
        }

        var changes = Array.ConvertAll(densities, d => (double[])d.Clone());
        for (var k = 0; k < changes.Length; k++) TensorPrimitives.Subtract<double>(changes[k], known.Densities[k], changes[k]);
        if (known.Increments < MaxIncrements && Size(changes) < size / 2)
        {
            Compute(changes, targets, coulombs.Length, cancellationToken);
            for (var k = 0; k < targets.Length; k++) TensorPrimitives.Add<double>(targets[k], known.Results[k], targets[k]);
            _reference = new Reference(densities, targets, coulombs.Length, size, known.Increments + 1);
            return;
        }

        Compute(densities, targets, coulombs.Length, cancellationToken);
        if (size >= known.Size / 2) _reference = new Reference(densities, targets, coulombs.Length, size, 0); // not the small densities of second derivatives
    }

    private static double Size(double[][] densities) => densities.Length == 0 ? 0 : densities.Max(d => d.Length == 0 ? 0 : Math.Abs(TensorPrimitives.MaxMagnitude<double>(d)));

    private void Compute(double[][] densities, double[][] targets, int coulombCount, CancellationToken cancellationToken)
    {
        var screen = new DensityScreen(densities, coulombCount, _n, _familyOf, _familyCount);
        Threads.For(_parts.Length, _threads, static () => new RepulsionKernel(), (p, kernel) =>
        {
            var part = _parts[p];
            part.Clear(densities, coulombCount);
            for (var task = p; task < _tasks.Length; task += _parts.Length)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Add(kernel, part, screen, _tasks[task]);
            }
        }, cancellationToken);
        for (var k = 0; k < targets.Length; k++)
        {
            var sum = new double[_n * _n];
            foreach (var part in _parts) TensorPrimitives.Add<double>(sum, part.Sums[k], sum);
            for (var i = 0; i < _n; i++)
            {
                for (var j = 0; j <= i; j++) targets[k][(i * _n) + j] = targets[k][(j * _n) + i] = sum[(i * _n) + j] + sum[(j * _n) + i];
            }
        }
    }

    /// <summary>All quartets of one bra pair, in runs of ket pairs that matter.</summary>
    private void Add(RepulsionKernel kernel, Part part, DensityScreen screen, (int Group, int Pair) task)
    {
        var braPairs = _groups[task.Group];
        var bra = braPairs.Group.Pairs[task.Pair];
        var (a, b) = braPairs.Families[task.Pair];
        var sink = new Digest(part, braPairs.Functions[task.Pair], _groups);
        var negligiblePrimitives = Math.Clamp(1e-16 / Math.Max(screen.Largest, 1e-300), RepulsionKernel.NegligiblePrimitives, 1e-12);
        for (var g = task.Group; g < _groups.Length; g++)
        {
            var (pairs, group) = (_groups[g], _groups[g].Group);
            var start = g == task.Group ? task.Pair : 0;
            var stop = group.EndOfSignificant(start, Negligible / (bra.Schwarz * Math.Max(screen.Largest, 1e-300)));
            int first = -1, end = -1; // the run so far
            for (var k = start; k < stop; k++)
            {
                var (c, d) = pairs.Families[k];
                if (bra.Schwarz * group.Pairs[k].Schwarz * screen.Of(a, b, c, d) < Negligible) continue;
                if (first >= 0 && group.Starts[k] - group.Starts[end] >= LaneBlock.Lanes)
                {
                    Evaluate(g, first, end, ref sink);
                    first = -1;
                }

                if (first < 0) first = k;
                end = k + 1;
            }

            if (first >= 0) Evaluate(g, first, end, ref sink);
        }

        void Evaluate(int g, int first, int end, ref Digest digest)
        {
            digest.Begin(g, first);
            kernel.Evaluate(bra, _groups[g].Group, first, end, negligiblePrimitives, ref digest);
        }
    }

    /// <summary>The densities of an earlier call and what came of them.</summary>
    private sealed class Reference(double[][] densities, double[][] results, int coulombCount, double size, int increments)
    {
        public double[][] Densities { get; } = Array.ConvertAll(densities, d => (double[])d.Clone());

        public double[][] Results { get; } = Array.ConvertAll(results, d => (double[])d.Clone());

        public int CoulombCount { get; } = coulombCount;

        public double Size { get; } = size;

        public int Increments { get; } = increments;
    }

    /// <summary>Half of each matrix: the result is the sum with its transpose. The working memory of one part.</summary>
    private sealed class Part(int n)
    {
        public int FunctionCount => n;

        public double[][] Densities { get; private set; } = [];

        public double[][] Sums { get; private set; } = [];

        public int CoulombCount { get; private set; }

        public void Clear(double[][] densities, int coulombCount)
        {
            (Densities, CoulombCount) = (densities, coulombCount);
            if (Sums.Length < densities.Length) Sums = [.. Sums, .. Enumerable.Range(0, densities.Length - Sums.Length).Select(_ => new double[n * n])];
            for (var k = 0; k < densities.Length; k++) Array.Clear(Sums[k]);
        }
    }

    /// <summary>Adds the integrals of one bra pair with ket pairs in order.</summary>
    private struct Digest(Part part, (int[] I, int[] J) bra, DirectPairs[] groups) : IRepulsionSink
    {
        private int _group;
        private int _next;

        public void Begin(int group, int first) => (_group, _next) = (group, first);

        public void Accept(HermitePair bra, HermitePair ket, ReadOnlySpan<double> values)
        {
            var functions = groups[_group].Functions[_next++];
            var isSame = ReferenceEquals(bra, ket);
            for (var d = 0; d < part.CoulombCount; d++) AddCoulomb(functions, values, isSame, part.Densities[d], part.Sums[d]);
            for (var d = part.CoulombCount; d < part.Densities.Length; d++) AddExchange(functions, values, isSame, part.Densities[d], part.Sums[d]);
        }

        /// <summary>J_ij += 2 s D_kl and J_kl += 2 s D_ij with s halved for every equality among i = j, k = l, ij = kl.</summary>
        private readonly void AddCoulomb((int[] I, int[] J) ket, ReadOnlySpan<double> values, bool isSame, double[] density, double[] sums)
        {
            var n = part.FunctionCount;
            var columns = ket.I.Length;
            for (var r = 0; r < bra.I.Length; r++)
            {
                var (i, j) = (bra.I[r], bra.J[r]);
                var ij = (i * n) + j;
                var scale = (i == j ? 1.0 : 2.0) * (isSame ? 0.5 : 1);
                var (weight, sum) = (density[ij] * scale, 0.0);
                var row = values.Slice(r * columns, columns);
                for (var c = 0; c < columns; c++)
                {
                    var kl = (ket.I[c] * n) + ket.J[c];
                    var value = ket.I[c] == ket.J[c] ? 0.5 * row[c] : row[c];
                    sum += value * density[kl];
                    sums[kl] += value * weight;
                }

                sums[ij] += scale * sum;
            }
        }

        /// <summary>K_ik += s D_jl, K_il += s D_jk, K_jk += s D_il, K_jl += s D_ik.</summary>
        private readonly void AddExchange((int[] I, int[] J) ket, ReadOnlySpan<double> values, bool isSame, double[] density, double[] sums)
        {
            var n = part.FunctionCount;
            var columns = ket.I.Length;
            for (var r = 0; r < bra.I.Length; r++)
            {
                var (i, j) = (bra.I[r], bra.J[r]);
                var scale = (i == j ? 0.5 : 1.0) * (isSame ? 0.5 : 1);
                var di = density.AsSpan(i * n, n);
                var dj = density.AsSpan(j * n, n);
                var si = sums.AsSpan(i * n, n);
                var sj = sums.AsSpan(j * n, n);
                var row = values.Slice(r * columns, columns);
                for (var c = 0; c < columns; c++)
                {
                    var (k, l) = (ket.I[c], ket.J[c]);
                    var value = (k == l ? 0.5 : 1) * scale * row[c];
                    si[k] += value * dj[l];
                    si[l] += value * dj[k];
                    sj[k] += value * di[l];
                    sj[l] += value * di[k];
                }
            }
        }
    }
}
