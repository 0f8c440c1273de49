using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Qratum.Benchmarks.Machine;

/// <summary>Circuits, references, a Hamiltonian and a gradient that six other simulators have run, in <c>../shared/data/workloads</c>.</summary>
internal static class RaceFiles
{
    /// <summary>The folder, or null where it is absent: the rows are then left out.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>A circuit: OpenQASM, or the text of dense two-qubit gates that the quantum-volume circuits have.</summary>
    public static Circuit Circuit(string name)
    {
        var file = Path.Combine(Folder!, name + ".qasm");
        return File.Exists(file) ? OpenQasm2Reader.ReadFile(file).Circuit : DenseGates(Path.Combine(Folder!, name + ".txt"));
    }

    /// <summary>Coefficients and factors such as X3, a line for each string.</summary>
    public static PauliSum Hamiltonian()
    {
        var lines = Words(Path.Combine(Folder!, "ham_jw_20_2000.txt")).ToArray();
        var builder = new PauliSumBuilder(int.Parse(lines[0][1], CultureInfo.InvariantCulture));
        foreach (var words in lines[1..])
        {
            var pauli = PauliString.Identity(builder.QubitCount);
            foreach (var word in words[1..]) pauli = pauli.With(int.Parse(word.AsSpan(1), CultureInfo.InvariantCulture), Enum.Parse<Pauli>(word.AsSpan(0, 1)));
            builder.Add(Number(words[0]), pauli);
        }

        return builder.Build();
    }

    public static double[] Gradient() => [.. Read("hea_20.grad.json").GetProperty("grad").EnumerateArray().Select(e => e.GetDouble())];

    /// <summary>Greatest difference of first amplitudes, probability of zero and sum of Z from the reference.</summary>
    public static double Difference(string name, StateVector state)
    {
        var reference = Read(name + ".ref.json");
        var worst = Math.Abs(state.Probability(0) - reference.GetProperty("prob_zero").GetDouble());
        var index = 0L;
        foreach (var pair in reference.GetProperty("amps").EnumerateArray())
            worst = Math.Max(worst, (state[index++] - new Complex(pair[0].GetDouble(), pair[1].GetDouble())).Magnitude);
        var z = Enumerable.Range(0, state.QubitCount).Sum(q => 1 - (2 * state.ProbabilityOfOne(q)));
        return Math.Max(worst, Math.Abs(z - reference.GetProperty("exp_sum_z").GetDouble()));
    }

    private static Circuit DenseGates(string file)
    {
        var lines = Words(file).ToArray();
        var builder = new CircuitBuilder(int.Parse(lines[0][1], CultureInfo.InvariantCulture));
        foreach (var words in lines[1..])
        {
            // "u2 a b" and sixteen complex numbers, row-major; a is the less significant qubit of the matrix.
            var numbers = words[3..].Select(Number).ToArray();
            var matrix = Enumerable.Range(0, 16).Select(k => new Complex(numbers[2 * k], numbers[(2 * k) + 1])).ToArray();
            builder.Apply(Gate.Unitary(matrix), int.Parse(words[1], CultureInfo.InvariantCulture), int.Parse(words[2], CultureInfo.InvariantCulture));
        }

        return builder.Build();
    }

    private static IEnumerable<string[]> Words(string file) =>
        File.ReadLines(file).Where(l => !l.StartsWith('#')).Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(w => w.Length > 0);

    private static double Number(string word) => double.Parse(word, CultureInfo.InvariantCulture);

    private static JsonElement Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder!, file)));
        return document.RootElement.Clone();
    }

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "data", "workloads");
            if (Directory.Exists(candidate)) return candidate;
        }

        return null;
    }
}
