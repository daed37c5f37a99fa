package io.jenkins.plugins.deploymentrecord.outbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.stringContainsInOrder;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The demo without Jenkins shows every kind of record. */
@Timeout(60)
class DemoTest {

    private static final String POST = "> POST /orgs/octo-org/artifacts/metadata/deployment-record HTTP/1.1";

    private static String printed;

    @BeforeAll
    static void run() throws Exception {
        var out = new ByteArrayOutputStream();
        Demo.run(new PrintStream(out, true, StandardCharsets.UTF_8));
        printed = out.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    /** Returns the part of the output below the title with this number. */
    private static String part(int number) {
        String from = printed.substring(printed.indexOf("== " + number + ". "));
        int next = from.indexOf("== " + (number + 1) + ". ");
        return next < 0 ? from : from.substring(0, next);
    }

    private static int posts(String text) {
        return text.split(POST, -1).length - 1;
    }

    @Test
    void theDemoPrintsTheRequestAndTheAnswerOfADeployment() {
        assertThat(
                part(1),
                stringContainsInOrder(
                        POST,
                        "> Accept: application/vnd.github+json",
                        "> Authorization: Bearer ****\n",
                        "> X-GitHub-Api-Version: 2022-11-28\n",
                        "> Content-Type: application/json\n",
                        "> Host: 127.0.0.1:",
                        ">\n> {\"name\":\"shop\",",
                        "\"version\":\"1.4.2\"",
                        "\n\n< HTTP/1.1 200 OK\n",
                        "< {\"total_count\":1,",
                        "\"id\":1001",
                        "\n\nRecorded: shop 1.4.2 (sha256:1bb1e949e55d) deployed in production, cluster europe-1 as"
                                + " shop-web-app [record 1001]\n"));
    }

    @Test
    void anUpdateAndADecommissioningInTheDemoChangeTheSameRecord() {
        assertThat(part(2), stringContainsInOrder("\"version\":\"1.5.0\"", "deployed in production", "[record 1001]"));
        assertThat(part(3), stringContainsInOrder("\"status\":\"decommissioned\"", "[record 1001]"));
    }

    @Test
    void theDemoExplainsARefusedRecord() {
        assertThat(part(4), stringContainsInOrder(POST, "< HTTP/1.1 404 Not Found", "Not Found", "404"));
        assertThat(posts(part(4)), is(1));
    }

    @Test
    void theDemoNamesInvalidFieldsAndDoesNotSendThem() {
        assertThat(part(5), stringContainsInOrder("digest", "status", "githubRepository"));
        assertThat(posts(part(5)), is(0));
    }

    @Test
    void theDemoRetriesDuringAnOutage() {
        assertThat(
                part(6),
                stringContainsInOrder(
                        "< HTTP/1.1 503 ", "503", "< HTTP/1.1 502 ", "502", "< HTTP/1.1 200 OK", "Recorded"));
        assertThat(posts(part(6)), is(3));
    }

    @Test
    void theDemoDoesNotPrintTheToken() {
        assertThat(printed, not(containsString("a-token")));
    }
}
