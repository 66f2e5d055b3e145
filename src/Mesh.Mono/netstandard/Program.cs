using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using Mesh.Mono.Netstandard;

// MakeNetstandard REFERENCE TABLE OUTPUT
//
// Writes the netstandard.dll that everything built for netstandard asks for: nothing but forwards to Mono's base library. Mono's own
// is part of Debian's mono-devel, hundreds of megabytes that a node has no other use for. The netstandard.dll among the compiler's
// references says which types there are, and by which key the assembly is known.
var (reference, table, output) = (args[0], new ForwardTable(File.ReadLines(args[1])), args[2]);

byte[] tokenOfMono = [0xB7, 0x7A, 0x5C, 0x56, 0x19, 0x34, 0xE0, 0x89];   // of mscorlib, System and System.Core alike
const TypeAttributes Forwarder = (TypeAttributes)0x00200000;             // ECMA-335 §II.23.1.15

var known = AssemblyName.GetAssemblyName(reference);
var metadata = new MetadataBuilder();
metadata.AddModule(0, metadata.GetOrAddString("netstandard.dll"), metadata.GetOrAddGuid(new Guid("6d657368-0000-4000-8000-000000000001")), default, default);
metadata.AddAssembly(metadata.GetOrAddString("netstandard"), known.Version!, default, metadata.GetOrAddBlob(known.GetPublicKey()!), AssemblyFlags.PublicKey, AssemblyHashAlgorithm.Sha1);
metadata.AddTypeDefinition(default, default, metadata.GetOrAddString("<Module>"), default, MetadataTokens.FieldDefinitionHandle(1), MetadataTokens.MethodDefinitionHandle(1));
var assemblies = table.Assemblies.ToDictionary(name => name, name =>
    metadata.AddAssemblyReference(metadata.GetOrAddString(name), new Version(4, 0, 0, 0), default, metadata.GetOrAddBlob(tokenOfMono), default, default));

using (var file = new PEReader(File.OpenRead(reference)))
{
    var reader = file.GetMetadataReader();
    foreach (var type in reader.TypeDefinitions.Select(reader.GetTypeDefinition).Where(t => (t.Attributes & TypeAttributes.VisibilityMask) == TypeAttributes.Public))
    {
        var (space, name) = (reader.GetString(type.Namespace), reader.GetString(type.Name));
        metadata.AddExportedType(Forwarder, metadata.GetOrAddString(space), metadata.GetOrAddString(name), assemblies[table.HomeOf(space, name)], 0);
    }
}

var image = new BlobBuilder();
new ManagedPEBuilder(PEHeaderBuilder.CreateLibraryHeader(), new MetadataRootBuilder(metadata), new BlobBuilder(), deterministicIdProvider: _ => new BlobContentId(Guid.Empty, 1)).Serialize(image);
File.WriteAllBytes(output, image.ToArray());
