using System.Runtime.Versioning;

// Mesh runs on Linux; file modes are part of what the hands promise.
[assembly: SupportedOSPlatform("linux")]
