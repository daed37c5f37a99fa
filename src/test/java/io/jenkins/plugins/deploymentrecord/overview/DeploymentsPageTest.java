package io.jenkins.plugins.deploymentrecord.overview;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import hudson.model.ListView;
import hudson.model.Result;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordsConfiguration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.htmlunit.Page;
import org.htmlunit.html.DomAttr;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;

/** Tests of the page of all deployments. */
class DeploymentsPageTest extends JenkinsWithDeployments {

    @Test
    void thePageShowsTheNewestRecordOfADeploymentOfAnyJob() throws Exception {
        shop.setDefinition(script(job(""), RECORD + ", version: '1.0.3', cluster: '" + folder.getName() + "'")
                .getDefinition());
        WorkflowJob rollback = script(
                folder.createProject(WorkflowJob.class, "rollback"),
                RECORD + ", version: '0.9', cluster: '" + folder.getName() + "'");
        build(Result.SUCCESS, shop);
        build(Result.SUCCESS, rollback);

        assertThat(versions("admin", ""), contains("0.9"));
        assertThat(
                text("admin", folder.getUrl() + PAGE),
                allOf(containsString("0.9"), containsString("rollback"), not(containsString("1.0.3"))));
        assertThat(
                json("admin", PAGE + "api/json?cluster=" + folder.getName())
                        .at("/deployments/0/current/job")
                        .textValue(),
                is(rollback.getFullName()));
    }

    @Test
    void thePageShowsALaterRefusedRecordNextToTheRecordThatGitHubHas() throws Exception {
        KnownDeployments.of(shop.getFullName())
                .recorded("production", folder.getName(), "1.0.1")
                .refused("production", folder.getName(), "1.0.2")
                .known();
        String page = text("reader", folder.getUrl() + PAGE);
        assertThat(page, allOf(containsString("1.0.1"), containsString("1.0.2"), containsString("Refused")));
        JsonNode row = json("reader", folder.getUrl() + PAGE + "api/json?state=refused")
                .at("/deployments/0");
        assertThat(row.at("/current/version").textValue(), is("1.0.1"));
        assertThat(row.at("/current/state").textValue(), is("recorded"));
        assertThat(row.at("/later/version").textValue(), is("1.0.2"));
        assertThat(row.at("/later/message").textValue(), is("not found"));
    }

    @Test
    void decommissionedDeploymentsAreShownOnlyOnRequest() throws Exception {
        KnownDeployments.of(shop.getFullName())
                .recorded("production", folder.getName() + "-a", "1")
                .decommissioned("production", folder.getName() + "-b")
                .known();
        String page = text("reader", folder.getUrl() + PAGE);
        assertThat(page, allOf(containsString("-a"), not(containsString(folder.getName() + "-b"))));
        assertThat(page, containsString("Decommissioned deployments that match: 1"));
        assertThat(versions("reader", "?status=decommissioned"), contains("1.0"));
        assertThat(versions("reader", "?status=any"), contains("1", "1.0"));
    }

    @Test
    void queryParametersFilterAndSortTheDeployments() throws Exception {
        String name = folder.getName();
        KnownDeployments.of(shop.getFullName())
                .recorded("staging", name + "-web", "1")
                .recorded("production", name + "-web", "2")
                .recorded("production", name + "-api", "3")
                .known();
        assertThat(versions("reader", ""), contains("3", "2", "1"));
        assertThat(versions("reader", "?sort=-since"), contains("3", "2", "1"));
        assertThat(versions("reader", "?sort=since"), contains("1", "2", "3"));
        assertThat(versions("reader", "?logicalEnvironment=staging"), contains("1"));
        assertThat(versions("reader", "?text=-API"), contains("3"));
        assertThat(versions("reader", "?cluster=eu-1&deploymentName=" + name + "-web"), contains("2", "1"));
        assertThat(versions("reader", "?cluster=other"), is(empty()));
        assertThat(versions("reader", "?digest=" + DIGEST + "&sort=artifact"), contains("3", "1", "2"));
        assertThat(versions("reader", "?changedSince=" + (KnownDeployments.START + 1_000)), contains("3", "2"));
        assertThat(versions("reader", "?changedSince=2026-03-01T12:00:02Z"), contains("3"));
        assertThat(versions("reader", "?pageSize=2&page=2"), contains("1"));
        assertThat(versions("reader", "?pageSize=2&page=99"), contains("1"));
    }

