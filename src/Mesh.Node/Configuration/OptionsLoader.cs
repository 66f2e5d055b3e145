namespace Mesh.Node.Configuration;

/// <summary>Puts a node's options together: flags beat variables, variables beat the file, the file beats the defaults.</summary>
internal static class OptionsLoader
{
    public const string FileVariable = "MESH_CONFIG";

    /// <param name="file">What <c>--config</c> named.</param>
    public static LoadedOptions Load(IReadOnlyList<GivenFlag> flags, string? file, SystemPlaces places)
    {
        var options = new NodeOptions { Socket = DefaultPaths.Socket(places), StateDirectory = DefaultPaths.StateDirectory(places) };
        var problems = new List<ConfigurationProblem>();
        var path = file ?? places.Get(FileVariable) ?? DefaultPaths.ConfigFiles(places).FirstOrDefault(File.Exists);
        if (path is not null) OptionsFile.Apply(path, ref options, problems);
        foreach (var key in OptionKeys.All)
        {
            if (places.Get(key.Variable) is { } value) ApplyWords(key, new("environment", key.Variable, [value]), ref options, problems);
        }
        foreach (var flag in flags)
        {
            ApplyWords(OptionKeys.All.Single(key => key.Name == flag.Key), new("command line", flag.Flag, flag.Words), ref options, problems);
        }
        return new(options, problems, path);
    }

    private static void ApplyWords(OptionKey key, (string Where, string Name, IReadOnlyList<string> Words) given, ref NodeOptions options, List<ConfigurationProblem> problems)
    {
        if (key.Apply(given.Words, ref options) is { } what) problems.Add(new(given.Where, given.Name, what, key.Remedy));
    }
}
