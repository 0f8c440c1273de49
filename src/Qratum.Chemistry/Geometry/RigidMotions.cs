namespace Qratum.Chemistry;

/// <summary>Translations and rotations of a whole molecule in Cartesian coordinates.</summary>
internal static class RigidMotions
{
    /// <summary>Orthonormal motions about the centre: six; two rotations less one for a linear molecule, none for an atom.</summary>
    internal static List<double[]> Of(IReadOnlyList<Atom> atoms)
    {
        var (x, y, z) = (atoms.Average(a => a.X), atoms.Average(a => a.Y), atoms.Average(a => a.Z));
        var motions = new List<double[]>();
        for (var kind = 0; kind < 6; kind++)
        {
            var motion = new double[3 * atoms.Count];
            for (var a = 0; a < atoms.Count; a++)
            {
                var (dx, dy, dz) = (atoms[a].X - x, atoms[a].Y - y, atoms[a].Z - z);
                (motion[3 * a], motion[(3 * a) + 1], motion[(3 * a) + 2]) = kind switch
                {
                    0 => (1.0, 0.0, 0.0),
                    1 => (0.0, 1.0, 0.0),
                    2 => (0.0, 0.0, 1.0),
                    3 => (0.0, -dz, dy),
                    4 => (dz, 0.0, -dx),
                    _ => (-dy, dx, 0.0),
                };
            }

            Remove(motion, motions);
            Remove(motion, motions);
            var length = Math.Sqrt(QuasiNewtonModel.Dot(motion, motion));
            if (length < 1e-4) continue; // about the axis of a linear molecule
            motions.Add(Array.ConvertAll(motion, v => v / length));
        }

        return motions;
    }

    /// <summary>Leaves of a vector what is across the motions.</summary>
    internal static void Remove(Span<double> vector, List<double[]> motions)
    {
        foreach (var motion in motions)
        {
            var overlap = QuasiNewtonModel.Dot(vector, motion);
            for (var i = 0; i < vector.Length; i++) vector[i] -= overlap * motion[i];
        }
    }
}
