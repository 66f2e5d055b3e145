using Mesh.Compile.Targets;

namespace Mesh.Compile.Tests.Targets;

public sealed class TargetTripletTests
{
    [Theory]
    [InlineData("x86_64-linux-gnu", "x86_64", "", "linux", "gnu")]
    [InlineData("x86_64-pc-linux-gnu", "x86_64", "pc", "linux", "gnu")]
    [InlineData("arm-linux-gnueabihf", "arm", "", "linux", "gnueabihf")]
    [InlineData("armv6j-hardfloat-linux-gnueabi", "armv6j", "hardfloat", "linux", "gnueabi")]
    [InlineData("armv6-rpi-linux-gnueabi", "armv6", "rpi", "linux", "gnueabi")]
    [InlineData("arm-none-eabi", "arm", "", "none", "eabi")]
    [InlineData("arm-none-linux-gnueabi", "arm", "none", "linux", "gnueabi")]
    [InlineData("riscv64-unknown-elf", "riscv64", "unknown", "elf", "")]
    [InlineData("x86_64-alpine-linux-musl", "x86_64", "alpine", "linux", "musl")]
    [InlineData("arm64-apple-darwin22.1.0", "arm64", "apple", "darwin22.1.0", "")]
    [InlineData("x86_64-w64-mingw32", "x86_64", "w64", "mingw32", "")]
    [InlineData("amd64-unknown-freebsd13.1", "amd64", "unknown", "freebsd13.1", "")]
    public void The_parts_of_a_triplet_are_found_whatever_is_left_out(string text, string arch, string vendor, string os, string abi)
    {
        var triplet = TargetTriplet.Parse(text)!;

        Assert.Equal((arch, vendor, os, abi, text), (triplet.Arch, triplet.Vendor, triplet.Os, triplet.Abi, triplet.ToString()));
    }

    [Fact]
    public void Spellings_that_differ_in_the_vendor_are_one_target()
    {
        Assert.True(TargetTriplet.Parse("x86_64-linux-gnu")!.IsSameTarget(TargetTriplet.Parse("x86_64-pc-linux-gnu")!));
        Assert.False(TargetTriplet.Parse("x86_64-linux-gnu")!.IsSameTarget(TargetTriplet.Parse("x86_64-linux-musl")!));
        Assert.NotEqual(TargetTriplet.Parse("x86_64-linux-gnu"), TargetTriplet.Parse("x86_64-pc-linux-gnu"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x86_64")]
    [InlineData("x86_64-")]
    [InlineData("-linux-gnu")]
    [InlineData("x86_64-linux--gnu")]
    [InlineData("../../etc-linux-gnu")]
    [InlineData("a-b-c-d-e-f")]
    [InlineData("x86_64-linux gnu")]
    public void What_is_no_triplet_is_refused(string text) => Assert.Null(TargetTriplet.Parse(text));
}
