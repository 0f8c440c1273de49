namespace Qratum.Chemistry;

/// <summary>A stationary point that the search for the lowest one met.</summary>
/// <param name="Energy">Total energy in hartree; of points left behind, good to about 1e-6.</param>
/// <param name="SpinSquared">⟨S²⟩.</param>
/// <param name="Guess">Where the search had started.</param>
/// <param name="Descents">How many unstable directions had been followed to it; 0 for one that plain cycles find.</param>
/// <param name="LowestCurvature">Lowest eigenvalue of the orbital Hessian, hartree; negative at a saddle point, null where it was not computed.</param>
public readonly record struct HartreeFockSolution(
    double Energy, double SpinSquared, StartingGuess Guess, int Descents, double? LowestCurvature);
