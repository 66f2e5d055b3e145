using System.Globalization;
using Mesh.Wire.Hands;

namespace Mesh.Hands;

/// <summary>The outputs of one compile: temporary files that appear together or not at all. As `begin_output` to `commit_outputs` in hands.c.</summary>
internal sealed class TwinOutputs
{
    private readonly List<(string Temporary, string Final, Replacement Way)> _outputs = [];
    private int _writing = -1;
    private int _errno;
    private string _problem = "";

    public void Begin(string final, uint mode)
    {
        Close();
        var way = (Replacement)(mode & ~0xFFFFu);
        if (_errno != 0 || !IsReplaceable(final, way, out var keeps)) return;
        var directory = final[..(final.LastIndexOf('/') + 1)];
        for (var attempt = 0; attempt < 100 && _writing < 0; attempt++)
        {
            // Short: the final name may use all of NAME_MAX; O_EXCL decides between us and another container's same pid.
            var temporary = string.Format(CultureInfo.InvariantCulture, "{0}.mesh-{1}-{2}-{3}", directory, Libc.getpid(), _outputs.Count, attempt);
            _writing = Libc.open(Libc.Text(temporary), Libc.WriteNew, mode & 0x1FF);
            if (_writing >= 0) _outputs.Add((temporary, final, way));
            else if (Libc.Errno != Libc.Eexist) break;
        }

        if (_writing < 0) Fail(Libc.Errno, final);
        else if (keeps is { } kept && Libc.fchmod(_writing, kept) != 0) Fail(Libc.Errno, final);
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_writing < 0) return;     // its error waits for COMMIT
        if (Libc.WriteAll(_writing, bytes) is var errno and not 0)
        {
            Fail(errno, _outputs[^1].Final);
            Discard();     // now: on a full disk the local compile needs the room
        }
    }

    public void Close()
    {
        if (_writing >= 0 && Libc.close(_writing) != 0) Fail(Libc.Errno, _outputs[^1].Final);
        _writing = -1;
    }

    public void Adopt(string temporary, string final)
    {
        Close();
        _outputs.Add((temporary, final, Replacement.Fills));
        _ = IsReplaceable(final, Replacement.Fills, out _);
    }

    /// <summary>Renames all in order; 0, or the errno of the first thing that ever went wrong. Either way nothing is pending afterwards.</summary>
    public (int Errno, string Problem) Commit()
    {
        Close();
        foreach (var output in _outputs)
        {
            if (_errno == 0 && IsReplaceable(output.Final, output.Way, out var keeps) && keeps is { } kept
                && Libc.chmod(Libc.Text(output.Temporary), kept) != 0) Fail(Libc.Errno, output.Final);
        }

        for (var i = 0; i < _outputs.Count && _errno == 0; i++)
        {
            if (Libc.rename(Libc.Text(_outputs[i].Temporary), Libc.Text(_outputs[i].Final)) == 0) continue;
            Fail(Libc.Errno, _outputs[i].Final);

            // All or none: as a compiler removes the outputs of a failed run.
            foreach (var output in _outputs.Take(i)) _ = Libc.unlink(Libc.Text(output.Final));
        }

        var result = (_errno, _problem);
        Forget();
        return result;
    }

    /// <summary>Removes all temporary files and forgets what went wrong.</summary>
    public void Forget()
    {
        Discard();
        (_errno, _problem) = (0, "");
    }

    private void Discard()
    {
        if (_writing >= 0) _ = Libc.close(_writing);
        _writing = -1;
        foreach (var output in _outputs) _ = Libc.unlink(Libc.Text(output.Temporary));
        _outputs.Clear();
    }

    /// <summary>Keeps for the commit what went wrong with an output.</summary>
    public void Fail(int errno, string path)
    {
        if (_errno == 0) (_errno, _problem) = (errno == 0 ? Libc.Eio : errno, path);
    }

    // Whether the compiler would make the same of the path as renaming over it does; hands.c says why each is refused.
    private bool IsReplaceable(string path, Replacement way, out uint? keeps)
    {
        keeps = null;
        if (FileFacts.Of(path, follow: false, out var errno) is not { } facts)
        {
            if (errno == Libc.Enoent) return true;
        }
        else if (!facts.IsRegular)
        {
            errno = Libc.Eexist;
        }
        else if (Libc.access(Libc.Text(path), Libc.WriteAccess) != 0)
        {
            errno = Libc.Errno;
        }
        else if (way.HasFlag(Replacement.Replaces) || (facts.Identity.Size != 0 && !way.HasFlag(Replacement.Fills)))
        {
            return true;
        }
        else if (facts.Links == 1 && facts.Owner == Libc.geteuid())
        {
            keeps = facts.Mode & 0xFFF;
            return true;
        }
        else
        {
            errno = Libc.Eexist;
        }

        Fail(errno, path);
        return false;
    }
}
