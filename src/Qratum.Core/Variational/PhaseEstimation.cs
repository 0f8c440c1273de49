using System.Globalization;

namespace Qratum;

/// <summary>
/// Iterative quantum phase estimation: energies read bit by bit through one further qubit, which is measured and reset for each bit.
/// </summary>
/// <remarks>
/// M. Dobšíček, G. Johansson, V. Shumeiko, G. Wendin, Phys. Rev. A 76, 030306 (2007). The outcomes are those of phase estimation with as many
/// further qubits as bits: each energy of the preparation appears with its weight, spread over neighbouring readings as sin²/sin² says; the reading next to
/// an energy has at least 4/π² of it. Evolutions are not controlled but turned back: the qubit in |0⟩ lets time run one way and in |1⟩ the other, so that a
/// string takes one rotation, about itself times Z of the qubit (M. Reiher et al., PNAS 114, 7555 (2017)). That is why formulas are symmetric.
/// </remarks>
public static class PhaseEstimation
{
    /// <summary>Greatest number of rotations of a circuit.</summary>
    public const long MaximumRotations = 20_000_000;

    /// <summary>Reads the energies of a state.</summary>
    /// <param name="hamiltonian">H on n qubits, with real coefficients.</param>
    /// <param name="preparation">Makes the state from |0…0⟩; n qubits, no parameters, no measurements.</param>
    /// <param name="sampler">Runs circuits with measurements in the middle, as the simulator does.</param>
    /// <param name="options">Bits, window, formula, shots; null for the defaults.</param>
    /// <param name="cancellationToken">Passed on to the sampler.</param>
    /// <exception cref="ArgumentException">H is not Hermitian, has nothing but the identity, or the preparation does not fit.</exception>
    /// <exception cref="NotSupportedException">The circuit has more than <see cref="MaximumRotations"/>, or the sampler cannot run it.</exception>
    public static async Task<PhaseEstimationResult> RunAsync(
        PauliSum hamiltonian, Circuit preparation, ISampler sampler, PhaseEstimationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sampler);
        options ??= new PhaseEstimationOptions();
        var circuit = CreateCircuit(hamiltonian, preparation, options);
        var window = WindowOf(hamiltonian, options);
        var resolution = (window.High - window.Low) / (1L << options.Bits);
        var samples = await sampler.SampleAsync(new SamplerPub(circuit, options.Shots, options.Seed), cancellationToken).ConfigureAwait(false);
        var counts = samples.Counts[0];
        return new PhaseEstimationResult
        {
            Readings = [.. counts.Select(c => new PhaseReading(window.Low + (c.Key.ToUInt64() * resolution), (double)c.Value / counts.Shots))
                .OrderByDescending(r => r.Share).ThenBy(r => r.Energy)],
            Resolution = resolution,
            Window = window,
            Rotations = circuit.Instructions.LongCount(i => i.Operation is PauliRotation),
            Shots = counts.Shots,
            Seed = samples.Seed,
            Identity = samples.Identity,
        };
    }

    /// <summary>
    /// The circuit: qubits 0 to n − 1 hold the state, qubit n reads it; bit k of the classical bits is bit k of the number of resolutions above the lower
    /// end of the window. About 2 · 5^(order/2 − 1) · m · steps · 2^bits rotations for m strings.
    /// </summary>
    /// <param name="hamiltonian">H on n qubits, with real coefficients.</param>
    /// <param name="preparation">Makes the state from |0…0⟩; n qubits, no parameters, no measurements.</param>
    /// <param name="options">Bits, window and formula; null for the defaults.</param>
    /// <exception cref="ArgumentException">H is not Hermitian, has nothing but the identity, or the preparation does not fit.</exception>
    /// <exception cref="NotSupportedException">It has more than <see cref="MaximumRotations"/>.</exception>
    public static Circuit CreateCircuit(PauliSum hamiltonian, Circuit preparation, PhaseEstimationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(hamiltonian);
        ArgumentNullException.ThrowIfNull(preparation);
        options ??= new PhaseEstimationOptions();
        var (n, bits) = (hamiltonian.QubitCount, options.Bits);
        ThrowIfUnfit(preparation, n);
        var (low, high) = WindowOf(hamiltonian, options);
        ThrowIfTooLong(hamiltonian, options);

        var directed = Directed(hamiltonian);
        var time = 2 * Math.PI / (high - low);
        var builder = new CircuitBuilder(n + 1, bits).Append(preparation, [.. Enumerable.Range(0, n)]);
        for (var bit = 0; bit < bits; bit++)
        {
            if (bit > 0) builder.Reset(n);
            builder.H(n);
            // |1⟩ gains exp(i (E − low) time 2^power) on |0⟩: the last bits first.
            var repeats = 1L << (bits - 1 - bit);
            builder.Append(TimeEvolution.Trotter(directed, time * repeats / 2, checked((int)(options.Steps * repeats)), options.Order));
            builder.Phase(Math.IEEERemainder(-low * time * repeats, 2 * Math.PI), n);
            for (var known = 0; known < bit; known++) builder.ApplyIf(new ClassicalCondition([known], 1), Gate.Phase(-Math.PI / (1L << (bit - known))), n);
            builder.H(n).Measure(n, bit);
        }

        return builder.Build();
    }

    /// <summary>The window of the options, or one that holds every eigenvalue below its upper end.</summary>
    private static (double Low, double High) WindowOf(PauliSum hamiltonian, PhaseEstimationOptions options)
    {
        if (options.Window is { } given) return given;
        var centre = hamiltonian.IdentityCoefficient.Real;
        var reach = hamiltonian.Where(t => !t.Pauli.IsIdentity).Sum(t => Math.Abs(t.Coefficient.Real));
        if (reach == 0) throw new ArgumentException("The operator is a multiple of the identity; there is no energy to read.", nameof(hamiltonian));
        // Readings are numbered from the lower end; the upper end would be read as the lower.
        return (centre - reach, centre + (reach * (1 + (4.0 / (1L << options.Bits)))));
    }

    /// <summary>H times Z of one further qubit: time runs forwards for |0⟩ and backwards for |1⟩.</summary>
    private static PauliSum Directed(PauliSum hamiltonian)
    {
        var n = hamiltonian.QubitCount;
        var builder = new PauliSumBuilder(n + 1);
        foreach (var (coefficient, pauli) in hamiltonian) builder.Add(coefficient, pauli.Widen(n + 1).With(n, Pauli.Z));
        return builder.Build();
    }

    private static void ThrowIfUnfit(Circuit preparation, int n)
    {
        if (preparation.QubitCount != n)
            throw new ArgumentException($"The preparation has {preparation.QubitCount} qubits; the operator acts on {n}.", nameof(preparation));
        if (preparation.Parameters.Length > 0)
            throw new ArgumentException($"The preparation has {preparation.Parameters.Length} parameters; bind them.", nameof(preparation));
        if (!preparation.IsUnitary) throw new ArgumentException("The preparation measures, resets or has conditions; it must be gates alone.", nameof(preparation));
    }

    private static void ThrowIfTooLong(PauliSum hamiltonian, PhaseEstimationOptions options)
    {
        var rotations = 2 * Math.Pow(5, (options.Order / 2) - 1) * hamiltonian.Count * options.Steps * Math.Pow(2, options.Bits);
        if (rotations > MaximumRotations)
            throw new NotSupportedException(string.Create(CultureInfo.InvariantCulture,
                $"{options.Bits} bits with {options.Steps} steps of order {options.Order} take about {rotations:0.0e0} rotations; at most {MaximumRotations} are made. Take fewer bits or a narrower window, steps or terms."));
    }
}
