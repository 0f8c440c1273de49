using Qratum.Chemistry;
using Qratum.Optimization;

namespace Qratum.Benchmarks;

/// <summary>The circuits and observables that are timed; all are made here, none is read from a file.</summary>
internal static class Workloads
{
    public static (Circuit Circuit, PauliSum Observable) Uccsd(string molecule)
    {
        var integrals = RestrictedHartreeFock.Solve(Molecule.Parse(molecule, LengthUnit.Angstrom), BasisSet.Sto3G).ToElectronIntegrals();
        var mapper = new JordanWigner();
        return (Qratum.Chemistry.Uccsd.Create(integrals, mapper), mapper.Map(integrals.ToFermionOperator()));
    }

    public static (Circuit Circuit, PauliSum Observable) Qaoa(int nodes, int layers)
    {
        var graph = GraphGenerators.RandomRegular(3, nodes, 1);
        var model = new MaxCut(graph).ToQubo().ToIsing();
        return (QaoaAnsatz.Create(model, layers), model.ToPauliSum());
    }

    /// <summary>Layers of RY and RZ on every qubit and a ladder of CZ.</summary>
    public static Circuit HardwareEfficient(int qubits, int layers)
    {
        var random = new PhiloxRandom(1);
        var builder = new CircuitBuilder(qubits);
        for (var layer = 0; layer < layers; layer++)
        {
            for (var q = 0; q < qubits; q++) builder.Ry((6 * random.NextDouble()) - 3, q).Rz((6 * random.NextDouble()) - 3, q);
            for (var q = 0; q + 1 < qubits; q++) builder.Cz(q, q + 1);
        }

        return builder.Build();
    }
}
