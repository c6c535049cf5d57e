using static LeadCall.ZohoSimulator.Crm.Schema.Field;

namespace LeadCall.ZohoSimulator.Crm.Schema;

/// <summary>Standard fields of Accounts, Deals and Campaigns (FACTS 3.4).</summary>
internal static class BusinessModules
{
    public static IReadOnlyList<FieldDefinition> Accounts =>
    [
        Owner("Account Owner"),
        Text("Account_Name", "Account Name", 200).Mandatory(),
        Phone("Phone", "Phone"),
        Text("Fax", "Fax", 30),
        Website("Website", "Website"),
        Text("Account_Number", "Account Number", 40),
        Pick("Account_Type", "Account Type", "-None-", "Analyst", "Competitor", "Customer", "Distributor", "Partner", "Prospect", "Reseller", "Vendor"),
        Pick("Industry", "Industry", "-None-", "ASP", "ERP", "Service Provider", "Small/Medium Enterprise"),
        Lookup("Parent_Account", "Parent Account", "Accounts"),
        Integer("Employees", "Employees"),
        Money("Annual_Revenue", "Annual Revenue"),
        Area("Description", "Description"),
        .. Address("Billing_", "Billing "),
        .. Address("Shipping_", "Shipping "),
        .. Stamps(),
    ];

    public static IReadOnlyList<FieldDefinition> Deals =>
    [
        Owner("Deal Owner"),
        Text("Deal_Name", "Deal Name", 120).Mandatory(),
        Pick("Stage", "Stage", "Qualification", "Needs Analysis", "Value Proposition", "Identify Decision Makers", "Proposal/Price Quote", "Negotiation/Review", "Closed Won", "Closed Lost").Mandatory(),
        Pick("Pipeline", "Pipeline", "Standard (Standard)"),
        Money("Amount", "Amount"),
        Date("Closing_Date", "Closing Date"),
        Lookup("Account_Name", "Account Name", "Accounts"),
        Lookup("Contact_Name", "Contact Name", "Contacts"),
        Lookup("Campaign_Source", "Campaign Source", "Campaigns"),
        Pick("Lead_Source", "Lead Source", "-None-", "Advertisement", "Cold Call", "Employee Referral", "Web Download"),
        Pick("Type", "Type", "-None-", "Existing Business", "New Business"),
        Integer("Probability", "Probability (%)", 3),
        Text("Next_Step", "Next Step", 100),
        Money("Expected_Revenue", "Expected Revenue").Computed(),
        Pick("Reason_For_Loss__s", "Reason For Loss", "-None-", "Expectation Mismatch", "Price", "Unqualified Customer"),
        Area("Description", "Description"),
        .. Stamps(),
    ];

    public static IReadOnlyList<FieldDefinition> Campaigns =>
    [
        Owner("Campaign Owner"),
        Text("Campaign_Name", "Campaign Name", 200).Mandatory(),
        Pick("Type", "Type", "-None-", "Conference", "Webinar", "Trade Show", "Public Relations", "Partners", "Referral Program", "Advertisement", "Banner Ads", "Direct mail", "Email", "Telemarketing", "Others"),
        Pick("Status", "Status", "-None-", "Planning", "Active", "Inactive", "Complete"),
        Date("Start_Date", "Start Date"),
        Date("End_Date", "End Date"),
        Money("Expected_Revenue", "Expected Revenue"),
        Money("Budgeted_Cost", "Budgeted Cost"),
        Money("Actual_Cost", "Actual Cost"),
        Integer("Expected_Response", "Expected Response"),
        Integer("Num_sent", "Num sent"),
        Lookup("Parent_Campaign", "Parent Campaign", "Campaigns"),
        Area("Description", "Description"),
        .. Stamps(),
    ];
}
