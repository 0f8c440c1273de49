namespace Qratum.Cli;

/// <summary>The user's input cannot be used. The message is shown as it is and the process returns 2.</summary>
internal sealed class BadInputException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>
    /// Does <paramref name="work"/>, which reads one argument: whatever it finds wrong is told as a fault of that argument.
    /// </summary>
    public static T Naming<T>(string argument, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is FormatException or ArgumentException or NotSupportedException or IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{argument}: {TextOf(e)}", e);
        }
    }

    /// <summary>The message without the parameter name that the runtime appends: it names code, not input.</summary>
    public static string TextOf(Exception e)
    {
        var text = e.Message;
        if (e is ArgumentException { ParamName: { } name })
        {
            var (tail, value) = ($" (Parameter '{name}')", text.IndexOf("\nActual value was ", StringComparison.Ordinal));
            text = text.Replace(tail, "", StringComparison.Ordinal);
            if (value >= 0) text = text[..(value - tail.Length)].TrimEnd();
        }

        return text;
    }
}
