namespace Mesh.Lab.Tests;

/// <summary>One mesh of three for all tests of a class that do not break it.</summary>
public sealed class OneMesh : IAsyncLifetime
{
    private MeshOfThree? _mesh;
    private string _unavailable = "";

    internal MeshOfThree Mesh
    {
        get
        {
            if (_mesh is null) Assert.Skip(_unavailable);
            return _mesh;
        }
    }

    public async ValueTask InitializeAsync()
    {
        try
        {
            _mesh = await MeshOfThree.StartAsync(CancellationToken.None);
        }
        catch (LabUnavailableException e)
        {
            _unavailable = e.Message;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_mesh is not null) await _mesh.DisposeAsync();
    }
}
