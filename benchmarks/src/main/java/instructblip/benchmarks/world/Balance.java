package instructblip.benchmarks.world;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Takes the records whose group was taken least so far, so that no answer is a good guess. */
final class Balance {

    private final Map<String, Integer> taken = new HashMap<>();

    /**
     * Some of the possible records, chance deciding within a group and between equal ones.
     *
     * @param count at most so many
     */
    List<Possible> take(List<Possible> possible, int count, Dice dice) {
        List<Possible> left = dice.shuffled(possible);
        List<Possible> chosen = new ArrayList<>();
        while (chosen.size() < count && !left.isEmpty()) {
            Possible rarest =
                    left.stream()
                            .min(Comparator.comparingInt(one -> times(one.group())))
                            .orElseThrow();
            left.remove(rarest);
            taken.merge(rarest.group(), 1, Integer::sum);
            chosen.add(rarest);
        }
        return chosen;
    }

    private int times(String group) {
        return taken.getOrDefault(group, 0);
    }
}
