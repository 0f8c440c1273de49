// The largest cut of a small graph by QAOA, with the proven optimum beside it.
using Qratum.Optimization;

var graph = GraphGenerators.RandomRegular(degree: 3, nodeCount: 12, seed: 1);
var result = await MaxCut.SolveAsync(graph, new QaoaOptions { Layers = 3, Seed = 7 });
Console.WriteLine(result);
