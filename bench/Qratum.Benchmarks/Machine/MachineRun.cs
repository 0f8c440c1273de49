using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Qratum.Benchmarks.Machine;

/// <summary>
/// Times rows on a machine whose clock and bandwidth drift: a probe of the clock before and after every sample, and of the
/// bandwidth where the state lies in memory, slow samples dropped, the rows of a family in turn, medians of what is left.
/// </summary>
internal sealed class MachineRun
{
    private const double SlowestClock = 0.95; // of the best that the probe has seen
    private const double LeastBandwidth = 0.85;
    private const int FewestSamples = 3;

    // 64 MiB of amplitudes lie in no cache.
    private const double MemoryAmplitudes = 1 << 22;

    private readonly Dictionary<string, string> _options = [];
    private double _bestClock, _bestBandwidth;

    public MachineRun(IReadOnlyList<string> arguments)
    {
        for (var k = 0; k < arguments.Count; k += 2)
        {
            if (arguments[k] is not ("--rows" or "--seconds" or "--json") || k + 1 == arguments.Count)
                throw new ArgumentException($"'{arguments[k]}': machine takes --rows PATTERN, --seconds N and --json FILE.");
            _options[arguments[k]] = arguments[k + 1];
        }
    }

    public void Run()
    {
        var pattern = new Regex(_options.GetValueOrDefault("--rows", ""), RegexOptions.IgnoreCase);
        var seconds = double.Parse(_options.GetValueOrDefault("--seconds", "2"), CultureInfo.InvariantCulture);
        for (var k = 0; k < 50; k++) _bestClock = Math.Max(_bestClock, ClockProbe.Measure());
        var floors = Floors.Measure();
        Print($"{Environment.ProcessorCount} processors, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSArchitecture}; chain {_bestClock:F3} per ns");
        Print($"in-place scale, ns/amp fp64: DRAM {floors.Dram:F3}, L3 {floors.L3:F3}, L2 {floors.L2:F3}; {floors.FmaPerNanosecond:F1} multiply-adds per ns");
        Print($"{"row",-44} {"T",2} {"ms",10} {"ns/amp",9} {"floor",8} {"ratio",7} {"samples",9}");
        var measured = new List<Measured>();
        using var bandwidth = new BandwidthProbe();
        for (var k = 0; k < 32; k++) _bestBandwidth = Math.Max(_bestBandwidth, bandwidth.Measure());
        foreach (var family in Families)
        {
            using var pool = new StatePool();
            var rows = family(pool, pattern.IsMatch).Where(r => pattern.IsMatch(r.Name)).ToArray();
            measured.AddRange(Measure(rows, seconds, floors, bandwidth));
        }

        if (_options.TryGetValue("--json", out var file)) Write(file, floors, measured);
    }

    private static IEnumerable<Func<StatePool, Func<string, bool>, IEnumerable<Row>>> Families =>
        [(p, _) => GateRows.Create(p), LayerRows.Create, ThreadRows.Create, (p, w) => RaceRows.Create(20, p, w), (p, w) => RaceRows.Create(24, p, w), ObservableRows.Create, DoorRows.Create, (_, w) => BatchRows.Create(w), (_, w) => JacobianRows.Create(w), (_, w) => StartRows.Create(w), (_, w) => VqeRows.Create(w), (_, w) => ProductRows.Create(w), (_, w) => CoupledClusterRows.Create(w), (_, w) => ChemistryRows.Create(w)];

    private List<Measured> Measure(Row[] rows, double seconds, Floors floors, BandwidthProbe bandwidth)
    {
        foreach (var row in rows) Sample(row, bandwidth); // compiles, touches memory, plans
        var samples = rows.ToDictionary(r => r, _ => new List<(double Seconds, double Clock, double Bandwidth)>());
        var spent = rows.ToDictionary(r => r, _ => 0.0);
        var due = rows;
        while (due.Length > 0)
        {
            foreach (var row in due)
            {
                var start = Stopwatch.GetTimestamp();
                samples[row].Add(Sample(row, bandwidth));
                spent[row] += Stopwatch.GetElapsedTime(start).TotalSeconds;
            }

            due = [.. due.Where(r => spent[r] < seconds || samples[r].Count < FewestSamples)];
        }

        var measured = new List<Measured>();
        foreach (var row in rows)
        {
            var kept = samples[row].Where(s => s.Clock >= SlowestClock * _bestClock && s.Bandwidth >= LeastBandwidth * _bestBandwidth).Select(s => s.Seconds).Order().ToArray();
            var isQuiet = kept.Length >= FewestSamples;
            var times = isQuiet ? kept : [.. samples[row].Select(s => s.Seconds).Order()];
            var median = times[times.Length / 2];
            var (perAmplitude, floor) = (row.Amplitudes > 0 ? median * 1e9 / row.Amplitudes : double.NaN, row.Floor?.Invoke(floors) ?? double.NaN);
            // A tilde marks a row whose samples all had a slow or shared processor or memory.
            Print($"{row.Name,-44} {row.Threads,2} {median * 1e3,10:F3} {perAmplitude,9:F3} {floor,8:F3} {perAmplitude / floor,7:F2} {(isQuiet ? "" : "~") + kept.Length + "/" + samples[row].Count,9} {row.Check?.Invoke()}");
            measured.Add(new Measured(row.Name, row.Threads, median, times[0], perAmplitude, floor, kept.Length, samples[row].Count));
        }

        return measured;
    }

    private (double Seconds, double Clock, double Bandwidth) Sample(Row row, BandwidthProbe probe)
    {
        row.Prepare();
        var isInMemory = row.Amplitudes >= MemoryAmplitudes;
        var bandwidth = isInMemory ? probe.Measure() : double.PositiveInfinity;
        var before = ClockProbe.Measure();
        var start = Stopwatch.GetTimestamp();
        for (var k = 0; k < row.Repeats; k++) row.Timed();
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds / row.Repeats;
        var clock = Math.Min(before, ClockProbe.Measure());
        _bestClock = Math.Max(_bestClock, clock);
        if (isInMemory)
        {
            bandwidth = Math.Min(bandwidth, probe.Measure());
            _bestBandwidth = Math.Max(_bestBandwidth, bandwidth);
        }

        return (seconds, clock, bandwidth);
    }

    private static void Write(string file, Floors floors, List<Measured> rows)
    {
        using var stream = File.Create(file);
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteNumber("dram", floors.Dram);
        json.WriteNumber("l3", floors.L3);
        json.WriteNumber("l2", floors.L2);
        json.WriteNumber("fmaPerNanosecond", floors.FmaPerNanosecond);
        json.WriteStartArray("rows");
        foreach (var row in rows)
        {
            json.WriteStartObject();
            json.WriteString("name", row.Name);
            json.WriteNumber("threads", row.Threads);
            json.WriteNumber("medianSeconds", row.Median);
            json.WriteNumber("leastSeconds", row.Least);
            if (!double.IsNaN(row.PerAmplitude)) json.WriteNumber("nanosecondsPerAmplitude", row.PerAmplitude);
            if (!double.IsNaN(row.Floor)) json.WriteNumber("floor", row.Floor);
            json.WriteNumber("kept", row.Kept);
            json.WriteNumber("samples", row.Samples);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private sealed record Measured(string Name, int Threads, double Median, double Least, double PerAmplitude, double Floor, int Kept, int Samples);
}
