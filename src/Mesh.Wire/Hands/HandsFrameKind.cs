namespace Mesh.Wire.Hands;

/// <summary>The kind byte of a hands frame. Numbers are the protocol: never reuse one.</summary>
internal enum HandsFrameKind : byte
{
    // hands -> brain
    Call = 1,
    Stdout = 2,
    Stderr = 3,
    Exited = 4,
    Stats = 5,
    Content = 6,
    Done = 7,

    // control requests and their answers; the first frame on a connection decides what it is
    Status = 32,
    StatusJson = 33,
    Leave = 34,
    Explain = 35,
    ExplainText = 36,

    // brain -> hands
    Exec = 65,
    Run = 66,
    Stat = 67,
    Read = 68,
    Write = 69,
    Data = 70,
    Close = 71,
    Adopt = 72,
    Commit = 73,
    Discard = 74,
    Out = 75,
    Err = 76,
    Exit = 77,
    Kill = 78,
    Wait = 79,
}
