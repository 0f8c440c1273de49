using System.Numerics;

namespace Qratum.Testing;

/// <summary>The obvious register: an array of amplitudes and the definition of each pass. What a new simulator is compared with.</summary>
public sealed class ReferenceRegister : IStateRegister
{
    // Fourth-order differences: error about step⁴ times the fifth derivative, and rounding 1e-16/step.
    private const double Step = 1e-3;
    private Complex[] _state;

    /// <summary>Makes |0…0⟩ of few qubits.</summary>
    public ReferenceRegister(int qubitCount)
    {
        QubitCount = qubitCount;
        _state = new Complex[1 << qubitCount];
        _state[0] = 1;
    }

    /// <inheritdoc/>
    public int QubitCount { get; }

    /// <inheritdoc/>
    public void SetZero()
    {
        Array.Clear(_state);
        _state[0] = 1;
    }

    /// <inheritdoc/>
    public void CopyFrom(IStateRegister source) => _state = (Complex[])Same(source)._state.Clone();

    /// <inheritdoc/>
    public void Run(Pass pass, ReadOnlySpan<double> parameters, bool isInverse = false) => _state = Applied(pass, parameters.ToArray(), isInverse, _state);

    /// <inheritdoc/>
    public double Expectation(PauliSum observable) => DenseReference.Expectation(observable, _state).Real;

    /// <inheritdoc/>
    public double ApplyObservable(PauliSum observable, IStateRegister target)
    {
        var product = new Complex[_state.Length];
        foreach (var (coefficient, pauli) in observable) Add(product, Multiplied(pauli, _state), coefficient);
        Same(target)._state = product;
        return Inner(_state, product).Real;
    }

    /// <inheritdoc/>
    public Complex InnerProduct(IStateRegister other) => Inner(_state, Same(other)._state);

    /// <inheritdoc/>
    public void StepBack(Pass pass, ReadOnlySpan<double> parameters, IStateRegister costate, Span<double> gradient)
    {
        var lambda = Same(costate);
        var after = lambda._state;
        Run(pass, parameters, isInverse: true);
        lambda.Run(pass, parameters, isInverse: true);
        for (var p = 0; p < gradient.Length; p++)
        {
            var point = parameters.ToArray();
            Complex At(double shift)
            {
                var moved = (double[])point.Clone();
                moved[p] += shift;
                return Inner(after, Applied(pass, moved, false, _state));
            }

            gradient[p] += 2 * ((8 * (At(Step) - At(-Step))) - (At(2 * Step) - At(-2 * Step))).Real / (12 * Step);
        }
    }

    /// <inheritdoc/>
    public double ProbabilityOfOne(int qubit) => _state.Where((_, i) => ((i >> qubit) & 1) != 0).Sum(Square);

    /// <inheritdoc/>
    public void Collapse(int qubit, bool outcome, double probability)
    {
        for (var i = 0; i < _state.Length; i++) _state[i] = (((i >> qubit) & 1) != 0) == outcome ? _state[i] / Math.Sqrt(probability) : 0;
    }

    /// <inheritdoc/>
    public void VisitProbabilities(double threshold, Action<long, double> visit)
    {
        for (var i = 0; i < _state.Length; i++)
        {
            if (Square(_state[i]) > threshold) visit(i, Square(_state[i]));
        }
    }

