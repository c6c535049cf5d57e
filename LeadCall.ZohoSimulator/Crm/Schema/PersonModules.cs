using static LeadCall.ZohoSimulator.Crm.Schema.Field;

namespace LeadCall.ZohoSimulator.Crm.Schema;

/// <summary>Standard fields of Leads and Contacts (FACTS 3.4).</summary>
internal static class PersonModules
{
    private static readonly string[] Salutations = ["-None-", "Mr.", "Mrs.", "Ms.", "Dr.", "Prof."];

    private static readonly string[] Sources =
    [
        "-None-", "Advertisement", "Cold Call", "Employee Referral", "External Referral", "Online Store", "Partner", "Public Relations",
        "Sales Email Alias", "Seminar Partner", "Internal Seminar", "Trade Show", "Web Download", "Web Research", "Chat",
    ];

    public static IReadOnlyList<FieldDefinition> Leads =>
    [
        Owner("Lead Owner"),
        Pick("Salutation", "Salutation", Salutations),
        Text("First_Name", "First Name", 40),
        Text("Last_Name", "Last Name", 80).Mandatory(),
        Text("Full_Name", "Full Name", 120).Computed(),
        Text("Company", "Company", 200) with { LayoutMandatory = true },
        Text("Designation", "Title", 100),
        Email("Email", "Email"),
        Email("Secondary_Email", "Secondary Email"),
        Phone("Phone", "Phone"),
        Phone("Mobile", "Mobile"),
        Text("Fax", "Fax", 30),
        Website("Website", "Website"),
        Pick("Lead_Source", "Lead Source", Sources),
        Pick("Lead_Status", "Lead Status", "-None-", "Attempted to Contact", "Contact in Future", "Contacted", "Junk Lead", "Lost Lead", "Not Contacted", "Pre-Qualified", "Not Qualified"),
        Pick("Industry", "Industry", "-None-", "ASP", "Data/Telecom OEM", "ERP", "Government/Military", "Large Enterprise", "ManagementISV", "Service Provider", "Small/Medium Enterprise"),
        Pick("Rating", "Rating", "-None-", "Acquired", "Active", "Market Failed", "Project Cancelled", "Shut Down"),
        Integer("No_of_Employees", "No. of Employees"),
        Money("Annual_Revenue", "Annual Revenue"),
        Boolean("Email_Opt_Out", "Email Opt Out"),
        Text("Skype_ID", "Skype ID", 50),
        Text("Twitter", "Twitter", 50),
        Area("Description", "Description"),
        .. Address("", ""),
        Boolean("Converted__s", "Is Converted").Computed(),
        DateTime("Converted_Date_Time", "Converted Time").Computed(),
        Integer("Lead_Conversion_Time", "Lead Conversion Time").Computed(),
        Lookup("Converted_Contact", "Converted Contact", "Contacts").Computed(),
        Lookup("Converted_Account", "Converted Account", "Accounts").Computed(),
        Lookup("Converted_Deal", "Converted Deal", "Deals").Computed(),
        Pick("Record_Status__s", "Record Status", "Available", "Draft", "Trash").Computed(),
        Boolean("Locked__s", "Locked").Computed(),
        .. Stamps(),
    ];

    public static IReadOnlyList<FieldDefinition> Contacts =>
    [
        Owner("Contact Owner"),
        Pick("Salutation", "Salutation", Salutations),
        Text("First_Name", "First Name", 40),
        Text("Last_Name", "Last Name", 80).Mandatory(),
        Text("Full_Name", "Full Name", 120).Computed(),
        Lookup("Account_Name", "Account Name", "Accounts"),
        Email("Email", "Email"),
        Email("Secondary_Email", "Secondary Email"),
        Phone("Phone", "Phone"),
        Phone("Mobile", "Mobile"),
        Phone("Home_Phone", "Home Phone"),
        Phone("Other_Phone", "Other Phone"),
        Phone("Asst_Phone", "Asst Phone"),
        Text("Assistant", "Assistant", 50),
        Text("Fax", "Fax", 30),
        Text("Title", "Title", 100),
        Text("Department", "Department", 100),
        Pick("Lead_Source", "Lead Source", Sources),
        Lookup("Reporting_To", "Reporting To", "Contacts"),
        Date("Date_of_Birth", "Date of Birth"),
        Boolean("Email_Opt_Out", "Email Opt Out"),
        Text("Skype_ID", "Skype ID", 50),
        Area("Description", "Description"),
        .. Address("Mailing_", "Mailing "),
        .. Address("Other_", "Other "),
        Pick("Record_Status__s", "Record Status", "Available", "Draft", "Trash").Computed(),
        Boolean("Locked__s", "Locked").Computed(),
        .. Stamps(),
    ];
}
