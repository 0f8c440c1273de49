using System.Security.Cryptography;
using System.Text;

namespace Qratum.Chemistry;

/// <summary>The search inside <see cref="GroundState"/>: minimizer, start, shots and checkpoint as the options say.</summary>
internal sealed class GroundStateSearch(GroundStateOptions options, PauliSum hamiltonian, Circuit ansatz)
{
    private const string Kind = "vqe";

    public async Task<VqeResult> RunAsync(IEstimator estimator, IProgress<HistoryPoint>? progress, CancellationToken cancellationToken)
    {
        if (options.Shots is { } shots)
        {
            if (estimator is not ISampler sampler)
                throw new ArgumentException($"{estimator.GetType().Name} takes no shots: it is no sampler.", nameof(estimator));
            estimator = new ShotEstimator(sampler, shots) { Seed = options.Seed };
        }

        var minimizer = options.Minimizer ?? (options.Shots is null ? new Lbfgs() : Minimizer.Create("cobyla"));
        var vqe = new Vqe(hamiltonian, ansatz, estimator, minimizer, options.Seed) { Logger = options.Logger };
        var fingerprint = Fingerprint(minimizer);
        var file = options.CheckpointFile;
        if (options.Resume && file is null) throw new ArgumentException("Nothing says which checkpoint to resume from.");
        return await vqe.RunAsync(new VqeOptions
        {
            Start = Start(),
            Resume = options.Resume ? CheckpointFile.Read(file!, Kind, fingerprint) : null,
            AfterStep = file is null ? null : loop => CheckpointFile.Write(file, Kind, fingerprint, loop.Save()),
        }, progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Coupled cluster starts at Hartree-Fock; other circuits near zero but not there, where gradients can vanish by symmetry.</summary>
    private double[] Start()
    {
        const double spread = 0.1;
        var start = new double[ansatz.Parameters.Length];
        if (options.Ansatz == AnsatzKind.Uccsd) return start;
        var random = new PhiloxRandom(options.Seed, stream: 1);
        for (var k = 0; k < start.Length; k++) start[k] = spread * random.NextGaussian();
        return start;
    }

    /// <summary>Names the problem, so that a checkpoint of another one is refused rather than continued.</summary>
    private string Fingerprint(IMinimizer minimizer)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + "\n"));
        Add(hamiltonian.ToString());
        foreach (var instruction in ansatz.Instructions) Add(instruction.ToString());
        Add(FormattableString.Invariant($"{minimizer.Name} {options.Shots} {options.Seed}"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