    /// <inheritdoc/>
    public void Sample(ReadOnlySpan<double> sortedUniforms, Span<long> outcomes)
    {
        var total = _state.Sum(Square);
        for (var k = 0; k < outcomes.Length; k++)
        {
            var rest = sortedUniforms[k] * total;
            var last = 0;
            for (var i = 0; i < _state.Length; i++)
            {
                if (Square(_state[i]) == 0) continue;
                last = i;
                rest -= Square(_state[i]);
                if (rest < 0) break;
            }

            outcomes[k] = last;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static double Square(Complex value) => (value.Real * value.Real) + (value.Imaginary * value.Imaginary);

    private static Complex Inner(Complex[] bra, Complex[] ket) => bra.Zip(ket, (a, b) => Complex.Conjugate(a) * b).Aggregate(Complex.Zero, Complex.Add);

    private static void Add(Complex[] sum, Complex[] part, Complex factor)
    {
        for (var i = 0; i < sum.Length; i++) sum[i] += factor * part[i];
    }

    private static Complex[] Multiplied(PauliString pauli, Complex[] state)
    {
        var result = new Complex[state.Length];
        for (var i = 0; i < state.Length; i++)
        {
            var (target, factor) = (i, Complex.One);
            for (var q = 0; q < pauli.QubitCount; q++)
            {
                var one = ((i >> q) & 1) != 0;
                if (pauli[q] is Pauli.X or Pauli.Y) target ^= 1 << q;
                factor *= pauli[q] switch { Pauli.Y => new Complex(0, one ? -1 : 1), Pauli.Z when one => -1, _ => 1 };
            }

            result[target] = factor * state[i];
        }

        return result;
    }

    private static Complex[] Applied(Pass pass, double[] parameters, bool isInverse, Complex[] state)
    {
        var sign = isInverse ? -1 : 1;
        switch (pass)
        {
            case BlockPass block:
                foreach (var step in isInverse ? block.Steps.Reverse() : block.Steps) state = Applied(step, parameters, isInverse, state);
                return state;
            case ReorderPass reorder:
                var moved = new Complex[state.Length];
                for (var i = 0; i < state.Length; i++)
                {
                    var target = 0;
                    for (var q = 0; q < reorder.Targets.Length; q++) target |= ((i >> q) & 1) << reorder.Targets[q];
                    if (isInverse) moved[i] = state[target];
                    else moved[target] = state[i];
                }

                return moved;
            case RealRotationPass real:
                var thetas = real.AnglesAt(parameters);
                for (var k = 0; k < thetas.Length; k++)
                {
                    var (sin, cos) = Math.SinCos(sign * thetas[k] / 2);
                    state = Matrix([cos, -sin, sin, cos], false, [real.Qubits[k]], [], state);
                }

                return state;
            case DensePass dense: return Matrix(dense.MatrixAt(parameters), isInverse, [.. dense.Qubits], [.. dense.Controls], state);
            case DiagonalPass diagonal:
                return [.. state.Select((a, i) => a * Complex.FromPolarCoordinates(1, sign * diagonal.PhaseAt(i, parameters)))];
            case RotationPass rotation:
                var angles = rotation.AnglesAt(parameters);
                for (var k = 0; k < angles.Length; k++)
                {
                    // The strings commute, so their order does not matter.
                    var (sin, cos) = Math.SinCos(sign * angles[k] / 2);
                    var next = Array.ConvertAll(state, a => cos * a);
                    Add(next, Multiplied(rotation.Strings[k], state), new Complex(0, -sin));
                    state = next;
                }

                return state;
            default: throw new NotSupportedException(pass.GetType().Name);
        }
    }

    private static Complex[] Matrix(Complex[] matrix, bool isInverse, int[] qubits, int[] controls, Complex[] state)
    {
        var dimension = 1 << qubits.Length;
        var result = new Complex[state.Length];
        for (var i = 0; i < state.Length; i++)
        {
            if (controls.Any(c => ((i >> c) & 1) == 0))
            {
                result[i] += state[i];
                continue;
            }

            var column = qubits.Select((q, k) => ((i >> q) & 1) << k).Sum();
            for (var row = 0; row < dimension; row++)
            {
                var target = qubits.Select((q, k) => (Mask: 1 << q, Bit: (row >> k) & 1)).Aggregate(i, (t, b) => (t & ~b.Mask) | (b.Bit * b.Mask));
                result[target] += (isInverse ? Complex.Conjugate(matrix[(column * dimension) + row]) : matrix[(row * dimension) + column]) * state[i];
            }
        }

        return result;
    }

    private ReferenceRegister Same(IStateRegister other) => other is ReferenceRegister register && register.QubitCount == QubitCount
        ? register : throw new ArgumentException($"The other state must be a {nameof(ReferenceRegister)} of {QubitCount} qubits.", nameof(other));
}

/// <summary>The reference register behind the backend that any register gets: the seam a new simulator plugs into.</summary>
public sealed class ReferenceBackend() : SimulatorBackend<ReferenceRegister>("reference", qubits => new ReferenceRegister(qubits), new SimulatorOptions { MaximumQubits = 14 });
