namespace Mesh.Lab.Tests;

/// <summary>The same command line with the bare compiler and through the mesh: exit code, both outputs and every file, to the byte.</summary>
public sealed class SameAsLocalTests(OneMesh one) : LabTest, IClassFixture<OneMesh>
{
    [Theory]
    [InlineData("gcc -c plain.c")]
    [InlineData("gcc -O2 -c plain.c -o sub/out.o")]
    [InlineData("gcc -O2 -c ../case/plain.c -o $PWD/out.o")]
    [InlineData("gcc -g -O2 -c plain.c")]
    [InlineData("gcc -g3 -c plain.c")]
    [InlineData("gcc -std=c99 -DNAME='\"a b\"' -Isub -c uses-header.c")]
    [InlineData("gcc -Wall -Wextra -c warns.c")]
    [InlineData("gcc -Wall -Wextra -fdiagnostics-color=always -c warns.c")]
    [InlineData("gcc -Wall -Wextra -fdiagnostics-format=json -c warns.c")]
    [InlineData("gcc -Wunused-macros -c warns.c")]
    [InlineData("gcc -Wall -Werror -c warns.c -o warns.o")]
    [InlineData("gcc -c broken.c -o broken.o")]
    [InlineData("echo old > broken.o; gcc -c broken.c -o broken.o")]
    [InlineData("gcc -c missing-header.c")]
    [InlineData("gcc -c absent.c")]
    [InlineData("gcc -c plain.c -fno-such-option")]
    [InlineData("gcc -c bad-assembly.c")]
    [InlineData("gcc -MD -c uses-header.c -Isub")]
    [InlineData("gcc -MMD -MP -MF deps.d -MT target -c uses-header.c -Isub -o uses.o")]
    [InlineData("gcc -Wp,-MMD,deps.d -c uses-header.c -Isub")]
    [InlineData("gcc -MD -c broken.c")]
    [InlineData("gcc -M uses-header.c -Isub")]
    [InlineData("gcc -S plain.c")]
    [InlineData("gcc -E plain.c")]
    [InlineData("gcc -fsyntax-only warns.c -Wall")]
    [InlineData("gcc plain.c -o program && ./program")]
    [InlineData("gcc -c plain.c warns.c")]
    [InlineData("gcc -c plain.c -o /dev/null")]
    [InlineData("gcc -c -x c - -o stdin.o < plain.c")]
    [InlineData("gcc -x c -c plain.c -o x.o")]
    [InlineData("gcc @options.rsp")]
    [InlineData("gcc -pipe -c plain.c")]
    [InlineData("gcc -save-temps -c plain.c")]
    [InlineData("gcc -include sub/header.h -c plain.c")]
    [InlineData("gcc -gsplit-dwarf -g -gno-record-gcc-switches -c plain.c")]
    [InlineData("gcc --coverage -frandom-seed=1 -c plain.c")]
    [InlineData("gcc -fstack-usage -c plain.c")]
    [InlineData("gcc -flto -frandom-seed=1 -c plain.c")]
    [InlineData("gcc -march=native -O2 -c plain.c")]
    [InlineData("gcc -c embeds.c")]
    [InlineData("gcc -c says-where.c")]
    [InlineData("gcc -c conftest.c")]
    [InlineData("gcc -c assembly.s")]
    [InlineData("gcc -c assembly-cpp.S")]
    [InlineData("umask 077; gcc -c plain.c")]
    [InlineData("ln -s plain.c link.c; gcc -c link.c")]
    [InlineData("cc -c plain.c")]
    [InlineData("g++ -c templates.cc")]
    [InlineData("g++ -O2 -g -std=c++20 -Wall -c templates.cc -o t.o")]
    [InlineData("g++ -c broken-template.cc")]
    [InlineData("c++ -c plain.c")]
    [InlineData("gcc --version")]
    [InlineData("gcc -dumpmachine")]
    [InlineData("gcc")]
    [InlineData("gcc -c plain.c -o absent/out.o")]
    [InlineData("gcc -c plain.c -o sub")]
    [InlineData("gcc -c plain.c -o /proc/out.o")]
    [InlineData("mkdir gone; cd gone; rmdir ../gone; gcc -c ../plain.c -o ../out.o")]
    [InlineData("mkdir gone; cd gone; rmdir ../gone; gcc -c /srv/case/plain.c -o /srv/case/out.o")]
    [InlineData("chmod 444 plain.c; gcc -c plain.c; chmod 644 plain.c")]
    [InlineData("exec 1>&-; gcc -c plain.c")]
    [InlineData("exec 0<&-; gcc -Wall -Wextra -c warns.c")]
    [InlineData("gcc -Wall -Wextra -c warns.c 2>&1 | head -n 1")]
    public async Task The_mesh_does_what_the_compiler_does(string command)
    {
        var client = one.Mesh.Client;
        var bare = await CommandCase.RunAsync(client, Machine.SystemPath, Prepare, command, Cancel);
        var meshed = await CommandCase.RunAsync(client, client.Machine.Environment["PATH"], Prepare, command, Cancel);

        Assert.Equal(bare.Result.Error, meshed.Result.Error);
        Assert.Equal(bare.Result.Out, meshed.Result.Out);
        Assert.Equal(bare.Result.ExitCode, meshed.Result.ExitCode);
        Assert.Equal([], bare.Files.Except(meshed.Files).Select(file => file.Key));
        Assert.Equal([], meshed.Files.Except(bare.Files).Select(file => file.Key));
    }

    private static void Prepare(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "sub"));
        foreach (var (name, text) in Sources) File.WriteAllText(Path.Combine(folder, name), text);
    }

    private static readonly Dictionary<string, string> Sources = new()
    {
        ["plain.c"] = "#include <stdio.h>\nint main(void) { puts(\"hello\"); return 0; }\n",
        ["sub/header.h"] = "#define TWICE(x) ((x) + (x))\nstatic inline int one(void) { return 1; }\n",
        ["uses-header.c"] = "#include \"header.h\"\nint f(int x) { return TWICE(x) + one(); }\n",
        ["warns.c"] = "#define UNUSED 1\n#define CMP(a, b) ((a) < (b))\nint f(int x, unsigned y, int unused) {\n\tint z;\n\tif (CMP(x, y)) return z;\n\treturn 0;\n}\n",
        ["broken.c"] = "int f(void) { return undeclared; }\n",
        ["missing-header.c"] = "#include \"no-such-header.h\"\n",
        ["bad-assembly.c"] = "void f(void) { __asm__(\"no such instruction\"); }\n",
        ["embeds.c"] = "__asm__(\".section .rodata\\n.incbin \\\"plain.c\\\"\\n\");\n",
        ["says-where.c"] = "const char *where(void) { return __FILE__ \":\" \"here\"; }\nint line(void) { return __LINE__; }\n",
        ["conftest.c"] = "int main(void) { return 0; }\n",
        ["assembly.s"] = ".globl f\nf: ret\n",
        ["assembly-cpp.S"] = "#define NAME f\n.globl NAME\nNAME: ret\n",
        ["templates.cc"] = "#include <vector>\n#include <string>\nstd::string join(const std::vector<std::string> &v) { std::string s; for (auto &x : v) s += x; return s; }\n",
        ["broken-template.cc"] = "#include <vector>\nstruct S { S(const S &) = delete; S(int); };\nvoid f() { std::vector<S> v; S s(1); v.push_back(s); }\n",
        ["options.rsp"] = "-O2 -c plain.c\n-o \"with space.o\"\n",
    };
}
