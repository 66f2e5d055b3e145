using Mesh.Hands;

return await HandsTwin.RunAsync(args, CancellationToken.None);
