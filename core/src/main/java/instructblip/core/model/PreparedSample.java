package instructblip.core.model;

import instructblip.core.request.Generate;
import instructblip.core.request.PreparedRequest;
import instructblip.core.request.Request;
import java.util.List;
import java.util.stream.Collectors;

/**
 * @param request it was made from
 * @param images decoded, one per frame
 * @param instruction ids that the Q-Former reads; empty where it reads none
 * @param prompt ids that the language model reads
 * @param candidates ids of each candidate; empty where nothing is ranked
 * @param queries visual tokens per frame
 */
record PreparedSample(
        Request request,
        List<DecodedImage> images,
        int[] instruction,
        int[] prompt,
        List<int[]> candidates,
        int queries)
        implements PreparedRequest {

    /** Visual tokens in front of the prompt. */
    int visualTokens() {
        return images.size() * queries;
    }

    @Override
    public int positions() {
        return visualTokens() + prompt.length;
    }

    /** Most tokens of an answer; all of a candidate's. */
    int newTokens() {
        return request.mode() instanceof Generate settings
                ? settings.maxNewTokens()
                : candidates.stream().mapToInt(ids -> ids.length).max().orElseThrow();
    }

    /** Most nodes of the tree that grows behind the prefix. */
    int treeNodes() {
        return request.mode() instanceof Generate settings
                ? settings.beams() * settings.maxNewTokens()
                : candidates.stream().mapToInt(ids -> ids.length).sum();
    }

    @Override
    public String imageKey() {
        return images.stream().map(DecodedImage::key).collect(Collectors.joining(" "));
    }

    @Override
    public List<String> imagesSha256() {
        long files = request.images().size();
        return images.stream().map(DecodedImage::fileSha256).limit(files).toList();
    }
}