    /** On the page of all deployments, in its filter, on the page of a job and in the column of a list of jobs. */
    @Test
    void environmentsAreInTheAdministratorsOrder() throws Exception {
        WorkflowJob job = script(
                folder.createProject(WorkflowJob.class, "ordered"),
                Stream.of("production", "qa", "dev")
                        .map(environment -> RECORD.replace("production", environment) + ", version: '" + environment
                                + "', cluster: '" + folder.getName() + "'")
                        .collect(Collectors.joining("\n")));
        build(Result.SUCCESS, job);
        var view = new ListView("order-" + folder.getName(), jenkins.jenkins);
        jenkins.jenkins.addView(view);
        view.setRecurse(true);
        view.add(job);
        view.getColumns().add(new DeployedColumn());
        List<String> alphabetical = List.of("dev", "production", "qa");
        List<String> ordered = List.of("qa", "dev", "production");
        for (List<String> order : List.of(alphabetical, ordered)) {
            DeploymentRecordsConfiguration.get().setEnvironmentOrder(order == ordered ? "qa, unused, Dev" : null);
            assertThat(versions("admin", ""), is(order));
            assertThat(versions("admin", "?sort=-environment"), is(order.reversed()));
            HtmlPage page = (HtmlPage) get("admin", folder.getUrl() + PAGE);
            assertThat(texts(page, "//*[@id='deployment-logicalEnvironment-choices']/option/@value"), is(order));
            HtmlPage ofJob = (HtmlPage) get("admin", job.getUrl() + PAGE);
            assertThat(texts(ofJob, "(//table)[1]/tbody/tr/td[1]"), is(order));
            assertThat(texts(ofJob, "//div[@aria-labelledby='history']//th[position() > 1]"), is(order));
            assertThat(
                    text("admin", "view/" + view.getViewName() + '/'),
                    containsString(order.stream()
                            .map(environment -> environment + ' ' + environment)
                            .collect(Collectors.joining("\n"))));
        }
    }

    private static List<String> texts(HtmlPage page, String xpath) {
        return page.<DomNode>getByXPath(xpath).stream()
                .map(node -> node instanceof DomAttr attribute ? attribute.getValue() : node.asNormalizedText())
                .map(text -> text.lines().findFirst().orElse(""))
                .toList();
    }

    @Test
    void allInvalidFiltersAreReportedTogether() throws Exception {
        KnownDeployments.of(shop.getFullName())
                .recorded("production", folder.getName(), "1")
                .known();
        String wrong = folder.getUrl() + PAGE + "%s?status=up&state=lost&changedSince=today&sort=size";
        for (String path : List.of("", "api/json", "deployments.csv")) {
            Page page = get("reader", wrong.formatted(path));
            assertThat(path, page.getWebResponse().getStatusCode(), is(path.isEmpty() ? 200 : 400));
            assertThat(
                    path,
                    page.getWebResponse().getContentAsString(),
                    allOf(
                            containsString("status is"),
                            containsString("state is"),
                            containsString("changedSince is"),
                            containsString("sort is")));
        }
    }

    @Test
    void theCsvExportHasEveryRowAndQuotesFormulas() throws Exception {
        String name = folder.getName();
        KnownDeployments.of(shop.getFullName())
                .recorded("production", name, "=HYPERLINK(\"x\")")
                .recorded("staging", name, "1,\"2\"")
                .known();
        Page export = get("reader", folder.getUrl() + PAGE + "deployments.csv");
        assertThat(export.getWebResponse().getContentType(), is("text/csv"));
        List<String> lines =
                export.getWebResponse().getContentAsString().lines().toList();
        assertThat(lines.size(), is(3));
        assertThat(
                lines.get(0), startsWith("logicalEnvironment,physicalEnvironment,cluster,deploymentName,name,version"));
        assertThat(lines.get(1), startsWith("production,,eu-1," + name + ',' + name + ",\"'=HYPERLINK(\"\"x\"\")\","));
        assertThat(lines.get(2), containsString("\"1,\"\"2\"\"\""));
    }
}
