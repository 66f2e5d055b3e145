using System.Numerics;
using System.Runtime.CompilerServices;

[assembly: TypeForwardedTo(typeof(Vector))]
[assembly: TypeForwardedTo(typeof(Vector<>))]
