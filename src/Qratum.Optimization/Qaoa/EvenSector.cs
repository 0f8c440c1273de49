namespace Qratum.Optimization;

/// <summary>
/// The half of the states that a global flip leaves alone: of each pair of opposite strings the one whose last bit is 0 stands for both, with √2 times
/// their amplitude. Flipping the last spin is flipping all others.
/// </summary>
internal static class EvenSector
{
    /// <summary>The energy with the last spin up, over the other spins.</summary>
    public static IsingModel Reduce(IsingModel model)
    {
        var last = model.SpinCount - 1;
        var fields = new double[last];
        var couplings = new List<Edge>();
        foreach (ref readonly var edge in model.Couplings.EdgeSpan)
        {
            if (edge.I == last || edge.J == last) fields[Math.Min(edge.I, edge.J)] += edge.Weight;
            else couplings.Add(edge);
        }

        return new IsingModel(new Graph(last, couplings), fields, model.Constant);
    }

    /// <summary>The string that a shorter one stands for.</summary>
    public static BitString Widen(BitString bits)
    {
        var wide = new bool[bits.Length + 1];
        for (var i = 0; i < bits.Length; i++) wide[i] = bits[i];
        return BitString.FromBits(wide);
    }

    public static Counts Widen(Counts counts) => new(counts.Select(static c => KeyValuePair.Create(Widen(c.Key), c.Value)));

    /// <summary>The standard mixer of the whole model on the half of it.</summary>
    internal sealed class Mixer(int qubitCount) : IMixer
    {
        private readonly TransverseMixer _others = new(qubitCount);

        public int QubitCount => qubitCount;

        public int TermCount => qubitCount + 1;

        public string Description => "x, even sector";

        public void AppendStart(CircuitBuilder builder) => _others.AppendStart(builder);

        public void AppendLayer(CircuitBuilder builder, ReadOnlySpan<Angle> betas)
        {
            MixerTerms.Check(betas, TermCount);
            _others.AppendLayer(builder, betas[..qubitCount]);
            if (qubitCount == 1)
            {
                builder.Rx(2 * betas[^1], 0);
                return;
            }

            var flip = PauliString.Identity(qubitCount);
            for (var q = 0; q < qubitCount; q++) flip = flip.With(q, Pauli.X);
            builder.Rotation(flip, 2 * betas[^1]);
        }

        public bool Reaches(BitString bits) => bits.Length == qubitCount;
    }
}
