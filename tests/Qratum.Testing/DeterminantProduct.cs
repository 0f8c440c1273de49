using Qratum.Chemistry;

namespace Qratum.Testing;

/// <summary>
/// The product … exp(θ_1 G_1) exp(θ_0 G_0) on the Hartree-Fock determinant, G = T − T†, straight from the definition of ladder
/// operators: T joins determinants in pairs, and exp(θG) turns each pair by θ. No qubits, no Pauli strings.
/// </summary>
public sealed class DeterminantProduct
{
    private readonly DirectHamiltonian _hamiltonian;
    private readonly double _coreEnergy;
    private readonly int[] _numbers;
    private readonly List<(int From, int To, int Sign)>[] _pairs;

    /// <summary>Prepares the pairs of determinants.</summary>
    /// <param name="integrals">The Hamiltonian.</param>
    /// <param name="excitations">T_0, T_1, … in the order they act.</param>
    /// <param name="parameterNumbers">Which parameter each has.</param>
    public DeterminantProduct(ElectronIntegrals integrals, IReadOnlyList<Excitation> excitations, IReadOnlyList<int> parameterNumbers)
    {
        _hamiltonian = new DirectHamiltonian(integrals, 1);
        _coreEnergy = integrals.CoreEnergy;
        _numbers = [.. parameterNumbers];
        Dimension = _numbers.Length == 0 ? 0 : _numbers.Max() + 1;
        OrbitalCount = integrals.OrbitalCount;
        _pairs = [.. excitations.Select(Pairs)];
    }

    public int Dimension { get; }

    public int OrbitalCount { get; }

    /// <summary>Occupation of a determinant as a bit mask of modes.</summary>
    public int Occupation(int determinant) => (int)_hamiltonian.Alpha[determinant / _hamiltonian.Beta.Count]
        | ((int)_hamiltonian.Beta[determinant % _hamiltonian.Beta.Count] << OrbitalCount);

    /// <summary>Coefficients of the determinants.</summary>
    public double[] State(ReadOnlySpan<double> theta)
    {
        var state = new double[_hamiltonian.Count];
        state[0] = 1;
        for (var k = 0; k < _pairs.Length; k++) Rotate(state, k, theta[_numbers[k]]);
        return state;
    }

    /// <summary>Energy and its derivatives, by undoing the factors on |ψ⟩ and H|ψ⟩ together.</summary>
    public (double Energy, double[] Gradient) Evaluate(ReadOnlySpan<double> theta)
    {
        var state = State(theta);
        var image = new double[state.Length];
        _hamiltonian.Apply(state, image, CancellationToken.None);
        var energy = state.Zip(image, (a, b) => a * b).Sum();
        var gradient = new double[Dimension];
        for (var k = _pairs.Length - 1; k >= 0; k--)
        {
            foreach (var (from, to, sign) in _pairs[k])
                gradient[_numbers[k]] += 2 * sign * ((image[to] * state[from]) - (image[from] * state[to]));
            Rotate(state, k, -theta[_numbers[k]]);
            Rotate(image, k, -theta[_numbers[k]]);
        }

        return (energy + _coreEnergy, gradient);
    }

    /// <summary>Least energy from a start, by BFGS with a backtracking line search, to a gradient norm of 1e-6.</summary>
    public double Minimize(double[] start)
    {
        var n = Dimension;
        var inverse = new double[n, n];
        for (var i = 0; i < n; i++) inverse[i, i] = 0.5;
        var theta = start;
        var (energy, gradient) = Evaluate(theta);
        for (var iteration = 0; iteration < 500 && Math.Sqrt(Dot(gradient, gradient)) > 1e-6; iteration++)
        {
            var direction = new double[n];
            for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++)
                direction[i] -= inverse[i, j] * gradient[j];
            var (length, slope) = (1.0, Dot(direction, gradient));
            double[] next, nextGradient;
            double nextEnergy;
            do
            {
                next = [.. theta.Select((t, i) => t + (length * direction[i]))];
                (nextEnergy, nextGradient) = Evaluate(next);
                length /= 2;
            }
            while (nextEnergy > energy + (1e-4 * 2 * length * slope) && length > 1e-10);

            double[] s = [.. next.Select((t, i) => t - theta[i])];
            double[] y = [.. nextGradient.Select((g, i) => g - gradient[i])];
            if (Dot(s, y) > 1e-14) Update(inverse, s, y);
            (theta, energy, gradient) = (next, nextEnergy, nextGradient);
        }

        return energy;
    }

    private static void Update(double[,] inverse, double[] s, double[] y)
    {
        var n = s.Length;
        var image = new double[n];
        for (var i = 0; i < n; i++)
        for (var j = 0; j < n; j++)
            image[i] += inverse[i, j] * y[j];
        var (sy, yhy) = (Dot(s, y), Dot(y, image));
        for (var i = 0; i < n; i++)
        for (var j = 0; j < n; j++)
            inverse[i, j] += ((1 + (yhy / sy)) * s[i] * s[j] / sy) - (((image[i] * s[j]) + (s[i] * image[j])) / sy);
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private void Rotate(double[] state, int excitation, double theta)
    {
        var (sin, cos) = Math.SinCos(theta);
        foreach (var (from, to, sign) in _pairs[excitation])
        {
            var (x, y) = (state[from], state[to]);
            state[from] = (cos * x) - (sign * sin * y);
            state[to] = (cos * y) + (sign * sin * x);
        }
    }

    private List<(int From, int To, int Sign)> Pairs(Excitation excitation)
    {
        var word = excitation.ToFermionOperator(OrbitalCount)[0].Operators.Span;
        var index = Enumerable.Range(0, _hamiltonian.Count).ToDictionary(Occupation);
        var pairs = new List<(int, int, int)>();
        for (var k = 0; k < _hamiltonian.Count; k++)
        {
            var (to, sign) = FockSpace.Apply(word, Occupation(k));
            if (sign != 0) pairs.Add((k, index[to], sign));
        }

        return pairs;
    }
}
