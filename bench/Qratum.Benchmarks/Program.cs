using BenchmarkDotNet.Running;
using Qratum.Benchmarks;
using Qratum.Benchmarks.Machine;

// "machine" compares with what the machine can do, "quick" times each workload a few times by stopwatch; everything else is
// BenchmarkDotNet's own command line.
if (args is ["machine", ..]) new MachineRun(args[1..]).Run();
else if (args is ["quick", ..]) await QuickTimes.RunAsync(args.Length > 1 ? args[1] : null);
else BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
