package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parsing and computing digests. */
class ArtifactDigestTest {

    private static final String HEX = "ab".repeat(32);

    @ParameterizedTest
    @ValueSource(strings = {"sha256:", "SHA256:", "Sha256:", ""})
    void digestIsNormalizedToGitHubsFormat(String prefix) {
        var digest = Optional.of(new ArtifactDigest("sha256:" + HEX));
        assertThat(ArtifactDigest.parse(prefix + HEX), is(digest));
        assertThat(ArtifactDigest.parse(prefix + HEX.toUpperCase()), is(digest));
    }

    /** PowerShell's {@code >} writes UTF-16 with a byte order mark and CRLF; {@code readFile} reads UTF-8. */
    @ParameterizedTest
    @ValueSource(strings = {"\ufeff%s\r\n", "%s\r\n", "\u00ef\u00bb\u00bf%s", "\ufffd\ufffd%s", " %s\u00a0"})
    void digestIsParsedFromAFileInAnotherEncoding(String file) {
        var digest = Optional.of(new ArtifactDigest("sha256:" + HEX));
        assertThat(ArtifactDigest.parse(file.formatted("SHA256:" + HEX)), is(digest));

        String read = new String(
                ("\ufeff" + HEX.toUpperCase() + "\r\n").getBytes(StandardCharsets.UTF_16LE), StandardCharsets.UTF_8);
        assertThat(ArtifactDigest.parse(read), is(digest));
        assertThat(
                ArtifactDigest.parse(new String(
                        ("\ufeff" + HEX + "\r\n").getBytes(StandardCharsets.UTF_16BE), StandardCharsets.ISO_8859_1)),
                is(digest));
        assertThat(Records.required().digest(read).validate(), is(List.of()));
    }

    @Test
    void invisibleCharacterInADigestIsNamedInTheError() {
        assertThat(
                Records.required()
                        .digest("sha256:\u200b" + HEX)
                        .validate()
                        .get(0)
                        .toString(),
                startsWith("digest: has the invisible character U+200B, which is not allowed; given: "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sha256:", "sha256:ab", "sha512:", "sha256-", "sha256: ", "x"})
    void malformedDigestIsRefused(String start) {
        assertThat(ArtifactDigest.parse(start + HEX + "0"), is(Optional.empty()));
        assertThat(ArtifactDigest.parse(start), is(Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AB", "zz", "\u0661\u0661"})
    void digestInAnotherFormatThanGitHubsCannotBeConstructed(String two) {
        assertThrows(IllegalArgumentException.class, () -> new ArtifactDigest("sha256:" + two.repeat(32)));
    }

    @Test
    void digestPrintsAsItsValue() {
        var digest = new ArtifactDigest("sha256:0123456789abcdef" + "0".repeat(48));
        assertThat(digest.toString(), is(digest.value()));
        assertThat(digest.abbreviated(), is("sha256:0123456789ab"));
    }

    @Test
    void digestOfAnEmptyStreamIsTheKnownValue() throws IOException {
        assertThat(
                ArtifactDigest.of(InputStream.nullInputStream()).value(),
                is("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    }

    @Test
    void digestOfAShortTextIsTheKnownValue() throws IOException {
        assertThat(
                ArtifactDigest.of(new ByteArrayInputStream("abc".getBytes(StandardCharsets.US_ASCII)))
                        .value(),
                is("sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    }

    /** A stream may return fewer bytes than requested. */
    @Test
    void digestDoesNotDependOnThePiecesOfAStream() throws IOException {
        byte[] bytes = new byte[1_000_000];
        new Random(1).nextBytes(bytes);
        var pieces = new ByteArrayInputStream(bytes) {
            @Override
            public int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(length, 777));
            }

            @Override
            public int read(byte[] buffer) {
                return read(buffer, 0, buffer.length);
            }
        };
        assertThat(ArtifactDigest.of(pieces), is(ArtifactDigest.of(new ByteArrayInputStream(bytes))));
    }

    @Test
    void interruptStopsTheComputationOfADigest() {
        Thread.currentThread().interrupt();
        try {
            assertThrows(InterruptedIOException.class, () -> ArtifactDigest.of(new ByteArrayInputStream(new byte[10])));
        } finally {
            assertThat("the interrupt is still known", Thread.interrupted(), is(true));
        }
    }
}
