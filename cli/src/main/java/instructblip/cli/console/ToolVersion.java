package instructblip.cli.console;

import instructblip.results.store.ToolBuild;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which build of the program this is; written into it by the build. */
public final class ToolVersion {

    private static final String FILE = "/instructblip/cli/version.properties";

    private ToolVersion() {}

    public static ToolBuild build() {
        Properties properties = new Properties();
        try (InputStream in = ToolVersion.class.getResourceAsStream(FILE)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(FILE, e);
        }
        String revision = properties.getProperty("revision");
        boolean known = !revision.isEmpty() && !revision.startsWith("$");
        return new ToolBuild(
                properties.getProperty("version"),
                known ? revision : "unknown",
                Boolean.parseBoolean(properties.getProperty("dirty")));
    }
}
