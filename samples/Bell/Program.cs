// The smallest circuit with entanglement: two qubits that always agree.
using Qratum;

var bell = new CircuitBuilder(2, 2).H(0).Cx(0, 1).MeasureAll().Build();
Console.WriteLine(bell);

using var backend = new StateVectorBackend();
var samples = await backend.SampleAsync(new SamplerPub(bell, shots: 1000, seed: 7));
Console.WriteLine(samples.Counts[0]);

var pair = new CircuitBuilder(2).H(0).Cx(0, 1).Build();
var parity = PauliSum.FromTerms((1, "ZZ"), (1, "XX"));
var estimates = await backend.EstimateAsync(new EstimatorPub(pair, parity, [ReadOnlyMemory<double>.Empty]));
Console.WriteLine($"<ZZ> + <XX> = {estimates.Values[0]}");
