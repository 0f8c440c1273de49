using System.Diagnostics;
using System.Numerics.Tensors;

namespace Qratum.Optimization;

/// <summary>
/// The minimum of dense models beyond enumeration: tabu search for a good configuration, then a search tree with semidefinite bounds that
/// proves it or finds better. Where a limit ends the tree, the result says that it is only the best known, and how far off it can be.
/// </summary>
/// <remarks>
/// Method of F. Rendl, G. Rinaldi and A. Wiegele, "Solving Max-Cut to optimality by intersecting semidefinite and polyhedral relaxations",
/// Math. Program. 121 (2010) 307, without their cutting planes. Single-threaded. Dense graphs of 40 to 50 nodes of weights 1 take seconds.
/// </remarks>
public static class BranchAndBound
{
    private const int DefaultEnumeratedSpins = 18; // a subtree of 2^18 leaves is walked about as fast as it is bounded

    /// <summary>Searches the least energy.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">Limits of the tree and of the tabu search; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static IsingMinimum Minimize(IsingModel model, ReferenceOptions? options = null, CancellationToken cancellationToken = default) =>
        Minimize(model, options ?? new ReferenceOptions(), DefaultEnumeratedSpins, cancellationToken);

    /// <summary>The same with another size of the subtrees that are enumerated.</summary>
    internal static IsingMinimum Minimize(IsingModel model, ReferenceOptions options, int enumeratedSpins, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        var start = TabuSearch.Minimize(model, options.TabuFlips, options.Seed, cancellationToken);
        if (start.OptimumIs == OptimumIs.Exact || options.NodeLimit == 0) return start;
        var tree = new SearchTree(model, start, options, enumeratedSpins, cancellationToken);
        return tree.Run();
    }

    private sealed class SearchTree
    {
        private const int MostBoundedSpins = 1000; // dense Cholesky decompositions: seconds at this size
        private const int MostTreeSpins = 200;
        private const int RootSweeps = 1000, NodeSweeps = 150;

        private readonly IsingModel _model;
        private readonly ReferenceOptions _options;
        private readonly CancellationToken _cancellationToken;
        private readonly Stopwatch _clock = Stopwatch.StartNew();
        private readonly int _enumeratedSpins;
        private readonly double _margin;
        private readonly double _step;
        private readonly bool[] _bits;
        private BitString _best;
        private double _bestEnergy;
        private double _open = double.PositiveInfinity; // least bound of what was left unexplored
        private int _nodes;

        internal SearchTree(
            IsingModel model, IsingMinimum start, ReferenceOptions options, int enumeratedSpins, CancellationToken cancellationToken)
        {
            _enumeratedSpins = enumeratedSpins;
            (_model, _options, _cancellationToken) = (model, options, cancellationToken);
            (_best, _bestEnergy) = (start.Bits, start.Energy);
            _margin = 1e-9 * Math.Max(1, model.Constant - TabuSearch.TrivialBound(model));
            _step = model.Grid;
            _bits = new bool[model.SpinCount];
        }

        internal IsingMinimum Run()
        {
            var trivial = TabuSearch.TrivialBound(_model);
            var root = Root();
            if (root.Count > MostBoundedSpins) return Result(trivial, "tabu search");
            var bound = Math.Max(trivial, root.Constant + root.Relax().Compute(RootSweeps));
            if (bound > Threshold) return Result(_bestEnergy, "tabu search, proven by a semidefinite bound");
            if (root.Count > MostTreeSpins) return Result(bound, "tabu search");
            Visit(root, bound, isRoot: true);
            return double.IsPositiveInfinity(_open) ? Result(_bestEnergy, "branch and bound") : Result(_open, "branch and bound, ended by its limit");
        }

        /// <summary>Where a bound is above this, nothing better than the best can be below it.</summary>
        private double Threshold => _step > 0 ? _bestEnergy - _step + _margin : _bestEnergy - _margin;

        private IsingMinimum Result(double bound, string method)
        {
            // Energies lie on a grid above the best: a bound inside the last step proves as much as one at its end.
            var exact = bound >= _bestEnergy || bound > Threshold;
            return new IsingMinimum(_best, _bestEnergy, exact ? _bestEnergy : bound,
                exact ? OptimumIs.Exact : OptimumIs.BestKnown, method, Math.Max(1, _nodes));
        }

