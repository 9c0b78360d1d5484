using System.Text;
using System.Text.RegularExpressions;

namespace Scanova.Load.Workloads;

/// <summary>A place in a rendered request where an id goes; <paramref name="Ordinal"/> counts those of its kind from 0.</summary>
internal readonly record struct Slot(int Offset, IdKind Kind, int Ordinal);

/// <summary>A whole HTTP request, rendered once, with slots of fixed size for ids.</summary>
internal sealed partial class RequestTemplate
{
    private readonly byte[] _bytes;

    private RequestTemplate(string text)
    {
        var marks = Mark().Matches(text);
        _bytes = Encoding.UTF8.GetBytes(Mark().Replace(text, new string('0', Ids.Length)));
        var slots = new List<Slot>();
        var shift = 0;
        foreach (Match mark in marks)
        {
            var kind = Enum.Parse<IdKind>(mark.Groups[1].Value);
            slots.Add(new Slot(Encoding.UTF8.GetByteCount(text.AsSpan(0, mark.Index)) + shift, kind, slots.Count(s => s.Kind == kind)));
            shift += Ids.Length - mark.Length;
        }

        Slots = slots;
    }

    public IReadOnlyList<Slot> Slots { get; }

    /// <param name="headers">Without Host and Content-Length; each line ends with CR LF.</param>
    /// <param name="body">With <c>&lt;Event&gt;</c>, <c>&lt;Session&gt;</c> … where ids go (<see cref="IdKind"/>).</param>
    public static RequestTemplate Post(string path, string headers, string body)
    {
        var length = Encoding.UTF8.GetByteCount(Mark().Replace(body, new string('0', Ids.Length)));
        return new RequestTemplate($"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n{headers}\r\n{body}");
    }

    public static RequestTemplate Get(string path, string headers) => new($"GET {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n");

    /// <summary>A copy to patch.</summary>
    public byte[] ToBytes() => [.. _bytes];

    [GeneratedRegex("<(Event|Session|WebSession|Visitor)>")]
    private static partial Regex Mark();
}
