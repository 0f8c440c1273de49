namespace Qratum.Chemistry;

/// <summary>What is added for triple excitations.</summary>
public enum TriplesCorrection
{
    /// <summary>Nothing: CCSD.</summary>
    None,

    /// <summary>
    /// CCSD(T): connected triples by perturbation theory from the converged amplitudes; closed shells over canonical orbitals. K. Raghavachari,
    /// G. W. Trucks, J. A. Pople, M. Head-Gordon, Chem. Phys. Lett. 157, 479 (1989).
    /// </summary>
    Perturbative,
}
