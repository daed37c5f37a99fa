package io.jenkins.plugins.deploymentrecord.overview;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.fasterxml.jackson.databind.JsonNode;
import hudson.model.Result;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordsConfiguration;
import java.util.List;
import java.util.Map;
import org.htmlunit.html.HtmlAnchor;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;

/** Tests of the permissions that protect records of other jobs. */
class DeploymentsPermissionTest extends JenkinsWithDeployments {

    @Test
    void thePageOfAJobReportsALaterRecordOfAnotherJob() throws Exception {
        String cluster = folder.getName();
        shop.setDefinition(script(job(""), RECORD + ", version: '1.0.3', cluster: '" + cluster + "'")
                .getDefinition());
        build(Result.SUCCESS, shop);
        assertThat(text("reader", shop.getUrl() + PAGE), not(containsString("No longer the newest state")));

        WorkflowJob rollback = script(
                folder.createProject(WorkflowJob.class, "rollback"),
                RECORD + ", version: '0.9', cluster: '" + cluster + "'");
        build(Result.SUCCESS, rollback);

        assertThat(
                text("admin", shop.getUrl() + PAGE),
                allOf(
                        containsString("No longer the newest state"),
                        containsString("A later record: 0.9"),
                        containsString(rollback.getFullName())));
        assertThat(
                text("reader", shop.getUrl() + PAGE),
                allOf(
                        containsString("No longer the newest state"),
                        containsString("Another job has recorded this deployment since."),
                        not(containsString("0.9")),
                        not(containsString("rollback"))));
        assertThat(text("admin", rollback.getUrl() + PAGE), not(containsString("No longer the newest state")));
        JsonNode newer = json("admin", shop.getUrl() + PAGE + "api/json").at("/deployed/0");
        assertThat(newer.path("newest").booleanValue(), is(false));
        assertThat(newer.at("/newer/0/record/version").textValue(), is("0.9"));
        assertThat(newer.at("/newer/0/confirmed").booleanValue(), is(true));
    }

    @Test
    void thePageOfAJobReportsALaterRefusedRecord() throws Exception {
        String cluster = folder.getName();
        shop.setDefinition(script(job(""), RECORD + ", version: '1.0.1', cluster: '" + cluster + "'")
                .getDefinition());
        build(Result.SUCCESS, shop);
        gitHub.answerNext(422, Map.of(), "{\"message\": \"not this version\"}");
        shop.setDefinition(script(job(""), RECORD + ", version: '1.0.2', cluster: '" + cluster + "'")
                .getDefinition());
        build(Result.FAILURE, shop);
        assertThat(
                text("reader", shop.getUrl() + PAGE),
                allOf(
                        containsString("A later record: 1.0.2 Refused"),
                        not(containsString("No longer the newest state"))));
    }

    @Test
    void theDeploymentsOfAJobAreHiddenFromUsersWhoMayNotReadTheJob() throws Exception {
        Folder hidden = jenkins.createProject(Folder.class);
        WorkflowJob secret = hidden.createProject(WorkflowJob.class, "secret");
        KnownDeployments.of(shop.getFullName())
                .recorded("production", folder.getName(), "1")
                .known();
        KnownDeployments.of(secret.getFullName())
                .recorded("hidden-environment", hidden.getName() + "-deployment", "hidden-version")
                .decommissioned("hidden-environment", hidden.getName() + "-gone")
                .known();
        for (String path : List.of("", "api/json", "deployments.csv", "?status=any", "?sort=-job")) {
            for (String user : List.of("reader", "stranger")) {
                assertThat(
                        user + ' ' + path,
                        get(user, PAGE + path).getWebResponse().getContentAsString(),
                        allOf(not(containsString("hidden-")), not(containsString(hidden.getName() + "-"))));
            }
            assertThat(
                    get("admin", PAGE + path).getWebResponse().getContentAsString(), containsString("hidden-version"));
        }
        assertThat(json("reader", PAGE + "api/json?text=hidden").path("total").intValue(), is(0));
        assertThat(
                json("reader", PAGE + "api/json?text=hidden")
                        .path("otherStatus")
                        .intValue(),
                is(0));
        assertThat(get("reader", hidden.getUrl() + PAGE).getWebResponse().getStatusCode(), is(404));
    }

