namespace Qratum;

/// <summary>Shots from a register: sorted uniform numbers of one random stream, found in one sweep.</summary>
internal static class RegisterSampling
{
    public static Counts Sample(IStateRegister register, int shots, ulong seed, ulong stream, Func<long, BitString> toOutcome)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shots, 1);
        var random = new PhiloxRandom(seed, stream);
        var uniforms = new double[shots];
        for (var k = 0; k < shots; k++) uniforms[k] = random.NextDouble();
        Array.Sort(uniforms);
        var outcomes = new long[shots];
        register.Sample(uniforms, outcomes);
        var counts = new Dictionary<BitString, long>();
        for (var k = 0; k < shots;)
        {
            var run = k + 1;
            while (run < shots && outcomes[run] == outcomes[k]) run++;
            System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(counts, toOutcome(outcomes[k]), out _) += run - k;
            k = run;
        }

        return new Counts(counts);
    }
}
