package instructblip.results.report.html;

import instructblip.results.record.SampleRecord;
import instructblip.results.report.html.CardPictures.Draft;
import instructblip.results.report.html.ChosenSamples.Chosen;
import instructblip.results.report.html.ChosenSamples.Tally;
import instructblip.results.report.html.PageView.Filter;
import instructblip.results.report.html.PageView.Gallery;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The samples of a run as cards. */
final class RunGallery {

    private final ReportedRun run;
    private final ChosenSamples chosen;

    RunGallery(ReportedRun run, ChosenSamples chosen) {
        this.run = run;
        this.chosen = chosen;
    }

    Gallery gallery(Pictures pictures) {
        CardPictures pictured =
                CardPictures.of(chosen.samples().stream().map(this::draft).toList(), pictures);
        List<String> notes = new ArrayList<>(leftOut());
        notes.addAll(pictured.remarks());
        return new Gallery(
                "Samples",
                Shown.all(notes),
                filters(),
                run.benchmarks().stream().map(each -> Shown.of(each.setup().name())).toList(),
                pictured.cards());
    }

    private Draft draft(Chosen sample) {
        ReportedBenchmark benchmark = run.benchmarks().get(sample.benchmark());
        SampleRecord record = benchmark.records().get(sample.index());
        return new Draft(
                SampleCards.of(benchmark, sample, record),
                benchmark.setup().name(),
                record.images());
    }

    private List<Filter> filters() {
        int wrong = shown(Standing.WRONG) + shown(Standing.PARTLY);
        List<Filter> filters = new ArrayList<>();
        filters.add(new Filter("all", "All", chosen.samples().size()));
        filters.add(new Filter("wrong", "Wrong", wrong));
        filters.add(new Filter("failed", "Failed", shown(Standing.FAILED)));
        filters.add(new Filter("right", "Right", shown(Standing.RIGHT)));
        addIfAny(filters, Standing.OPEN, "Scored");
        addIfAny(filters, Standing.UNLABELLED, "Unlabelled");
        return filters;
    }

    private void addIfAny(List<Filter> filters, Standing standing, String label) {
        if (shown(standing) > 0) {
            filters.add(new Filter(standing.look(), label, shown(standing)));
        }
    }

    private int shown(Standing standing) {
        return chosen.tallies().stream().mapToInt(tally -> tally.shown(standing)).sum();
    }

    /** A line for all, and one per benchmark that is not whole where there are several. */
    private List<String> leftOut() {
        if (chosen.isAll()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add(
                "%s Failed samples come first, then wrong ones, the lowest scores before the others."
                        .formatted(line("Shown here", chosen.tallies())));
        if (chosen.tallies().size() > 1) {
            for (int i = 0; i < chosen.tallies().size(); i++) {
                Tally tally = chosen.tallies().get(i);
                if (!tally.all().equals(tally.shown())) {
                    String name = Shown.of(run.benchmarks().get(i).setup().name()).text();
                    lines.add(line(name, List.of(tally)));
                }
            }
        }
        return lines;
    }

    private static String line(String of, List<Tally> tallies) {
        List<String> parts = new ArrayList<>();
        int all = 0;
        int shown = 0;
        for (Standing standing : Standing.values()) {
            int allOfIt = tallies.stream().mapToInt(tally -> tally.all(standing)).sum();
            int shownOfIt = tallies.stream().mapToInt(tally -> tally.shown(standing)).sum();
            all += allOfIt;
            shown += shownOfIt;
            if (allOfIt > 0) {
                parts.add("%s of %s".formatted(count(shownOfIt), words(allOfIt, standing)));
            }
        }
        return "%s: %s of %s samples (%s); the others are left out."
                .formatted(of, count(shown), count(all), String.join(", ", parts));
    }

    private static String words(int count, Standing standing) {
        return count(count)
                + " "
                + (standing == Standing.UNLABELLED ? "unlabelled" : standing.text());
    }

    private static String count(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
