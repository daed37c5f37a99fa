package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The texts that a person sees: no text is missing or unused, and none is broken by MessageFormat's quoting. */
class TextsTest {

    private static final Pattern KEY = Pattern.compile("[a-z]+(\\.[A-Za-z0-9]+)+");
    /** Constants that look like a key, but are not. */
    private static final Set<String> OTHERS = Set.of("api.github.com", "containerimage.digest", "image.name");

    @Test
    void everyTextIsUsedAndEveryUsedTextExists() throws IOException {
        Set<String> used = constants();
        for (String purpose : List.of("invalid", "query")) {
            used.add(purpose + ".one");
            used.add(purpose + ".many");
        }
        for (RateLimit.Kind kind : RateLimit.Kind.values()) {
            used.add("status.limited." + kind);
        }
        for (ConnectionCheck.Severity severity : ConnectionCheck.Severity.values()) {
            used.add("check.verdict." + severity);
        }
        for (DeploymentStatus status : DeploymentStatus.values()) {
            used.add("summary." + status.jsonName());
            used.add("title." + status.jsonName());
        }
        assertThat(used.size(), is(greaterThan(40)));
        assertThat(used, is(keys()));
    }

    private static Set<String> keys() throws IOException {
        var properties = new Properties();
        try (InputStream in = Texts.class.getResourceAsStream("Texts.properties")) {
            properties.load(in);
        }
        return new TreeSet<>(properties.stringPropertyNames());
    }

    /** Returns every text constant of the package's classes that looks like a key. */
    private static Set<String> constants() throws IOException {
        var found = new TreeSet<String>();
        var sources = new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages(Texts.class.getPackageName())
                        .stream()
                        .map(c -> c.getSource().orElseThrow().getUri())
                        .collect(Collectors.toSet());
        for (URI source : sources) {
            try (InputStream in = source.toURL().openStream()) {
                texts(new DataInputStream(in)).stream()
                        .filter(text -> KEY.matcher(text).matches())
                        .filter(text -> !OTHERS.contains(text))
                        .forEach(found::add);
            }
        }
        return found;
    }

    /** Returns the UTF-8 entries of a class file's constant pool: The Java Virtual Machine Specification, 4.4. */
    private static Set<String> texts(DataInputStream in) throws IOException {
        var texts = new HashSet<String>();
        in.skipNBytes(8);
        int count = in.readUnsignedShort();
        for (int i = 1; i < count; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> texts.add(in.readUTF());
                case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
                case 15 -> in.skipNBytes(3);
                case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
                case 5, 6 -> {
                    in.skipNBytes(8);
                    i++;
                }
                default -> throw new IOException("constant of kind " + tag);
            }
        }
        return texts;
    }

    static Stream<String> everyKey() throws IOException {
        return keys().stream();
    }

    @ParameterizedTest
    @MethodSource("everyKey")
    void textHasAllItsArguments(String key) {
        String text = Texts.get(key, "<0>", "<1>", "<2>", "<3>", "<4>");
        assertThat(text, not(matchesPattern("(?s).*\\{\\d.*")));
        assertThat(text, not(containsString("''")));
        assertThat(text, not(containsString("null")));
        assertThat(text, is(text.strip()));
    }

    /** MessageFormat drops a single apostrophe and does not replace the arguments behind it. */
    @ParameterizedTest
    @MethodSource("everyKey")
    void apostrophesInATextAreDoubled(String key) {
        String pattern = ResourceBundle.getBundle(Texts.class.getName()).getString(key);
        assertThat(pattern.replace("''", ""), not(containsString("'")));
    }

    @Test
    void argumentsAreInsertedUnchanged() {
        assertThat(Texts.get("summary.cluster", "it's {0} 1,000"), is("cluster it's {0} 1,000"));
        assertThat(Texts.get("tags.many", 12345, 5), is("12345 tags were given, at most 5 are allowed"));
        assertThat(Texts.get("summary.cluster", (Object) null), is("cluster null"));
    }
}
