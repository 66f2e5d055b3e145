namespace Mesh.Compile.Classification;

/// <summary>The verdict on one command line.</summary>
internal abstract record Classification
{
    private Classification()
    {
    }

    internal sealed record Local(LocalReason Reason) : Classification;

    internal sealed record Remote(CompilePlan Plan) : Classification;
}
