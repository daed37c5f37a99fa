package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

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
        "' shop', shop"
    })
    void isTaken(String image, String name) {
        var reference = Optional.of(new ImageReference(name, new ArtifactDigest("sha256:" + HEX)));
        assertThat(ImageReference.parse(image + "@sha256:" + HEX), is(reference));
        assertThat(ImageReference.parse(image + "@sha256:" + HEX.toUpperCase() + " \n"), is(reference));
        assertThat(ImageReference.fault(image + "@sha256:" + HEX), is(Optional.empty()));
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
    void isNotTaken(String image) {
        assertThat(ImageReference.parse(image), is(Optional.empty()));
        assertThat(
                ImageReference.fault(image),
                is(Optional.of(new Fault(
                        "image",
                        "names no image by its digest; given: " + RecordField.given(image)
                                + "; allowed: registry/name@sha256: and 64 hexadecimal digits"))));
    }

    @Test
    void aTokenIsNotShown() {
        assertThat(
                ImageReference.fault(Clients.SECRET + "@x").orElseThrow().problem(),
                not(containsString(Clients.SECRET)));
    }
}
