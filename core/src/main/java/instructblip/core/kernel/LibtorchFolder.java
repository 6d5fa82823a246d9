package instructblip.core.kernel;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder with a libtorch of the user's: the {@code lib} folder of a Python installation of
 * PyTorch, or of an unpacked libtorch.
 *
 * @param path to it
 */
record LibtorchFolder(Path path) {

    private static final Pattern VERSION = Pattern.compile("(\\d+\\.\\d+\\.\\d+)");
    private static final int MAX_VERSION_FILE = 1 << 16;
    private static final int SCANNED_AT_ONCE = 8 << 20;

    /**
     * The first folder of a path list that holds libtorch, as DJL looks for it.
     *
     * @param paths value of {@code PYTORCH_LIBRARY_PATH}
     */
    static Optional<LibtorchFolder> in(String paths) {
        String library = System.mapLibraryName("torch");
        for (String name : paths.split(Pattern.quote(File.pathSeparator))) {
            try {
                Path path = Path.of(name);
                if (Files.isRegularFile(path) && path.endsWith(library)) {
                    return Optional.of(new LibtorchFolder(path.toAbsolutePath().getParent()));
                } else if (Files.isRegularFile(path.resolve(library))) {
                    return Optional.of(new LibtorchFolder(path.toAbsolutePath()));
                }
            } catch (InvalidPathException e) {
                continue;
            }
        }
        return Optional.empty();
    }

    /** Whether it is a build for CUDA. */
    boolean isForCuda() {
        return Files.exists(path.resolve(System.mapLibraryName("torch_cuda")));
    }

    /** Whether a JNI library lies with it, which DJL then takes whatever its version. */
    boolean hasOwnBridge(String djl) {
        String bridge = System.mapLibraryName("djl_torch");
        return Stream.of(djl + "-" + bridge, bridge)
                .anyMatch(name -> Files.exists(path.resolve(name)));
    }

    /**
     * Its version, from the files that PyTorch's packages put beside it, or from the name that DJL
     * gives the folders it unpacks.
     */
    Optional<String> statedVersion() {
        Path above = Optional.ofNullable(path.getParent()).orElse(path);
        return Stream.of(
                        above.resolve("version.py"),
                        above.resolve("build-version"),
                        path.resolve("build-version"))
                .flatMap(file -> versionIn(file).stream())
                .findFirst()
                .or(() -> first(String.valueOf(path.getFileName())));
    }

    private static Optional<String> versionIn(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MAX_VERSION_FILE) {
                return Optional.empty();
            }
            return first(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> first(String text) {
        Matcher matcher = VERSION.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /**
     * Whether the library itself holds that version as a text of its own: the way to tell where
     * nothing beside it does.
     */
    boolean containsVersion(String version) {
        String wanted = "\0" + version + "\0";
        Path library = path.resolve(System.mapLibraryName("torch_cpu"));
        try (FileChannel channel = FileChannel.open(library)) {
            ByteBuffer buffer = ByteBuffer.allocate(SCANNED_AT_ONCE);
            // Pieces overlap, so that a version on the border of two is seen.
            for (long at = 0; at < channel.size(); at += SCANNED_AT_ONCE - wanted.length()) {
                int read = channel.read(buffer.clear(), at);
                if (new String(buffer.array(), 0, read, StandardCharsets.ISO_8859_1)
                        .contains(wanted)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * The folder of the CUDA runtime that belongs to it, which Python packages keep apart: DJL
     * counts GPUs through that library only.
     */
    Optional<Path> cudaRuntime() {
        Path packages = path.resolveSibling("..").resolve("nvidia").normalize();
        return Stream.concat(
                        Stream.of(path, packages.resolve("cuda_runtime").resolve("lib")),
                        versioned(packages).stream())
                .filter(LibtorchFolder::holdsCudaRuntime)
                .findFirst();
    }

    /** Since CUDA 13 one folder holds all of it: {@code nvidia/cu13/lib}. */
    private static List<Path> versioned(Path packages) {
        try (Stream<Path> found = Files.list(packages)) {
            return found.filter(path -> path.getFileName().toString().matches("cu\\d+"))
                    .sorted()
                    .map(path -> path.resolve("lib"))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static boolean holdsCudaRuntime(Path folder) {
        try (Stream<Path> found = Files.list(folder)) {
            return found.anyMatch(
                    path -> path.getFileName().toString().matches("libcudart\\.so(\\.\\d+)*"));
        } catch (IOException e) {
            return false;
        }
    }
}
