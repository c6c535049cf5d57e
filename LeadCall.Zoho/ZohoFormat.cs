using System.Globalization;

namespace LeadCall.Zoho;

/// <summary>How values are written for Zoho (FACTS 3.4, 3.5). Pure.</summary>
public static class ZohoFormat
{
    /// <summary>
    /// <c>2026-01-20T15:30:05+05:30</c>: whole seconds, the offset always written out (<c>+00:00</c>, never <c>Z</c>), the
    /// value's own offset kept.
    /// </summary>
    public static string DateTime(DateTimeOffset value) =>
        value.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    /// <summary><c>2026-01-20</c>.</summary>
    public static string Date(DateOnly value) => value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>
    /// <c>mm:ss</c>, at least two digits each, minutes unbounded: 75 min 5 s is <c>75:05</c>. Fractions of a second are dropped.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The duration is negative.</exception>
    public static string Duration(TimeSpan value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
        var seconds = value.Ticks / TimeSpan.TicksPerSecond;
        return string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:00}:{seconds % 60:00}");
    }

    /// <summary>
    /// <see cref="Duration"/> of a call that was answered, never less than <c>00:01</c>: Zoho refuses zero for Inbound and
    /// Outbound.
    /// </summary>
    public static string AnsweredDuration(TimeSpan value) =>
        Duration(value < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : value);

    /// <summary>
    /// The text cut to a field's <c>length</c> from the metadata, in UTF-16 units (the strictest way to count), never
    /// through the middle of a character. Zoho refuses a longer one instead of cutting it.
    /// </summary>
    /// <param name="length">Null where the metadata names none: the text is left as it is.</param>
    public static string Trim(string text, int? length)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (length is not { } most || text.Length <= most)
        {
            return text;
        }

        ArgumentOutOfRangeException.ThrowIfNegative(most, nameof(length));
        var end = most > 0 && char.IsHighSurrogate(text[most - 1]) ? most - 1 : most;
        return text[..end];
    }
}
