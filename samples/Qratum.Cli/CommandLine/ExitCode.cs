namespace Qratum.Cli;

/// <summary>What the process returns.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Ok = 0;

    /// <summary>The input was fine, the work was not done: a file could not be written, the memory did not suffice.</summary>
    public const int Failed = 1;

    /// <summary>The input was refused; the message names the argument and the place.</summary>
    public const int BadInput = 2;

    /// <summary>Stopped by Ctrl-C: 128 + SIGINT, as shells expect; a checkpoint is kept.</summary>
    public const int Interrupted = 130;
}
