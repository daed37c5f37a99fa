package io.jenkins.plugins.deploymentrecord.service;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import net.sf.json.JSONObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.springframework.security.core.Authentication;

/** The token is looked up anew for each attempt, in a secret store that may fail, hang, or find nothing. */
class CredentialAttemptsTest extends JenkinsWithStandIn {

    private static final String OTHER = "ghp_AnotherTokenThatIsNotARealOne78901234";
    private static final String STORED = RECORD + ", credentialsId: 'stored'";

    /** An external secret store; a test determines its answers. */
    @TestExtension
    public static final class SecretStore extends CredentialsProvider {

        /** By the credential's ID; the value is null if there is no such credential. */
        static final Map<String, Callable<String>> SECRETS = new ConcurrentHashMap<>();
        /** Whether a look-up without a server hangs. */
        static volatile boolean hangsWithoutServer;

        @Override
        public <C extends IdCredentials> C getCredentialByIdInItem(
                String id, Class<C> type, Item item, Authentication user, List<DomainRequirement> requirements) {
            return find(id, type, requirements);
        }

        @Override
        public <C extends IdCredentials> C getCredentialByIdInItemGroup(
                String id, Class<C> type, ItemGroup<?> group, Authentication user, List<DomainRequirement> required) {
            return find(id, type, required);
        }

        private static <C> C find(String id, Class<C> type, List<DomainRequirement> requirements) {
            try {
                if (hangsWithoutServer && requirements.isEmpty()) {
                    new CountDownLatch(1).await();
                }
                String secret = SECRETS.containsKey(id) ? SECRETS.get(id).call() : null;
                return secret == null ? null : type.cast(token(id, secret));
            } catch (Exception e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
        }

        @Override
        public <C extends Credentials> List<C> getCredentialsInItem(
                Class<C> type, Item item, Authentication user, List<DomainRequirement> requirements) {
            return List.of();
        }

        @Override
        @SuppressWarnings("rawtypes") // the signature of CredentialsProvider
        public <C extends Credentials> List<C> getCredentialsInItemGroup(
                Class<C> type, ItemGroup group, Authentication user, List<DomainRequirement> requirements) {
            return List.of();
        }
    }

    private final AtomicInteger lookUps = new AtomicInteger();

    @BeforeEach
    void emptyStore() {
        SecretStore.SECRETS.clear();
        SecretStore.hangsWithoutServer = false;
        servers(patientServer("stand-in", gitHub.url()));
    }

    private interface LookUp {
        /** @param count the number of the look-up, starting with 1 */
        String answer(int count) throws Exception;
    }

    private void storeAnswers(LookUp lookUp) {
        SecretStore.SECRETS.put("stored", () -> lookUp.answer(lookUps.incrementAndGet()));
    }

    private List<String> sentTokens() {
        return requests().stream()
                .map(request ->
                        request.at("/headers/authorization/0").textValue().replaceFirst("^Bearer ", ""))
                .toList();
    }

    private static void awaitBuild(Run<?, ?> run) throws Exception {
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
    }

    @Test
    void aHangingLookUpDelaysOnlyRecordsOfItsCredentialAndIsShownOnThePage() throws Exception {
        var answers = new CountDownLatch(1);
        storeAnswers(count -> {
            answers.await();
            return OTHER;
        });
        servers(impatientServer("stand-in", gitHub.url()));
        var first = start(job(STORED));
        var second = start(job(STORED.replace("shop-web", "shop-api") + ", wait: false"));

        jenkins.assertLogContains("[record 1001]", build(Result.SUCCESS, RECORD.replace("shop-web", "shop-db")));
        awaitBuild(second);
        jenkins.waitForMessage("still being delivered", first);
        awaitBuild(first);
        assertThat(sentTokens(), contains(TOKEN));
        await("the page names the look-ups", () -> hangingLookUps().size() == 2);
        assertThat(
                hangingLookUps(),
                containsInAnyOrder(
                        "stored for " + first.getParent().getFullName(),
                        "stored for " + second.getParent().getFullName()));
        jenkins.assertLogContains("[record 1002]", build(Result.SUCCESS, RECORD.replace("shop-web", "shop-queue")));

        answers.countDown();
        await("the records of the credential arrive", () -> gitHub.records().size() == 4);
        assertThat(sentTokens(), contains(TOKEN, TOKEN, OTHER, OTHER));
    }

