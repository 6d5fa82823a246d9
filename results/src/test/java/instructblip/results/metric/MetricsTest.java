package instructblip.results.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsTest {

    @Test
    void namesAreUnique() {
        List<String> names = Metrics.all().stream().map(MetricFamily::name).toList();
        assertEquals(names.size(), new HashSet<>(names).size());
        for (MetricFamily family : Metrics.all()) {
            List<String> variants = family.variants().stream().map(MetricVariant::name).toList();
            assertEquals(variants.size(), new HashSet<>(variants).size(), family.name());
            assertSame(family.metric(variants.get(0)), family.metric());
        }
    }

    @Test
    void unknownNamesAreAnsweredWithTheKnownOnes() {
        assertEquals(
                "the metric video-qa has no variant \"vizwiz\"; it has lavis, official",
                message(() -> Metrics.named("video-qa").metric("vizwiz")));
        String names = String.join(", ", Metrics.all().stream().map(MetricFamily::name).toList());
        assertEquals(
                "there is no metric \"meteor\"; there are " + names,
                message(() -> Metrics.named("meteor")));
    }

    private static String message(Runnable lookup) {
        return assertThrows(IllegalArgumentException.class, lookup::run).getMessage();
    }
}
