using Scanova.Events;

namespace Scanova.Journeys;

/// <summary>What most figures need of an event, in one number: its name's code, its source, and whether it is a bot's, a refund, has an amount, or names a visitor.</summary>
internal readonly record struct EventKind(int Value)
{
    /// <summary>How many bits <see cref="Counted"/> has.</summary>
    public const int CountedBits = 3;

    private const int AmountBit = 1;
    private const int RefundBit = 2;
    private const int VisitorBit = 4;
    private const int BotBit = 8;
    private const int FlagBits = 4;
    private const int SourceBits = 2;

    public static EventKind Of(int name, EventSource source, Money? value, bool isBot, bool namesVisitor) => new(
        (((name << SourceBits) | (int)source) << FlagBits)
        | (value is null ? 0 : AmountBit)
        | (value is { Amount: < 0 } ? RefundBit : 0)
        | (isBot ? BotBit : 0)
        | (namesVisitor ? VisitorBit : 0));

    /// <summary>Name and source as an index from 0 on.</summary>
    public int Named => Value >> FlagBits;

    public int Name => Value >> (FlagBits + SourceBits);

    public EventSource Source => (EventSource)(Named & ((1 << SourceBits) - 1));

    /// <summary>Whether it has an amount, whether that makes it a refund, and whether it names a visitor, as a number.</summary>
    public int Counted => Value & (AmountBit | RefundBit | VisitorBit);

    public bool HasAmount => (Value & AmountBit) != 0;

    public bool IsRefund => (Value & RefundBit) != 0;

    public bool IsBot => (Value & BotBit) != 0;

    public bool NamesVisitor => (Value & VisitorBit) != 0;

    /// <summary>How many values <see cref="Named"/> has when there are this many names.</summary>
    public static int NamedCount(int names) => names << SourceBits;

    /// <summary>The inverse of <see cref="Named"/>.</summary>
    public static (int Name, EventSource Source) Parts(int named) => (named >> SourceBits, (EventSource)(named & ((1 << SourceBits) - 1)));
}
