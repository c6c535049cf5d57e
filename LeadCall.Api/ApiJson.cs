using System.Text.Json;
using System.Text.Json.Serialization;
using LeadCall.Api.Devices;
using LeadCall.Api.Health;
using LeadCall.Api.Problems;

namespace LeadCall.Api;

/// <summary>The wire types, camelCase.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ProblemBody))]
[JsonSerializable(typeof(EnrollRequest))]
[JsonSerializable(typeof(EnrollAnswer))]
[JsonSerializable(typeof(UploadAnswer))]
[JsonSerializable(typeof(HealthAnswer))]
internal sealed partial class ApiJson : JsonSerializerContext;
