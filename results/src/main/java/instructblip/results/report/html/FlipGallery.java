package instructblip.results.report.html;

import instructblip.results.compare.ComparedBenchmark;
import instructblip.results.compare.ComparedPair;
import instructblip.results.compare.Comparison;
import instructblip.results.compare.Flip;
import instructblip.results.compare.LeftOut;
import instructblip.results.report.ResultText;
import instructblip.results.report.html.Card.Answer;
import instructblip.results.report.html.Card.Listing;
import instructblip.results.report.html.CardPictures.Draft;
import instructblip.results.report.html.PageView.Filter;
import instructblip.results.report.html.PageView.Gallery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Samples that failed in a run, and those that a run answered better or worse than the baseline, as
 * cards. Pairs of runs take turns, and so do worse and better samples, so that none crowds out
 * another.
 */
final class FlipGallery {

    /** Of a pair; they have no answers to look at. */
    private static final int MOST_FAILED = 50;

    private static final String WORSE = "worse";
    private static final String BETTER = "better";
    private static final String FAILED = "failed";

    /**
     * A benchmark of a run and the baseline.
     *
     * @param number of the pair
     * @param run label of the other run
     */
    private record Pair(int number, ComparedBenchmark benchmark, String run, ComparedPair pair) {

        private String name() {
            return benchmark.name() + ", " + run;
        }
    }

    private final Comparison comparison;
    private final String baseline;
    private final int most;
    private final List<Pair> pairs = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    FlipGallery(Comparison comparison, int most) {
        this.comparison = comparison;
        this.baseline = comparison.runs().get(0).label();
        this.most = most;
        for (ComparedBenchmark benchmark : comparison.benchmarks()) {
            for (int i = 0; i < benchmark.pairs().size(); i++) {
                String run = comparison.runs().get(i + 1).label();
                pairs.add(new Pair(pairs.size(), benchmark, run, benchmark.pairs().get(i)));
            }
        }
    }

    Gallery gallery(Pictures pictures) {
        List<Draft> failed = new ArrayList<>();
        pairs.forEach(pair -> failed.addAll(failed(pair)));
        List<Draft> drafts = new ArrayList<>(failed.stream().limit(most).toList());
        drafts.addAll(flipped(most - drafts.size()));
        noteLeftOut(drafts);
        CardPictures pictured =
                CardPictures.of(drafts.stream().filter(FlipGallery::hasImage).toList(), pictures);
        List<Card> cards = new ArrayList<>();
        int next = 0;
        for (Draft draft : drafts) {
            cards.add(hasImage(draft) ? pictured.cards().get(next++) : draft.card());
        }
        notes.addAll(pictured.remarks());
        return new Gallery(
                "Flipped samples",
                Shown.all(notes),
                filters(cards),
                pairs.stream().map(pair -> Shown.of(set(pair))).toList(),
                cards);
    }

    /** The run is named where there are several. */
    private String set(Pair pair) {
        return comparison.runs().size() > 2 ? pair.name() : pair.benchmark().name();
    }

    private static boolean hasImage(Draft draft) {
        return !draft.images().isEmpty();
    }

    private List<Draft> failed(Pair pair) {
        Map<String, String> where = new LinkedHashMap<>();
        Optional<LeftOut> leftOut = pair.pair().leftOut();
        leftOut.ifPresent(
                samples -> {
                    samples.failedInBaseline().forEach(id -> where.put(id, baseline));
                    samples.failedInCandidate()
                            .forEach(id -> where.merge(id, pair.run(), (a, b) -> "both runs"));
                });
        List<Draft> cards = new ArrayList<>();
        where.entrySet().stream()
                .limit(MOST_FAILED)
                .forEach(sample -> cards.add(failed(pair, sample.getKey(), sample.getValue())));
        if (where.size() > cards.size()) {
            notes.add(
                    "%s: %d of %d failed samples are shown; each run's own report has all of them."
                            .formatted(pair.name(), cards.size(), where.size()));
        }
        return cards;
    }

