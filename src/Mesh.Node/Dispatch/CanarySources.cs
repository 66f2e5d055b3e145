using Mesh.Compile.Arguments;

namespace Mesh.Node.Dispatch;

/// <summary>
/// Small sources that use what compilers are known to differ in: floating point, thread-local variables, atomics, bit-fields, variable arguments,
/// structures passed by value, exceptions. They include nothing, so that a compiler without its library can compile them.
/// </summary>
internal static class CanarySources
{
    /// <summary>Counts the sets there have been: verdicts of an older one are not believed.</summary>
    public const int Edition = 3;

    public static string FileName(SourceLanguage language) => language == SourceLanguage.C ? "canary.c" : "canary.cc";

    public static string Text(SourceLanguage language) => language == SourceLanguage.C ? C : C + Cxx;

    /// <summary>What each source is compiled with. Debug information changes no code, so one set shows both.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Options { get; } = [["-O0"], ["-O2", "-g"]];

    private const string C =
        """
        typedef __builtin_va_list list;
        struct bits { unsigned a : 3; int b : 7; unsigned long long c : 33; char d; };
        struct pair { float x; double y; };
        struct large { int many[9]; struct pair p; };
        static __thread int counter = 7;
        extern __thread int elsewhere;
        int shared, table[4] = { 1, 2, 3, 4 };
        const char *words[] = { "one", "two", "three" };

        double mean(int count, ...)
        {
            list values;
            double sum = 0;
            __builtin_va_start(values, count);
            for (int i = 0; i < count; i++) sum += __builtin_va_arg(values, double);
            __builtin_va_end(values);
            return count ? sum / count : 0.0;
        }

        int next(void) { return __atomic_add_fetch(&shared, 1, 5) + ++counter + elsewhere; }
        struct bits pack(int a, int b, unsigned long long c) { struct bits r = { (unsigned)a & 7u, b % 64, c & 0x1ffffffffULL, (char)(a ^ b) }; return r; }
        struct large turn(struct large v, struct pair p) { v.p.x = p.x * (float)v.many[3]; v.p.y -= p.y / 3; v.many[8] = (int)v.p.y; return v; }
        unsigned long long divide(unsigned long long a, long long b) { return b ? a / (unsigned long long)b + a % 10 : a << (b & 31); }
        int classify(int c)
        {
            switch (c) { case 0: return 11; case 1: return 5; case 2: return -3; case 3: return 8; case 7: return 1; case 9: return 100; default: return words[c & 1][0]; }
        }
        long double wide(long double a, float b, unsigned char c) { return a * b + c; }
        char sign(char c) { return c < 0 ? 'n' : 'p'; }
        int sum(const int *v, int n) { int s = 0; for (int i = 0; i < n; i++) s += v[i] * table[i & 3]; return s; }

        """;

    private const string Cxx =
        """
        struct error { int code; virtual ~error() {} virtual int value() const { return code; } };
        struct worse : error { int value() const override { return code * 2; } };
        template <typename T> T clamp(T v, T low, T high) { return v < low ? low : high < v ? high : v; }
        struct guard { ~guard() { shared--; } };
        thread_local guard watched;
        static int started = next();

        int attempt(int n)
        {
            guard g;
            try { if (n > 3) throw worse(); return clamp(n, 1, 3) + (int)clamp(2.5 * n, 0.0, 9.0); }
            catch (const error &e) { return e.value() + started; }
        }

        int apply(int n) { auto add = [n](int m) { return n + m; }; int s = 0; for (int i : table) s += add(i); return s; }

        """;
}
