using System.Numerics;

namespace Qratum;

/// <summary>Splits a Pauli sum into groups that are measured together.</summary>
public static class PauliGrouping
{
    /// <summary>
    /// Groups of terms that commute on every qubit. The identity is left out: its value needs no measurement. Groups come in
    /// the order of their largest terms, and the result depends on the sum alone.
    /// </summary>
    /// <remarks>
    /// Sorted insertion of O. Crawford et al., Quantum 5, 385 (2021): by falling |coefficient|, each term joins the first
    /// group it fits in, which keeps large terms together and so the variance at a given number of shots low.
    /// O(terms · groups).
    /// </remarks>
    public static IReadOnlyList<PauliGroup> QubitWise(PauliSum sum)
    {
        ArgumentNullException.ThrowIfNull(sum);
        var bases = new List<PauliString>();
        var members = new List<PauliSumBuilder>();
        foreach (var term in sum.Where(t => !t.Pauli.IsIdentity).OrderByDescending(t => Complex.Abs(t.Coefficient)))
        {
            var pauli = term.Pauli;
            var group = bases.FindIndex(pauli.CommutesQubitWiseWith);
            if (group < 0)
            {
                group = bases.Count;
                bases.Add(pauli);
                members.Add(new PauliSumBuilder(sum.QubitCount));
            }

            bases[group] = new PauliString(sum.QubitCount, bases[group].X | pauli.X, bases[group].Z | pauli.Z);
            members[group].Add(term.Coefficient, pauli);
        }

        return [.. bases.Zip(members, (basis, terms) => new PauliGroup(basis, terms.Build()))];
    }

    /// <summary>
    /// Groups of terms that commute as operators: far fewer than <see cref="QubitWise"/>, for circuits that entangle before they measure. The identity is
    /// left out. By sorted insertion too; the result depends on the sum alone. O(terms · groups · qubits).
    /// </summary>
    public static IReadOnlyList<PauliGroup> Commuting(PauliSum sum)
    {
        ArgumentNullException.ThrowIfNull(sum);
        var members = new List<PauliSumBuilder>();
        // What commutes with independent members commutes with all.
        var independent = new List<List<PauliString>>();
        foreach (var (coefficient, pauli) in sum.Where(t => !t.Pauli.IsIdentity).OrderByDescending(t => Complex.Abs(t.Coefficient)))
        {
            var group = independent.FindIndex(known => known.TrueForAll(pauli.CommutesWith));
            if (group < 0)
            {
                group = members.Count;
                members.Add(new PauliSumBuilder(sum.QubitCount));
                independent.Add([]);
            }

            PauliElimination.Insert(independent[group], pauli);
            members[group].Add(coefficient, pauli);
        }

        return [.. members.Select(m => new PauliGroup(m.Build()))];
    }

    internal static IReadOnlyList<PauliGroup> Of(PauliSum sum, PauliGroupingKind kind) => kind == PauliGroupingKind.Commuting ? Commuting(sum) : QubitWise(sum);
}

/// <summary>How terms are put together to be measured.</summary>
public enum PauliGroupingKind
{
    /// <summary>Terms that commute on every qubit; the measurement adds gates on single qubits only.</summary>
    QubitWise,

    /// <summary>Terms that commute as operators: fewer groups, but the measurement adds up to qubits² gates on pairs.</summary>
    Commuting,
}
