using System.Text;

namespace Mesh.Compile.Tests.Layout;

/// <summary>Writes C functions of guarded statements whose layout is mostly, and not always, what their structure says.</summary>
internal sealed class RandomLayout(Random random)
{
    private readonly StringBuilder _text = new();

    public string Function()
    {
        _text.Append("int a; void b(void);\nvoid f(void)\n{\n");
        for (int i = random.Next(3, 9); i > 0; i--)
        {
            Line(1);
            Statement(1, 3);
        }

        return _text.Append("\n}\n").ToString();
    }

    private void Statement(int level, int depth)
    {
        switch (depth == 0 ? 9 : random.Next(10))
        {
            case 0 or 1:
                _text.Append("if (a)");
                Body(level, depth);
                if (random.Next(2) == 0)
                {
                    Line(level);
                    _text.Append("else");
                    Body(level, depth);
                }

                break;
            case 2:
                _text.Append("while (a)");
                Body(level, depth);
                break;
            case 3:
                _text.Append("for (a = 0; a < 3; a++)");
                Body(level, depth);
                break;
            case 4:
                _text.Append("do");
                Body(level, depth);
                Line(level);
                _text.Append("while (a);");
                break;
            case 5:
                _text.Append("{ ");
                Statement(level + 1, depth - 1);
                Line(level);
                _text.Append('}');
                break;
            case 6:
                _text.Append(';');
                break;
            default:
                _text.Append(random.Next(4) == 0 ? "/* c */ b();" : "a = a + 1;");
                break;
        }
    }

    private void Body(int level, int depth)
    {
        if (random.Next(3) == 0)
        {
            _text.Append(" {");
            Line(level + 1);
            Statement(level + 1, depth - 1);
            Line(level);
            _text.Append('}');
            return;
        }

        if (random.Next(4) == 0) _text.Append(' ');
        else Line(level + 1);
        Statement(level + 1, depth - 1);
    }

    // Off by one level now and then, or no new line at all; tabs and blanks.
    private void Line(int level)
    {
        if (random.Next(10) == 0)
        {
            _text.Append(' ');
            return;
        }

        int columns = 4 * Math.Max(0, level + (random.Next(3) == 0 ? random.Next(4) == 0 ? -1 : 1 : 0));
        _text.Append('\n').Append(random.Next(3) == 0 ? new string('\t', columns / 8) + new string(' ', columns % 8) : new string(' ', columns));
    }
}
