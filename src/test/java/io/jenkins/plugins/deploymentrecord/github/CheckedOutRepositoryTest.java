package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code githubRepository: 'SCM'}: the only checkout of the organization, or an error. */
class CheckedOutRepositoryTest {

    private static final ApiUrl GITHUB = ApiUrl.of(ApiUrl.GITHUB_COM);

    private static CheckedOutRepository of(String... remotes) {
        return CheckedOutRepository.of(List.of(remotes), "octo-org", GITHUB);
    }

    private static String problem(String... remotes) {
        assertThat(of(remotes).name(), is(Optional.empty()));
        assertThat(of(remotes).notice(), is(Optional.empty()));
        return of(remotes).error().orElseThrow().problem();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://github.com/octo-org/shop",
                "https://github.com/Octo-Org/shop.git",
                "https://octocat:ghp_ThisIsNotARealTokenButOneForTests4567@GitHub.com/octo-org/shop.git",
                "https://ghp_ThisIsNotARealTokenButOneForTests4567@github.com/octo-org/shop.git",
                "ssh://git@github.com/octo-org/shop.git",
                "ssh://git@ssh.github.com:443/octo-org/shop.git",
                "git@github.com:octo-org/shop.git",
                "git@github.com:octo-org/shop"
            })
    void aCheckoutOfTheOrganizationGivesTheRepository(String remote) {
        CheckedOutRepository found =
                of("https://gitlab.com/octo-org/tools.git", remote, "https://github.com/other/lib");

        assertThat(found.error(), is(Optional.empty()));
        assertThat(found.name(), is(Optional.of("shop")));
        assertThat(
                found.notice().orElseThrow().toLowerCase(),
                is("githubrepository: shop, from the checkout of https://github.com/octo-org/shop"));
    }

    @Test
    void theLogLineNamesTheRepositoryAndItsPage() {
        assertThat(
                of("git@github.com:octo-org/shop.git").notice(),
                is(Optional.of("githubRepository: shop, from the checkout of https://github.com/octo-org/shop")));
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.github.com,       https://octocorp.ghe.com/octo-org/shop, false",
        "https://api.octocorp.ghe.com, https://octocorp.ghe.com/octo-org/shop, true",
        "https://api.octocorp.ghe.com, git@octocorp.ghe.com:octo-org/shop.git, true",
        "https://api.octocorp.ghe.com, https://github.com/octo-org/shop,       false",
        "https://api.octocorp.ghe.com, https://other.ghe.com/octo-org/shop,    false",
        "http://localhost:4010,        https://github.com/octo-org/shop,       true"
    })
    void checkoutMustBeOnTheHostOfTheServer(String server, String remote, boolean isFound) {
        var found = CheckedOutRepository.of(List.of(remote), "octo-org", ApiUrl.of(server));

        assertThat(found.name().isPresent(), is(isFound));
        assertThat(found.error().isPresent(), is(!isFound));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://github.com/other/shop.git",
                "https://github.com/octo-org/shop/wiki",
                "https://github.com/octo-org/sh op",
                "https://github.com.evil.example/octo-org/shop",
                "git@github-work:octo-org/shop.git",
                "http://github/octo-org/shop.git",
                "octo-org/shop",
                "shop",
                "/srv/git/octo-org/shop.git",
                "file:///srv/git/shop.git",
                "https://github.com/octo-org/${REPOSITORY}"
            })
    void aCheckoutThatIsNotCertainlyOfTheOrganizationDoesNotCount(String remote) {
        assertThat(
                problem(remote),
                allOf(
                        containsString("this build has checked out no such repository; found: "),
                        containsString("the repository of \"octo-org\" at github.com")));
    }

    @Test
    void twoSpellingsOfOneRepositoryAreOneRepository() {
        assertThat(
                of("git@github.com:octo-org/shop.git", "https://github.com/Octo-Org/Shop")
                        .error(),
                is(Optional.empty()));
    }

    @Test
    void severalRepositoriesOfTheOrganizationAreAnErrorThatListsThem() {
        assertThat(
                problem(
                        "https://octocat:secret@github.com/octo-org/shop.git",
                        "git@github.com:octo-org/cart.git",
                        "https://github.com/other/lib"),
                is(
                        "is SCM, which stands for the only repository of the organization that this build checks out, but there"
                                + " are several; found: https://github.com/octo-org/cart, https://github.com/octo-org/shop; allowed:"
                                + " the name of the repository that the artifact was built from"));
    }

    @Test
    void buildWithoutACheckoutIsAnError() {
        assertThat(
                problem(),
                is(
                        "is SCM, which stands for the repository that this build checks out, but this build has checked out no"
                                + " Git repository yet; allowed: SCM after a checkout with the Git plugin, or the repository's name"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://octocat:s3cret@example.com/a/b.git",
                "https://octocat:s3cret@example.com/a/b/c.git",
                "https://octocat:s3cret/s3cret@example.com/a/b/c.git",
                "https://octocat:s3cret@s3cret@example.com/a/b.git",
                "octocat:s3cret@example.com/a/b/c",
                "https://example.com/a/b?access_token=s3cret",
                "https://example.com/a/b/c?access_token=s3cret",
                "https://example.com/a/b#s3cret",
                "custom+scheme://octocat:s3cret@example.com/a"
            })
    void anErrorShowsCheckoutsWithoutSecrets(String remote) {
        assertThat(problem(remote), allOf(containsString("example.com/a"), not(containsString("s3cret"))));
    }

    @Test
    void anErrorShowsACheckoutInOneLineWithoutAToken() {
        assertThat(
                problem("ftp://ghp_ThisIsNotARealTokenButOneForTests4567\n/a"),
                allOf(not(containsString("ghp_")), not(containsString("\n")), containsString("looks like a token")));
    }

    @Test
    void anErrorListsTenCheckoutsAndCountsTheOthers() {
        String problem = problem(IntStream.range(10, 23)
                .mapToObj(i -> "https://github.com/other/r" + i)
                .toArray(String[]::new));

        assertThat(
                problem,
                allOf(containsString("/r19 and 3 more"), containsString("/r10, "), not(containsString("/r20"))));
    }

    @Test
    void withoutAnOrganizationThereIsNeitherARepositoryNorAnError() {
        var found = CheckedOutRepository.of(List.of("https://github.com/octo-org/shop"), " ", GITHUB);

        assertThat(found.name(), is(Optional.empty()));
        assertThat(found.error(), is(Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({"SCM, true", "' SCM ', true", "scm, false", "octo-org/SCM, false", ", false"})
    void onlyScmInUpperCaseMeansTheCheckout(String typed, boolean isRequest) {
        assertThat(CheckedOutRepository.isRequestedBy(typed), is(isRequest));
    }
}
