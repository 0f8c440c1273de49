namespace Qratum.Chemistry;

/// <summary>Constants of nature, CODATA 2018 (E. Tiesinga et al., Rev. Mod. Phys. 93, 025010 (2021)).</summary>
public static class PhysicalConstants
{
    /// <summary>One bohr in ångström.</summary>
    public const double BohrInAngstrom = 0.529177210903;

    /// <summary>One hartree in electronvolt.</summary>
    public const double HartreeInElectronvolt = 27.211386245988;

    /// <summary>One atomic unit of electric dipole moment in debye.</summary>
    public const double DipoleInDebye = 2.541746473;
}
