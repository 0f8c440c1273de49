using Qratum.Cli;

var rehearsal = Rehearsal.Of(args);
using var interrupt = new Interrupt();
return await QratumTool.RunAsync(args, Terminal.OfProcess(), rehearsal, interrupt.Token);
