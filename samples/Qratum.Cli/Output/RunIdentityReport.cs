namespace Qratum.Cli;

/// <summary>What fixes the bits of a result; the fields of <see cref="RunIdentity"/>.</summary>
internal sealed record RunIdentityReport(string Fingerprint, ulong? Seed, string Version, string Path)
{
    public static RunIdentityReport? Of(RunIdentity? identity) =>
        identity is null ? null : new RunIdentityReport(identity.Fingerprint, identity.Seed, identity.Version, identity.Path);
}
