package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A container image with its digest. */
class ImageReferenceTest {

    private static final String HEX = "1bb1e949e55dcefc6353e7b36c8897d2a107d8e8dca49d4e3c0ea8493fc0bc72";

    @ParameterizedTest
    @CsvSource({
        "shop, shop",
        "ghcr.io/octo-org/shop, ghcr.io/octo-org/shop",
        "ghcr.io/octo-org/shop:1.2.3, ghcr.io/octo-org/shop",
        "ghcr.io/octo-org/shop:1.2_3-x, ghcr.io/octo-org/shop",
        "localhost:5000/shop, localhost:5000/shop",
        "localhost:5000/a/shop:latest, localhost:5000/a/shop",
        "registry.example:443/a.b/c_d/e__f/g-h---i:v1, registry.example:443/a.b/c_d/e__f/g-h---i",
        "[2001:db8::1]:5000/shop, [2001:db8::1]:5000/shop",
        "docker-pullable://ghcr.io/octo/shop, ghcr.io/octo/shop",
        "docker://ghcr.io/octo/shop:1, ghcr.io/octo/shop",
        "Docker-Pullable://localhost:5000/shop, localhost:5000/shop",
        "docker-image://shop, shop",
        "containerd://ghcr.io/octo/shop, ghcr.io/octo/shop",
        "cri-o://quay.io/octo/shop, quay.io/octo/shop",
        "podman://quay.io/octo/shop, quay.io/octo/shop",
        "oci://ghcr.io/octo/charts/shop, ghcr.io/octo/charts/shop",
        "docker-daemon:shop:1.2, shop",
        "containers-storage:quay.io/octo/shop, quay.io/octo/shop",
        "' shop', shop"
    })
    void imageWithADigestIsParsed(String image, String name) {
        var reference = Optional.of(new ImageReference(name, new ArtifactDigest("sha256:" + HEX)));
        assertThat(ImageReference.parse(image + "@sha256:" + HEX), is(reference));
        assertThat(ImageReference.parse(image + "@sha256:" + HEX.toUpperCase() + " \n"), is(reference));
        assertThat(ImageReference.parse(image + "@SHA256:" + HEX), is(reference));
        assertThat(ImageReference.error(image + "@sha256:" + HEX), is(Optional.empty()));
    }

    /** Written by PowerShell, read as UTF-8. */
    @Test
    void imageIsParsedFromAFileInAnotherEncoding() {
        String image = "ghcr.io/octo/shop@sha256:" + HEX;
        var reference = Optional.of(new ImageReference("ghcr.io/octo/shop", new ArtifactDigest("sha256:" + HEX)));

        assertThat(ImageReference.parse("\ufeff" + image + "\r\n"), is(reference));
        assertThat(ImageReference.parse("\ufffd\ufffd" + (image + "\r\n").replaceAll("(?s).", "$0\0")), is(reference));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "shop",
                "shop:1.2",
                "@sha256:" + HEX,
                "sha256:" + HEX,
                "shop@" + HEX,
                "shop@sha256:" + HEX + "0",
                "shop@sha256:12",
                "shop@sha512:" + HEX,
                "sh op@sha256:" + HEX,
                "a@b@sha256:" + HEX
            })
    void textWithoutImageOrDigestIsAnError(String image) {
        assertThat(ImageReference.parse(image), is(Optional.empty()));
        assertThat(
                ImageReference.error(image),
                is(Optional.of(new FieldError(
                        "image",
                        "names no image by its digest; given: " + RecordField.quoted(image)
                                + "; allowed: registry/name@sha256: and 64 hexadecimal digits"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ghcr.io:port/shop",
                "ghcr.io/octo//shop",
                "/shop",
                "shop/",
                "ghcr.io/-shop",
                "shop.",
                "shop:",
                "shop:-1",
                "shop:1:2",
                "docker://",
                "ghcr.io/octo/sh\u00f6p",
                "a;b"
            })
    void imageNameAgainstTheGrammarIsAnError(String image) {
        assertThat(ImageReference.parse(image + "@sha256:" + HEX), is(Optional.empty()));
        assertThat(
                ImageReference.error(image + "@sha256:" + HEX).orElseThrow().problem(),
                startsWith("names no image by its digest; given: "));
    }

    @Test
    void imageNameHasUpTo255Characters() {
        assertThat(ImageReference.error("a".repeat(255) + "@sha256:" + HEX), is(Optional.empty()));
        assertThat(ImageReference.parse("a".repeat(256) + "@sha256:" + HEX), is(Optional.empty()));
    }

    @Test
    void unknownSchemeOfAnImageIsNamedInTheError() {
        String image = "https://ghcr.io/octo/shop@sha256:" + HEX;
        assertThat(
                ImageReference.error(image).orElseThrow().toString(),
                is("image: has the scheme \"https://\", which no container runtime uses; given: "
                        + RecordField.quoted(image) + "; allowed: registry/name@sha256: and 64 hexadecimal digits"));
    }

    @Test
    void upperCaseInAnImageNameIsNamedInTheError() {
        String image = "ghcr.io/Octo-Org/shop@sha256:" + HEX;
        assertThat(
                ImageReference.error(image).orElseThrow().toString(),
                is("image: has upper-case letters in its name, and registries allow lower-case letters only; given: "
                        + RecordField.quoted(image)));
    }

    @Test
    void invisibleCharacterInAnImageIsNamedInTheError() {
        assertThat(
                ImageReference.error("ghcr.io/octo/sh\u200bop@sha256:" + HEX)
                        .orElseThrow()
                        .toString(),
                startsWith("image: has the invisible character U+200B, which is not allowed; given: "));
    }

    @Test
    void errorHidesATokenInAnImage() {
        assertThat(
                ImageReference.error(Clients.SECRET + "@x").orElseThrow().problem(),
                not(containsString(Clients.SECRET)));
    }
}
