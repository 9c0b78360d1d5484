namespace Scanova.Storage;

/// <summary>The durable store of this process: started before anything uses it, stopped after everything that did.</summary>
public interface IStore
{
    /// <summary>Creates or migrates the schema, safely when several processes do, and takes appends from then on.</summary>
    /// <exception cref="StoreStartException">The store can't be used; its message tells the operator why, in one line.</exception>
    Task Start(CancellationToken cancellation);

    /// <summary>
    /// Refuses new appends, stores those that were accepted, and lets go of the store. Cancellation gives up what still waits:
    /// it fails with <see cref="Log.LogUnavailableException"/>.
    /// </summary>
    Task Stop(CancellationToken cancellation);

    /// <summary>Whether the store answers now; false rather than an exception.</summary>
    Task<bool> Answers(CancellationToken cancellation);
}
