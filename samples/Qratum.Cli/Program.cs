using Qratum.Cli;

using var interrupt = new Interrupt();
return await QratumTool.RunAsync(args, Terminal.OfProcess(), interrupt.Token);
