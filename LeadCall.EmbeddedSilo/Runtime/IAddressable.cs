namespace Orleans.Runtime;

/// <summary>Whatever a message can be sent to.</summary>
public interface IAddressable;
