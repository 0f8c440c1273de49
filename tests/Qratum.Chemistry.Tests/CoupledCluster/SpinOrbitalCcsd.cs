namespace Qratum.Chemistry.Tests;

/// <summary>
/// The slow twin: CCSD over spin orbitals, term by term as in J. F. Stanton, J. Gauss, J. D. Watts, R. J. Bartlett, J. Chem. Phys. 94, 4334
/// (1991), equations 1 to 13, occupied spin orbitals first; loops over all indices.
/// </summary>
internal sealed class SpinOrbitalCcsd
{
    private readonly int _o;
    private readonly int _n;
    private readonly double[,] _f;
    private readonly double[,,,] _g; // <pq||rs>
    private double[,] _t1;
    private double[,,,] _t2;

    /// <param name="occupied">Number of occupied spin orbitals.</param>
    /// <param name="fock">Fock matrix over spin orbitals.</param>
    /// <param name="antisymmetrised">⟨pq||rs⟩ over spin orbitals.</param>
    public SpinOrbitalCcsd(int occupied, double[,] fock, double[,,,] antisymmetrised)
    {
        (_o, _n, _f, _g) = (occupied, fock.GetLength(0), fock, antisymmetrised);
        (_t1, _t2) = (new double[_n, _n], new double[_n, _n, _n, _n]);
    }

    /// <summary>Correlation energy of the converged amplitudes.</summary>
    public double Solve(double tolerance = 1e-10, int iterations = 400)
    {
        for (var k = 0; k < iterations; k++)
        {
            if (Iterate() < tolerance) return Energy();
        }

        throw new InvalidOperationException("The twin does not converge.");
    }

    /// <summary>
    /// The (T) correction of the converged amplitudes, Σ t_c D (t_c + t_d) / 36 with connected and disconnected triples. K. Raghavachari et al.,
    /// Chem. Phys. Lett. 157, 479 (1989).
    /// </summary>
    public double Triples()
    {
        var (o, n, energy) = (_o, _n, 0.0);
        for (var i = 0; i < o; i++)
        for (var j = 0; j < o; j++)
        for (var k = 0; k < o; k++)
        for (var a = o; a < n; a++)
        for (var b = o; b < n; b++)
        for (var c = o; c < n; c++)
        {
            var (connected, disconnected) = (0.0, 0.0);
            foreach (var (sign, p, q, r) in new[] { (1, i, j, k), (-1, j, i, k), (-1, k, j, i) })
            foreach (var (other, x, y, z) in new[] { (1, a, b, c), (-1, b, a, c), (-1, c, b, a) })
            {
                disconnected += sign * other * _t1[p, x] * _g[q, r, y, z];
                for (var e = o; e < n; e++) connected += sign * other * _t2[q, r, x, e] * _g[e, p, y, z];
                for (var m = 0; m < o; m++) connected -= sign * other * _t2[p, m, y, z] * _g[m, x, q, r];
            }

            energy += connected * (connected + disconnected) / (_f[i, i] + _f[j, j] + _f[k, k] - _f[a, a] - _f[b, b] - _f[c, c]);
        }

        return energy / 36;
    }

    private double Energy()
    {
        var energy = 0.0;
        for (var i = 0; i < _o; i++)
        for (var a = _o; a < _n; a++)
        {
            energy += _f[i, a] * _t1[i, a];
            for (var j = 0; j < _o; j++)
            for (var b = _o; b < _n; b++)
                energy += (0.25 * _g[i, j, a, b] * _t2[i, j, a, b]) + (0.5 * _g[i, j, a, b] * _t1[i, a] * _t1[j, b]);
        }

        return energy;
    }

    private double Tau(int i, int j, int a, int b, double weight) => _t2[i, j, a, b] + (weight * ((_t1[i, a] * _t1[j, b]) - (_t1[i, b] * _t1[j, a])));

