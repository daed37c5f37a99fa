package io.jenkins.plugins.deploymentrecord.github;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The content of a file to which a build tool wrote the digest of its product.
 * <ul>
 * <li>lines of text: a digest; {@code image@sha256:…}, as kaniko, crane and ko write it; the output of sha256sum,
 * shasum, openssl and Get-FileHash; any other line that contains a digest, such as {@code digest: sha256:… size: 1}
 * <li>JSON: the metadata of {@code docker buildx build}, {@code bake} and Jib, and the output of skopeo, crane, oras
 * and {@code docker inspect}
 * </ul>
 *
 * @param digests the digests in the file, without duplicates, in the file's order
 * @param names the names of the images that the file lists with a digest, without tags and duplicates, in the file's
 *     order
 */
public record DigestFile(Set<ArtifactDigest> digests, Set<String> names) {

    /** The largest content, in bytes. */
    public static final int MAX_SIZE = 1 << 20;

    /** The largest number of digests or names that a message lists. */
    private static final int MAX_LISTED = 10;

    private static final String HEX = "(?<digest>[0-9A-Fa-f]{64})";

    /** {@code DIGEST  file}, {@code DIGEST *file} (binary), {@code \DIGEST  file} (a name with escapes). */
    private static final Pattern DIGEST_FIRST = Pattern.compile("\\\\?(?i:sha256:)?" + HEX + "(?:\\s.*)?");

    /** {@code SHA256 (file) = DIGEST}, as {@code sha256sum --tag} and openssl write it. */
    private static final Pattern FILE_FIRST = Pattern.compile("\\\\?(?i:SHA2?-?256) ?\\(.*\\) ?= ?" + HEX);

    /** Get-FileHash's table: {@code SHA256  DIGEST  path}. */
    private static final Pattern ALGORITHM_FIRST = Pattern.compile("(?i:SHA256)\\s+" + HEX + "(?:\\s.*)?");

    private static final List<Pattern> WITH_A_FILE = List.of(DIGEST_FIRST, FILE_FIRST, ALGORITHM_FIRST);

    private static final Pattern ANYWHERE = Pattern.compile("(?<![0-9A-Za-z])" + HEX + "(?![0-9A-Za-z])");

    private static final String BUILDX_DIGEST = "containerimage.digest";

    /**
     * Fields for a digest in the files of buildx, Jib, skopeo and oras. Other fields contain digests of an image's
     * configuration or layers.
     */
    private static final List<String> DIGEST_FIELDS = List.of(BUILDX_DIGEST, "imageDigest", "Digest", "digest");

    /**
     * Fields of the same tools for the name of an image, perhaps with a tag or a digest, or for several names,
     * separated by commas.
     */
    private static final List<String> NAME_FIELDS = List.of("image.name", "image", "Name", "reference");

    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build()
            .readerFor(JsonNode.class);

    /**
     * Parses the content in any of the formats, in UTF-8 or UTF-16.
     *
     * @return a value without digests if the content has none
     */
    public static DigestFile parse(byte[] content) {
        String text = decode(content).strip();
        var found = new Found();
        if (text.startsWith("{") || text.startsWith("[")) {
            try (var documents = JSON.<JsonNode>readValues(text)) {
                while (documents.hasNextValue()) {
                    found.document(documents.nextValue());
                }
                return found.file();
            } catch (JsonProcessingException e) {
                // lines of text that begin like JSON; or broken JSON, whose digests cannot be distinguished
                return text.startsWith("{") ? new DigestFile(Set.of(), Set.of()) : lines(text);
            } catch (IOException e) {
                throw new AssertionError("a text can be read", e);
            }
        }
        return lines(text);
    }

