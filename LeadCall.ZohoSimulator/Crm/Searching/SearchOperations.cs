using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeadCall.ZohoSimulator.Crm.Reading;
using LeadCall.ZohoSimulator.Crm.Records;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.ZohoSimulator.Crm.Searching;

/// <summary><c>GET /{module}/search</c> and the record count: an index that lags behind (FACTS 4.1, 4.3).</summary>
internal sealed partial class SearchOperations(ZohoWorld world)
{
    private const int Reach = 2_000;

    public CrmAnswer Search(CrmCall call)
    {
        var paging = Paging.From(call);
        if (paging.Skip + paging.PerPage > Reach)
        {
            throw CrmRefusal.Because("LIMIT_REACHED", "maximum response iteration limit reached", ("limit", "2000"));
        }

        var fields = FieldList.Optional(call);
        var order = ListOrder.From(call);
        var test = Asked(call) ?? throw CrmRefusal.Because(
            "EXPECTED_PARAM_MISSING", "One of the expected parameter is missing", ("param_names", new JsonArray("criteria", "email", "phone", "word")));
        var rows = Found(call, test).OrderBy(order.KeyOf, order).Skip(paging.Skip).Take(paging.PerPage + 1).ToList();
        var more = rows.Count > paging.PerPage;
        rows = more ? rows[..paging.PerPage] : rows;
        var view = new RecordView(call.Organisation, call.User);
        return rows.Count == 0 ? CrmAnswer.NoContent : CrmAnswer.Ok(new JsonObject
        {
            ["data"] = new JsonArray([.. rows.Select(record => view.Show(record, fields))]),
            ["info"] = new JsonObject { ["per_page"] = paging.PerPage, ["count"] = rows.Count, ["page"] = paging.Page, ["more_records"] = more },
        });
    }

    /// <summary>With search parameters this needs the search scope as well (FACTS 2).</summary>
    public CrmAnswer Count(CrmCall call)
    {
        var test = Asked(call);
        return test is not null && !Scopes.Cover(call, "ZohoSearch.securesearch.READ", null)
            ? Stages.Authorisation.ScopeMismatch()
            : CrmAnswer.Ok(new JsonObject { ["count"] = Found(call, test ?? (_ => true)).Count() });
    }

    /// <summary>What the index has by now.</summary>
    private IEnumerable<CrmRecord> Found(CrmCall call, Func<CrmRecord, bool> test)
    {
        var indexedUntil = world.Clock.GetUtcNow().AddSeconds(-call.Organisation.Switches.SearchDelaySeconds);
        var indexed = call.Organisation.Table(call.Module.ApiName).Snapshot().Where(record => record.WrittenAt <= indexedUntil);
        return ConvertedFilter.Apply(call, indexed).Where(test);
    }

    /// <summary>Of several parameters only the first of criteria, email, phone, word counts; null when there is none.</summary>
    private static Func<CrmRecord, bool>? Asked(CrmCall call)
    {
        if (call.TryQuery("criteria", out var criteria))
        {
            return new CriteriaMatcher(call.Module).Compile(SearchCriteria.Parse(criteria, call.Organisation.Switches.SearchMaximumCriteria));
        }

        if (call.TryQuery("email", out var email))
        {
            var fields = call.Module.Fields.Where(field => field.DataType == "email").Select(field => field.ApiName).ToList();
            return record => fields.Exists(field => Values.Text(record, field) is { } stored && LooseText.Contains(stored, email));
        }

        if (call.TryQuery("phone", out var phone))
        {
            return ByPhone(call, phone);
        }

        return call.TryQuery("word", out var word) ? ByWord(call, word) : null;
    }

    private static Func<CrmRecord, bool> ByPhone(CrmCall call, string phone)
    {
        if (phone.Length is < 3 or > 50 || !PhonePattern().IsMatch(phone))
        {
            throw CrmRefusal.Because("INVALID_DATA", "invalid data", ("param_name", "phone"));
        }

        var asked = LooseText.Digits(phone);
        var strict = call.Organisation.Switches.PhoneSearchIsStrict;
        bool Hit(string stored) => strict ? LooseText.Digits(stored) == asked : LooseText.Digits(stored).Contains(asked, StringComparison.Ordinal);
        var fields = call.Module.PhoneFields;
        return record => asked.Length > 0 && fields.Any(field => Values.Text(record, field.ApiName) is { } stored && Hit(stored));
    }

    private static Func<CrmRecord, bool> ByWord(CrmCall call, string word)
    {
        if (word.Trim().Length < 2)
        {
            throw CrmRefusal.Because("INVALID_DATA", "invalid data", ("param_name", "word"));
        }

        var fields = call.Module.Fields.Where(field => field.IsText).Select(field => field.ApiName).ToList();
        return record => fields.Exists(field => Values.Text(record, field) is { } stored && LooseText.Contains(stored, word));
    }

    [GeneratedRegex(@"^[+]?[0-9\s\-\(\)\.]+$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PhonePattern();
}
