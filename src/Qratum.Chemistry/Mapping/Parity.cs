using System.Numerics;

namespace Qratum.Chemistry;

/// <summary>
/// The parity mapping (J. T. Seeley, M. J. Richard and P. J. Love, J. Chem. Phys. 137, 224109 (2012)): qubit k is the parity of modes 0 to k.
/// Determinants become basis states. With <see cref="Electrons"/> two qubits are left out whose values are known.
/// </summary>
public sealed class Parity : FermionMapper
{
    /// <summary>
    /// The numbers of electrons of each spin. Modes 0 to n−1 are the spin orbitals α, n to 2n−1 those of β, so qubit n−1 holds the parity of the α
    /// electrons and qubit 2n−1 that of all; where operators conserve both, these two are replaced by their values. None by default: no
    /// qubit is left out.
    /// </summary>
    public (int Alpha, int Beta)? Electrons
    {
        get;
        init => field = value is { } e && (e.Alpha < 0 || e.Beta < 0)
            ? throw new ArgumentOutOfRangeException(nameof(Electrons), value, "Numbers of electrons are at least 0.") : value;
    }

    /// <inheritdoc/>
    public override string Name => Electrons is null ? "parity" : "parity-reduced";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">With <see cref="Electrons"/>, the operator does not conserve the parities, or has no two spins of modes.</exception>
    public override PauliSum Map(FermionOperator value) => Reduce(base.Map(value));

    /// <inheritdoc/>
    public override PauliSum Map(ElectronIntegrals integrals) => Reduce(base.Map(integrals));

    private protected override MajoranaStrings Majoranas(int modes) => LinearEncoding.Majoranas(modes, static (qubit, mode) => mode <= qubit);

    private PauliSum Reduce(PauliSum sum)
    {
        if (Electrons is not { } electrons) return sum;
        var size = sum.QubitCount;
        if (size < 2 || size % 2 != 0)
            throw new ArgumentException($"Two qubits are left out of the parity mapping only where modes are spin orbitals of two spins; the operator has {size} modes. Give it all modes by OnModes.");
        var (alpha, all) = ((size / 2) - 1, size - 1);
        var builder = new PauliSumBuilder(size - 2);
        var factors = new Pauli[size - 2];
        foreach (var (coefficient, pauli) in sum)
        {
            var value = Sign(pauli[alpha], electrons.Alpha, pauli) * Sign(pauli[all], electrons.Alpha + electrons.Beta, pauli);
            for (var q = 0; q < all; q++)
            {
                if (q != alpha) factors[q < alpha ? q : q - 1] = pauli[q];
            }

            builder.Add(coefficient * value, PauliString.FromFactors(factors));
        }

        return WithoutSmall(builder.Build());
    }

    private static double Sign(Pauli factor, int electrons, PauliString pauli) => factor switch
    {
        Pauli.I => 1,
        Pauli.Z => electrons % 2 == 0 ? 1 : -1,
        _ => throw new ArgumentException($"The operator changes the number of electrons of a spin by an odd number (term {pauli}); the parity mapping without two qubits takes operators that do not."),
    };

    private PauliSum WithoutSmall(PauliSum sum)
    {
        var builder = new PauliSumBuilder(sum.QubitCount);
        foreach (var (c, pauli) in sum) builder.Add(new Complex(Large(c.Real), Large(c.Imaginary)), pauli);
        return builder.Build();

        double Large(double part) => Math.Abs(part) > Threshold ? part : 0;
    }
}