    /** Decodes by the byte order mark, or by the zero byte beside the first letter in UTF-16, or else as UTF-8. */
    private static String decode(byte[] content) {
        int first = content.length < 2 ? -1 : Byte.toUnsignedInt(content[0]) << 8 | Byte.toUnsignedInt(content[1]);
        Charset charset = StandardCharsets.UTF_8;
        if (first == 0xFFFE || first > 0 && (first & 0xFF) == 0) {
            charset = StandardCharsets.UTF_16LE;
        } else if (first == 0xFEFF || first > 0 && first <= 0xFF) {
            charset = StandardCharsets.UTF_16BE;
        }
        String text = new String(content, charset);
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private static DigestFile lines(String text) {
        var found = new Found();
        text.lines().flatMap(line -> Stream.of(line.split("\0"))).forEach(found::line);
        return found.file();
    }

    /** Returns the digest; empty if there is none, or if there are several: see {@link #problem}. */
    public Optional<ArtifactDigest> digest() {
        return digests.size() == 1 ? Optional.of(digests.iterator().next()) : Optional.empty();
    }

    /** Returns the name of the image; empty if the file names none, or several. */
    public Optional<String> name() {
        return names.size() == 1 ? Optional.of(names.iterator().next()) : Optional.empty();
    }

    /**
     * Explains, in a sentence for a person, why the file has no single digest; empty if it has. Quotes nothing of the
     * file except digests.
     *
     * @param path the path of the file, as typed
     */
    public Optional<String> problem(String path) {
        if (digests.size() == 1) {
            return Optional.empty();
        }
        return Optional.of(
                digests.isEmpty()
                        ? Texts.get("file.none", RecordField.quoted(path))
                        : Texts.get(
                                "file.many",
                                digests.size(),
                                RecordField.quoted(path),
                                listed(digests.stream().map(ArtifactDigest::value))));
    }

    /** Explains why the file has no single name for a record; empty if it has one name, or none at all. */
    public Optional<String> nameProblem() {
        return names.size() <= 1
                ? Optional.empty()
                : Optional.of(Texts.get("file.names", listed(names.stream().map(RecordField::quoted))));
    }

    private static String listed(Stream<String> values) {
        List<String> all = values.toList();
        String listed = all.stream().limit(MAX_LISTED).collect(Collectors.joining(", "));
        return all.size() <= MAX_LISTED ? listed : listed + ", \u2026";
    }

    private static final class Found {

        private final Set<ArtifactDigest> digests = new LinkedHashSet<>();
        private final Set<String> names = new LinkedHashSet<>();

        DigestFile file() {
            return new DigestFile(digests, names);
        }

        void line(String line) {
            // jq without --raw-output keeps the quotes
            String text = line.strip().replaceAll("^([\"'])(.*)\\1$", "$2");
            if (image(text)) {
                return;
            }
            for (Pattern pattern : WITH_A_FILE) {
                Matcher matcher = pattern.matcher(text);
                if (matcher.matches()) {
                    // only the named group, because the name of the file may contain digits that look like a digest
                    digest(matcher.group("digest"));
                    return;
                }
            }
            ANYWHERE.matcher(text).results().forEach(match -> digest(match.group("digest")));
        }

        void document(JsonNode document) {
            if (document.isArray()) {
                document.forEach(this::document);
                return;
            }
            if (!image(document, DIGEST_FIELDS)) {
                // bake writes an object for each target
                document.forEach(target -> image(target, List.of(BUILDX_DIGEST)));
            }
        }

        /** @return false if the document has no digest in these fields */
        private boolean image(JsonNode document, List<String> digestFields) {
            int before = digests.size();
            digestFields.stream()
                    .flatMap(field -> ArtifactDigest.parse(document.path(field).asText()).stream())
                    .forEach(digest -> {
                        digests.add(digest);
                        NAME_FIELDS.forEach(field -> names(document.path(field).asText(), digest));
                    });
            document.path("RepoDigests").forEach(image -> image(image.asText()));
            return digests.size() > before;
        }

        private void names(String field, ArtifactDigest digest) {
            for (String name : field.split(",")) {
                ImageReference.parse(name)
                        .or(() -> ImageReference.parse(name.strip() + '@' + digest))
                        .ifPresent(image -> names.add(image.name()));
            }
        }

        private boolean image(String text) {
            Optional<ImageReference> image = ImageReference.parse(text);
            image.ifPresent(found -> {
                digests.add(found.digest());
                names.add(found.name());
            });
            return image.isPresent();
        }

        private void digest(String text) {
            ArtifactDigest.parse(text).ifPresent(digests::add);
        }
    }
}
