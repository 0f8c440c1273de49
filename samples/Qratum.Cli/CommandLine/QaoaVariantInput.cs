using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Qratum.Optimization;

namespace Qratum.Cli;

/// <summary>The options that choose a variant of QAOA.</summary>
internal sealed class QaoaVariantInput
{
    private readonly Option<string> _mixer = OptionOf.Choice("--mixer", "What moves amplitude between cuts; the xy mixers keep the size of a side", "x", "x", "grover", "xy-ring", "xy-complete");
    private readonly Option<int?> _ones = OptionOf.WholeOrNone("--ones", "Nodes on side 1 with an xy mixer; half of them (rounded down) if left out", 0, int.MaxValue);
    private readonly Option<string?> _warmStart = new("--warm-start")
    {
        Description = "Begin near a cut: a side (0 or 1) for each node, as the partition of an earlier answer",
        HelpName = "partition",
    };

    private readonly Option<double> _regularization = OptionOf.RealOr("--regularization", "Probability that a node of the warm start begins on the other side", WarmStartMixer.DefaultRegularization, 0, 0.5);
    private readonly Option<string> _sharing = OptionOf.Choice("--angles", "Gates of a layer that share an angle: all, those of a kind, none", "layer", "layer", "kind", "term");
    private readonly Option<AngleSchedule> _schedule = new("--schedule")
    {
        Description = "How the layers' angles hang together: free, ramp, or fourier:Q with Q frequencies",
        HelpName = "schedule",
        DefaultValueFactory = _ => AngleSchedule.Free,
        CustomParser = ReadSchedule,
    };

    private readonly Option<string> _growth = OptionOf.Choice("--growth", "Search fewer layers first and go on from their angles", "none", "none", "interpolation", "fourier");
    private readonly Option<string> _symmetry = OptionOf.Choice("--flip-symmetry", "Whether half of the state stands for the whole", "unused", "unused", "reduced");
    private readonly Option<double> _tail = OptionOf.RealOr("--tail", "When training on samples, the fraction of best shots that counts (conditional value at risk)", 1, 1e-6, 1);
    private readonly Option<int> _starts = OptionOf.Whole("--starts", "Searches from displaced starts, the best of which counts", 1, 1, 10_000);

    public void AddTo(Command command)
    {
        command.Add(_mixer);
        command.Add(_ones);
        command.Add(_warmStart);
        command.Add(_regularization);
        command.Add(_sharing);
        command.Add(_schedule);
        command.Add(_growth);
        command.Add(_symmetry);
        command.Add(_tail);
        command.Add(_starts);
    }

    /// <summary>The options with the variant in them.</summary>
    /// <exception cref="BadInputException">Options contradict each other or the graph.</exception>
    public QaoaOptions Read(ParseResult parsed, QaoaOptions options, int nodes)
    {
        var mixer = Mixer(parsed, nodes);
        var tail = parsed.GetValue(_tail);
        if (tail < 1 && options.Training != QaoaTraining.Samples) throw new BadInputException("--tail needs --training samples: an expectation value has no tail.");
        var isReduced = parsed.GetRequiredValue(_symmetry) == "reduced";
        if (isReduced && mixer is not null) throw new BadInputException("--flip-symmetry reduced is for the mixer x without a warm start.");
        var (growth, starts) = (Growth(parsed), parsed.GetValue(_starts));
        if (growth != LayerGrowth.None && starts > 1) throw new BadInputException("--starts: a search that grows has one start.");
        return options with
        {
            Mixer = mixer,
            Sharing = parsed.GetRequiredValue(_sharing) switch { "kind" => AngleSharing.Kind, "term" => AngleSharing.Term, _ => AngleSharing.Layer },
            Schedule = parsed.GetRequiredValue(_schedule),
            Growth = growth,
            FlipSymmetry = isReduced ? FlipSymmetry.Reduced : FlipSymmetry.Unused,
            TailFraction = tail,
            Starts = starts,
        };
    }

    private LayerGrowth Growth(ParseResult parsed) => parsed.GetRequiredValue(_growth) switch
    {
        "interpolation" => LayerGrowth.Interpolation,
        "fourier" => LayerGrowth.Fourier,
        _ => LayerGrowth.None,
    };

    private IMixer? Mixer(ParseResult parsed, int nodes)
    {
        var name = parsed.GetRequiredValue(_mixer);
        var isXy = name.StartsWith("xy", StringComparison.Ordinal);
        var ones = parsed.GetValue(_ones);
        if (ones is not null && !isXy) throw new BadInputException("--ones is for the mixers xy-ring and xy-complete.");
        if (ones > nodes) throw new BadInputException(string.Create(CultureInfo.InvariantCulture, $"--ones: of {nodes} nodes {ones} cannot be on one side."));
        if (parsed.GetValue(_warmStart) is { } partition)
        {
            if (name != "x") throw new BadInputException($"--warm-start has a mixer of its own; leave out --mixer {name}.");
            return WarmStartMixer.From(Partition(partition, nodes), parsed.GetValue(_regularization));
        }

        if (parsed.GetResult(_regularization) is { Implicit: false }) throw new BadInputException("--regularization needs --warm-start.");
        return name switch
        {
            "grover" => new GroverMixer(nodes),
            "xy-ring" => new XyMixer(nodes, ones ?? (nodes / 2), XyPairs.Ring),
            "xy-complete" => new XyMixer(nodes, ones ?? (nodes / 2), XyPairs.Complete),
            _ => null,
        };
    }

    private static BitString Partition(string text, int nodes)
    {
        if (text.Length != nodes)
            throw new BadInputException(string.Create(CultureInfo.InvariantCulture, $"--warm-start: '{text}' has {text.Length} characters; the graph has {nodes} nodes."));
        var wrong = text.AsSpan().IndexOfAnyExcept('0', '1');
        if (wrong >= 0) throw new BadInputException(string.Create(CultureInfo.InvariantCulture, $"--warm-start: character {wrong + 1} of '{text}' is '{text[wrong]}'; a side is 0 or 1."));
        return BitString.FromBits([.. text.Select(static c => c == '1')]);
    }

    private static AngleSchedule ReadSchedule(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (text.Equals("free", StringComparison.OrdinalIgnoreCase)) return AngleSchedule.Free;
        if (text.Equals("ramp", StringComparison.OrdinalIgnoreCase)) return AngleSchedule.Ramp;
        if (text.StartsWith("fourier:", StringComparison.OrdinalIgnoreCase)
            && int.TryParse(text.AsSpan(8), NumberStyles.None, CultureInfo.InvariantCulture, out var frequencies) && frequencies >= 1)
        {
            return AngleSchedule.Fourier(frequencies);
        }

        result.AddError($"--schedule: '{text}' is none of free, ramp, fourier:Q with Q at least 1.");
        return AngleSchedule.Free;
    }
}
