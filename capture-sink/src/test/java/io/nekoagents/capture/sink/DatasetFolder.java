package io.nekoagents.capture.sink;

import io.nekoagents.capture.mds.FileEntry;
import io.nekoagents.capture.mds.MdsIndex;
import io.nekoagents.capture.mds.MdsReader;
import io.nekoagents.capture.mds.ShardEntry;
import io.nekoagents.capture.mds.ShardReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A dataset in a folder, looked at as whoever trains does. */
record DatasetFolder(Path folder) {

    /** The episodes in the order of the index; empty as long as there is no index. */
    List<String> episodes() throws IOException {
        List<String> episodes = new ArrayList<>();
        if (!Files.exists(folder.resolve(MdsIndex.BASENAME))) {
            return episodes;
        }
        MdsReader dataset = MdsReader.open(folder);
        for (int shard = 0; shard < dataset.index().shards().size(); shard++) {
            try (ShardReader reader = dataset.shard(shard)) {
                for (long sample = 0; sample < reader.samples(); sample++) {
                    episodes.add((String) reader.get(sample).get("episode_id"));
                }
            }
        }
        return episodes;
    }

    /** What is wrong with the index as it is now; those shards are passed over that were sound before. */
    List<String> flaws(Set<String> sound) throws IOException {
        List<String> flaws = new ArrayList<>();
        if (!Files.exists(folder.resolve(MdsIndex.BASENAME))) {
            return flaws;
        }
        Set<String> named = new HashSet<>();
        for (ShardEntry shard : MdsIndex.read(folder).shards()) {
            FileEntry file = shard.file();
            if (!named.add(file.basename())) {
                flaws.add(file.basename() + " is named twice");
            }
            if (!sound.contains(file.basename())) {
                flaws(file).ifPresentOrElse(flaws::add, () -> sound.add(file.basename()));
            }
        }
        return flaws;
    }

    private Optional<String> flaws(FileEntry file) throws IOException {
        Path there = folder.resolve(file.basename());
        if (!Files.exists(there)) {
            return Optional.of(file.basename() + " is not there");
        }
        byte[] bytes = Files.readAllBytes(there);
        String hash = file.hashes().values().iterator().next();
        return bytes.length == file.bytes() && sha1(bytes).equals(hash)
                ? Optional.empty()
                : Optional.of(file.basename() + " is not what the index says");
    }

    private static String sha1(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