    private double Iterate()
    {
        var (o, n, f, g, t1, t2) = (_o, _n, _f, _g, _t1, _t2);
        var (fae, fmi, fme) = (new double[n, n], new double[n, n], new double[n, n]);
        var (wmnij, wmbej) = (new double[n, n, n, n], new double[n, n, n, n]);
        for (var m = 0; m < o; m++)
        for (var e = o; e < n; e++)
        {
            fme[m, e] = f[m, e];
            for (var k = 0; k < o; k++)
            for (var c = o; c < n; c++)
                fme[m, e] += t1[k, c] * g[m, k, e, c];
        }

        for (var a = o; a < n; a++)
        for (var e = o; e < n; e++)
        {
            var sum = a == e ? 0 : f[a, e];
            for (var m = 0; m < o; m++)
            {
                sum -= 0.5 * f[m, e] * t1[m, a];
                for (var c = o; c < n; c++)
                {
                    sum += t1[m, c] * g[m, a, c, e];
                    for (var k = 0; k < o; k++) sum -= 0.5 * Tau(m, k, a, c, 0.5) * g[m, k, e, c];
                }
            }

            fae[a, e] = sum;
        }

        for (var m = 0; m < o; m++)
        for (var i = 0; i < o; i++)
        {
            var sum = m == i ? 0 : f[m, i];
            for (var e = o; e < n; e++)
            {
                sum += 0.5 * t1[i, e] * f[m, e];
                for (var k = 0; k < o; k++)
                {
                    sum += t1[k, e] * g[m, k, i, e];
                    for (var c = o; c < n; c++) sum += 0.5 * Tau(i, k, e, c, 0.5) * g[m, k, e, c];
                }
            }

            fmi[m, i] = sum;
        }

        for (var m = 0; m < o; m++)
        for (var k = 0; k < o; k++)
        for (var i = 0; i < o; i++)
        for (var j = 0; j < o; j++)
        {
            var sum = g[m, k, i, j];
            for (var e = o; e < n; e++)
            {
                sum += (t1[j, e] * g[m, k, i, e]) - (t1[i, e] * g[m, k, j, e]);
                for (var c = o; c < n; c++) sum += 0.25 * Tau(i, j, e, c, 1) * g[m, k, e, c];
            }

            wmnij[m, k, i, j] = sum;
        }

        for (var m = 0; m < o; m++)
        for (var b = o; b < n; b++)
        for (var e = o; e < n; e++)
        for (var j = 0; j < o; j++)
        {
            var sum = g[m, b, e, j];
            for (var c = o; c < n; c++) sum += t1[j, c] * g[m, b, e, c];
            for (var k = 0; k < o; k++)
            {
                sum -= t1[k, b] * g[m, k, e, j];
                for (var c = o; c < n; c++) sum -= ((0.5 * t2[j, k, c, b]) + (t1[j, c] * t1[k, b])) * g[m, k, e, c];
            }

            wmbej[m, b, e, j] = sum;
        }

        var (new1, new2) = (new double[n, n], new double[n, n, n, n]);
        var change = 0.0;
        for (var i = 0; i < o; i++)
        for (var a = o; a < n; a++)
        {
            var sum = f[i, a];
            for (var e = o; e < n; e++) sum += t1[i, e] * fae[a, e];
            for (var m = 0; m < o; m++)
            {
                sum -= t1[m, a] * fmi[m, i];
                for (var e = o; e < n; e++)
                {
                    sum += (t2[i, m, a, e] * fme[m, e]) - (t1[m, e] * g[m, a, i, e]);
                    for (var c = o; c < n; c++) sum -= 0.5 * t2[i, m, e, c] * g[m, a, e, c];
                    for (var k = 0; k < o; k++) sum -= 0.5 * t2[m, k, a, e] * g[k, m, e, i];
                }
            }

            new1[i, a] = sum / (f[i, i] - f[a, a]);
            change = Math.Max(change, Math.Abs(new1[i, a] - t1[i, a]));
        }

        for (var i = 0; i < o; i++)
        for (var j = 0; j < o; j++)
        for (var a = o; a < n; a++)
        for (var b = o; b < n; b++)
        {
            var sum = g[i, j, a, b];
            for (var e = o; e < n; e++)
            {
                var (fbe, fte) = (fae[b, e], fae[a, e]);
                for (var m = 0; m < o; m++)
                {
                    fbe -= 0.5 * t1[m, b] * fme[m, e];
                    fte -= 0.5 * t1[m, a] * fme[m, e];
                }

                sum += (t2[i, j, a, e] * fbe) - (t2[i, j, b, e] * fte) + (t1[i, e] * g[a, b, e, j]) - (t1[j, e] * g[a, b, e, i]);
            }

            for (var m = 0; m < o; m++)
            {
                var (fmj, fki) = (fmi[m, j], fmi[m, i]);
                for (var e = o; e < n; e++)
                {
                    fmj += 0.5 * t1[j, e] * fme[m, e];
                    fki += 0.5 * t1[i, e] * fme[m, e];
                }

                sum += -(t2[i, m, a, b] * fmj) + (t2[j, m, a, b] * fki) - (t1[m, a] * g[m, b, i, j]) + (t1[m, b] * g[m, a, i, j]);
                for (var k = 0; k < o; k++) sum += 0.5 * Tau(m, k, a, b, 1) * wmnij[m, k, i, j];
                for (var e = o; e < n; e++)
                {
                    sum += (t2[i, m, a, e] * wmbej[m, b, e, j]) - (t1[i, e] * t1[m, a] * g[m, b, e, j]);
                    sum -= (t2[j, m, a, e] * wmbej[m, b, e, i]) - (t1[j, e] * t1[m, a] * g[m, b, e, i]);
                    sum -= (t2[i, m, b, e] * wmbej[m, a, e, j]) - (t1[i, e] * t1[m, b] * g[m, a, e, j]);
                    sum += (t2[j, m, b, e] * wmbej[m, a, e, i]) - (t1[j, e] * t1[m, b] * g[m, a, e, i]);
                }
            }

            for (var e = o; e < n; e++)
            for (var c = o; c < n; c++)
                sum += 0.5 * Tau(i, j, e, c, 1) * Wabef(a, b, e, c);
            new2[i, j, a, b] = sum / (f[i, i] + f[j, j] - f[a, a] - f[b, b]);
            change = Math.Max(change, Math.Abs(new2[i, j, a, b] - t2[i, j, a, b]));
        }

        (_t1, _t2) = (new1, new2);
        return change;

        double Wabef(int a, int b, int e, int c)
        {
            var sum = g[a, b, e, c];
            for (var m = 0; m < o; m++)
            {
                sum -= (t1[m, b] * g[a, m, e, c]) - (t1[m, a] * g[b, m, e, c]);
                for (var k = 0; k < o; k++) sum += 0.25 * Tau(m, k, a, b, 1) * g[m, k, e, c];
            }

            return sum;
        }
    }
}
