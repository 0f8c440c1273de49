using System.Numerics.Tensors;

namespace Qratum.Chemistry;

public sealed partial class HartreeFockResult
{
    /// <summary>
    /// Dipole moment x, y, z in atomic units of a state whose density is over these orbitals, or over some of them: nuclei less electrons, from
    /// the origin of the coordinates, which matters for ions only. Orbitals frozen below hold two electrons each. O(functions² · orbitals²).
    /// </summary>
    /// <param name="density">γ of a correlated state, for example of full configuration interaction or of a VQE.</param>
    /// <param name="space">The active space whose orbitals the density is over; null for all.</param>
    /// <exception cref="ArgumentException">The density is over another number of orbitals than the space has.</exception>
    public double[] ComputeDipole(OneParticleDensity density, ActiveSpace? space = null)
    {
        ArgumentNullException.ThrowIfNull(density);
        var chosen = (space ?? ActiveSpace.Full).Fit(OrbitalCount, Molecule.AlphaElectrons, Molecule.BetaElectrons);
        if (density.OrbitalCount != chosen.Active.Length)
            throw new ArgumentException($"The density is over {density.OrbitalCount} orbitals; the space has {chosen.Active.Length}.", nameof(density));
        var dipole = new double[3];
        foreach (var atom in Molecule.Atoms)
        {
            dipole[0] += atom.Element.AtomicNumber * atom.X;
            dipole[1] += atom.Element.AtomicNumber * atom.Y;
            dipole[2] += atom.Element.AtomicNumber * atom.Z;
        }

        for (var axis = 0; axis < 3; axis++)
        {
            foreach (var c in chosen.Core) dipole[axis] -= 2 * Element(Integrals.One.Dipole[axis], c, c);
            for (var p = 0; p < density.OrbitalCount; p++)
            for (var q = 0; q < density.OrbitalCount; q++)
                dipole[axis] -= density[p, q] * Element(Integrals.One.Dipole[axis], chosen.Active[p], chosen.Active[q]);
        }

        return dipole;
    }

    /// <summary>⟨p|operator|q⟩ between two orbitals.</summary>
    private double Element(double[] matrix, int p, int q)
    {
        var (n, m, sum) = (Integrals.FunctionCount, OrbitalCount, 0.0);
        for (var i = 0; i < n; i++)
        {
            var inner = 0.0;
            for (var j = 0; j < n; j++) inner += matrix[(i * n) + j] * CoefficientArray[(j * m) + q];
            sum += CoefficientArray[(i * m) + p] * inner;
        }

        return sum;
    }
}
