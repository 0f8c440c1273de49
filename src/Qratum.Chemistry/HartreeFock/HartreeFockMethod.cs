namespace Qratum.Chemistry;

/// <summary>What the orbitals of the two spins have in common.</summary>
public enum HartreeFockMethod
{
    /// <summary>RHF: every occupied orbital holds two electrons.</summary>
    Restricted,

    /// <summary>UHF: each spin has orbitals of its own.</summary>
    Unrestricted,

    /// <summary>ROHF: one set of orbitals, occupied twice, once or not at all.</summary>
    RestrictedOpenShell,
}
