using Mesh.Commands;
using Mesh.Node;
using Mesh.Running;

// The rest of a compile's work here is short and never blocks: handing each arrival to another thread costs more than doing it at once.
// Read once, by the first socket (System.Net.Sockets, SocketAsyncEngine); there is no other switch.
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
#if NETSTANDARD2_1
NoMachineConfiguration.Install();
#endif

var parts = new ProgramParts
{
#if NETSTANDARD2_1
    RunNode = NodeOnMono.RunAsync,
#else
    RunNode = Node.RunAsync,
#endif
    Browse = NetworkLook.BrowseAsync,
};
var code = await MeshCommandLine.RunAsync(MeshCommandLine.Create(parts), args, Console.Out, Console.Error).ConfigureAwait(false);
#if NETSTANDARD2_1
ShortEnd.With(code);
#endif
return code;
