namespace Qratum.Chemistry;

/// <summary>A place or a direction, bohr.</summary>
internal readonly record struct Vector3(double X, double Y, double Z)
{
    public double Length => Math.Sqrt(Dot(this));

    public static Vector3 operator +(Vector3 a, Vector3 b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    public static Vector3 operator -(Vector3 a, Vector3 b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    public static Vector3 operator -(Vector3 a) => new(-a.X, -a.Y, -a.Z);

    public static Vector3 operator *(Vector3 a, double f) => new(a.X * f, a.Y * f, a.Z * f);

    public static Vector3 operator /(Vector3 a, double f) => a * (1 / f);

    public static Vector3 Of(Atom atom) => new(atom.X, atom.Y, atom.Z);

    public double Dot(Vector3 b) => (X * b.X) + (Y * b.Y) + (Z * b.Z);

    public Vector3 Cross(Vector3 b) => new((Y * b.Z) - (Z * b.Y), (Z * b.X) - (X * b.Z), (X * b.Y) - (Y * b.X));

    public Vector3 Normalised() => this / Length;

    /// <summary>A direction across this one.</summary>
    public Vector3 Across() => Cross(Math.Abs(X) < 0.7 * Length ? new Vector3(1, 0, 0) : new Vector3(0, 1, 0)).Normalised();

    /// <summary>Angle between two directions, 0 to π; accurate near both ends.</summary>
    public double AngleTo(Vector3 b) => Math.Atan2(Cross(b).Length, Dot(b));
}
