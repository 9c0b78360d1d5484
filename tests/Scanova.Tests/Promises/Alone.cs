namespace Scanova.Tests.Promises;

/// <summary>For tests that measure the process they run in: all others have ended when they start.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
