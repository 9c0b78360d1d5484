namespace Scanova.Journeys;

/// <summary>Values that only ever get more, in pieces: growing never copies what a large site has, and nothing moves.</summary>
internal sealed class Column<T>
{
    private const int PieceBits = 12;
    public const int PieceLength = 1 << PieceBits;
    private const int FirstLength = 16;

    private T[][] _pieces = [new T[FirstLength]];

    public int Count { get; private set; }

    public int Pieces => (Count + PieceLength - 1) >> PieceBits;

    public ref T this[int index] => ref _pieces[index >> PieceBits][index & (PieceLength - 1)];

    /// <summary>The values from <see cref="PieceLength"/> times this on.</summary>
    public ReadOnlySpan<T> Piece(int piece) => _pieces[piece].AsSpan(0, Math.Min(Count - (piece << PieceBits), PieceLength));

    /// <returns>Where it stands.</returns>
    public int Add(in T value)
    {
        var piece = Count >> PieceBits;
        if (piece == _pieces.Length) Array.Resize(ref _pieces, piece * 2);
        ref var values = ref _pieces[piece];
        values ??= new T[PieceLength];

        // Most sites are small: the first piece grows up to its length.
        if ((Count & (PieceLength - 1)) == values.Length) Array.Resize(ref values, values.Length * 4);
        values[Count & (PieceLength - 1)] = value;
        return Count++;
    }
}
