namespace Mesh.Lab.Sources;

/// <summary>A real program and how to build it.</summary>
/// <param name="Name">The folder below <see cref="Machine.WorkFolder"/> that it is built in.</param>
/// <param name="Configure">A shell command, once; may be empty.</param>
/// <param name="Build">A shell command; "$JOBS" is how many compiles at once.</param>
/// <param name="Units">Translation units compiled to objects: what at least must be there after a build.</param>
internal sealed record RealProject(string Name, DebianSource Source, string Configure, string Build, int Units)
{
    /// <summary>C, small files, no warning, no debug information: every byte of an object counts.</summary>
    public static RealProject Lua { get; } = new("lua", DebianSource.Lua, "", "make -j$JOBS linux", 34);

    /// <summary>The same with debug information and with many warnings, which the mesh must repeat to the byte.</summary>
    public static RealProject LuaWithWarnings { get; } =
        new("lua-warnings", DebianSource.Lua, "", "make -j$JOBS linux MYCFLAGS='-g -Wconversion -Wcast-qual'", 34);

    /// <summary>The same source is C++, too, and needs no more than make.</summary>
    public static RealProject LuaAsCpp { get; } = new("lua-c++", DebianSource.Lua, "", "make -j$JOBS linux CC=g++", 34);

    /// <summary>A quarter of <see cref="Lua"/>, for a machine that takes seconds for each file.</summary>
    public static RealProject LuaPart { get; } = Lua with { Build = $"make -j$JOBS -C src {PartOfLua}", Units = 8 };

    /// <summary>A quarter of <see cref="LuaAsCpp"/>.</summary>
    public static RealProject LuaPartAsCpp { get; } = LuaAsCpp with { Build = $"make -j$JOBS -C src CC=g++ {PartOfLua}", Units = 8 };

    private const string PartOfLua = "lapi.o lauxlib.o lcode.o lctype.o ldebug.o lmem.o lobject.o lzio.o";

    /// <summary>C++ by CMake: heavy headers, debug information, dependency files with their own target names.</summary>
    public static RealProject YamlCpp { get; } = new(
        "yaml-cpp", DebianSource.YamlCpp, "cmake -S . -B build -DCMAKE_BUILD_TYPE=RelWithDebInfo -DYAML_CPP_BUILD_TESTS=OFF", "make -C build -j$JOBS", 34);

    /// <summary>
    /// C with a configure script of its own, -Werror, and more than a hundred files. It says in comments where a case falls through;
    /// distcc loses the comments in preprocessing and then fails with the warning, so the warning is off for all alike.
    /// </summary>
    public static RealProject Nginx { get; } = new("nginx", DebianSource.Nginx, """
        ./configure --with-cc-opt=-Wno-implicit-fallthrough --without-http_rewrite_module --without-http_gzip_module --with-mail --with-stream --with-http_v2_module
        --with-http_realip_module --with-http_addition_module --with-http_sub_module --with-http_dav_module --with-http_flv_module
        --with-http_mp4_module --with-http_secure_link_module --with-http_random_index_module --with-http_degradation_module
        --with-http_slice_module --with-http_stub_status_module --with-http_auth_request_module
        """.ReplaceLineEndings(" "), "make -j$JOBS", 171);
}
