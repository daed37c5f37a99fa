package io.jenkins.plugins.deploymentrecord.service;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SubmissionThreadsTest {

    @Test
    void finishedWorkLeavesNoGroup() throws Exception {
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            all.add(SubmissionThreads.submit("credential-" + i, () -> {}));
        }
        for (Future<?> each : all) {
            each.get();
        }

        JenkinsWithStandIn.await("no group is left", () -> SubmissionThreads.groups() == 0);
    }

    @Test
    void hangingWorkDelaysOnlyItsOwnCredentialAndCanBeCancelled() throws Exception {
        var never = new CountDownLatch(1);
        List<Future<?>> hanging = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            hanging.add(SubmissionThreads.submit("hanging", () -> {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
        }

        SubmissionThreads.submit("another", () -> {}).get();
        assertThat(hanging.stream().noneMatch(Future::isDone), is(true));

        hanging.forEach(each -> each.cancel(true));
        assertThrows(CancellationException.class, hanging.getLast()::get);
        JenkinsWithStandIn.await("no group is left", () -> SubmissionThreads.groups() == 0);
    }
}
