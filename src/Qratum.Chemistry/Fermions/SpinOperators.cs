namespace Qratum.Chemistry;

/// <summary>Operators that count electrons and spin.</summary>
internal static class SpinOperators
{
    /// <summary>N = Σ_k a†_k a_k over 2n modes.</summary>
    public static FermionOperator Number(int orbitalCount)
    {
        var builder = new FermionOperatorBuilder();
        for (var k = 0; k < 2 * orbitalCount; k++) builder.Add(1, LadderOperator.Creation(k), LadderOperator.Annihilation(k));
        return builder.Build().OnModes(2 * orbitalCount);
    }

    /// <summary>½ Σ_σ (a†_pσ a_qσ + a†_qσ a_pσ) over 2n modes: γ_pq as an observable.</summary>
    public static FermionOperator Hopping(int orbitalCount, int p, int q)
    {
        var builder = new FermionOperatorBuilder();
        foreach (var shift in (ReadOnlySpan<int>)[0, orbitalCount])
        {
            builder.Add(0.5, LadderOperator.Creation(p + shift), LadderOperator.Annihilation(q + shift));
            builder.Add(0.5, LadderOperator.Creation(q + shift), LadderOperator.Annihilation(p + shift));
        }

        return builder.Build().OnModes(2 * orbitalCount);
    }

    /// <summary>S² = S₋S₊ + S_z(S_z + 1) over 2n modes, S₊ = Σ_p a†_pα a_pβ.</summary>
    public static FermionOperator TotalSpinSquared(int orbitalCount)
    {
        var n = orbitalCount;
        var builder = new FermionOperatorBuilder();
        for (var p = 0; p < n; p++)
        for (var q = 0; q < n; q++)
        {
            builder.Add(1, LadderOperator.Creation(p + n), LadderOperator.Annihilation(p), LadderOperator.Creation(q), LadderOperator.Annihilation(q + n));
            Count(0.25, p, q);
            Count(-0.25, p, q + n);
            Count(-0.25, p + n, q);
            Count(0.25, p + n, q + n);
        }

        for (var p = 0; p < n; p++)
        {
            builder.Add(0.5, LadderOperator.Creation(p), LadderOperator.Annihilation(p));
            builder.Add(-0.5, LadderOperator.Creation(p + n), LadderOperator.Annihilation(p + n));
        }

        return builder.Build().OnModes(2 * n);

        void Count(double factor, int j, int k) =>
            builder.Add(factor, LadderOperator.Creation(j), LadderOperator.Annihilation(j), LadderOperator.Creation(k), LadderOperator.Annihilation(k));
    }
}
