package io.jenkins.plugins.deploymentrecord.kubernetes;

import io.jenkins.plugins.deploymentrecord.github.FieldError;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import io.jenkins.plugins.deploymentrecord.github.TypedText;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Composes the deployment names of a cluster's containers: a text with {@code {namespace}}, {@code {kind}}, {@code
 * {workload}} or its alias {@code {deployment}}, and {@code {container}}.
 */
public record DeploymentNameTemplate(String text) implements Serializable {

    /** The format that GitHub's API recommends. */
    public static final DeploymentNameTemplate DEFAULT =
            new DeploymentNameTemplate("{namespace}-{workload}-{container}");

    /**
     * Suggested, in this order, if a template does not fit; the second is the template of github/deployment-tracker.
     */
    private static final List<DeploymentNameTemplate> OTHERS = List.of(
            DEFAULT,
            new DeploymentNameTemplate("{namespace}/{workload}/{container}"),
            new DeploymentNameTemplate("{namespace}/{kind}/{workload}/{container}"),
            new DeploymentNameTemplate("{workload}/{container}"),
            new DeploymentNameTemplate("{workload}"));

    private static final String FIELD = "deploymentNameTemplate";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)\\}");
    private static final Pattern LONE_BRACE = Pattern.compile("[{}]");
    private static final Set<String> KNOWN = Set.of("namespace", "kind", "workload", "deployment", "container");

    /**
     * Parses a template.
     *
     * @return {@link #DEFAULT} for a null or blank text; empty if the text has an {@link #error}
     */
    public static Optional<DeploymentNameTemplate> parse(String typed) {
        String text = TypedText.trimToNull(typed);
        if (text == null) {
            return Optional.of(DEFAULT);
        }
        return error(text).isPresent() ? Optional.empty() : Optional.of(new DeploymentNameTemplate(text));
    }

    /**
     * Validates a template.
     *
     * @return the error, an unknown placeholder or no placeholder at all; empty if the template is valid
     */
    public static Optional<FieldError> error(String typed) {
        String text = TypedText.trimToNull(typed);
        if (text == null) {
            return Optional.empty();
        }
        List<String> names = PLACEHOLDER
                .matcher(text)
                .results()
                .map(placeholder -> placeholder.group(1))
                .toList();
        boolean loneBrace =
                LONE_BRACE.matcher(PLACEHOLDER.matcher(text).replaceAll("")).find();
        return names.isEmpty() || loneBrace || !KNOWN.containsAll(names)
                ? Optional.of(new FieldError(FIELD, Texts.get("template.malformed", RecordField.quoted(typed))))
                : Optional.empty();
    }

    public String nameOf(RunningContainer container) {
        return PLACEHOLDER.matcher(text).replaceAll(match -> Matcher.quoteReplacement(value(match, container)));
    }

    /**
     * Validates the names of containers: GitHub must accept each name, and no two containers may overwrite each other's
     * record. Each error suggests a template that fits all containers, if there is one.
     *
     * @return empty if every container has a unique name that is a valid deployment name
     */
    public List<FieldError> errors(List<RunningContainer> containers) {
        List<String> problems = problems(containers);
        if (problems.isEmpty()) {
            return List.of();
        }
        String advice = OTHERS.stream()
                .filter(other -> other.problems(containers).isEmpty())
                .findFirst()
                .map(other -> Texts.get("template.other", other.text()))
                .orElseGet(() -> Texts.get("template.none"));
        return problems.stream()
                .map(problem -> new FieldError(FIELD, problem + "; " + advice))
                .toList();
    }

    private List<String> problems(List<RunningContainer> containers) {
        var problems = new ArrayList<String>();
        Map<String, RunningContainer> byName = new HashMap<>();
        for (RunningContainer container : containers) {
            String name = nameOf(container);
            RecordField.DEPLOYMENT_NAME
                    .check(name)
                    .ifPresent(
                            error -> problems.add(Texts.get("template.name", described(container), error.problem())));
            RunningContainer other = byName.putIfAbsent(name, container);
            if (other != null) {
                problems.add(
                        Texts.get("template.twice", described(other), described(container), RecordField.quoted(name)));
            }
        }
        return problems;
    }

    private static String described(RunningContainer container) {
        return RecordField.quoted(container.workload().toString() + '/' + container.container());
    }

    private static String value(MatchResult placeholder, RunningContainer container) {
        return switch (placeholder.group(1)) {
            case "namespace" -> container.workload().namespace();
            case "kind" -> container.workload().kind();
            case "workload", "deployment" -> container.workload().name();
            case "container" -> container.container();
            default -> placeholder.group();
        };
    }
}
