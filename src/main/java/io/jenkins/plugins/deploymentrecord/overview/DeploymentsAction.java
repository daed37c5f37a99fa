package io.jenkins.plugins.deploymentrecord.overview;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import hudson.model.Action;
import hudson.model.Api;
import hudson.model.ModelObject;
import hudson.util.HttpResponses;
import io.jenkins.plugins.deploymentrecord.run.DeploymentRecordView;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.verb.GET;

/**
 * The page of the present state of each deployment that the jobs of a controller, a folder or a view recorded. Users
 * see the deployments of the jobs that they may read; the page itself requires no permission.
 */
@Restricted(NoExternalUse.class)
public abstract class DeploymentsAction implements Action {

    static final String URL_NAME = "deployment-records";

    abstract DeploymentScope scope();

    /** Returns the object whose side panel the page shows. */
    public ModelObject owner() {
        return scope().owner();
    }

    public DeploymentsPage page(StaplerRequest2 request) throws IOException {
        return new DeploymentsPage(scope(), new DeploymentFilter(request));
    }

    public Api getApi() throws IOException {
        return new Api(validPage(Stapler.getCurrentRequest2()));
    }

    /**
     * Returns the page for a program; answers 400 if a parameter is invalid, so that the program does not mistake the
     * error for an empty result.
     */
    DeploymentsPage validPage(StaplerRequest2 request) throws IOException {
        DeploymentsPage page = page(request);
        if (!page.getErrors().isEmpty()) {
            throw HttpResponses.error(400, String.join(" ", page.getErrors()));
        }
        return page;
    }

    /** Sends failed records again. */
    public SendingAgain getSendAgain() {
        return new SendingAgain(this);
    }

    /** Compares deployments with GitHub. */
    public ComparisonPage getComparison() {
        return new ComparisonPage(
                owner(),
                scope().name(),
                "../",
                request -> validPage(request).chosen(request.getParameter(DeploymentsPage.DEPLOYMENT)).stream()
                        .map(DeploymentRow::shown)
                        .toList());
    }

    /** The columns of the export. */
    private enum Column {
        LOGICAL_ENVIRONMENT("logicalEnvironment", DeploymentRecordView::getLogicalEnvironment),
        PHYSICAL_ENVIRONMENT("physicalEnvironment", DeploymentRecordView::getPhysicalEnvironment),
        CLUSTER("cluster", DeploymentRecordView::getCluster),
        DEPLOYMENT_NAME("deploymentName", DeploymentRecordView::getDeploymentName),
        NAME("name", DeploymentRecordView::getName),
        VERSION("version", DeploymentRecordView::getVersion),
        DIGEST("digest", DeploymentRecordView::getDigest),
        STATUS("status", DeploymentRecordView::getStatus),
        STATE("state", DeploymentRecordView::getState),
        REQUESTED_AT("requestedAt", view -> view.date(view.getRequestedAt()).toInstant()),
        REQUESTED_BY("requestedBy", DeploymentRecordView::getRequestedBy),
        JOB("job", DeploymentRecordView::getJob),
        BUILD("build", DeploymentRecordView::getBuild),
        ORGANIZATION("organization", DeploymentRecordView::getOrganization),
        GITHUB_REPOSITORY("githubRepository", DeploymentRecordView::getGithubRepository),
        SERVER("server", DeploymentRecordView::getServer),
        ID("id", DeploymentRecordView::getId);

        private final String title;
        private final Function<DeploymentRecordView, Object> value;

        Column(String title, Function<DeploymentRecordView, Object> value) {
            this.title = title;
            this.value = value;
        }

        /** Returns the value as text. A value that a spreadsheet would interpret as a formula is quoted. */
        String text(DeploymentRecordView view) {
            Object content = value.apply(view);
            String text = content == null ? "" : content.toString();
            return text.matches("(?s)[=+\\-@\t\r].*") ? '\'' + text : text;
        }
    }

    /**
     * Exports all deployments that the filter finds as CSV. Each line is the record that GitHub has, or the newest
     * record if GitHub has no record.
     */
    @GET
    @WebMethod(name = "deployments.csv")
    public void doCsv(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        DeploymentsPage page = validPage(request);
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"deployments.csv\"");
        CsvSchema.Builder schema = CsvSchema.builder();
        Arrays.stream(Column.values()).forEach(column -> schema.addColumn(column.title));
        var mapper = new CsvMapper();
        mapper.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        try (var lines = mapper.writer(schema.build().withHeader()).writeValues(response.getWriter())) {
            for (DeploymentRow row : page.all()) {
                Map<String, String> line = new LinkedHashMap<>();
                for (Column column : Column.values()) {
                    line.put(column.title, column.text(row.getCurrent()));
                }
                lines.write(line);
            }
        }
    }

    @Override
    public String getIconFileName() {
        return "symbol-cube";
    }

    @Override
    public String getDisplayName() {
        return Messages.DeploymentsAction_displayName();
    }

    @Override
    public String getUrlName() {
        return URL_NAME;
    }
}
