namespace Qratum.Optimization;

/// <summary>Which gates of a QAOA layer share an angle.</summary>
public enum AngleSharing
{
    /// <summary>One γ and one β for each layer: the standard algorithm.</summary>
    Layer,

    /// <summary>In each layer a γ for fields, one for couplings (and one for the terms of each further number of spins), and one β.</summary>
    Kind,

    /// <summary>
    /// In each layer a γ for every term of the cost and a β for every term of the mixer: multi-angle QAOA, R. Herrman et al., Sci. Rep. 12, 6781 (2022),
    /// arXiv:2109.11455.
    /// </summary>
    Term,
}
