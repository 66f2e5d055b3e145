namespace Mesh.Wire.Messages;

/// <summary>The byte before a frame's body. Numbers are for ever; 1 to 15 concern the connection, 16 to 31 one job.</summary>
internal enum MessageKind : byte
{
    Hello = 1,
    State = 2,
    Goodbye = 3,
    Ping = 4,
    Pong = 5,
    Job = 16,
    Accepted = 17,
    Refused = 18,
    SourceChunk = 19,
    SourceEnd = 20,
    Result = 21,
    OutputChunk = 22,
    ResultEnd = 23,
    Inquiry = 24,
    Offer = 25,
}
