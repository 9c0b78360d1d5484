namespace Scanova.Attribution;

/// <summary>How the credit for a conversion is shared among its touchpoints (contract section 9). On the wire in snake_case.</summary>
public enum AttributionModel
{
    LastTouch,
    FirstTouch,
    Linear,

    /// <summary>Weight 2^(−age ÷ 7 days).</summary>
    TimeDecay,

    /// <summary>0.4 to the first, 0.4 to the last, 0.2 to the rest.</summary>
    PositionBased,
}
