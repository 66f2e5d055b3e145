using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using System.Threading.Tasks.Sources;

[assembly: TypeForwardedTo(typeof(ValueTask))]
[assembly: TypeForwardedTo(typeof(ValueTask<>))]
[assembly: TypeForwardedTo(typeof(IValueTaskSource))]
[assembly: TypeForwardedTo(typeof(IValueTaskSource<>))]
[assembly: TypeForwardedTo(typeof(ValueTaskSourceStatus))]
[assembly: TypeForwardedTo(typeof(ValueTaskSourceOnCompletedFlags))]
[assembly: TypeForwardedTo(typeof(AsyncValueTaskMethodBuilder))]
[assembly: TypeForwardedTo(typeof(AsyncValueTaskMethodBuilder<>))]
[assembly: TypeForwardedTo(typeof(AsyncMethodBuilderAttribute))]
[assembly: TypeForwardedTo(typeof(ValueTaskAwaiter))]
[assembly: TypeForwardedTo(typeof(ValueTaskAwaiter<>))]
[assembly: TypeForwardedTo(typeof(ConfiguredValueTaskAwaitable))]
[assembly: TypeForwardedTo(typeof(ConfiguredValueTaskAwaitable<>))]
