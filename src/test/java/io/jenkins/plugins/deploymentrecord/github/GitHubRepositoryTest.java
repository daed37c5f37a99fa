package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** GitHub wants the repository's name alone; people also give it with its owner. */
class GitHubRepositoryTest {

    private static List<String> faults(String repository) {
        return Records.required().set(RecordField.GITHUB_REPOSITORY, repository).faults().stream()
                .map(Fault::toString)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "octo-org/shop", "Octo-Org/shop", " octo-org/shop "})
    void withOrWithoutItsOwner(String repository) throws Exception {
        assertThat(
                Records.required()
                        .set(RecordField.GITHUB_REPOSITORY, repository)
                        .build()
                        .githubRepository(),
                is("shop"));
    }

    @Test
    void ofAnotherOwner() {
        assertThat(
                faults("other/shop"),
                contains("githubRepository: is a repository of \"other\", but the record goes to the organization"
                        + " \"octo-org\"; given: \"other/shop\"; allowed: a repository of that organization"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"octo-org/", "/", "/shop", "other/"})
    void withHalfOfItMissing(String repository) {
        assertThat(
                faults(repository),
                contains("githubRepository: names no repository; given: \"" + repository + "\"; allowed: the"
                        + " repository's name, with or without the organization in front"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"octo-org/a/b", "octo-org//b", "octo-org/sh op"})
    void withAnImpossibleName(String repository) {
        assertThat(
                faults(repository),
                contains(startsWith("githubRepository: has characters that are not allowed; given: \""
                        + repository.substring(9) + "\"; allowed: ")));
    }

    @Test
    void aUrlIsNoName() {
        assertThat(
                faults("https://github.com/octo-org/shop"),
                contains(startsWith("githubRepository: is a repository of \"https:\", but ")));
    }

    @Test
    void theNameMayBeAsLongAsWithoutOwner() {
        assertThat(faults("octo-org/" + "r".repeat(100)), is(List.of()));
        assertThat(
                faults("octo-org/" + "r".repeat(101)),
                contains(startsWith("githubRepository: has 101 characters, at most 100 are allowed; ")));
    }

    /** As a form checks it, before the rest is known. */
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "any", " ANY "})
    void onItsOwn(String organization) {
        assertThat(DeploymentRecord.repositoryFault("any/shop", organization), is(Optional.empty()));
        assertThat(DeploymentRecord.repositoryFault("shop", organization), is(Optional.empty()));
        assertThat(DeploymentRecord.repositoryFault(null, organization), is(Optional.empty()));
        assertThat(
                DeploymentRecord.repositoryFault("any/", organization)
                        .orElseThrow()
                        .problem(),
                startsWith("names no repository; "));
    }

    @Test
    void withoutAnOrganizationToCompare() {
        assertThat(
                DeploymentRecord.builder().set(RecordField.GITHUB_REPOSITORY, "any/shop").faults().stream()
                        .map(Fault::field)
                        .toList(),
                contains("organization", "name", "digest", "logicalEnvironment", "deploymentName"));
    }
}
