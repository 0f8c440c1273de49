namespace Qratum.Chemistry;

/// <summary>In which order the factors of a product ansatz act. Energies of different orders differ in the fifth digit or later.</summary>
public enum ExcitationOrder
{
    /// <summary>Doubles act on the determinant first, then singles.</summary>
    DoublesFirst,

    /// <summary>Singles act on the determinant first, then doubles.</summary>
    SinglesFirst,
}

/// <summary>Which excitations have one parameter in common.</summary>
public enum ParameterSharing
{
    /// <summary>Every excitation has its own.</summary>
    None,

    /// <summary>An excitation and the one with all spins turned share one: for closed shells, about half as many parameters.</summary>
    SpinMirror,
}

/// <summary>Which double excitations an ansatz has.</summary>
public enum DoublesSelection
{
    /// <summary>All that conserve the spin of every electron.</summary>
    All,

    /// <summary>Those whose first-order amplitude does not vanish: those that symmetry forbids are left out.</summary>
    NonZeroAmplitude,
}

/// <summary>In which order the double excitations act.</summary>
public enum DoublesOrder
{
    /// <summary>That of <see cref="ExcitationPool.Doubles"/>.</summary>
    Loops,

    /// <summary>The largest first-order amplitude first; an excitation and its mirror image one after the other.</summary>
    FallingAmplitude,
}

/// <summary>Where a search begins.</summary>
public enum AmplitudeStart
{
    /// <summary>At the determinant: all parameters zero.</summary>
    HartreeFock,

    /// <summary>At first-order amplitudes (MP2).</summary>
    MollerPlesset,
}

/// <summary>Variants of <see cref="Uccsd"/>.</summary>
public sealed record UccsdOptions
{
    /// <summary>Order of the factors; doubles first by default.</summary>
    public ExcitationOrder Order
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(Order), value, "Allowed are DoublesFirst and SinglesFirst.");
    }

    /// <summary>Sharing of parameters; none by default.</summary>
    public ParameterSharing Sharing
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(Sharing), value, "Allowed are None and SpinMirror.");
    }

    /// <summary>Which doubles there are; all by default.</summary>
    public DoublesSelection Doubles
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(Doubles), value, "Allowed are All and NonZeroAmplitude.");
    }

    /// <summary>Order of the doubles among themselves; that of the loops by default.</summary>
    public DoublesOrder DoublesOrder
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(DoublesOrder), value, "Allowed are Loops and FallingAmplitude.");
    }

    /// <summary>Product of factors, by default, or the exponential of the sum.</summary>
    public AnsatzForm Form
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(Form), value, "Allowed are Product and ExponentialOfSum.");
    }

    /// <summary>Where a search begins; at the determinant by default.</summary>
    public AmplitudeStart Start
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(Start), value, "Allowed are HartreeFock and MollerPlesset.");
    }

    /// <summary>
    /// The fast variant, which <see cref="GroundState"/> takes by itself: singles first, then doubles by falling first-order amplitude without
    /// those that vanish, mirror images sharing a parameter, started at first-order amplitudes. For a closed shell it has about a quarter of
    /// the parameters, in about the same energy; of an open shell, mirror images are no equals, and each excitation keeps its own parameter.
    /// </summary>
    /// <param name="integrals">Says whether the shell is closed.</param>
    public static UccsdOptions Fast(ElectronIntegrals integrals)
    {
        ArgumentNullException.ThrowIfNull(integrals);
        return FastOf(integrals.AlphaElectrons == integrals.BetaElectrons);
    }

    /// <summary>The fast variant of closed or open shells, see <see cref="Fast"/>.</summary>
    /// <param name="isClosedShell">Whether there are as many electrons of one spin as of the other.</param>
    public static UccsdOptions FastOf(bool isClosedShell) => new()
    {
        Order = ExcitationOrder.SinglesFirst,
        Sharing = isClosedShell ? ParameterSharing.SpinMirror : ParameterSharing.None,
        Doubles = DoublesSelection.NonZeroAmplitude,
        DoublesOrder = DoublesOrder.FallingAmplitude,
        Start = AmplitudeStart.MollerPlesset,
    };
}
