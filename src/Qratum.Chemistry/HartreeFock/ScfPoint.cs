namespace Qratum.Chemistry;

/// <summary>Orbitals with what one pass over the integrals says of them.</summary>
/// <param name="Orbitals">For each set, row-major functions × orbitals, occupied ones first.</param>
/// <param name="Densities">C n Cᵀ of each channel.</param>
/// <param name="Focks">Fock matrix of each channel over the functions.</param>
/// <param name="Energy">Total energy.</param>
internal sealed record ScfPoint(double[][] Orbitals, double[][] Densities, double[][] Focks, double Energy);
