using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Qratum.Optimization;

/// <summary>One step of a job.</summary>
/// <param name="Machine">The machine it needs, from 0.</param>
/// <param name="Duration">How long it takes, at least 1.</param>
public readonly record struct JobStep(int Machine, int Duration);

/// <summary>When the operations of jobs begin.</summary>
/// <param name="Starts">For each job and each of its operations the time of its begin, or -1 where it has none or several.</param>
/// <param name="Makespan">When the last operation ends.</param>
/// <param name="Violations">What is wrong, in words; empty for a feasible schedule.</param>
public sealed record Schedule(ImmutableArray<ImmutableArray<int>> Starts, int Makespan, ImmutableArray<string> Violations)
{
    private readonly ImmutableArray<ImmutableArray<JobStep>> _jobs;

    internal Schedule(ImmutableArray<ImmutableArray<JobStep>> jobs, ImmutableArray<ImmutableArray<int>> starts, int makespan, ImmutableArray<string> violations)
        : this(starts, makespan, violations) => _jobs = jobs;

    /// <summary>True where nothing is violated.</summary>
    public bool IsFeasible => Violations.IsEmpty;

    /// <summary>A chart with a line for each machine: the number of the job (its last digit) for every unit of time, a point for none.</summary>
    public override string ToString()
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"makespan {Makespan}");
        var machines = _jobs.IsDefault ? 0 : _jobs.Max(static j => j.Max(static o => o.Machine)) + 1;
        for (var machine = 0; machine < machines; machine++)
        {
            var line = new char[Makespan];
            Array.Fill(line, '.');
            for (var j = 0; j < _jobs.Length; j++)
            {
                for (var k = 0; k < _jobs[j].Length; k++)
                {
                    if (_jobs[j][k].Machine == machine && Starts[j][k] >= 0) line.AsSpan(Starts[j][k], _jobs[j][k].Duration).Fill((char)('0' + (j % 10)));
                }
            }

            text.Append(CultureInfo.InvariantCulture, $"\nmachine {machine}: ").Append(line);
        }

        if (!IsFeasible) text.Append("\nviolated: ").AppendJoin("; ", Violations);
        return text.ToString();
    }
}

/// <summary>
/// Job shop: each job is a sequence of operations on given machines, a machine does one operation at a time; all is to end as early as possible. For small instances:
/// a bit for every operation and time.
/// </summary>
/// <remarks>
/// Bits of operation o at time t, then a bit for every time after the trivial bound at which work may still go on; all constraints but "begins once" are pairs. After
/// D. Venturelli, D. Marchand, G. Rojo, arXiv:1506.08479.
/// </remarks>
public sealed class JobShop : ModelledProblem<Schedule>
{
    private readonly ImmutableArray<ImmutableArray<JobStep>> _jobs;
    private readonly List<(int Job, int Step, int Time)> _begins = [];

    /// <summary>Poses the problem.</summary>
    /// <param name="jobs">The operations of each job in their order.</param>
    /// <param name="horizon">Latest end, or null for one job after the other; a horizon that no schedule meets leaves no solution.</param>
    /// <exception cref="ArgumentException">There are no jobs, a job is empty, a machine or a duration is out of range, or a job is longer than the horizon.</exception>
    public JobShop(IEnumerable<IEnumerable<JobStep>> jobs, int? horizon = null)
        : base(new OptimizationModel("job-shop"))
    {
        ArgumentNullException.ThrowIfNull(jobs);
        _jobs = [.. jobs.Select(static j => j.ToImmutableArray())];
        if (_jobs.IsEmpty || _jobs.Any(static j => j.IsEmpty)) throw new ArgumentException("There is no job, or one without operations.", nameof(jobs));
        foreach (var operation in _jobs.SelectMany(static j => j))
        {
            if (operation.Machine < 0 || operation.Duration < 1)
                throw new ArgumentException($"An operation needs machine {operation.Machine} for {operation.Duration}; machines are counted from 0, durations are at least 1.", nameof(jobs));
        }

        Horizon = horizon ?? _jobs.Sum(static j => j.Sum(static o => o.Duration));
        var longest = _jobs.Max(static j => j.Sum(static o => o.Duration));
        if (Horizon < longest) throw new ArgumentOutOfRangeException(nameof(horizon), horizon, $"A job takes {longest} by itself; the horizon is at least that.");
        Pose(LeastMakespan());
    }

    /// <summary>Latest end.</summary>
    public int Horizon { get; }

