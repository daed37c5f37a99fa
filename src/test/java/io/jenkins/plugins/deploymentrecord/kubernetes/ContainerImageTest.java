package io.jenkins.plugins.deploymentrecord.kubernetes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.jenkins.plugins.deploymentrecord.github.ArtifactDigest;
import io.jenkins.plugins.deploymentrecord.kubernetes.SkippedContainer.Reason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

/** Name, tag and digest of a container's image. */
class ContainerImageTest {

    private static final String HEX = "9e62385c4a0ddca46689d6dfdffcf8ea15d827fa941aab94cb6629820d740eb1";
    private static final String OTHER_HEX = "b2d2efaf5ac3b366ed0f839d2412a2c4279d4fc2a2a733f12c52133faed36c41";

    @ParameterizedTest
    @CsvSource({
        "nginx, nginx,",
        "nginx:1.29, nginx, 1.29",
        "host:5000/ns/app, host:5000/ns/app,",
        "host:5000/ns/app:v1, host:5000/ns/app, v1",
        "registry.k8s.io/metrics-server:v0.8.1@sha256:" + HEX + ", registry.k8s.io/metrics-server, v0.8.1",
        "quay.io/app@sha256:" + HEX + ", quay.io/app,",
        "[2001:db8::1]:5000/app:v1, [2001:db8::1]:5000/app, v1",
    })
    void imageNameAndTagComeFromTheSpec(String spec, String name, String tag) {
        var image = ContainerImage.of(spec, "docker.io/another/name:latest@sha256:" + HEX);

        assertThat(image.name(), is(name));
        assertThat(image.tag(), is(tag));
        assertThat(image.digest(), is(new ArtifactDigest("sha256:" + HEX)));
        assertThat(image.missing(), is(nullValue()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docker.io/library/nginx@sha256:" + HEX,
                "docker-pullable://nginx@sha256:" + HEX,
                "host:5000/nginx@sha256:" + HEX,
                // another image with a similar name
                "docker.io/library/import-tool@sha256:" + HEX,
                "quay.io/library/import-2025-01-31@sha256:" + HEX,
            })
    void digestComesFromTheNodesReport(String imageId) {
        assertThat(ContainerImage.of("nginx", imageId).digest(), is(new ArtifactDigest("sha256:" + HEX)));
    }

    @ParameterizedTest
    @CsvSource({
        "sha256:" + HEX + ", IMAGE_ID",
        "docker://sha256:" + HEX + ", IMAGE_ID",
        HEX + ", IMAGE_ID",
        "docker://nginx@sha256:" + HEX + ", IMAGE_ID",
        "@sha256:" + HEX + ", IMAGE_ID",
        "nginx@sha256:1234, IMAGE_ID",
        "docker.io/library/import-2025-01-31@sha256:" + HEX + ", IMPORTED",
        "docker-pullable://import-2025-01-31@sha256:" + HEX + ", IMPORTED",
        "import-2025-01-31@sha256:" + HEX + ", IMPORTED",
        "nginx@sha512:" + HEX + HEX + ", OTHER_ALGORITHM",
    })
    void reportWithoutARegistryDigestNeedsAPinnedDigest(String imageId, Reason reason) {
        var image = ContainerImage.of("nginx:1.29", imageId);

        assertThat(image.digest(), is(nullValue()));
        assertThat(image.missing(), is(reason));
        assertThat(
                ContainerImage.of("nginx:1.29@sha256:" + OTHER_HEX, imageId).digest(),
                is(new ArtifactDigest("sha256:" + OTHER_HEX)));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = " ")
    void imageThatIsNotPulledHasNoDigestEvenIfPinned(String imageId) {
        assertThat(ContainerImage.of("nginx@sha256:" + HEX, imageId).missing(), is(Reason.NOT_PULLED));
        assertThat(ContainerImage.of("nginx", imageId).digest(), is(nullValue()));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                ":tag",
                "nginx:",
                "nginx:a b",
                "Nginx",
                "nginx\u0000",
                "a//b",
                "nginx:1:2",
                "nginx\nadmin: yes",
                "@sha256:"
            })
    void imageAgainstTheGrammarIsMalformed(String spec) {
        assertThat(
                ContainerImage.of(spec, "docker.io/library/nginx@sha256:" + HEX).missing(), is(Reason.MALFORMED_IMAGE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256:" + HEX, HEX})
    void imageIdInTheSpecIsNotARegistryDigest(String spec) {
        assertThat(ContainerImage.of(spec, "sha256:" + HEX).missing(), is(Reason.IMAGE_ID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx@sha512:" + HEX + HEX, "nginx@sha256:12", "nginx@md5:12"})
    void pinnedDigestOfAnotherAlgorithmIsIgnored(String spec) {
        assertThat(ContainerImage.of(spec, "nginx@sha256:" + HEX).digest(), is(new ArtifactDigest("sha256:" + HEX)));
        assertThat(ContainerImage.of(spec, "sha256:" + HEX).missing(), is(Reason.OTHER_ALGORITHM));
    }
}
