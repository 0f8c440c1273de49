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
}