    private static List<String> hangingLookUps() throws Exception {
        var named = new ArrayList<String>();
        var page = jenkins.getJSON("manage/deployment-records/api/json").getJSONObject();
        for (Object account : page.getJSONArray("accounts")) {
            for (Object each : ((JSONObject) account).getJSONArray("hangingLookups")) {
                var lookUp = (JSONObject) each;
                named.add(lookUp.getString("credentialsId") + " for " + lookUp.getString("job"));
            }
        }
        return named;
    }

    @Test
    void aLookUpThatFailsTwiceIsRetried() throws Exception {
        storeAnswers(count -> {
            if (count <= 2) {
                throw new IllegalStateException("the store is away");
            }
            return OTHER;
        });

        var run = build(Result.SUCCESS, STORED);

        assertThat(sentTokens(), contains(OTHER));
        jenkins.assertLogContains("[record 1001]", run);
        jenkins.assertLogNotContains("ERROR", run);
        jenkins.assertLogNotContains("\tat ", run);
    }

    @Test
    void aRecordIsAcceptedDuringAnOutageOfTheSecretStoreAndDeliveredLater() throws Exception {
        var secret = new AtomicReference<String>();
        storeAnswers(count -> {
            if (secret.get() == null) {
                throw new IllegalStateException("the store is away");
            }
            return secret.get();
        });

        var run = build(
                Result.SUCCESS, "def r = " + STORED.replaceFirst(" ", "(") + ", wait: false)\necho \"${r.pending}\"");
        jenkins.assertLogContains("true", run);
        await("an attempt fails", () -> lookUps.get() > 2);
        assertThat(gitHub.received(), empty());

        secret.set(OTHER);
        await("it is delivered", () -> gitHub.records().size() == 1);
        assertThat(sentTokens(), contains(OTHER));
    }

    @Test
    void aCredentialThatIsMissingOnceDuringTheCheckIsNoError() throws Exception {
        storeAnswers(count -> count == 1 ? null : OTHER);

        var run = build(Result.SUCCESS, STORED);

        assertThat(sentTokens(), contains(OTHER));
        jenkins.assertLogNotContains("there is no credential", run);
    }

    @Test
    void aStoreThatHangsAfterAMissingCredentialBlocksNoBuild() throws Exception {
        SecretStore.hangsWithoutServer = true;
        storeAnswers(count -> null);

        var run = build(Result.SUCCESS, STORED + ", wait: false");

        jenkins.assertLogContains("still being delivered", run);
    }

    @Test
    void aCredentialThatIsMissingOnceForAnAttemptIsLookedUpAgain() throws Exception {
        storeAnswers(count -> count == 2 ? null : OTHER);

        var run = build(Result.SUCCESS, STORED);

        assertThat(sentTokens(), contains(OTHER));
        jenkins.assertLogContains("Waits for the next look-up of the credential", run);
        jenkins.assertLogContains("there is no credential \"stored\"", run);
        jenkins.assertLogContains("[record 1001]", run);
    }

    @Test
    void aRenewedTokenIsSentAtOnceAfterARefusalOfTheToken() throws Exception {
        storeAnswers(count -> count <= 2 ? TOKEN : OTHER);
        gitHub.answerNext(401, Map.of(), "{\"message\":\"Bad credentials\"}");

        var run = build(Result.SUCCESS, STORED);

        assertThat(sentTokens(), contains(TOKEN, OTHER));
        jenkins.assertLogContains("[record 1001]", run);
        jenkins.assertLogNotContains("The same token is tried again", run);
    }

    @Test
    void anUnchangedTokenWaitsAfterARefusalUntilItIsRenewed() throws Exception {
        var secret = new AtomicReference<>(TOKEN);
        storeAnswers(count -> secret.get());
        gitHub.answerNext(401, Map.of(), "{\"message\":\"Bad credentials\"}");

        var run = start(job(STORED));
        jenkins.waitForMessage("The same token is tried again every 30 seconds for two minutes", run);
        assertThat(gitHub.received(), hasSize(1));
        secret.set(OTHER);

        awaitBuild(run);
        assertThat(sentTokens(), contains(TOKEN, OTHER));
        jenkins.assertLogContains("[record 1001]", run);
        assertThat(
                JenkinsRule.getLog(run)
                        .lines()
                        .filter(line -> line.contains("The same token is tried again"))
                        .toList(),
                hasSize(1));
    }
}
