namespace Scanova.Server.Http;

/// <summary>One way a field breaks its rule, in the words of contract section 5.</summary>
/// <param name="Msg">For people; never repeats a value.</param>
/// <param name="Type">For programs: <c>value_error.missing</c>, <c>type_error.uuid</c>, <c>type_error.string</c> or another <c>value_error.…</c>.</param>
public sealed record Flaw(string Msg, string Type)
{
    public static readonly Flaw Missing = new("field required", "value_error.missing");
    public static readonly Flaw NotText = new("str type expected", "type_error.string");
    public static readonly Flaw NotUuid = new("value is not a valid uuid", "type_error.uuid");
    public static readonly Flaw NotObject = new("value is not a valid dict", "value_error.dict");
    public static readonly Flaw NotList = new("value is not a valid list", "value_error.list");
    public static readonly Flaw NotInteger = new("value is not a valid integer", "value_error.integer");
    public static readonly Flaw NotNumber = new("value is not a valid number", "value_error.number");
    public static readonly Flaw Empty = new("ensure this value has at least 1 characters", "value_error.any_str.min_length");

    /// <summary>A character that cannot be stored everywhere.</summary>
    public static readonly Flaw Unstorable = new("ensure this value has neither NUL nor unpaired surrogates", "value_error.any_str.characters");

    public static Flaw LongerThan(int characters) =>
        new($"ensure this value has at most {characters} characters", "value_error.any_str.max_length");

    public static Flaw NoneOf(string permitted) =>
        new($"value is not a valid enumeration member; permitted: {permitted}", "value_error.enum");
}
