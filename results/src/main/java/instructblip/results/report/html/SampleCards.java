package instructblip.results.report.html;

import instructblip.results.record.SampleRecord;
import instructblip.results.report.ResultText;
import instructblip.results.report.html.Card.Answer;
import instructblip.results.report.html.Card.Candidate;
import instructblip.results.report.html.Card.Fact;
import instructblip.results.report.html.Card.Listing;
import instructblip.results.report.html.Card.Reference;
import instructblip.results.report.html.ChosenSamples.Chosen;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Records to cards. */
final class SampleCards {

    static final int MOST_PROMPT = 1000;
    static final int MOST_ANSWER = 2000;
    private static final int MOST_FACT = 120;
    private static final int MOST_REFERENCES = 6;
    private static final int MOST_CANDIDATES = 10;
    private static final int MOST_FACTS = 12;

    private SampleCards() {}

    /** The card of a sample of a run, still without its picture. */
    static Card of(ReportedBenchmark benchmark, Chosen chosen, SampleRecord record) {
        Standing standing = chosen.standing();
        Double score = benchmark.perSample().get(record.id());
        return new Card(
                chosen.benchmark(),
                kind(standing),
                standing.look(),
                standing.text(),
                score == null ? "" : ResultText.rounded(score),
                Shown.of(record.benchmark()),
                Shown.of(record.id()),
                Picture.absent(""),
                imageName(record.images()),
                Shown.of(record.prompt(), MOST_PROMPT),
                record.prediction().stream()
                        .map(text -> new Answer(Shown.of(""), standing.look(), answer(text), ""))
                        .toList(),
                Shown.of(record.error().orElse("")),
                references(record.references()),
                candidates(record),
                facts(record.facts()));
    }

    private static String kind(Standing standing) {
        return standing.isWrong() ? "wrong" : standing.look();
    }

    static Shown answer(String text) {
        return Shown.of(text, MOST_ANSWER);
    }

    static Shown imageName(List<String> images) {
        return Shown.of(String.join(", ", images));
    }

    /** Ten annotators often say the same. */
    static Listing<Reference> references(List<String> references) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        references.forEach(text -> counts.merge(text, 1, Integer::sum));
        List<Reference> all = new ArrayList<>();
        counts.forEach((text, count) -> all.add(new Reference(Shown.of(text), count)));
        return Listing.of(all, MOST_REFERENCES);
    }

    private static Listing<Candidate> candidates(SampleRecord record) {
        List<Candidate> all =
                record.scores().entrySet().stream()
                        .sorted(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                        .map(SampleCards::candidate)
                        .toList();
        return Listing.of(all, MOST_CANDIDATES);
    }

    private static Candidate candidate(Map.Entry<String, Double> score) {
        return new Candidate(
                Shown.of(score.getKey()), String.format(Locale.ROOT, "%.3f", score.getValue()));
    }

    private static Listing<Fact> facts(Map<String, Object> facts) {
        List<Fact> all = new ArrayList<>();
        facts.forEach(
                (name, value) ->
                        all.add(
                                new Fact(
                                        Shown.of(name, MOST_FACT),
                                        Shown.of(String.valueOf(value), MOST_FACT))));
        return Listing.of(all, MOST_FACTS);
    }
}
