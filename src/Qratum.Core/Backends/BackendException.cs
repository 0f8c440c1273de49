namespace Qratum;

/// <summary>A device or the network between failed.</summary>
public sealed class BackendException : Exception
{
    /// <summary>Reports a failure.</summary>
    /// <param name="backend">Name of the backend.</param>
    /// <param name="message">What happened.</param>
    /// <param name="isTransient">Whether the same call may succeed later.</param>
    /// <param name="jobId">The job at the provider, where there is one.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public BackendException(string backend, string message, bool isTransient, string? jobId = null, Exception? innerException = null)
        : base($"{backend}: {message}{(jobId is null ? "" : $" (job {jobId})")}", innerException)
    {
        Backend = backend;
        IsTransient = isTransient;
        JobId = jobId;
    }

    /// <summary>Name of the backend.</summary>
    public string Backend { get; }

    /// <summary>Whether the same call may succeed later.</summary>
    public bool IsTransient { get; }

    /// <summary>The job at the provider, where there is one.</summary>
    public string? JobId { get; }
}
