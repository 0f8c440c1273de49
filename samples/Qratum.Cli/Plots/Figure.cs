namespace Qratum.Cli;

/// <summary>A picture as data: what is drawn, not how. <see cref="SvgFigure"/> and <see cref="PngFigure"/> draw the same figure.</summary>
/// <param name="Title">Heading of the whole picture.</param>
/// <param name="Description">What the picture says, for readers who cannot see it.</param>
/// <param name="Panels">Panels from left to right, at least one.</param>
internal sealed record Figure(string Title, string Description, IReadOnlyList<Panel> Panels);

/// <summary>One part of a figure.</summary>
internal abstract record Panel(string Title);

/// <summary>Curves over two axes.</summary>
internal sealed record XyPanel(string Title, Axis X, Axis Y, IReadOnlyList<Series> Series) : Panel(Title);

/// <summary>Vertical bars over a numeric axis, each as wide as the distance between the two closest.</summary>
internal sealed record BarPanel(string Title, string XLabel, string YLabel, IReadOnlyList<Bar> Bars) : Panel(Title)
{
    /// <summary>What the highlighted bars are, for the legend; null for none.</summary>
    public string? HighlightLabel { get; init; }

    /// <summary>What the other bars are, for the legend.</summary>
    public string? Label { get; init; }
}

/// <summary>A graph whose nodes lie in groups.</summary>
/// <param name="Title">Heading of the panel.</param>
/// <param name="Groups">Group of each node from 0, or -1 for none; every group has a colour and a shape.</param>
/// <param name="Edges">Edges by zero-based node numbers; marked ones are dashed.</param>
/// <param name="GroupNames">What the groups are, for the legend.</param>
internal sealed record GraphPanel(string Title, IReadOnlyList<int> Groups, IReadOnlyList<PanelEdge> Edges, IReadOnlyList<string> GroupNames) : Panel(Title)
{
    /// <summary>What marked edges are, for the legend; null for none.</summary>
    public string? MarkedEdges { get; init; }

    /// <summary>What the other edges are, for the legend; null for none.</summary>
    public string? PlainEdges { get; init; }

    /// <summary>Where the nodes are in the unit square, y downwards; null to lay them out by their edges.</summary>
    public IReadOnlyList<DataPoint>? Places { get; init; }

    /// <summary>Places given or laid out.</summary>
    public IReadOnlyList<DataPoint> Place() => Places ?? GraphLayout.Place(Groups.Count, [.. Edges.Select(e => (e.From, e.To))]);
}

internal readonly record struct PanelEdge(int From, int To, bool IsMarked);

/// <summary>Label and scale of one axis.</summary>
internal sealed record Axis(string Label)
{
    /// <summary>Whether equal distances are equal ratios; values must then be positive.</summary>
    public bool Logarithmic { get; init; }

    /// <summary>Whether the axis counts: ticks then stand at whole numbers only.</summary>
    public bool WholeNumbers { get; init; }
}

/// <summary>A named list of points; points that are not finite, or not positive on a logarithmic axis, are left out.</summary>
internal sealed record Series(string Name, IReadOnlyList<DataPoint> Points)
{
    public SeriesStyle Style { get; init; }
}

internal readonly record struct DataPoint(double X, double Y);

internal readonly record struct Bar(double X, double Height, BarKind Kind = BarKind.Plain);

internal enum BarKind
{
    Plain,
    Highlighted,
}

internal enum SeriesStyle
{
    /// <summary>A line with filled markers.</summary>
    LineAndMarkers,

    /// <summary>A dashed line without markers: a level to compare with.</summary>
    Reference,

    /// <summary>A line with large open markers, so that another series shows through it.</summary>
    OpenMarkers,

    /// <summary>Filled markers alone.</summary>
    Markers,
}
