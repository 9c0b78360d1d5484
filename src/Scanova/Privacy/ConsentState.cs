namespace Scanova.Privacy;

/// <summary>A stated consent (contract section 7). Everything but <see cref="Granted"/> strips.</summary>
public enum ConsentState : byte
{
    Granted = 1,
    Denied = 2,
    Pending = 3,
}
