namespace Qratum.Chemistry;

/// <summary>Equations for amplitudes that <see cref="AmplitudeSearch"/> solves; all amplitudes in one array.</summary>
internal interface IAmplitudeEquations
{
    /// <summary>Number of amplitudes.</summary>
    int Count { get; }

    /// <summary>The first amplitudes: the step from zero, which asks for little work; over canonical orbitals those of second order.</summary>
    double[] Start();

    /// <summary>The step that the residuals at the amplitudes ask for, residual over denominator: zero at the solution.</summary>
    double[] Step(double[] amplitudes, Contraction contraction);

    /// <summary>Correlation energy of amplitudes, hartree.</summary>
    double Energy(double[] amplitudes);
}
