namespace Mesh.Compile.Tests.Compilers;

/// <summary>A small project on disk that has one of everything a divided compile could get wrong.</summary>
internal sealed class SourceTree : IDisposable
{
    private static readonly Dictionary<string, string> Files = new()
    {
        ["inc/h.h"] = """
            #pragma once
            #define HX 3
            #define SQUARE(x) ((x) * (x))
            static inline int hx2(int a) { return a + HX + __INCLUDE_LEVEL__ + SQUARE(a); }
            """,
        ["sys/sysh.h"] = "#define SYSH 7\nextern int sysh_declared;\n",
        ["src/ident.c"] = "#ident \"mesh test\"\n#define U 1\nint i = U;\n",
        ["src/local.h"] = "enum { LOCAL = __LINE__ };\n",
        ["src/t.c"] = """
            /* A comment at the top, kept in directives-only text. */
            #include <assert.h>
            #include <stdio.h>
            #include <string.h>
            #include "h.h"
            #include "local.h"
            #include <sysh.h>
            #ifndef LEVEL
            #define LEVEL 1
            #endif
            #if __has_include(<stdint.h>) && defined(__OPTIMIZE__)
            #include <stdint.h>
            #endif
            #define STR(x) #x
            #define XSTR(x) STR(x)
            static int hidden(int a) { assert(a > 0); return a * HX + LEVEL; }
            const char *file = __FILE__, *text = XSTR(a  /* c */ b \
             c);
            int line = __LINE__, counter = __COUNTER__ + __COUNTER__;
            int two(int a) { switch (a) { case 1: a++; /* fall through */ case 2: return a; default: return SYSH; } }
            _Pragma("GCC diagnostic push")
            #pragma pack(push, 1)
            struct packed { char c; int i; };
            #pragma pack(pop)
            _Pragma("GCC diagnostic pop")
            int size = sizeof(struct packed);
            #line 300 "renamed.c"
            const char *renamed = __FILE__; int renamed_line = __LINE__;
            #undef STR
            #define STR(x, ...) #x #__VA_ARGS__
            const char *variadic = STR(1, 2, 3);
            int main(int argc, char **argv) { printf("%s %d %s\n", __func__, __LINE__, argv[0]); return hidden(argc) + hx2(argc) + LOCAL + (int)strlen(text); }
            """,
        ["src/t.cc"] = """
            #include <iostream>
            #include <map>
            #include <string>
            #include <vector>
            #include <cassert>
            #include "h.h"
            namespace { struct Static { Static() { std::cout << __FILE__ << __LINE__ << __PRETTY_FUNCTION__; } int value = HX; }; Static instance; int unnamed() { static std::string s("x"); return s.size(); } }
            static std::map<int, std::string> table{{1, "one"}, {2, R"(raw \ "string")"}};
            template <typename T> T twice(T x) { auto f = [&] { return x + x; }; return f(); }
            thread_local int tls = unnamed();
            struct Base { virtual ~Base() {} virtual int f() { return 1; } };
            struct Derived final : Base { int f() override { return hx2(2); } };
            int foo(int n) { assert(n != 0); std::vector<int> v(n, instance.value); Derived d; return twice(n) + table.size() + v.size() + d.f() + unnamed() + tls; }
            """,
        ["src/bare.c"] = """
            #include <stddef.h>
            #include "h.h"
            #define JOIN(a, b) a##b
            static size_t JOIN(si, ze) = sizeof(void *);
            double half(double x) { return x / 2; }
            size_t get(int a) { return size + hx2(a); }
            """,
        ["src/odd name $x#1.c"] = "#include \"h.h\"\nconst char *f = __FILE__;\nint odd(void) { return hx2(1); }\n",
        ["src/two.dots.c"] = "#include \"h.h\"\nint dots(void) { return hx2(1); }\n",
        ["nosuffix.inc"] = "#include \"h.h\"\nint none(void) { return hx2(1); }\n",
        ["src/crlf.c"] = "#include \"h.h\"\r\n#define LONG 1 + \\\r\n 2\r\n/* of two\r\n lines */ int l = LONG;\r\nconst char *s = \"a\\\r\nb\"; int f(void)\r\n{ return hx2(__LINE__); }\r\n",
        ["src/crlf.cc"] = "#define X(a) a\r\nconst char *r = X(R\"(one\r\ntwo\\\r\n)\");\r\nint l = __LINE__;\r\n",
        ["src/bom.c"] = "\uFEFFconst char *s = \"\u00e9\\u20ac\"; int \u00e9t\u00e9 = sizeof(\"\u00e9\");\n",
        ["src/noeol.c"] = "#include \"h.h\"\n\f\vint f(void) { return hx2(1); }\n#define LAST 1",
        ["src/moment.c"] = "const char *when = __DATE__ __TIME__ __TIMESTAMP__;\n",
        ["src/redefined.c"] = "const char *f = __FILE__;\nint l = __LINE__;\n",
        ["src/empty.c"] = "",
        ["src/std.c"] = "const char *a = \"??/n trigraph??!\"; int \\u00e9t\\u00e9 = 3;\nint main(void) <% int a<:2:> = {1, 2}; return a<:0:>; %>\n",
    };

    public SourceTree()
    {
        Root = Directory.CreateTempSubdirectory("mesh-compile-").FullName;
        HelperRoot = Directory.CreateTempSubdirectory("mesh-helper-").FullName;
        foreach (var (name, text) in Files)
        {
            string path = Path.Combine(Root, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        foreach (string directory in (string[])["out", "out/.deps", "a b"])
        {
            Directory.CreateDirectory(Path.Combine(Root, directory));
        }
    }

    public string Root { get; }

    public string HelperRoot { get; }

    /// <summary>Takes every file that a command has made, and leaves the tree as it was.</summary>
    public SortedDictionary<string, byte[]> TakeMade()
    {
        var made = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (string path in Directory.GetFiles(Root, "*", SearchOption.AllDirectories))
        {
            string name = Path.GetRelativePath(Root, path);
            if (!Files.ContainsKey(name))
            {
                made[name] = File.ReadAllBytes(path);
                File.Delete(path);
            }
        }

        return made;
    }

    public void Dispose()
    {
        Directory.Delete(Root, recursive: true);
        Directory.Delete(HelperRoot, recursive: true);
    }
}
