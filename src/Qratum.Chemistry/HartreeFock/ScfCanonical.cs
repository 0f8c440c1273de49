using System.Numerics.Tensors;

namespace Qratum.Chemistry;

/// <summary>
/// Canonical orbitals: those that diagonalise the Fock matrix among orbitals of equal occupation, by rising energy within each kind. For
/// ROHF the Fock matrix is the mean of both spins, C. C. J. Roothaan, Rev. Mod. Phys. 32, 179 (1960).
/// </summary>
internal static class ScfCanonical
{
    /// <summary>Turns orbitals without changing the state.</summary>
    public static (double[][] Orbitals, double[][] Energies) Of(ScfModel model, ScfPoint point)
    {
        var (n, m) = (model.Integrals.FunctionCount, model.OrbitalCount);
        var (orbitals, energies) = (new double[model.SetCount][], new double[model.SetCount][]);
        for (var s = 0; s < model.SetCount; s++)
        {
            var fock = model.ToOrbitals(MeanFock(model, point, s), point.Orbitals[s]);
            (orbitals[s], energies[s]) = (new double[n * m], new double[m]);
            int[] edges = [0, .. model.Channels.Where(c => c.Set == s).Select(c => c.Occupied).Order(), m];
            for (var b = 0; b + 1 < edges.Length; b++) Diagonalise(fock, m, edges[b], edges[b + 1], point.Orbitals[s], n, orbitals[s], energies[s]);
            Chemistry.Orbitals.FixPhases(orbitals[s], n, m);
        }

        return (orbitals, energies);
    }

    private static double[] MeanFock(ScfModel model, ScfPoint point, int set)
    {
        var mean = new double[point.Focks[0].Length];
        var weight = 0.0;
        for (var c = 0; c < model.Channels.Length; c++)
        {
            if (model.Channels[c].Set != set) continue;
            TensorPrimitives.MultiplyAdd(point.Focks[c], model.Channels[c].Weight, mean, mean);
            weight += model.Channels[c].Weight;
        }

        TensorPrimitives.Divide(mean, weight, mean);
        return mean;
    }

    private static void Diagonalise(double[] fock, int m, int first, int end, double[] from, int n, double[] orbitals, double[] energies)
    {
        var count = end - first;
        if (count == 0) return;
        var block = new double[count * count];
        for (var i = 0; i < count; i++) fock.AsSpan(((first + i) * m) + first, count).CopyTo(block.AsSpan(i * count));
        var (values, vectors) = Chemistry.Orbitals.Eigen(block, count);
        values.CopyTo(energies, first);
        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < count; k++)
            {
                var sum = 0.0;
                for (var j = 0; j < count; j++) sum += from[(i * m) + first + j] * vectors[(j * count) + k];
                orbitals[(i * m) + first + k] = sum;
            }
        }
    }
}
