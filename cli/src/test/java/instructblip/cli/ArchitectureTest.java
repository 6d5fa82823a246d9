package instructblip.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Data flows one way; this is where that is held. */
class ArchitectureTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("instructblip");

    private static final int LONGEST_FILE = 400;

    @Test
    void seesAllModules() {
        for (String module : List.of("core", "benchmarks", "results", "cli")) {
            long found =
                    CLASSES.stream()
                            .filter(c -> c.getPackageName().startsWith("instructblip." + module))
                            .count();
            assertTrue(found >= 15, module + " has only " + found + " scanned classes");
        }
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("instructblip.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void resultsKnowNoOtherModule() {
        noClasses()
                .that()
                .resideInAPackage("instructblip.results..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("instructblip..")
                                .and(not(resideInAPackage("instructblip.results.."))))
                .check(CLASSES);
    }

    @Test
    void coreKnowsNoOtherModule() {
        noClasses()
                .that()
                .resideInAPackage("instructblip.core..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("instructblip..")
                                .and(not(resideInAPackage("instructblip.core.."))))
                .check(CLASSES);
    }

    @Test
    void benchmarksKnowRequestsRecordsAndMetricsOnly() {
        noClasses()
                .that()
                .resideInAPackage("instructblip.benchmarks..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("instructblip..")
                                .and(
                                        not(
                                                resideInAnyPackage(
                                                        "instructblip.benchmarks..",
                                                        "instructblip.core.request",
                                                        "instructblip.results.metric..",
                                                        "instructblip.results.record"))))
                .check(CLASSES);
    }

    @Test
    void requestsAreFreeOfTensorsAndFiles() {
        noClasses()
                .that()
                .resideInAPackage("instructblip.core.request")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("instructblip..")
                                .and(not(resideInAPackage("instructblip.core.request"))))
                .check(CLASSES);
    }

    @Test
    void visionQFormerAndLanguageMeetInTheModelOnly() {
        List<String> stages = List.of("vision", "qformer", "language");
        for (String stage : stages) {
            String[] others =
                    stages.stream()
                            .filter(other -> !other.equals(stage))
                            .map(other -> "instructblip.core." + other + "..")
                            .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage("instructblip.core." + stage + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .check(CLASSES);
        }
    }

    @Test
    void onlyTheKernelAndTheTokenizerSeeTheEngine() {
        noClasses()
                .that()
                .resideOutsideOfPackages("instructblip.core.kernel", "instructblip.core.text")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.djl..")
                .check(CLASSES);
    }

    @Test
    void onlyVideoSeesTheVideoLibrary() {
        noClasses()
                .that()
                .resideOutsideOfPackage("instructblip.core.video")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bytedeco..")
                .check(CLASSES);
    }

    @Test
    void onlyPagesSeeTheTemplateLibrary() {
        noClasses()
                .that()
                .resideOutsideOfPackage("instructblip.results.report.html")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("gg.jte..")
                .check(CLASSES);
    }

    @Test
    void onlyTheCommandLinePrints() {
        noClasses()
                .that()
                .resideOutsideOfPackage("instructblip.cli..")
                .should(ACCESS_STANDARD_STREAMS)
                .check(CLASSES);
    }

    @Test
    void onlyMainEndsTheProcess() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("instructblip.cli.Main")
                .should()
                .callMethod(System.class, "exit", int.class)
                .check(CLASSES);
    }

    @Test
    void exceptionsSayWhatTheyAre() {
        noClasses().should(THROW_GENERIC_EXCEPTIONS).check(CLASSES);
    }

    @Test
    void theRunLoopKnowsNoOptions() {
        classes()
                .that()
                .resideInAPackage("instructblip.cli.run")
                .should()
                .onlyDependOnClassesThat(not(resideInAPackage("picocli..")))
                .check(CLASSES);
    }

    @Test
    void everyPackageSaysWhatGoesInAndOut() throws IOException {
        Set<String> missing = new TreeSet<>();
        for (Path folder : sourceFolders()) {
            if (!Files.exists(folder.resolve("package-info.java"))) {
                missing.add(folder.toString());
            }
        }
        assertTrue(missing.isEmpty(), "no package-info.java in " + missing);
    }

    @Test
    void filesStayShort() throws IOException {
        Set<String> tooLong = new TreeSet<>();
        for (Path folder : sourceFolders()) {
            for (Path file : javaFiles(folder)) {
                int lines = Files.readAllLines(file).size();
                if (lines > LONGEST_FILE) {
                    tooLong.add(file.getFileName() + " has " + lines + " lines");
                }
            }
        }
        assertTrue(tooLong.isEmpty(), tooLong.toString());
    }

    /** Folders of main sources that hold Java files, in all modules. */
    private static Set<Path> sourceFolders() throws IOException {
        Set<Path> folders = new TreeSet<>();
        for (String module : List.of("core", "benchmarks", "results", "cli")) {
            Path sources = Path.of("..", module, "src", "main", "java");
            try (Stream<Path> files = Files.walk(sources)) {
                folders.addAll(
                        files.filter(file -> file.toString().endsWith(".java"))
                                .map(Path::getParent)
                                .collect(Collectors.toSet()));
            }
        }
        assertTrue(folders.size() > 20, "only " + folders.size() + " packages found");
        return folders;
    }

    private static List<Path> javaFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
