package instructblip.core.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeTorchTest {

    private static final BundledLibraries HERE = BundledLibraries.ofClassPath();

    @TempDir Path folder;

    @Test
    void theClassPathFits() {
        NativeTorch torch = find(HERE, Map.of("DJL_CACHE_DIR", "/cache"));
        assertEquals(Optional.empty(), torch.problem());
        assertEquals("2.7.1", torch.version());
        assertEquals("cpu", torch.flavour());
        assertTrue(torch.folder().matches("/cache/pytorch/2\\.7\\.1-\\d+-cpu-.*"), torch.folder());
    }

    @Test
    void theFolderOfThePythonPackageOfTheSameVersionFits() throws IOException {
        Path lib = python("2.7.1+cu128", "torch_cuda");
        NativeTorch torch = find(HERE, Map.of("PYTORCH_LIBRARY_PATH", lib.toString()));
        assertEquals(lib.toString(), torch.folder());
        assertEquals("2.7.1", torch.version());
        assertEquals("cu128", torch.flavour());
        assertEquals(
                "cpu",
                find(HERE, Map.of("PYTORCH_LIBRARY_PATH", python("2.7.1").toString())).flavour());
    }

    @Test
    void anotherVersionIsRefusedBeforeItIsLoaded() throws IOException {
        Path lib = python("2.15.0+cu132", "torch_cuda");
        fails(
                find(HERE, Map.of("PYTORCH_LIBRARY_PATH", lib.toString())),
                "PYTORCH_LIBRARY_PATH names PyTorch 2.15.0 in " + lib + "; expected 2.7.1");
    }

    @Test
    void theVersionOfAnUnpackedLibtorchIsRead() throws IOException {
        Path lib = Files.createDirectories(folder.resolve("libtorch").resolve("lib"));
        library(lib, "torch");
        Files.writeString(lib.resolveSibling("build-version"), "2.6.0+cpu\n");
        fails(find(HERE, Map.of("PYTORCH_LIBRARY_PATH", lib.toString())), "names PyTorch 2.6.0");
    }

    @Test
    void theVersionIsFoundInTheLibraryWhereNothingStatesIt() throws IOException {
        Path lib = Files.createDirectory(folder.resolve("natives"));
        library(lib, "torch");
        Path cpu = library(lib, "torch_cpu");
        Map<String, String> settings = Map.of("PYTORCH_LIBRARY_PATH", lib.toString());
        // Across the border of the pieces that it is read in.
        byte[] bytes = new byte[9 << 20];
        byte[] version = "2.7.1".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(version, 0, bytes, (8 << 20) - 3, version.length);
        Files.write(cpu, bytes);
        assertEquals(Optional.empty(), find(HERE, settings).problem());
        bytes[(8 << 20) + 2] = '2';
        Files.write(cpu, bytes);
        fails(find(HERE, settings), "names PyTorch of an unknown version in " + lib);
    }

    @Test
    void aFolderWithABridgeOfItsOwnIsTheUsersChoice() throws IOException {
        Path lib = python("2.5.1");
        Files.createFile(lib.resolve(System.mapLibraryName("djl_torch")));
        assertEquals(
                Optional.empty(),
                find(HERE, Map.of("PYTORCH_LIBRARY_PATH", lib.toString())).problem());
    }

    @Test
    void aFolderWithoutLibtorchIsNamed() {
        fails(
                find(HERE, Map.of("PYTORCH_LIBRARY_PATH", folder.toString())),
                "PYTORCH_LIBRARY_PATH is " + folder + ", which holds no libtorch");
        fails(find(HERE, Map.of("PYTORCH_LIBRARY_PATH", "\0")), "which holds no libtorch");
    }

    @Test
    void theFirstFolderOfAListThatHoldsLibtorchCounts() throws IOException {
        Path lib = python("2.7.1");
        String list = folder.resolve("absent") + File.pathSeparator + lib;
        assertEquals(lib.toString(), find(HERE, Map.of("PYTORCH_LIBRARY_PATH", list)).folder());
        assertEquals(
                lib.toString(),
                find(
                                HERE,
                                Map.of(
                                        "PYTORCH_LIBRARY_PATH",
                                        lib.resolve(System.mapLibraryName("torch")).toString()))
                        .folder());
    }

    @Test
    void aFlavourWithoutBridgeIsNamed() throws IOException {
        fails(
                find(
                        HERE,
                        Map.of(
                                "PYTORCH_LIBRARY_PATH",
                                python("2.7.1").toString(),
                                "PYTORCH_FLAVOR",
                                "cpu-precxx11")),
                "There is no JNI bridge for PyTorch 2.7.1 (cpu-precxx11)");
    }

    @Test
    void anotherVersionByNameIsRefused() {
        fails(
                find(HERE, Map.of("PYTORCH_VERSION", "2.5.1")),
                "PYTORCH_VERSION is 2.5.1; expected 2.7.1 or nothing.");
        assertEquals(Optional.empty(), find(HERE, Map.of("PYTORCH_VERSION", "2.7.1")).problem());
    }

    @Test
    void librariesOfTheClassPathMustFitOneAnother() {
        fails(
                find(bundled("0.35.1", "2.7.1-0.35.1", "2.5.1-20241101"), Map.of()),
                "The class path holds PyTorch 2.5.1 and the JNI bridge 2.7.1-0.35.1");
        fails(
                find(bundled("0.36.0", "2.7.1-0.35.1", "2.7.1-20250812"), Map.of()),
                "The class path holds DJL 0.36.0 and the JNI bridge 2.7.1-0.35.1");
    }

    @Test
    void aPlatformWithoutLibtorchIsNamedUnlessItMayBeFetched() {
        BundledLibraries none =
                new BundledLibraries("linux-riscv64", "0.35.1", "2.7.1-0.35.1", Optional.empty());
        fails(
                find(none, Map.of()),
                "There is no libtorch for linux-riscv64 on the class path",
                "PYTORCH_LIBRARY_PATH");
        assertEquals(Optional.empty(), find(none, Map.of("ai.djl.offline", "false")).problem());
        fails(find(none, Map.of("DJL_OFFLINE", "true", "ai.djl.offline", "false")), "no libtorch");
    }

    @Test
    void theCudaRuntimeOfPythonPackagesIsFound() throws IOException {
        Path lib = python("2.7.1", "torch_cuda");
        LibtorchFolder torch = new LibtorchFolder(lib);
        assertEquals(Optional.empty(), torch.cudaRuntime());
        Path packages = lib.getParent().resolveSibling("nvidia");
        Path thirteen = Files.createDirectories(packages.resolve("cu13").resolve("lib"));
        Files.createFile(thirteen.resolve("libcudart_static.a"));
        assertEquals(Optional.empty(), torch.cudaRuntime());
        Files.createFile(thirteen.resolve("libcudart.so.13"));
        assertEquals(Optional.of(thirteen), torch.cudaRuntime());
        Path twelve = Files.createDirectories(packages.resolve("cuda_runtime").resolve("lib"));
        Files.createFile(twelve.resolve("libcudart.so.12"));
        assertEquals(Optional.of(twelve), torch.cudaRuntime());
    }

    private static BundledLibraries bundled(String djl, String bridge, String torch) {
        return new BundledLibraries(
                HERE.platform(),
                djl,
                bridge,
                Optional.of(new BundledLibraries.Torch(torch, "cpu")));
    }

    private static NativeTorch find(BundledLibraries bundled, Map<String, String> settings) {
        Map<String, String> known = new HashMap<>(settings);
        return NativeTorch.find(bundled, name -> Optional.ofNullable(known.get(name)));
    }

    /** The layout of an installed Python package. */
    private Path python(String version, String... libraries) throws IOException {
        Path lib = Files.createDirectories(folder.resolve(version).resolve("torch").resolve("lib"));
        Files.writeString(
                lib.resolveSibling("version.py"),
                "from typing import Optional\n__version__ = '%s'\n".formatted(version));
        library(lib, "torch");
        for (String name : libraries) {
            library(lib, name);
        }
        return lib;
    }

    private static Path library(Path folder, String name) throws IOException {
        return Files.createFile(folder.resolve(System.mapLibraryName(name)));
    }

    private static void fails(NativeTorch torch, String... parts) {
        String message = torch.problem().orElse("no problem");
        for (String part : parts) {
            assertTrue(message.contains(part), () -> message + " should say " + part);
        }
        assertEquals(1, message.lines().count());
    }
}
