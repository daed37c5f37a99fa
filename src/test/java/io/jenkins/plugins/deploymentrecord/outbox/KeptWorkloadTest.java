package io.jenkins.plugins.deploymentrecord.outbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxEntry.Workload;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The workload of an entry is kept in the journal and in the states of keys. */
class KeptWorkloadTest {

    private static final Workload API = new Workload("shop", "Deployment", "api", "app", "team in (a)");

    private final OutboxTestBed bed = new OutboxTestBed();

    @Test
    void aWaitingEntryKeepsItsWorkloadAfterAKillARenameAndARewrite() throws Exception {
        bed.accept(bed.entry("a", "shop-api-app", "1").withWorkload(API));
        bed.kill();
        bed.outbox.moved("folder", "team");
        bed.pass(Duration.ofMillis(1));
        bed.close();

        OutboxEntry waiting = bed.snapshot().entries().getFirst().entry();
        assertThat(waiting.workload(), is(API));
        assertThat(waiting.origin().job(), is("team/job"));
        assertThat(bed.keys().states().getFirst().newest().entry().workload(), is(API));
    }

    @Test
    void aConfirmedEntryKeepsItsWorkloadInTheStateOfItsKey() throws Exception {
        bed.accept(bed.entry("a", "shop-api-app", "1").withWorkload(API));
        bed.pass(Duration.ofSeconds(1));
        bed.open().confirm();
        bed.pass(Duration.ofSeconds(1));
        bed.kill();

        KeyState state = bed.keys().states().getFirst();
        assertThat(state.confirmed().entry().workload(), is(API));
        assertThat(bed.snapshot().entries().isEmpty(), is(true));
    }

    @Test
    void anEntryWithoutAWorkloadIsReadAndWrittenWithoutTheField() throws Exception {
        var json = new ObjectMapper();
        String line = json.writeValueAsString(bed.entry("a", "shop-api-app", "1"));

        assertThat(line, not(containsString("workload")));
        assertThat(json.readValue(line, OutboxEntry.class).workload(), is(nullValue()));
    }

    @Test
    void aWorkloadWithoutASelectorAndWithAFieldOfALaterVersionIsRead() throws Exception {
        var json = new ObjectMapper();
        var api = new Workload("shop", "Deployment", "api", "app", null);
        ObjectNode line = (ObjectNode) json.readTree(
                json.writeValueAsString(bed.entry("a", "shop-api-app", "1").withWorkload(api)));
        assertThat(line.path("workload").size(), is(4));
        line.withObject("/workload").put("later", true);

        assertThat(json.readValue(line.toString(), OutboxEntry.class).workload(), is(api));
    }

    @Test
    void aWorkloadWithoutANameIsRejected() {
        assertThrows(IllegalArgumentException.class, () -> new Workload("shop", "Deployment", null, "app", null));
    }
}
