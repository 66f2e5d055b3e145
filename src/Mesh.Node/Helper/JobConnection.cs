using Mesh.Wire.Framing;

namespace Mesh.Node.Helper;

/// <summary>A greeted connection on which a client sends jobs, one after the other.</summary>
/// <param name="Reader">Read by the <see cref="JobConversation"/> alone.</param>
/// <param name="Writer">Written by the <see cref="JobConversation"/> alone.</param>
/// <param name="Codec">What bulk bytes are compressed with.</param>
/// <param name="ClientId">The node id that the client greeted with.</param>
/// <param name="HangUp">Closes the stream below, which ends a pending read on every runtime; a token alone does not on Mono.</param>
internal sealed record JobConnection(FrameReader Reader, FrameWriter Writer, string Codec, string ClientId, Action HangUp);
