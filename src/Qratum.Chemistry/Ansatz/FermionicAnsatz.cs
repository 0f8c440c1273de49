using System.Globalization;

namespace Qratum.Chemistry;

/// <summary>How the excitations of a <see cref="FermionicAnsatz"/> act.</summary>
public enum AnsatzForm
{
    /// <summary>… exp(θ_1 (T_1 − T†_1)) exp(θ_0 (T_0 − T†_0)): one factor after the other, the first acts first.</summary>
    Product,

    /// <summary>exp(Σ_k θ_k (T_k − T†_k)): the exponential of the sum, exactly; the order does not matter.</summary>
    ExponentialOfSum,
}

/// <summary>
/// An ansatz of fermionic excitations on the determinant whose lowest orbitals are filled. It conserves the numbers of α and β electrons,
/// so that <see cref="DeterminantObjective"/> can run it; a product can run as a circuit as well. Immutable.
/// </summary>
public sealed class FermionicAnsatz
{
    private readonly Excitation[] _excitations;
    private readonly int[] _parameterNumbers;
    private readonly double[] _start;

    /// <summary>Excitations in an order of one's own, which is kept.</summary>
    /// <param name="excitations">T_0, T_1, … in the order in which their factors act; one may occur several times.</param>
    /// <param name="parameterNumbers">Which parameter each has, from 0 without gaps; null for one each.</param>
    /// <param name="form">How they act.</param>
    /// <param name="start">Parameters that a search should begin with, in radians; null for all zero.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, a number is left out or not finite.</exception>
    public FermionicAnsatz(
        IEnumerable<Excitation> excitations, IEnumerable<int>? parameterNumbers = null, AnsatzForm form = AnsatzForm.Product, IEnumerable<double>? start = null)
    {
        ArgumentNullException.ThrowIfNull(excitations);
        if (!Enum.IsDefined(form)) throw new ArgumentOutOfRangeException(nameof(form), form, "Allowed are Product and ExponentialOfSum.");
        _excitations = [.. excitations];
        _parameterNumbers = parameterNumbers is null ? [.. Enumerable.Range(0, _excitations.Length)] : [.. parameterNumbers];
        if (_parameterNumbers.Length != _excitations.Length)
            throw new ArgumentException($"There are {_parameterNumbers.Length} parameter numbers for {_excitations.Length} excitations.", nameof(parameterNumbers));
        var known = _parameterNumbers.Distinct().Order().ToArray();
        if (!known.SequenceEqual(Enumerable.Range(0, known.Length)))
            throw new ArgumentException("Parameters are numbered from 0 without gaps.", nameof(parameterNumbers));
        (ParameterCount, Form) = (known.Length, form);
        _start = start is null ? new double[ParameterCount] : [.. start];
        if (_start.Length != ParameterCount || _start.Any(x => !double.IsFinite(x)))
            throw new ArgumentException($"The start has {_start.Length} numbers; {ParameterCount} finite ones are needed.", nameof(start));
    }

    /// <summary>T_0, T_1, … in the order in which their factors act.</summary>
    public IReadOnlyList<Excitation> Excitations => _excitations;

    /// <summary>Which parameter each excitation has.</summary>
    public IReadOnlyList<int> ParameterNumbers => _parameterNumbers;

    /// <summary>Number of parameters.</summary>
    public int ParameterCount { get; }

    /// <summary>How the excitations act.</summary>
    public AnsatzForm Form { get; }

    /// <summary>Parameters that a search begins with, radians.</summary>
    public ReadOnlyMemory<double> Start => _start;

    /// <summary>The same ansatz with another start.</summary>
    /// <param name="start">One finite number for each parameter, radians.</param>
    /// <exception cref="ArgumentException">The length does not fit, or a number is not finite.</exception>
    public FermionicAnsatz WithStart(IEnumerable<double> start) => new(_excitations, _parameterNumbers, Form, start);

    /// <summary>The product as a circuit that begins with the Hartree-Fock state; parameter k is <c>theta[k]</c>.</summary>
    /// <param name="integrals">Says orbitals and electrons; the numbers in it do not matter.</param>
    /// <param name="mapper">Mapping to qubits.</param>
    /// <exception cref="NotSupportedException">
    /// The ansatz is the exponential of a sum, which no short circuit is exactly, or the mapping does not send determinants to basis states.
    /// </exception>
    public Circuit ToCircuit(ElectronIntegrals integrals, IFermionMapper mapper)
    {
        ArgumentNullException.ThrowIfNull(integrals);
        ArgumentNullException.ThrowIfNull(mapper);
        if (Form == AnsatzForm.ExponentialOfSum && _excitations.Length > 1)
            throw new NotSupportedException("The exponential of a sum of excitations is no circuit of single factors; take the product form, or the determinant engine.");
        var parameters = new Parameter[ParameterCount];
        for (var k = 0; k < parameters.Length; k++) parameters[k] = new Parameter(FormattableString.Invariant($"theta[{k}]"));
        var builder = HartreeFockState.Create(integrals, mapper).ToBuilder().Declare(parameters);
        for (var k = 0; k < _excitations.Length; k++)
        {
            // T − T† = i Σ c P with real c, and exp(iθcP) is the rotation by −2cθ.
            foreach (var (coefficient, pauli) in mapper.Map(_excitations[k].ToGenerator(integrals.OrbitalCount)))
                builder.Rotation(pauli, -2 * coefficient.Imaginary * parameters[_parameterNumbers[k]]);
        }

        return builder.Build();
    }

    /// <summary>Number of excitations and parameters.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{(Form == AnsatzForm.Product ? "product" : "exponential of the sum")} of {_excitations.Length} excitations with {ParameterCount} parameters");

    internal void ThrowIfOutside(ElectronIntegrals integrals)
    {
        foreach (var excitation in _excitations)
        foreach (var s in excitation.Annihilated.Concat(excitation.Created))
            if (s.Orbital < 0 || s.Orbital >= integrals.OrbitalCount)
                throw new ArgumentException($"The excitation {excitation} needs an orbital that {integrals.OrbitalCount} orbitals do not have.");
    }
}
