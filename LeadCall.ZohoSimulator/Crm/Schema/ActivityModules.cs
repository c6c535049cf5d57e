using static LeadCall.ZohoSimulator.Crm.Schema.Field;

namespace LeadCall.ZohoSimulator.Crm.Schema;

/// <summary>Standard fields of Calls and Tasks (FACTS 3.5).</summary>
internal static class ActivityModules
{
    private static readonly string[] RelatedTo = ["Leads", "Accounts", "Deals", "Campaigns", "Contacts"];

    public static IReadOnlyList<FieldDefinition> Calls =>
    [
        Owner("Call Owner"),
        Text("Subject", "Subject").Mandatory(),
        Pick("Call_Type", "Call Type", "Outbound", "Inbound", "Missed").Mandatory() with { Restricted = true },
        DateTime("Call_Start_Time", "Call Start Time").Mandatory(),

        // Mandatory by the kind of call, which CallRules decides.
        Text("Call_Duration", "Call Duration", 30),
        Integer("Call_Duration_in_seconds", "Call Duration (in seconds)").Computed(),
        Pick("Outgoing_Call_Status", "Outgoing Call Status", "Scheduled", "Completed", "Cancelled", "Overdue") with { Restricted = true },
        Pick("Call_Purpose", "Call Purpose", "-None-", "Prospecting", "Administrative", "Negotiation", "Demo", "Project", "Support"),
        Text("Call_Result", "Call Result", 120),
        Text("Call_Agenda", "Call Agenda"),
        Area("Description", "Description"),
        Text("Caller_ID", "Caller ID", 50),
        Text("Dialled_Number", "Dialled Number", 50),
        Boolean("CTI_Entry", "CTI Entry"),
        Website("Voice_Recording__s", "Voice Recording"),
        Pick("Scheduled_In_CRM", "Scheduled In CRM", "Yes", "No"),
        Pick("Reminder", "Reminder", "None", "5 minutes before", "10 minutes before", "15 minutes before", "30 minutes before"),
        Lookup("Who_Id", "Contact Name", "Contacts"),
        Lookup("What_Id", "Related To", RelatedTo),
        .. Stamps(),
    ];

    public static IReadOnlyList<FieldDefinition> Tasks =>
    [
        Owner("Task Owner"),
        Text("Subject", "Subject").Mandatory(),
        Pick("Status", "Status", "Not Started", "Deferred", "In Progress", "Completed", "Waiting for input"),
        Pick("Priority", "Priority", "High", "Highest", "Low", "Lowest", "Normal"),
        Date("Due_Date", "Due Date"),
        Area("Description", "Description"),
        Boolean("Send_Notification_Email", "Send Notification Email"),
        Json("Remind_At", "Remind At", "ALARM"),
        Json("Recurring_Activity", "Repeat", "RRULE"),
        DateTime("Closed_Time", "Closed Time").Computed(),
        Lookup("Who_Id", "Contact Name", "Contacts"),
        Lookup("What_Id", "Related To", RelatedTo),
        .. Stamps(),
    ];
}
