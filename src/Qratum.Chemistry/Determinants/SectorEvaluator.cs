using System.Runtime.Intrinsics;

namespace Qratum.Chemistry;

/// <summary>Energies and gradients of an ansatz within one <see cref="DeterminantSpace"/>. Not to be used twice at a time.</summary>
internal sealed class SectorEvaluator
{
    private readonly IPropagator _ansatz;
    private readonly SectorHamiltonian _hamiltonian;
    private readonly double[] _state, _image;

    public SectorEvaluator(SectorHamiltonian hamiltonian, IReadOnlyList<Excitation> excitations, AnsatzForm form, int maxThreads)
    {
        var space = hamiltonian.Space;
        (Space, _hamiltonian) = (space, hamiltonian);
        _ansatz = form == AnsatzForm.Product
            ? new RotationProgram(space, excitations, maxThreads) : new SumExponential(space, excitations, maxThreads);
        (_state, _image) = (new double[space.Count], new double[space.Count]);
    }

    public DeterminantSpace Space { get; }

    /// <summary>The state; overwritten by the next call.</summary>
    public double[] State(ReadOnlySpan<double> angles, CancellationToken cancellationToken)
    {
        Array.Clear(_state);
        _state[Space.Reference] = 1;
        _ansatz.Forward(_state, angles, cancellationToken);
        return _state;
    }

    /// <summary>Electronic energy.</summary>
    public double Energy(ReadOnlySpan<double> angles, CancellationToken cancellationToken)
    {
        var state = State(angles, cancellationToken);
        _hamiltonian.Apply(state, _image, cancellationToken);
        return OrderedSums.Dot(state, _image);
    }

    /// <summary>Electronic energy and its derivative by each angle.</summary>
    public double Energy(ReadOnlySpan<double> angles, Span<double> derivatives, CancellationToken cancellationToken)
    {
        var energy = Energy(angles, cancellationToken);
        _ansatz.Backward(_state, _image, angles, derivatives, cancellationToken);
        return energy;
    }
}

/// <summary>The exponential part of an ansatz.</summary>
internal interface IPropagator
{
    /// <summary>Applies it to a vector.</summary>
    void Forward(double[] c, ReadOnlySpan<double> angles, CancellationToken cancellationToken);

    /// <summary>
    /// The derivative of ⟨λ|ψ⟩, λ = Hψ held fixed twice over, by each angle: 2 ⟨λ|∂ψ⟩. <paramref name="psi"/> is what <see cref="Forward"/>
    /// made with the same angles; both vectors may be overwritten.
    /// </summary>
    void Backward(double[] psi, double[] lambda, ReadOnlySpan<double> angles, Span<double> derivatives, CancellationToken cancellationToken);
}
