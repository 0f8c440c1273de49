using System.Numerics;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Qratum;

/// <summary>Real powers of a gate through its eigenphases.</summary>
internal static class UnitaryPower
{
    /// <summary>U^t = V diag(e^{itφ}) V†, φ in (−π, π].</summary>
    public static Gate Raise(Gate gate, double exponent)
    {
        var dimension = 1 << gate.QubitCount;
        var elements = new Complex[dimension * dimension];
        gate.ToMatrix().FlattenTo(elements);
        var u = Matrix<Complex>.Build.DenseOfRowMajor(dimension, dimension, elements);
        var vectors = EigenvectorsOfUnitary(u);
        var phases = (vectors.ConjugateTranspose() * u * vectors).Diagonal();
        var powers = Matrix<Complex>.Build.DenseOfDiagonalVector(phases.Map(p => Cis(PrincipalPhase(p) * exponent)));
        return Gate.Unitary((vectors * powers * vectors.ConjugateTranspose()).ToRowMajorArray());
    }

    /// <summary>
    /// Orthonormal eigenvectors. A general eigensolver loses orthogonality in degenerate spaces; U + U† and i(U† − U) are
    /// Hermitian and commute, so a generic real mixture of them is Hermitian with the same eigenvectors.
    /// </summary>
    private static Matrix<Complex> EigenvectorsOfUnitary(Matrix<Complex> u)
    {
        const double mixture = 0.7320508075688772; // any number that is no ratio of sines of the phases met in practice
        var adjoint = u.ConjugateTranspose();
        var hermitian = (u + adjoint) + ((adjoint - u) * new Complex(0, mixture));
        Evd<Complex> evd = ((hermitian + hermitian.ConjugateTranspose()) / 2).Evd(Symmetricity.Hermitian);
        return evd.EigenVectors;
    }

    // −1 itself may come out as phase −π by rounding; the principal value is +π.
    private static double PrincipalPhase(Complex value)
    {
        var phase = Elementary.Phase(value);
        return phase <= -Math.PI + 1e-12 ? Math.PI : phase;
    }

    private static Complex Cis(double angle)
    {
        var (sin, cos) = SinCos.Compute(angle);
        return new Complex(cos, sin);
    }
}
