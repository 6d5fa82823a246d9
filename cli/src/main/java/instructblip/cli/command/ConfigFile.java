package instructblip.cli.command;

import instructblip.benchmarks.dataset.DatasetException;
import instructblip.benchmarks.dataset.source.YamlMapping;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * A command's options as YAML: keys are the long options without their dashes, an option that may
 * be repeated takes a list, a flag {@code true} or {@code false}. What stands on the command line
 * wins. Relative paths are relative to the file's folder.
 */
final class ConfigFile {

    private static final Set<String> NOT_IN_A_FILE = Set.of("--config", "--help", "--model-args");
    private static final Set<String> PATHS = Set.of("DIR", "FILE");

    /** Options that can also be given within {@code --model-args}, and how. */
    private static final Map<String, String> MODEL_ARGS =
            Map.of("--model", "pretrained=", "--device", "device=", "--dtype", "dtype=");

    private final Path path;
    private final YamlMapping yaml;
    private final CommandLine fresh;
    private final Map<String, OptionSpec> options = new LinkedHashMap<>();

    /**
     * @param fresh the command once more, to try values on
     */
    private ConfigFile(Path path, YamlMapping yaml, CommandLine fresh) {
        this.path = path;
        this.yaml = yaml;
        this.fresh = fresh;
        for (OptionSpec option : fresh.getCommandSpec().options()) {
            longNames(option)
                    .filter(name -> !NOT_IN_A_FILE.contains(name))
                    .forEach(name -> options.put(key(name), option));
        }
    }

    private static Stream<String> longNames(OptionSpec option) {
        return Stream.of(option.names()).filter(name -> name.startsWith("--"));
    }

    private static String key(String longName) {
        return longName.replaceFirst("^--", "").replace('-', '_');
    }

    /**
     * Gives a command the options of a file that were not given on its command line.
     *
     * @param command that was parsed
     * @param fresh the same command, not parsed
     * @throws DatasetException naming file, line and key, when a key or value is not known
     */
    static void apply(Path path, CommandSpec command, CommandLine fresh) throws DatasetException {
        new ConfigFile(path, YamlMapping.read(path), fresh).applyTo(command);
    }

    private void applyTo(CommandSpec command) throws DatasetException {
        List<String> known = new ArrayList<>(options.keySet());
        yaml.keys().stream().filter(key -> options.containsKey(key(key))).forEach(known::add);
        yaml.only(known);
        Map<OptionSpec, String> seen = new LinkedHashMap<>();
        ParseResult typed = command.commandLine().getParseResult();
        for (String key : yaml.keys()) {
            OptionSpec option = options.get(key(key));
            String other = seen.putIfAbsent(option, key);
            if (other != null) {
                throw yaml.fault(key, "it or " + other + ", which mean the same");
            }
            Object value = value(key, option);
            OptionSpec real = command.findOption(option.longestName());
            if (!isGiven(real, typed)) {
                real.setValue(value);
            }
        }
    }

    private static boolean isGiven(OptionSpec option, ParseResult typed) {
        String part = MODEL_ARGS.get(option.longestName());
        String modelArgs = typed.matchedOptionValue("--model-args", "");
        return typed.hasMatchedOption(option)
                || (part != null && ("," + modelArgs).contains("," + part));
    }

    /** As the option's own type. */
    private Object value(String key, OptionSpec option) throws DatasetException {
        if (option.arity().max() == 0) {
            return flag(key);
        }
        List<String> arguments = new ArrayList<>();
        for (String text : texts(key, option)) {
            arguments.add(option.longestName() + "=" + resolved(option, text));
        }
        try {
            ParseResult parsed = fresh.parseArgs(arguments.toArray(String[]::new));
            return parsed.matchedOption(option.longestName()).getValue();
        } catch (ParameterException e) {
            throw yaml.fault(key, expected(option.type()));
        }
    }

    private boolean flag(String key) throws DatasetException {
        String text = yaml.text(key);
        if (!text.equals("true") && !text.equals("false")) {
            throw yaml.fault(key, "true or false");
        }
        return text.equals("true");
    }

    private List<String> texts(String key, OptionSpec option) throws DatasetException {
        if (!yaml.hasList(key)) {
            return List.of(yaml.text(key));
        }
        List<String> texts = yaml.texts(key);
        if (!option.isMultiValue() || texts.isEmpty()) {
            throw yaml.fault(key, option.isMultiValue() ? "at least one value" : "one value");
        }
        return texts;
    }

    private String resolved(OptionSpec option, String text) {
        boolean named = option.longestName().equals("--model") && ModelArguments.isBundled(text);
        boolean described = text.endsWith(".yaml") || text.endsWith(".yml");
        return (PATHS.contains(option.paramLabel()) && !named) || described
                ? path.resolveSibling(Arguments.path(text)).toString()
                : text;
    }

    private static String expected(Class<?> type) {
        if (type == int.class || type == Integer.class) {
            return "a whole number";
        }
        return type == Double.class ? "a number" : "another value";
    }
}
