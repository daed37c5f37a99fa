package io.jenkins.plugins.deploymentrecord.kubernetes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The texts that a person sees: no text is missing or unused, and none is broken by MessageFormat's quoting. */
class TextsTest {

    private static final Pattern KEY = Pattern.compile("\\b(?:list|skipped|notice|selector|template)\\.[A-Za-z_]+");

    static Stream<String> everyKey() throws IOException {
        return keys().stream();
    }

    private static Set<String> keys() throws IOException {
        var properties = new Properties();
        try (InputStream in = Texts.class.getResourceAsStream("Texts.properties")) {
            properties.load(in);
        }
        return new TreeSet<>(properties.stringPropertyNames());
    }

    @Test
    void everyTextIsUsedAndEveryUsedTextExists() throws IOException {
        var used = new TreeSet<String>();
        for (var type : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(Texts.class.getPackageName())) {
            try (InputStream in =
                    type.getSource().orElseThrow().getUri().toURL().openStream()) {
                KEY.matcher(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1))
                        .results()
                        .forEach(key -> used.add(key.group()));
            }
        }
        for (var reason : SkippedContainer.Reason.values()) {
            used.add("skipped." + reason);
        }

        assertThat(used.size(), is(greaterThan(30)));
        assertThat(used, is(keys()));
    }

    @ParameterizedTest
    @MethodSource("everyKey")
    void textHasAllItsArguments(String key) {
        String text = Texts.get(key, "<0>", "<1>", "<2>", "<3>");

        assertThat(text, not(matchesPattern("(?s).*\\{\\d.*")));
        assertThat(text, not(containsString("''")));
        assertThat(text, is(text.strip()));
    }

    @ParameterizedTest
    @EnumSource
    void everySkipReasonHasASentenceWithThePod(SkippedContainer.Reason reason) {
        String sentence = new SkippedContainer("shop", "web-1", "app", reason, "detail").sentence();

        assertThat(sentence, matchesPattern("\"shop/web-1\", container \"app\": [a-z].{10,}"));
    }

    @Test
    void skipReasonForAWholePodNamesNoContainer() {
        assertThat(
                new SkippedContainer("shop", "web-1", "*", SkippedContainer.Reason.OTHER_OWNER, "Node n1 (v1)")
                        .sentence(),
                is("\"shop/web-1\": the pod belongs to \"Node n1 (v1)\", which is not a workload of Kubernetes"));
    }
}
