namespace Qratum.Chemistry;

/// <summary>The orbitals that self-consistent cycles start from.</summary>
public enum StartingGuess
{
    /// <summary>Those in the field of the sum of spherical atoms, each from a calculation of its own; the best first guess.</summary>
    AtomicDensities,

    /// <summary>Those of the bare nuclei, without any repulsion among the electrons.</summary>
    CoreHamiltonian,

    /// <summary>
    /// Extended Hückel theory: F_ii from the spherical atoms, F_ij = 1.75 S_ij (F_ii + F_jj) / 2. M. Wolfsberg, L. Helmholz, J. Chem. Phys. 20,
    /// 837 (1952).
    /// </summary>
    WolfsbergHelmholz,

    /// <summary>
    /// Those of <see cref="AtomicDensities"/>, highest occupied and lowest empty orbital of each spin mixed, with opposite signs: the way to
    /// open-shell singlets. For RHF and ROHF both spins turn alike.
    /// </summary>
    BrokenSymmetry,

    /// <summary>Those of <see cref="AtomicDensities"/>, turned by a seeded random rotation, which breaks every symmetry.</summary>
    Perturbed,

    /// <summary>Those of <see cref="HartreeFockOptions.StartFrom"/>, made orthonormal again.</summary>
    Given,
}
