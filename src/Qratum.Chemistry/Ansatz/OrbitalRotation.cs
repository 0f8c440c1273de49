using System.Numerics;

namespace Qratum.Chemistry;

/// <summary>
/// A rotation of orbitals, a†_p → Σ_q U_qp a†_q for both spins, as a product of Givens rotations of neighbouring orbitals:
/// U = G_1 G_2 … G_M D with M = n(n − 1)/2, D diagonal, G = diag(1, e^{iφ}) (cos θ, −sin θ; sin θ, cos θ) in the orbitals k and k + 1.
/// </summary>
/// <remarks>
/// W. R. Clements et al., Optica 3, 1460 (2016) and I. D. Kivlichan et al., Phys. Rev. Lett. 120, 110501 (2018) for the elimination. Neighbours
/// under Jordan-Wigner are neighbouring qubits, so each rotation of a spin is two Pauli rotations of two qubits.
/// </remarks>
internal static class OrbitalRotation
{
    /// <summary>The lower orbital of each Givens rotation, G_1 first: columns from the left, rows from below.</summary>
    public static int[] Places(int orbitalCount)
    {
        var places = new List<int>();
        for (var column = 0; column < orbitalCount - 1; column++)
        for (var row = orbitalCount - 1; row > column; row--)
            places.Add(row - 1);
        return [.. places];
    }

    /// <summary>Angles of a unitary matrix, row-major, in the order of <see cref="Places"/>, and the diagonal D that remains.</summary>
    public static ((double Theta, double Phi)[] Angles, Complex[] Diagonal) Decompose(ReadOnlySpan<Complex> unitary, int n)
    {
        var v = unitary.ToArray();
        var angles = new List<(double, double)>();
        for (var column = 0; column < n - 1; column++)
        for (var row = n - 1; row > column; row--)
        {
            var (upper, lower) = (v[((row - 1) * n) + column], v[(row * n) + column]);
            // e^{−iφ} gives the lower element the phase of the upper one, up to a sign; the rotation by −θ then removes it.
            var phi = lower == 0 || upper == 0 ? 0 : (lower / upper).Phase;
            var theta = Complex.Abs(lower) == 0 ? 0 : Math.Atan2(Complex.Abs(lower), Complex.Abs(upper));
            if (phi > Math.PI / 2) (phi, theta) = (phi - Math.PI, -theta);
            else if (phi <= -Math.PI / 2) (phi, theta) = (phi + Math.PI, -theta);
            var (sin, cos) = Math.SinCos(theta);
            var turn = Complex.Exp(new Complex(0, -phi));
            for (var k = 0; k < n; k++)
            {
                var (a, b) = (v[((row - 1) * n) + k], turn * v[(row * n) + k]);
                v[((row - 1) * n) + k] = (cos * a) + (sin * b);
                v[(row * n) + k] = (cos * b) - (sin * a);
            }

            angles.Add((theta, phi));
        }

        return ([.. angles], [.. Enumerable.Range(0, n).Select(k => v[(k * n) + k])]);
    }

    /// <summary>Appends G(θ, φ), or its inverse, on both spins; φ = null where the rotation is real.</summary>
    public static void Append(RotationCircuit circuit, int place, Angle theta, Angle? phi, bool isInverse = false)
    {
        var n = circuit.OrbitalCount;
        var sign = isInverse ? -1 : 1;
        // A product of operators acts from the right: the rotation first, then the phase; the inverse turns the order round.
        if (isInverse) Phase();
        foreach (var spin in (ReadOnlySpan<Spin>)[Spin.Alpha, Spin.Beta])
            circuit.AppendGenerator(new Excitation(new(place, spin), new(place + 1, spin)).ToGenerator(n), sign * theta);
        if (!isInverse) Phase();

        void Phase()
        {
            if (phi is not { } angle) return;
            circuit.AppendPhases([(FermionOperator.Number(place + 1) + FermionOperator.Number(place + 1 + n), sign * angle)]);
        }
    }
}