    private static Draft failed(Pair pair, String id, String where) {
        Card card =
                new Card(
                        pair.number(),
                        FAILED,
                        FAILED,
                        FAILED,
                        "",
                        Shown.of(pair.benchmark().name()),
                        Shown.of(id),
                        Picture.absent(""),
                        Shown.of(""),
                        Shown.of(""),
                        List.of(),
                        Shown.of("in " + where + "; its report says why"),
                        Listing.none(),
                        Listing.none(),
                        Listing.none());
        return new Draft(card, pair.benchmark().name(), List.of());
    }

    private List<Draft> flipped(int room) {
        List<List<Draft>> waiting =
                pairs.stream()
                        .map(
                                pair ->
                                        alternating(pair.pair().flips().shown()).stream()
                                                .map(flip -> flipped(pair, flip))
                                                .toList())
                        .toList();
        List<Draft> taken = new ArrayList<>();
        int longest = waiting.stream().mapToInt(List::size).max().orElse(0);
        for (int turn = 0; turn < longest; turn++) {
            for (List<Draft> drafts : waiting) {
                if (turn < drafts.size() && taken.size() < room) {
                    taken.add(drafts.get(turn));
                }
            }
        }
        taken.sort(
                Comparator.comparingInt((Draft draft) -> draft.card().set())
                        .thenComparing(draft -> draft.card().look().equals(BETTER)));
        return taken;
    }

    private static List<Flip> alternating(List<Flip> flips) {
        List<Flip> worse = flips.stream().filter(flip -> !flip.better()).toList();
        List<Flip> better = flips.stream().filter(Flip::better).toList();
        List<Flip> alternating = new ArrayList<>();
        for (int i = 0; i < Math.max(worse.size(), better.size()); i++) {
            worse.stream().skip(i).limit(1).forEach(alternating::add);
            better.stream().skip(i).limit(1).forEach(alternating::add);
        }
        return alternating;
    }

    private Draft flipped(Pair pair, Flip flip) {
        String change = flip.better() ? BETTER : WORSE;
        Card card =
                new Card(
                        pair.number(),
                        "flipped " + change,
                        change,
                        change,
                        "",
                        Shown.of(set(pair)),
                        Shown.of(flip.id()),
                        Picture.absent(""),
                        SampleCards.imageName(flip.images()),
                        Shown.of(flip.prompt(), SampleCards.MOST_PROMPT),
                        List.of(
                                answer(
                                        baseline,
                                        flip.better() ? WORSE : BETTER,
                                        flip.baselineAnswer(),
                                        flip.baselineScore()),
                                answer(
                                        pair.run(),
                                        change,
                                        flip.candidateAnswer(),
                                        flip.candidateScore())),
                        Shown.of(""),
                        SampleCards.references(flip.references()),
                        Listing.none(),
                        Listing.none());
        return new Draft(card, pair.benchmark().name(), flip.images());
    }

    private static Answer answer(String by, String look, String text, double score) {
        return new Answer(Shown.of(by), look, SampleCards.answer(text), ResultText.rounded(score));
    }

    private void noteLeftOut(List<Draft> drafts) {
        for (Pair pair : pairs) {
            int total = pair.pair().flips().total();
            long shown =
                    drafts.stream()
                            .filter(draft -> draft.card().set() == pair.number())
                            .filter(draft -> !draft.card().look().equals(FAILED))
                            .count();
            if (shown < total) {
                notes.add(
                        "%s: %d of %d flipped samples are shown, the largest changes each way; the others are left out."
                                .formatted(pair.name(), shown, total));
            }
        }
    }

    private static List<Filter> filters(List<Card> cards) {
        List<Filter> filters = new ArrayList<>();
        filters.add(new Filter("all", "All", cards.size()));
        for (String kind : List.of("flipped", WORSE, BETTER, FAILED)) {
            int count =
                    (int)
                            cards.stream()
                                    .filter(card -> List.of(card.kinds().split(" ")).contains(kind))
                                    .count();
            String label = Character.toUpperCase(kind.charAt(0)) + kind.substring(1);
            filters.add(new Filter(kind, label, count));
        }
        return filters;
    }
}
