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

/** GitHub expects the repository's name alone; people also type its owner or its URL. */
class GitHubRepositoryTest {

    private static List<String> errors(String repository) {
        return Records.required().set(RecordField.GITHUB_REPOSITORY, repository).validate().stream()
                .map(FieldError::toString)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "octo-org/shop", "Octo-Org/shop", " octo-org/shop "})
    void repositoryIsAcceptedWithOrWithoutItsOwner(String repository) throws Exception {
        assertThat(
                Records.required()
                        .set(RecordField.GITHUB_REPOSITORY, repository)
                        .build()
                        .githubRepository(),
                is("shop"));
    }

    @Test
    void repositoryOfAnotherOwnerIsAnError() {
        assertThat(
                errors("other/shop"),
                contains("githubRepository: is a repository of \"other\", but the record goes to the organization"
                        + " \"octo-org\"; given: \"other/shop\"; allowed: a repository of that organization"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"octo-org/", "/", "/shop", "other/"})
    void repositoryWithoutOwnerOrNameBesideTheSlashIsAnError(String repository) {
        assertThat(
                errors(repository),
                contains("githubRepository: names no repository; given: \"" + repository + "\"; allowed: the"
                        + " repository's name, with or without the organization in front, or its URL"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"octo-org/a/b", "octo-org//b", "octo-org/sh op"})
    void repositoryWithForbiddenCharactersIsAnError(String repository) {
        assertThat(
                errors(repository),
                contains(startsWith("githubRepository: has characters that are not allowed; given: \""
                        + repository.substring(9) + "\"; allowed: ")));
    }

    /** {@code env.GIT_URL} has one of these forms, depending on the checkout of the job. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://github.com/octo-org/shop",
                "https://github.com/octo-org/shop.git",
                "https://github.com/Octo-Org/shop/",
                "https://github.com/octo-org/shop.git/",
                "HTTPS://GitHub.com/octo-org/shop.git",
                "https://www.github.com/octo-org/shop",
                "https://octocat@github.com/octo-org/shop.git",
                "http://github.com:80/octo-org/shop",
                "git://github.com/octo-org/shop.git",
                "ssh://git@github.com/octo-org/shop.git",
                "ssh://git@ssh.github.com:443/octo-org/shop.git",
                "git+ssh://git@github.com/octo-org/shop.git",
                "git+https://github.com/octo-org/shop.git",
                "git@github.com:octo-org/shop.git",
                "git@github.com:octo-org/shop",
                "git@github.com:/octo-org/shop.git",
                "org-1234@github.com:octo-org/shop.git",
                "git@github-work:octo-org/shop.git",
                "github.com:octo-org/shop.git",
                "github.com/octo-org/shop",
                "octo-org/shop.git",
                "octo-org/shop/",
                "shop.git"
            })
    void repositoryIsReadFromItsUrl(String url) throws Exception {
        for (String server : new String[] {"https://api.github.com", "http://localhost:4010"}) {
            var builder = Records.required()
                    .server(ApiUrl.of(server))
                    .set(RecordField.GITHUB_REPOSITORY, "\u00a0" + url + "\n");

            assertThat(builder.build().githubRepository(), is("shop"));
            assertThat(builder.draft().get("github_repository"), is("shop"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://gitlab.com/octo-org/shop.git",
                "git@git.example:octo-org/shop.git",
                "https://octocorp.ghe.com/octo-org/shop",
                "https://api.github.com/octo-org/shop"
            })
    void repositoryOnAnotherHostIsAnError(String url) {
        String host = url.replaceFirst("^(https://|git@)", "").replaceFirst("[:/].*", "");
        assertThat(
                Records.required()
                        .server(ApiUrl.of("https://api.github.com"))
                        .set(RecordField.GITHUB_REPOSITORY, url)
                        .validate()
                        .stream()
                        .map(FieldError::toString)
                        .toList(),
                contains("githubRepository: is at \"" + host + "\", but the record goes to api.github.com; given: \""
                        + url + "\"; allowed: a repository there, or its name alone"));
        assertThat("whose host is not known", errors(url), is(List.of()));
    }

    @Test
    void repositoryMustBeOnTheHostWithDataResidency() {
        var builder = Records.required().server(ApiUrl.of("https://api.octocorp.ghe.com"));

        assertThat(
                builder.set(RecordField.GITHUB_REPOSITORY, "https://octocorp.ghe.com/octo-org/shop.git")
                        .validate(),
                is(List.of()));
        assertThat(
                builder.set(RecordField.GITHUB_REPOSITORY, "https://github.com/octo-org/shop.git")
                        .validate()
                        .size(),
                is(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://github.com/other/shop.git", "git@github.com:other/shop.git", "github.com/other/shop"})
    void urlOfARepositoryOfAnotherOwnerIsAnError(String url) {
        assertThat(
                errors(url),
                contains(startsWith("githubRepository: is a repository of \"other\", but the record goes to the"
                        + " organization \"octo-org\"; given: \"" + url + "\"")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".",
                "..",
                "octo-org/.",
                "octo-org/..",
                "..git",
                "...git",
                "octo-org/.git",
                "https://github.com/octo-org/..",
                "https://github.com/octo-org",
                "https://github.com/octo-org/",
                "https://github.com/octo-org/shop/tree/main",
                "https://github.com",
                "git@github.com:shop.git",
                "file:///srv/git/shop.git",
                "ftp://github.com/octo-org/shop"
            })
    void textThatNamesNoRepositoryIsAnError(String typed) {
        assertThat(
                errors(typed),
                contains("githubRepository: names no repository; given: \"" + typed + "\"; allowed: the"
                        + " repository's name, with or without the organization in front, or its URL"));
    }

    @Test
    void errorHidesAPasswordInTheUrlOfARepository() {
        assertThat(
                errors("https://octocat:s3cret-pw@github.com/octo-org/shop.git"),
                contains("githubRepository: has a password in its URL, which is not quoted here; allowed: the"
                        + " repository's URL without a password, or its name"));
    }

    @Test
    void ownerDoesNotCountForTheLengthOfARepositoryName() {
        assertThat(errors("octo-org/" + "r".repeat(100)), is(List.of()));
        assertThat(
                errors("octo-org/" + "r".repeat(101)),
                contains(startsWith("githubRepository: has 101 characters, at most 100 are allowed; ")));
    }

    /** A form checks the field before the organization is known. */
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "any", " ANY "})
    void repositoryIsValidWithoutAnOrganizationToCompare(String organization) {
        assertThat(SourceRepository.error("any/shop", organization, null), is(Optional.empty()));
        assertThat(SourceRepository.error("shop", organization, null), is(Optional.empty()));
        assertThat(SourceRepository.error(null, organization, null), is(Optional.empty()));
        assertThat(
                SourceRepository.error("any/", organization, null).orElseThrow().problem(),
                startsWith("names no repository; "));
    }

    @Test
    void missingOrganizationDoesNotCauseARepositoryError() {
        assertThat(
                DeploymentRecord.builder().set(RecordField.GITHUB_REPOSITORY, "any/shop").validate().stream()
                        .map(FieldError::field)
                        .toList(),
                contains("organization", "name", "digest", "logicalEnvironment", "deploymentName"));
    }
}
