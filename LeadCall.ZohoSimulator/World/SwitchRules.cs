using System.ComponentModel.DataAnnotations;

namespace LeadCall.ZohoSimulator.World;

/// <summary>Refuses a switch set to what it does not know, when it is set and not when a request meets it.</summary>
internal static class SwitchRules
{
    /// <exception cref="ArgumentException">A value is none of those its switch has.</exception>
    public static T Checked<T>(T switches)
        where T : notnull
    {
        var faults = new List<ValidationResult>();
        return Validator.TryValidateObject(switches, new ValidationContext(switches), faults, validateAllProperties: true)
            ? switches
            : throw new ArgumentException(string.Join(' ', faults.Select(fault => Sentence(switches, fault.MemberNames.First()))));
    }

    private static string Sentence<T>(T switches, string name)
    {
        var property = typeof(T).GetProperty(name)!;
        var known = property.GetCustomAttributes(inherit: true).Select(attribute => attribute switch
        {
            AllowedValuesAttribute values => "one of " + string.Join(", ", values.Values.Select(value => value ?? "null")),
            EnumDataTypeAttribute names => "one of " + string.Join(", ", names.EnumType.GetEnumNames()),
            RangeAttribute range => $"{range.Minimum} to {range.Maximum}",
            _ => null,
        }).OfType<string>();
        return $"The switch {name} is set to {property.GetValue(switches) ?? "null"}. It must be {string.Join(" and ", known)}.";
    }
}
