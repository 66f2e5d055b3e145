namespace Mesh.Node.Wrapping;

/// <summary>What <c>eval "$(mesh env)"</c> evaluates: plain POSIX shell, may be evaluated any number of times.</summary>
internal static class MasqueradeScript
{
    /// <summary>
    /// Puts the masquerade directory first on PATH unless it stands there already; names the socket where it is not the default one. ccache,
    /// which tells compilers apart by the size and age of their files, would take the wrapper for one and never see another behind it.
    /// </summary>
    public static string Env(string directory, string? socket = null)
    {
        var quoted = Quote(directory);
        var script =
            $"""
            case ":$PATH:" in
            *:{quoted}:*) ;;
            *) PATH={quoted}"${"{"}PATH:+:$PATH{"}"}"; export PATH ;;
            esac
            : "${"{"}CCACHE_COMPILERCHECK=%compiler% -v{"}"}"; export CCACHE_COMPILERCHECK

            """;
        return socket is null ? script : script + $"MESH_SOCKET={Quote(socket)}; export MESH_SOCKET\n";
    }

    /// <summary>Within single quotes every character but the single quote stands for itself.</summary>
    public static string Quote(string text) => "'" + text.Replace("'", "'\\''") + "'";
}