    /// <summary>The end and the violations of a schedule.</summary>
    /// <param name="starts">For each job and operation the time of its begin, at least 0, or -1 for none.</param>
    /// <exception cref="ArgumentException">Numbers of jobs or operations do not fit, or a time is below -1.</exception>
    public Schedule Evaluate(IReadOnlyList<IReadOnlyList<int>> starts)
    {
        ArgumentNullException.ThrowIfNull(starts);
        if (starts.Count != _jobs.Length || starts.Where((s, j) => s.Count != _jobs[j].Length || s.Any(static t => t < -1)).Any())
            throw new ArgumentException("A schedule has a time of -1 or more for every operation of every job.", nameof(starts));
        var violations = new List<string>();
        var works = new List<(int Machine, int Job, int Step, int Begin, int End)>();
        for (var j = 0; j < _jobs.Length; j++)
        {
            for (var k = 0; k < _jobs[j].Length; k++)
            {
                var begin = starts[j][k];
                if (begin < 0) violations.Add($"operation {k} of job {j} has no begin");
                else works.Add((_jobs[j][k].Machine, j, k, begin, begin + _jobs[j][k].Duration));
                if (k > 0 && begin >= 0 && starts[j][k - 1] >= 0 && begin < starts[j][k - 1] + _jobs[j][k - 1].Duration)
                    violations.Add($"operation {k} of job {j} begins before operation {k - 1} ends");
            }
        }

        foreach (var (a, b) in from a in works from b in works where a.Machine == b.Machine && (a.Job, a.Step).CompareTo((b.Job, b.Step)) < 0 && a.Begin < b.End && b.Begin < a.End select (a, b))
            violations.Add($"machine {a.Machine} does operation {a.Step} of job {a.Job} and operation {b.Step} of job {b.Job} at once");
        var makespan = works.Count == 0 ? 0 : works.Max(static w => w.End);
        if (makespan > Horizon) violations.Add($"the end {makespan} is after the horizon {Horizon}");
        return new Schedule(_jobs, [.. starts.Select(static s => s.ToImmutableArray())], makespan, [.. violations]);
    }

    private protected override Schedule Interpret(ModelSolution solution)
    {
        var starts = _jobs.Select(static j => new int[j.Length]).ToArray();
        foreach (var own in starts) Array.Fill(own, -1);
        var counts = _jobs.Select(static j => new int[j.Length]).ToArray();
        for (var k = 0; k < _begins.Count; k++)
        {
            if (solution.Values[k] == 0) continue;
            var (job, step, time) = _begins[k];
            starts[job][step] = counts[job][step]++ == 0 ? time : -1;
        }

        return Evaluate(starts);
    }

    /// <summary>No schedule ends before the longest job, nor before the busiest machine is done.</summary>
    private int LeastMakespan() => Math.Max(_jobs.Max(static j => j.Sum(static o => o.Duration)),
        _jobs.SelectMany(static j => j).GroupBy(static o => o.Machine).Max(static g => g.Sum(static o => o.Duration)));

    private void Pose(int least)
    {
        var bits = new List<(int Job, int Step, int Time, Variable Bit)>();
        for (var j = 0; j < _jobs.Length; j++)
        {
            for (var k = 0; k < _jobs[j].Length; k++)
            {
                var (earliest, latest) = (_jobs[j].Take(k).Sum(static o => o.Duration), Horizon - _jobs[j].Skip(k).Sum(static o => o.Duration));
                for (var t = earliest; t <= latest; t++)
                {
                    _begins.Add((j, k, t));
                    bits.Add((j, k, t, Model.AddBinary(string.Create(CultureInfo.InvariantCulture, $"job_{j}_{k}_at_{t}"))));
                }
            }
        }

        foreach (var group in bits.GroupBy(static b => (b.Job, b.Step)))
            Model.Require(Expression.Sum(group.Select(static b => b.Bit)).EqualTo(1), $"once_{group.Key.Job}_{group.Key.Step}");
        for (var a = 0; a < bits.Count; a++)
        {
            for (var b = a + 1; b < bits.Count; b++)
            {
                if (Excludes(bits[a].Job, bits[a].Step, bits[a].Time, bits[b].Job, bits[b].Step, bits[b].Time)) Model.Require(bits[a].Bit + bits[b].Bit <= 1);
            }
        }

        // late_t is 1 where work goes on in the unit of time before t; the makespan is the least one plus their number.
        var late = Enumerable.Range(least + 1, Math.Max(0, Horizon - least)).Select(t => Model.AddBinary(string.Create(CultureInfo.InvariantCulture, $"late_{t}"))).ToArray();
        Model.Minimize(least + Expression.Sum(late));
        foreach (var (job, step, time, bit) in bits)
        {
            if (step < _jobs[job].Length - 1) continue;
            for (var t = least + 1; t <= time + _jobs[job][step].Duration; t++) Model.Require(bit <= late[t - least - 1]);
        }
    }

    private bool Excludes(int job, int step, int time, int otherJob, int otherStep, int otherTime)
    {
        var (one, other) = (_jobs[job][step], _jobs[otherJob][otherStep]);
        if (job == otherJob) return step < otherStep ? (step + 1 == otherStep && otherTime < time + one.Duration) : step > otherStep && step == otherStep + 1 && time < otherTime + other.Duration;
        return one.Machine == other.Machine && time < otherTime + other.Duration && otherTime < time + one.Duration;
    }
}
