package instructblip.cli.run;

import instructblip.core.features.FeatureCache;
import instructblip.results.store.ToolBuild;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where and by what a run is stored.
 *
 * @param folder of the run
 * @param resume whether a folder that is not empty may be continued
 * @param tool that runs
 * @param execution how the work is done, for the manifest: JSON values that decide no answer
 * @param features cache of the vision encoder's output, where there is one
 */
public record RunTarget(
        Path folder,
        boolean resume,
        ToolBuild tool,
        Map<String, Object> execution,
        Optional<FeatureCache> features) {}
