namespace Qratum.Optimization;

/// <summary>How the start of a search over many layers is found.</summary>
public enum LayerGrowth
{
    /// <summary>One search over all layers, from <see cref="QaoaOptions.Start"/>; further starts are displaced at random.</summary>
    None,

    /// <summary>A search for each number of layers from the start's on; its angles interpolated linearly begin the next (INTERP, <see cref="StartingAngles.Interpolate"/>).</summary>
    Interpolation,

    /// <summary>The same with the waves of the angles kept and none of the next frequency (FOURIER of L. Zhou et al., arXiv:1812.01041).</summary>
    Fourier,
}
