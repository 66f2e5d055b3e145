using Mesh.Commands;
using Mesh.Running;

var parts = new ProgramParts
{
    RunNode = (_, _, _, _, _) => throw new NotSupportedException("the node comes with the next commit"),
    Browse = NetworkLook.BrowseAsync,
};
return await MeshCommandLine.RunAsync(MeshCommandLine.Create(parts), args, Console.Out, Console.Error).ConfigureAwait(false);
