package instructblip.benchmarks.dataset.source;

import instructblip.benchmarks.dataset.DatasetException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A mapping of a YAML file with typed, strict access. Only its outline is parsed: nothing is
 * constructed, every scalar is the text that stands there ({@code yes} is no truth value), tags of
 * other than plain types and aliases of collections are errors, and so is an unknown key.
 */
public final class YamlMapping {

    private static final int CHARACTER_LIMIT = 1 << 20;
    private static final int DEPTH_LIMIT = 20;
    private static final String PLAIN_TYPE =
            "tag:yaml\\.org,2002:(str|int|float|bool|null|timestamp|merge|seq|map)";

    private final String file;
    private final Node node;
    private final Map<String, Node> members;

    private YamlMapping(String file, Node node, Map<String, Node> members) {
        this.file = file;
        this.node = node;
        this.members = members;
    }

    /** Reads a file that holds one mapping. */
    public static YamlMapping read(Path file) throws DatasetException {
        try (Reader text = EncodedText.open(file)) {
            return read(file.toString(), text);
        } catch (IOException failure) {
            throw ReadFault.of(file, "", failure);
        }
    }

    /**
     * Reads a text that holds one mapping.
     *
     * @param file what messages call it
     */
    public static YamlMapping read(String file, Reader text) throws DatasetException {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(CHARACTER_LIMIT);
        options.setNestingDepthLimit(DEPTH_LIMIT);
        options.setMaxAliasesForCollections(0);
        try {
            Node root = new Yaml(options).compose(text);
            if (root == null) {
                throw new DatasetException(file + " is empty; expected keys and values");
            }
            return of(file, root, "the document");
        } catch (MarkedYAMLException fault) {
            int line = fault.getProblemMark() == null ? 1 : fault.getProblemMark().getLine() + 1;
            throw new DatasetException(
                    "%s, line %d: not read (%s); expected plain keys and values"
                            .formatted(file, line, Shown.text(String.valueOf(fault.getProblem()))),
                    fault);
        } catch (YAMLException fault) {
            throw new DatasetException(
                    "%s: not read (%s); expected a short YAML file without aliases"
                            .formatted(file, Shown.text(String.valueOf(fault.getMessage()))),
                    fault);
        }
    }

    private static YamlMapping of(String file, Node node, String name) throws DatasetException {
        requirePlain(file, node);
        if (!(node instanceof MappingNode mapping)) {
            throw fault(file, node, name + " is no mapping; expected keys and values");
        }
        Map<String, Node> members = new LinkedHashMap<>();
        for (NodeTuple member : mapping.getValue()) {
            String key = text(file, member.getKeyNode(), "a key");
            if (members.putIfAbsent(key, member.getValueNode()) != null) {
                throw fault(
                        file,
                        member.getKeyNode(),
                        "%s is there twice; expected it once".formatted(Shown.text(key)));
            }
        }
        return new YamlMapping(file, node, members);
    }

    /** Keys in file order. */
    public List<String> keys() {
        return List.copyOf(members.keySet());
    }

    /**
     * Accepts these keys and no others.
     *
     * @throws DatasetException naming the first key that is unknown, the nearest that is known, and
     *     all of them
     */
    public YamlMapping only(List<String> known) throws DatasetException {
        for (Map.Entry<String, Node> member : members.entrySet()) {
            if (!known.contains(member.getKey())) {
                throw fault(
                        file,
                        member.getValue(),
                        "unknown key %s; did you mean %s? There are: %s"
                                .formatted(
                                        Shown.text(member.getKey()),
                                        NearestName.of(member.getKey(), known),
                                        String.join(", ", known)));
            }
        }
        return this;
    }

    /** The text of a key, if it is there. */
    public Optional<String> find(String key) throws DatasetException {
        return members.containsKey(key)
                ? Optional.of(text(file, members.get(key), key))
                : Optional.empty();
    }

    /** The text of a key that must be there. */
    public String text(String key) throws DatasetException {
        return text(file, require(key), key);
    }

    /** The texts of a list. */
    public List<String> texts(String key) throws DatasetException {
        if (!(require(key) instanceof SequenceNode sequence)) {
            throw fault(key, "a list");
        }
        List<String> texts = new ArrayList<>();
        for (Node element : sequence.getValue()) {
            texts.add(text(file, element, key + "[" + texts.size() + "]"));
        }
        return texts;
    }

    /**
     * All texts within by their place, as {@code data[0].weight}; what is empty has none.
     *
     * @return in file order
     */
    public Map<String, String> flat() throws DatasetException {
        Map<String, String> flat = new LinkedHashMap<>();
        flatten("", node, flat);
        return flat;
    }

    private void flatten(String place, Node at, Map<String, String> flat) throws DatasetException {
        if (at instanceof MappingNode) {
            for (Map.Entry<String, Node> member : of(file, at, place).members.entrySet()) {
                String name = place.isEmpty() ? "" : place + ".";
                flatten(name + member.getKey(), member.getValue(), flat);
            }
        } else if (at instanceof SequenceNode sequence) {
            int element = 0;
            for (Node value : sequence.getValue()) {
                flatten("%s[%d]".formatted(place, element++), value, flat);
            }
        } else {
            flat.put(place, text(file, at, place));
        }
    }

    /** The mappings of a list. */
    public List<YamlMapping> mappings(String key) throws DatasetException {
        if (!(require(key) instanceof SequenceNode sequence)) {
            throw fault(key, "a list");
        }
        List<YamlMapping> mappings = new ArrayList<>();
        for (Node element : sequence.getValue()) {
            mappings.add(of(file, element, key + "[" + mappings.size() + "]"));
        }
        return mappings;
    }

    /** A mapping within. */
    public YamlMapping mapping(String key) throws DatasetException {
        return of(file, require(key), key);
    }

    /** Whether the key holds a mapping. */
    public boolean hasMapping(String key) {
        return members.get(key) instanceof MappingNode;
    }

    /** Whether the key holds a list. */
    public boolean hasList(String key) {
        return members.get(key) instanceof SequenceNode;
    }

    public boolean has(String key) {
        return members.containsKey(key);
    }

    /** Says that a key does not hold what is expected. */
    public DatasetException fault(String key, String expected) {
        Node value = members.getOrDefault(key, node);
        String found =
                value instanceof ScalarNode scalar ? Shown.quoted(scalar.getValue()) : "that";
        return members.containsKey(key)
                ? fault(file, value, "%s is %s; expected %s".formatted(key, found, expected))
                : fault(file, node, "%s is missing; expected %s".formatted(key, expected));
    }

    private Node require(String key) throws DatasetException {
        Node value = members.get(key);
        if (value == null) {
            throw fault(key, "a value");
        }
        requirePlain(file, value);
        return value;
    }

    private static String text(String file, Node node, String name) throws DatasetException {
        requirePlain(file, node);
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw fault(file, node, name + " is no text; expected one");
    }

    private static void requirePlain(String file, Node node) throws DatasetException {
        if (!node.getTag().getValue().matches(PLAIN_TYPE)) {
            throw fault(
                    file,
                    node,
                    "the tag %s is not read; expected plain values"
                            .formatted(Shown.text(node.getTag().getValue())));
        }
    }

    private static DatasetException fault(String file, Node node, String what) {
        return new DatasetException(
                "%s, line %d: %s".formatted(file, node.getStartMark().getLine() + 1, what));
    }
}
