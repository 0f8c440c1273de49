namespace Qratum.Chemistry;

/// <summary>A circuit of exponentials of fermionic operators, each exactly a product of Pauli rotations.</summary>
internal sealed class RotationCircuit
{
    private readonly IFermionMapper _mapper;
    private readonly CircuitBuilder _builder;

    /// <summary>Begins with the Hartree-Fock state.</summary>
    /// <exception cref="NotSupportedException">The mapping does not send determinants to basis states.</exception>
    public RotationCircuit(ElectronIntegrals integrals, IFermionMapper mapper, int parameterCount)
    {
        (_mapper, OrbitalCount) = (mapper, integrals.OrbitalCount);
        Parameters = new Parameter[parameterCount];
        for (var k = 0; k < parameterCount; k++) Parameters[k] = new Parameter(FormattableString.Invariant($"theta[{k}]"));
        _builder = HartreeFockState.Create(integrals, mapper).ToBuilder().Declare(Parameters);
    }

    public int OrbitalCount { get; }

    /// <summary>theta[0], theta[1], ….</summary>
    public Parameter[] Parameters { get; }

    /// <summary>exp(θ A) for an anti-Hermitian A whose Pauli strings commute.</summary>
    public void AppendGenerator(FermionOperator generator, Angle theta)
    {
        // A = i Σ c P with real c, and exp(iθcP) is the rotation by −2cθ.
        foreach (var (coefficient, pauli) in _mapper.Map(generator)) _builder.Rotation(pauli, -2 * coefficient.Imaginary * theta);
    }

    /// <summary>exp(i Σ_k θ_k D_k) for diagonal Hermitian D_k: one rotation for each string of all of them.</summary>
    public void AppendPhases(IEnumerable<(FermionOperator Diagonal, Angle Theta)> phases)
    {
        var angles = new SortedDictionary<PauliString, Angle>();
        foreach (var (diagonal, theta) in phases)
        foreach (var (coefficient, pauli) in _mapper.Map(diagonal.OnModes(2 * OrbitalCount)))
        {
            if (pauli.IsIdentity) continue; // a phase of the whole state
            var turn = -2 * coefficient.Real * theta;
            angles[pauli] = angles.TryGetValue(pauli, out var before) ? before + turn : turn;
        }

        foreach (var (pauli, angle) in angles) _builder.Rotation(pauli, angle);
    }

    /// <summary>exp(−iθP/2).</summary>
    public void AppendRotation(PauliString pauli, Angle theta) => _builder.Rotation(pauli, theta);

    public Circuit Build() => _builder.Build();
}
