package instructblip.benchmarks.catalog;

import instructblip.benchmarks.dataset.DatasetException;
import instructblip.benchmarks.dataset.reader.MediaPattern;
import instructblip.benchmarks.dataset.reader.RecordMapping;
import instructblip.benchmarks.dataset.reader.RecordMapping.Candidates;
import instructblip.benchmarks.dataset.reader.RecordMapping.Join;
import instructblip.benchmarks.dataset.reader.RecordMapping.SampleMapping;
import instructblip.benchmarks.dataset.reader.RecordMapping.Split;
import instructblip.benchmarks.dataset.reader.RecordMapping.Vocabulary;
import instructblip.benchmarks.dataset.source.FieldPath;
import instructblip.benchmarks.dataset.source.YamlMapping;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of a described benchmark that say what its records hold. Fields are named as in {@link
 * FieldPath}; {@code key} is a record's key or number.
 *
 * <ul>
 *   <li>{@code records}: the part of a JSON file that holds the records, as {@code data.items}
 *   <li>{@code join}: {@code {records, on}}, the records of each split's second file and the field
 *       that is equal in both
 *   <li>{@code where}: fields and the text that they must have
 *   <li>{@code each}: lists that are gone through in parallel, by the name their element gets;
 *       {@code item} is its number
 *   <li>{@code once}: a field of which only the first record of each value is taken
 *   <li>{@code id}, {@code references}, {@code facts} (by name)
 *   <li>{@code candidates}: a field, a list, or {@code {file, records, field}}; {@code correct}:
 *       the field with the index of the right one, in place of {@code references}
 * </ul>
 */
final class MappingKeys {

    private MappingKeys() {}

    static RecordMapping read(YamlMapping yaml, Task task) throws DatasetException {
        return new RecordMapping(
                splits(yaml),
                yaml.find("records").orElse(""),
                join(yaml),
                where(yaml),
                paths(yaml, "each"),
                path(yaml, "once"),
                sample(yaml, task));
    }

    private static Map<String, Split> splits(YamlMapping yaml) throws DatasetException {
        YamlMapping names = yaml.mapping("splits");
        Map<String, Split> splits = new LinkedHashMap<>();
        for (String name : names.keys()) {
            splits.put(name, split(names, name, yaml.has("join")));
        }
        if (splits.isEmpty()) {
            throw yaml.fault("splits", "at least one");
        }
        return splits;
    }

    private static Split split(YamlMapping names, String name, boolean joins)
            throws DatasetException {
        if (!names.hasMapping(name)) {
            if (joins) {
                throw names.fault(name, "file and join, as another file is joined");
            }
            return new Split(file(names, name), Optional.empty(), true);
        }
        YamlMapping files = names.mapping(name).only(List.of("file", "join", "labelled"));
        String labelled = files.find("labelled").orElse("true");
        if (!labelled.equals("true") && !labelled.equals("false")) {
            throw files.fault("labelled", "true or false");
        }
        Optional<String> joined =
                files.has("join") ? Optional.of(file(files, "join")) : Optional.empty();
        if (joins && joined.isEmpty() && labelled.equals("true")) {
            throw files.fault("join", "the file that is joined");
        }
        return new Split(file(files, "file"), joined, labelled.equals("true"));
    }

    private static String file(YamlMapping yaml, String key) throws DatasetException {
        String file = yaml.text(key);
        boolean leaves = List.of(file.split("[/\\\\]")).contains("..");
        if (file.isBlank()
                || leaves
                || file.startsWith("/")
                || file.matches("(?s).*[:\\p{Cntrl}].*")) {
            throw yaml.fault(key, "a file within the data folder");
        }
        return file;
    }

    private static Optional<Join> join(YamlMapping yaml) throws DatasetException {
        if (!yaml.has("join")) {
            return Optional.empty();
        }
        YamlMapping join = yaml.mapping("join").only(List.of("records", "on"));
        return Optional.of(
                new Join(join.find("records").orElse(""), new FieldPath(join.text("on"))));
    }

    private static Map<FieldPath, String> where(YamlMapping yaml) throws DatasetException {
        Map<FieldPath, String> where = new LinkedHashMap<>();
        if (yaml.has("where")) {
            YamlMapping conditions = yaml.mapping("where");
            for (String field : conditions.keys()) {
                where.put(new FieldPath(field), conditions.text(field));
            }
        }
        return where;
    }

    private static SampleMapping sample(YamlMapping yaml, Task task) throws DatasetException {
        if (yaml.has("candidates") != (task == Task.RANKING)) {
            throw yaml.fault("candidates", "them where the answer is rank, and only there");
        }
        if (yaml.has("correct") == yaml.has("references")) {
            throw yaml.fault("references", "either references or correct");
        }
        if (yaml.has("correct") && task != Task.RANKING) {
            throw yaml.fault("correct", "references, as nothing is ranked");
        }
        return new SampleMapping(
                path(yaml, "id"),
                media(yaml),
                path(yaml, "references"),
                path(yaml, "correct"),
                yaml.has("candidates") ? Optional.of(candidates(yaml)) : Optional.empty(),
                paths(yaml, "facts"));
    }

    private static MediaPattern media(YamlMapping yaml) throws DatasetException {
        if (yaml.has("image") == yaml.has("video")) {
            throw yaml.fault("image", "either image or video");
        }
        String key = yaml.has("image") ? "image" : "video";
        try {
            return new MediaPattern(yaml.text(key));
        } catch (IllegalArgumentException fault) {
            throw yaml.fault(key, "field names in braces, as images/{image_id:012}.jpg");
        }
    }

    private static Candidates candidates(YamlMapping yaml) throws DatasetException {
        if (yaml.hasList("candidates")) {
            List<String> fixed = yaml.texts("candidates");
            if (fixed.isEmpty()) {
                throw yaml.fault("candidates", "at least one");
            }
            return new Candidates(fixed, Optional.empty(), Optional.empty());
        }
        if (yaml.hasMapping("candidates")) {
            YamlMapping file = yaml.mapping("candidates").only(List.of("file", "records", "field"));
            Vocabulary vocabulary =
                    new Vocabulary(
                            file(file, "file"),
                            file.find("records").orElse(""),
                            new FieldPath(file.text("field")));
            return new Candidates(List.of(), Optional.empty(), Optional.of(vocabulary));
        }
        return new Candidates(List.of(), path(yaml, "candidates"), Optional.empty());
    }

    private static Optional<FieldPath> path(YamlMapping yaml, String key) throws DatasetException {
        return yaml.find(key).map(FieldPath::new);
    }

    private static Map<String, FieldPath> paths(YamlMapping yaml, String key)
            throws DatasetException {
        Map<String, FieldPath> paths = new LinkedHashMap<>();
        if (yaml.has(key)) {
            YamlMapping fields = yaml.mapping(key);
            for (String name : fields.keys()) {
                paths.put(name, new FieldPath(fields.text(name)));
            }
        }
        return paths;
    }
}