        /// <summary>Spins as nodes 1 and up, and a spin 0 that is always up: fields are couplings to it. Without fields it is a spin of the model.</summary>
        private Node Root()
        {
            var extra = _model.HasFields ? 1 : 0;
            var count = _model.SpinCount + extra;
            var matrix = new double[count * count];
            foreach (ref readonly var edge in _model.Couplings.EdgeSpan) Set(edge.I + extra, edge.J + extra, edge.Weight);
            for (var i = 0; i < _model.SpinCount; i++)
            {
                if (_model.Fields[i] != 0) Set(0, i + 1, _model.Fields[i]);
            }

            var rank = SemidefiniteBound.RankFor(count);
            int[] spins = [.. Enumerable.Range(0, count).Select(i => i - extra)];
            return new Node(count, matrix, SemidefiniteBound.RandomVectors(count, rank, _options.Seed), spins, _model.Constant);

            void Set(int i, int j, double value) => matrix[(i * count) + j] = matrix[(j * count) + i] = value;
        }

        private void Visit(Node node, double parentBound, bool isRoot)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            if (_nodes >= _options.NodeLimit || _clock.Elapsed >= _options.TimeLimit)
            {
                _open = Math.Min(_open, parentBound);
                return;
            }

            _nodes++;
            if (node.Count - 1 <= _enumeratedSpins)
            {
                Enumerate(node);
                return;
            }

            // The root has its bound already.
            if (!isRoot && node.Relax().Exceeds(Threshold - node.Constant, NodeSweeps)) return;

            // The least decided spin, on its likelier side first.
            var (spin, lean) = (1, double.PositiveInfinity);
            for (var i = 1; i < node.Count; i++)
            {
                var product = node.Product(0, i);
                if (Math.Abs(product) < Math.Abs(lean)) (spin, lean) = (i, product);
            }

            var first = lean >= 0 ? 1 : -1;
            foreach (var sign in (ReadOnlySpan<int>)[first, -first])
            {
                _bits[node.Spins[spin]] = sign < 0;
                Visit(node.Fix(spin, sign), parentBound, isRoot: false);
            }
        }

        private void Enumerate(Node node)
        {
            var free = node.Count - 1;
            var couplings = new double[free * free];
            var fields = new double[free];
            for (var i = 0; i < free; i++)
            {
                fields[i] = node.Matrix[i + 1];
                node.Matrix.AsSpan(((i + 1) * node.Count) + 1, free).CopyTo(couplings.AsSpan(i * free));
            }

            var walk = new SpinEnumeration(free, couplings);
            walk.Walk(fields, node.Constant);
            if (!(walk.BestEnergy < _bestEnergy - _margin)) return;
            for (var i = 0; i < free; i++) _bits[node.Spins[i + 1]] = ((walk.BestBits >> i) & 1) != 0;
            _best = BitString.FromBits(_bits);
            _bestEnergy = _model.Energy(_best);
        }
    }

    /// <summary>A model with some spins fixed: they are merged into spin 0, which is up.</summary>
    private sealed record Node(int Count, double[] Matrix, double[] Vectors, int[] Spins, double Constant)
    {
        private int Rank => Vectors.Length / Count;

        /// <summary>The relaxation; it works on this node's vectors, which thereby become a start for those below.</summary>
        internal SemidefiniteBound Relax() => new(Count, Matrix, Vectors);

        internal double Product(int i, int j) => TensorPrimitives.Dot<double>(Vectors.AsSpan(i * Rank, Rank), Vectors.AsSpan(j * Rank, Rank));

        internal Node Fix(int spin, int sign)
        {
            var count = Count - 1;
            var matrix = new double[count * count];
            var vectors = new double[count * Rank];
            for (var i = 0; i < count; i++)
            {
                var from = Old(i);
                Matrix.AsSpan(from * Count, spin).CopyTo(matrix.AsSpan(i * count));
                Matrix.AsSpan((from * Count) + spin + 1, Count - spin - 1).CopyTo(matrix.AsSpan((i * count) + spin));
                Vectors.AsSpan(from * Rank, Rank).CopyTo(vectors.AsSpan(i * Rank));
            }

            for (var i = 1; i < count; i++) matrix[i] = matrix[i * count] = matrix[i] + (sign * Matrix[(spin * Count) + Old(i)]);
            int[] spins = [.. Spins[..spin], .. Spins[(spin + 1)..]];
            return new Node(count, matrix, vectors, spins, Constant + (sign * Matrix[spin]));

            int Old(int i) => i < spin ? i : i + 1;
        }
    }
}
