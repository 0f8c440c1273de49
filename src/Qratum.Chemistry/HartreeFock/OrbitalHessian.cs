using System.Numerics.Tensors;

namespace Qratum.Chemistry;

/// <summary>First and second derivatives of the energy at one set of orbitals, see <see cref="ScfModel"/>.</summary>
internal sealed class OrbitalHessian
{
    private readonly ScfModel _model;
    private readonly ScfPoint _point;
    private readonly double[][] _focks; // of each channel over the orbitals

    public OrbitalHessian(ScfModel model, ScfPoint point)
    {
        (_model, _point) = (model, point);
        _focks = [.. model.Channels.Select((c, k) => model.ToOrbitals(point.Focks[k], point.Orbitals[c.Set]))];
        (Gradient, Diagonal) = (new double[model.Dimension], new double[model.Dimension]);
        for (var c = 0; c < _focks.Length; c++) AddGradientAndDiagonal(model.Channels[c], _focks[c]);
    }

    /// <summary>dE/dx at x = 0.</summary>
    public double[] Gradient { get; }

    /// <summary>The diagonal without the two-electron part: differences of orbital energies, the usual preconditioner.</summary>
    public double[] Diagonal { get; }

    /// <summary>Largest element of FDS - SDF over the orbitals: half the largest derivative.</summary>
    public double GradientNorm => Gradient.Length == 0 ? 0 : Math.Abs(TensorPrimitives.MaxMagnitude<double>(Gradient)) / 2;

    /// <summary>H x for several x, in one pass over the integrals.</summary>
    /// <param name="vectors">The directions.</param>
    /// <param name="isTriplet">
    /// For RHF only: x rotates the orbitals of spin up and -x those of spin down, the direction in which they would part.
    /// </param>
    /// <param name="cancellationToken">Stops the work.</param>
    public double[][] Apply(double[][] vectors, bool isTriplet, CancellationToken cancellationToken)
    {
        var (channels, size) = (_model.Channels, _point.Focks[0].Length);
        var antisymmetric = Array.ConvertAll(vectors, Antisymmetric);
        var changes = new double[vectors.Length * channels.Length][];
        var totals = isTriplet ? [] : Array.ConvertAll(vectors, _ => new double[size]);
        for (var v = 0; v < vectors.Length; v++)
        {
            for (var c = 0; c < channels.Length; c++)
            {
                var change = _model.FromOrbitals(Commutator(antisymmetric[v][channels[c].Set], channels[c].Occupied), _point.Orbitals[channels[c].Set]);
                changes[(v * channels.Length) + c] = change;
                if (!isTriplet) TensorPrimitives.MultiplyAdd<double>(change, channels[c].Weight, totals[v], totals[v]);
            }
        }

        var coulombs = Array.ConvertAll(totals, _ => new double[size]);
        var exchanges = Array.ConvertAll(changes, _ => new double[size]);
        _model.Fields.Build(totals, coulombs, changes, exchanges, cancellationToken);
        var results = new double[vectors.Length][];
        for (var v = 0; v < vectors.Length; v++)
        {
            results[v] = new double[_model.Dimension];
            for (var c = 0; c < channels.Length; c++)
            {
                var field = exchanges[(v * channels.Length) + c];
                TensorPrimitives.Negate<double>(field, field);
                if (!isTriplet) TensorPrimitives.Add<double>(field, coulombs[v], field);
                AddProduct(channels[c], _focks[c], antisymmetric[v][channels[c].Set], field, results[v]);
            }
        }

        return results;
    }

    private double[][] Antisymmetric(double[] vector)
    {
        var matrices = new double[_model.SetCount][];
        for (int s = 0, first = 0; s < matrices.Length; first += _model.Pairs[s].Length, s++) matrices[s] = _model.Antisymmetric(vector, s, first);
        return matrices;
    }

    /// <summary>[A, n]_pq = A_pq (n_q - n_p).</summary>
    private double[] Commutator(double[] matrix, int occupied)
    {
        var (m, result) = (_model.OrbitalCount, new double[matrix.Length]);
        for (var p = 0; p < m; p++)
        {
            for (var q = 0; q < m; q++)
            {
                if (p < occupied != q < occupied) result[(p * m) + q] = q < occupied ? matrix[(p * m) + q] : -matrix[(p * m) + q];
            }
        }

        return result;
    }

    private void AddGradientAndDiagonal(ScfChannel channel, double[] fock)
    {
        var (m, at) = (_model.OrbitalCount, First(channel.Set));
        foreach (var (p, q) in _model.Pairs[channel.Set])
        {
            if (q < channel.Occupied && p >= channel.Occupied)
            {
                Gradient[at] += 2 * channel.Weight * fock[(p * m) + q];
                Diagonal[at] += 2 * channel.Weight * (fock[(p * m) + p] - fock[(q * m) + q]);
            }

            at++;
        }
    }

    /// <summary>Adds w ([F, [K, n]] + [[F, K], n] + 2 [δF, n]) over the pairs.</summary>
    private void AddProduct(ScfChannel channel, double[] fock, double[] k, double[] field, double[] result)
    {
        var (m, occupied) = (_model.OrbitalCount, channel.Occupied);
        // F K of symmetric F and antisymmetric K: K F is minus its transpose. The same for the symmetric [K, n], but for the sign.
        var fockK = _model.Multiply(fock, k);
        var fockS = _model.Multiply(fock, Commutator(k, occupied));
        var change = _model.ToOrbitals(field, _point.Orbitals[channel.Set]);
        var at = First(channel.Set);
        foreach (var (p, q) in _model.Pairs[channel.Set])
        {
            var value = fockS[(p * m) + q] - fockS[(q * m) + p];
            if (q < occupied && p >= occupied) value += fockK[(p * m) + q] + fockK[(q * m) + p] + (2 * change[(p * m) + q]);
            result[at++] += channel.Weight * value;
        }
    }

    private int First(int set) => set == 0 ? 0 : _model.Pairs[0].Length;
}
