namespace Qratum;

/// <summary>Arithmetic of amplitudes; sums are always accumulated in double.</summary>
public enum Precision
{
    /// <summary>64-bit floating point, 16 bytes an amplitude.</summary>
    Double,

    /// <summary>32-bit floating point, 8 bytes an amplitude, about 7 digits.</summary>
    Single,
}
