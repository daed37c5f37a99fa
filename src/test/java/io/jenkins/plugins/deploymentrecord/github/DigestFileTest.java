package io.jenkins.plugins.deploymentrecord.github;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.nio.charset.Charset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files with a digest, as build tools write them. */
class DigestFileTest {

    private static final String HEX = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
    private static final String OTHER = "486ea46224d1bb4fb680f34f7c9ad96a8f24ec88be73ea8e5a6c65260e9cb8a7";
    private static final ArtifactDigest DIGEST = new ArtifactDigest("sha256:" + HEX);

    private static DigestFile parse(String content) {
        return DigestFile.parse(content.getBytes(UTF_8));
    }

    private static void assertIsRead(String content) {
        DigestFile file = parse(content);
        assertThat(content, file.digest(), is(Optional.of(DIGEST)));
        assertThat(content, file.problem("file"), is(Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sha256:" + HEX,
                "sha256:" + HEX + "\n",
                "\r\n  sha256:" + HEX + " \r\n\r\n",
                HEX,
                "\"sha256:" + HEX + "\"\n",
                "'sha256:" + HEX + "'",
                // sha256sum: text, binary, a name with escapes, --tag, --zero; shasum's universal and bits modes
                HEX + "  target/shop.jar\n",
                HEX + " *target/shop.jar\r\n",
                "\\" + HEX + "  a\\nb\\\\c.jar\n",
                "SHA256 (target/shop (1).jar) = " + HEX + "\n",
                "\\SHA256 (a\\nb) = " + HEX + "\n",
                HEX + "  shop.jar\0",
                HEX + " Ushop.jar",
                HEX + " ^shop.jar",
                // a name that contains digits
                HEX + "  " + OTHER + ".jar",
                "SHA256 (" + OTHER + ") = " + HEX,
                // openssl dgst
                "SHA2-256(shop.jar)= " + HEX,
                "SHA256(shop.jar)= " + HEX,
                // docker push, helm push, pack's report
                "1.4.2: digest: sha256:" + HEX + " size: 1234",
                "Pushed: ghcr.io/octo-org/charts/shop:1.4.2\nDigest: sha256:" + HEX,
                "[image]\n  tags = [\"ghcr.io/octo-org/shop\"]\n  digest = \"sha256:" + HEX + "\"",
                "# a comment\n\nsha256:" + HEX,
                // the same digest twice
                "sha256:" + HEX + "\n" + HEX + "  shop.jar"
            })
    void digestIsReadFromATextFile(String content) {
        assertIsRead(content);
        assertThat(parse(content).names(), is(empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\nAlgorithm       Hash                                                                   Path\r\n"
                        + "---------       ----                                                                   ----\r\n"
                        + "SHA256          %s       C:\\ws\\shop.jar\r\n\r\n\r\n",
                "\r\n\r\nAlgorithm : SHA256\r\nHash      : %s\r\nPath      : C:\\ws\\shop.jar\r\n\r\n",
                "%s\r\n",
                "SHA256 hash of shop.jar:\r\n%s\r\nCertUtil: -hashfile command completed successfully.\r\n"
            })
    void digestIsReadFromOutputOfPowerShell(String content) {
        String text = content.formatted(HEX.toUpperCase());
        for (Charset charset : new Charset[] {UTF_16LE, UTF_16BE, UTF_8}) {
            for (String mark : new String[] {"", "\ufeff"}) {
                assertThat(
                        charset + mark,
                        DigestFile.parse((mark + text).getBytes(charset)).digest(),
                        is(Optional.of(DIGEST)));
            }
        }
        assertThat(
                "a path in Windows' own character set",
                DigestFile.parse((text + "größe").getBytes(ISO_8859_1)).digest(),
                is(Optional.of(DIGEST)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // kaniko's --image-name-with-digest-file and --image-name-tag-with-digest-file, crane, ko
                "ghcr.io/octo-org/shop@sha256:" + HEX,
                "ghcr.io/octo-org/shop:1.4.2@sha256:" + HEX + "\nghcr.io/octo-org/shop:latest@sha256:" + HEX + "\n",
                "docker-pullable://ghcr.io/octo-org/shop@sha256:" + HEX,
                // docker buildx build --metadata-file
                """
                {
                  "buildx.build.provenance": {"materials": [{"uri": "x", "digest": {"sha256": "%2$s"}}]},
                  "buildx.build.ref": "default/default/abc",
                  "containerimage.config.digest": "sha256:%2$s",
                  "containerimage.descriptor": {"mediaType": "x", "digest": "sha256:%1$s", "size": 1},
                  "containerimage.digest": "sha256:%1$s",
                  "image.name": "ghcr.io/octo-org/shop:1.4.2,ghcr.io/octo-org/shop:latest"
                }""",
                // docker buildx bake --metadata-file
                """
                {
                  "buildx.build.warnings": [],
                  "web": {
                    "containerimage.config.digest": "sha256:%2$s",
                    "containerimage.digest": "sha256:%1$s",
                    "image.name": "ghcr.io/octo-org/shop"
                  }
                }""",
                // Jib's jib-image.json
                """
                {"image":"ghcr.io/octo-org/shop:1.4.2","imageId":"sha256:%2$s","imageDigest":"sha256:%1$s","tags":["1.4.2"]}
                """,
                // skopeo inspect
                """
                {"Name": "ghcr.io/octo-org/shop", "Digest": "sha256:%1$s", "RepoTags": ["1.4.2"], "Layers": ["sha256:%2$s"]}
                """,
                // oras push --format json
                """
                {"reference": "ghcr.io/octo-org/shop@sha256:%1$s", "mediaType": "x", "digest": "sha256:%1$s", "size": 1}
                """,
                // docker inspect
                """
                [{"Id": "sha256:%2$s", "RepoTags": ["ghcr.io/octo-org/shop:1.4.2"],
                  "RepoDigests": ["ghcr.io/octo-org/shop@sha256:%1$s"]}]
                """
            })
    void digestAndNameOfAnImageAreRead(String content) {
        String text = content.replace("%1$s", HEX).replace("%2$s", OTHER);
        assertIsRead(text);
        assertThat(parse(text).name(), is(Optional.of("ghcr.io/octo-org/shop")));
        assertThat(parse(text).nameProblem(), is(Optional.empty()));
        assertThat(DigestFile.parse(("\ufeff" + text).getBytes(UTF_16LE)).digest(), is(Optional.of(DIGEST)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%1$s  a.jar\n%2$s  b.jar\n",
                "ghcr.io/a/b@sha256:%1$s\nghcr.io/a/b@sha256:%2$s",
                "old: sha256:%1$s\nsha256:%2$s",
                "{\"web\": {\"containerimage.digest\": \"sha256:%1$s\"}, \"db\": {\"containerimage.digest\": \"sha256:%2$s\"}}",
                "{\"Digest\": \"sha256:%1$s\"}\n{\"Digest\": \"sha256:%2$s\"}",
                "[{\"RepoDigests\": [\"a/b@sha256:%1$s\", \"c/d@sha256:%2$s\"]}]"
            })
    void fileWithTwoDigestsIsAnErrorThatListsThem(String content) {
        DigestFile file = parse(content.replace("%1$s", HEX).replace("%2$s", OTHER));

        assertThat(file.digest(), is(Optional.empty()));
        assertThat(
                file.problem("out/digest"),
                is(Optional.of("has 2 different digests in it; given: \"out/digest\"; found: sha256:" + HEX
                        + ", sha256:" + OTHER + "; allowed: a file with one digest")));
    }

    @Test
    void fileWithManyDigestsIsAShortErrorThatCountsThem() {
        var content = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            content.append("%064x  file%n".formatted(i));
        }

        String problem = parse(content.toString()).problem("SHA256SUMS").orElseThrow();
        assertThat(problem, containsString("has 10000 different digests in it"));
        assertThat(problem, containsString("0009, \u2026; allowed"));
        assertThat(problem.length() < 1_200, is(true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "s",
                "sha256:12",
                "sha512:" + HEX + HEX,
                HEX + "0",
                "x" + HEX,
                "password=hunter2",
                "{}",
                "[]",
                "[1, null]",
                "{\"password\": \"hunter2\"",
                "{\"imageId\": \"sha256:" + HEX + "\"}",
                "{\"containerimage.config.digest\": \"sha256:" + HEX + "\"}",
                "{\"containerimage.digest\": \"sha256:" + HEX + "\", \"containerimage.digest\": \"sha256:" + OTHER
                        + "\"}",
                "{\"config\": {\"digest\": \"sha256:" + HEX + "\"}, \"layers\": [{\"digest\": \"sha256:" + OTHER
                        + "\"}]}"
            })
    void fileWithoutADigestIsAnErrorThatDoesNotQuoteIt(String content) {
        String problem = parse(content).problem("out/digest").orElseThrow();

        assertThat(
                problem,
                is("has no SHA-256 digest in it; given: \"out/digest\"; allowed: a file with sha256: and 64 hexadecimal"
                        + " digits, as build tools write it"));
        assertThat(problem, not(containsString("hunter2")));
    }

    @Test
    void fileWithSeveralNamesHasNoName() {
        DigestFile file = parse("ghcr.io/octo-org/shop@sha256:" + HEX + "\nquay.io/octo/shop@sha256:" + HEX);

        assertThat(file.digest(), is(Optional.of(DIGEST)));
        assertThat(file.name(), is(Optional.empty()));
        assertThat(
                file.nameProblem(),
                is(Optional.of("is missing, and the file names several images: \"ghcr.io/octo-org/shop\","
                        + " \"quay.io/octo/shop\"")));
    }

    /** The largest file, with the content that takes the longest. */
    @ParameterizedTest
    @ValueSource(strings = {"a", "a:", ")", "SHA256 (", "0123456789abcdef", "[", "{\"a\":", "\0", "\"", "a/", "a-"})
    void largeRepetitiveFileIsReadQuickly(String piece) {
        String content = piece.repeat(DigestFile.MAX_SIZE / piece.length());

        assertThat(parse(content).digests(), is(empty()));
    }
}