    @Test
    void aLaterRecordOfAJobThatTheUserMayNotReadIsReportedWithoutDetails() throws Exception {
        WorkflowJob secret = jenkins.createProject(WorkflowJob.class);
        String name = folder.getName();
        KnownDeployments.of(shop.getFullName())
                .recorded("production", name, "1.0")
                .known();
        KnownDeployments.of(secret.getFullName())
                .refused("production", name, "hidden-version")
                .known();
        assertThat(
                text("reader", folder.getUrl() + PAGE),
                allOf(
                        containsString("No longer the newest state"),
                        not(containsString("hidden-version")),
                        not(containsString(secret.getName()))));
        JsonNode row = json("reader", folder.getUrl() + PAGE + "api/json").at("/deployments/0");
        assertThat(row.path("laterHidden").booleanValue(), is(true));
        assertThat(row.path("later").isNull(), is(true));
    }

    @Test
    void theDeploymentsOfADeletedJobAreShownToUsersWhoMayReadItsFolder() throws Exception {
        KnownDeployments.of(shop.getFullName())
                .recorded("production", folder.getName(), "1.0")
                .known();
        shop.delete();
        assertThat(
                text("reader", folder.getUrl() + PAGE),
                allOf(containsString("1.0"), containsString(shop.getFullName() + " (deleted)")));
        assertThat(versions("admin", ""), contains("1.0"));
        assertThat(
                get("stranger", PAGE).getWebResponse().getContentAsString(), not(containsString(shop.getFullName())));
        folder.delete();
        assertThat(
                get("reader", PAGE + "?text=" + folder.getName())
                        .getWebResponse()
                        .getContentAsString(),
                not(containsString(shop.getFullName())));
        assertThat(
                json("admin", PAGE + "api/json?text=" + folder.getName())
                        .path("total")
                        .intValue(),
                is(1));
    }

    @Test
    void thePageOfAFolderCountsTheDeploymentsThatTheUserMayRead() throws Exception {
        String name = folder.getName();
        WorkflowJob secret = folder.createProject(WorkflowJob.class, "secret");
        KnownDeployments.of(shop.getFullName())
                .recorded("staging", name + "-a", "1")
                .recorded("production", name + "-a", "1")
                .recorded("production", name + "-b", "1")
                .refused("production", name + "-b", "2")
                .decommissioned("production", name + "-c")
                .known();
        KnownDeployments.of(secret.getFullName())
                .recorded("production", name + "-hidden", "1")
                .refused("qa", name + "-hidden", "2")
                .known();
        DeploymentRecordsConfiguration.get().setEnvironmentOrder("staging");

        assertThat(
                text("reader", folder.getUrl()),
                containsString("Deployments: 1 in staging, 2 in production \u00b7 refused records: 1"));
        assertThat(
                text("admin", folder.getUrl()),
                containsString("Deployments: 1 in staging, 3 in production, 1 in qa \u00b7 refused records: 2"));
        HtmlPage page = (HtmlPage) get("admin", folder.getUrl());
        String production = page.<HtmlAnchor>getFirstByXPath("//a[contains(., '3 in production')]")
                .getHrefAttribute()
                .replaceFirst("^/jenkins/", "");
        assertThat(text("admin", production), containsString("Deployments: 3"));
        WorkflowJob other = jenkins.createProject(Folder.class).createProject(WorkflowJob.class, "other");
        assertThat(text("admin", other.getParent().getUrl()), not(containsString("Deployments:")));
    }

    @Test
    void theRootRestApiOfJenkinsDoesNotListDeployments() throws Exception {
        KnownDeployments.of(shop.getFullName())
                .recorded("production", folder.getName(), "1.0")
                .known();
        assertThat(get("admin", "api/json?depth=2").getWebResponse().getContentAsString(), not(containsString(DIGEST)));
    }
}
