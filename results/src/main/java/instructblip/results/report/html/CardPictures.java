package instructblip.results.report.html;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Cards with their pictures, as many as a page has room for.
 *
 * @param cards in their order
 * @param absences how many cards have no picture, by the reason
 */
record CardPictures(List<Card> cards, TreeMap<String, Integer> absences) {

    /** Of all pictures on a page, in characters. */
    private static final long ROOM = 14_000_000;

    private static final String NO_ROOM = "no room left for more pictures in this file";
    private static final String NO_IMAGE = "no image";

    /**
     * A card whose picture is still to be found.
     *
     * @param images as its record has them
     */
    record Draft(Card card, String benchmark, List<String> images) {

        private Picture picture(Pictures pictures) {
            return images.isEmpty()
                    ? Picture.absent(NO_IMAGE)
                    : pictures.of(benchmark, images.get(0));
        }
    }

    static CardPictures of(List<Draft> drafts, Pictures pictures) {
        List<Picture> found =
                drafts.parallelStream()
                        .map(draft -> draft.picture(pictures))
                        .collect(Collectors.toList());
        List<Card> cards = new ArrayList<>();
        TreeMap<String, Integer> absences = new TreeMap<>();
        long room = ROOM;
        for (int i = 0; i < found.size(); i++) {
            Picture picture = found.get(i);
            long needed = picture.thumbnail().map(Thumbnail::characters).orElse(0L);
            if (needed > room) {
                picture = Picture.absent(NO_ROOM);
            } else {
                room -= needed;
            }
            if (picture.thumbnail().isEmpty()) {
                absences.merge(picture.absence(), 1, Integer::sum);
            }
            cards.add(drafts.get(i).card().with(picture));
        }
        return new CardPictures(List.copyOf(cards), absences);
    }

    /** What to say of the pictures that are not there. */
    List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        absences.forEach(
                (reason, count) ->
                        remarks.add(
                                "%d of %d samples without a picture: %s."
                                        .formatted(count, cards.size(), reason)));
        return remarks;
    }
}
