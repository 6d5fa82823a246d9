package instructblip.results.metric;

import instructblip.results.metric.caption.CaptionFigures;
import instructblip.results.record.SampleRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * CIDEr of captions, as pycocoevalcap computes it on CoreNLP's tokens, by the fact {@code domain};
 * document frequencies are those of the whole set. {@code also} has BLEU-1 to BLEU-4 and ROUGE-L.
 * The order of the records matters: the tokenizer looks from one caption into the next.
 */
public final class CaptionScores implements Metric {

    @Override
    public String name() {
        return "CIDEr";
    }

    /** A caption's CIDEr goes up to 1,000. */
    @Override
    public boolean isShare() {
        return false;
    }

    @Override
    public Evaluation evaluate(List<SampleRecord> records) {
        CaptionFigures figures =
                CaptionFigures.of(
                        records.stream().map(RecordFields::prediction).toList(),
                        records.stream().map(RecordFields::references).toList());

        ScoreSheet sheet = new ScoreSheet(List.of("in-domain", "near-domain", "out-domain"));
        Mean rougeL = new Mean();
        for (int i = 0; i < records.size(); i++) {
            SampleRecord record = records.get(i);
            List<String> domain = RecordFields.text(record, "domain").stream().toList();
            sheet.add(record, 100 * figures.cider()[i], domain);
            rougeL.add(100 * figures.rougeL()[i]);
        }

        Map<String, Double> also = new LinkedHashMap<>();
        for (int n = 1; n <= figures.bleu().length; n++) {
            also.put("Bleu_" + n, 100 * figures.bleu()[n - 1]);
        }
        also.put("ROUGE_L", rougeL.value());
        return sheet.evaluation(also);
    }

    @Override
    public Grade grade(SampleRecord record, double score) {
        return Grade.OPEN;
    }
}
