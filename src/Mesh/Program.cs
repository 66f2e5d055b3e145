using Mesh.Commands;
using Mesh.Node;
using Mesh.Running;

var parts = new ProgramParts
{
    RunNode = Node.RunAsync,
    Browse = NetworkLook.BrowseAsync,
};
return await MeshCommandLine.RunAsync(MeshCommandLine.Create(parts), args, Console.Out, Console.Error).ConfigureAwait(false);
