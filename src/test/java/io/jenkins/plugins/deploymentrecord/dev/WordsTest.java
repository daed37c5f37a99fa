package io.jenkins.plugins.deploymentrecord.dev;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The part of docs/development.md's rules for words that a program can check. */
class WordsTest {

    private static final Pattern HOME_MADE_LIMIT = Pattern.compile("\\b(MOST|LEAST|LONGEST|SHORTEST|FEWEST)_[A-Z]");

    /** A condition begins with "if" or "when". */
    private static final Pattern CONDITION_WITH_WHERE = Pattern.compile("[,;] where\\b(?!\\))");

    /** A comment begins with a verb or a noun. */
    private static final Pattern COMMENT_WITH_A_CLAUSE =
            Pattern.compile("(/\\*\\*|//|^ +\\*) +(What|Who|Whose|Those)\\b");

    @Test
    void limitsAreNamedMaxOrMin() throws IOException {
        assertThat(matches(HOME_MADE_LIMIT, javaFiles()), is(empty()));
    }

    @Test
    void conditionsBeginWithIfOrWhen() throws IOException {
        var files = new ArrayList<>(javaFiles());
        for (String ending : List.of(".properties", ".html", ".jelly")) {
            files.addAll(ProjectTree.files("src/main/resources", ending));
        }
        files.addAll(ProjectTree.files("docs", ".md"));
        files.add("README.md");
        assertThat(matches(CONDITION_WITH_WHERE, files), is(empty()));
    }

    @Test
    void commentsBeginWithAVerbOrANoun() throws IOException {
        assertThat(matches(COMMENT_WITH_A_CLAUSE, javaFiles()), is(empty()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    static final int MOST_TAGS = 5;            | true  | false | false
                    static final int MAX_TAGS = 5;             | false | false | false
                    an error, where the token is missing       | false | true  | false
                    the path where the file is                 | false | false | false
                    /** What is wrong, if anything. */         | false | false | true
                    /** Returns the errors; empty if valid. */ | false | false | false
                    """)
    void aRuleFindsItsViolations(String line, boolean isLimit, boolean isWhere, boolean isClause) {
        assertThat(HOME_MADE_LIMIT.matcher(line).find(), is(isLimit));
        assertThat(CONDITION_WITH_WHERE.matcher(line).find(), is(isWhere));
        assertThat(COMMENT_WITH_A_CLAUSE.matcher(line).find(), is(isClause));
    }

    private static List<String> javaFiles() throws IOException {
        return ProjectTree.files("src/main/java", ".java");
    }

    private static List<String> matches(Pattern pattern, List<String> files) throws IOException {
        var found = new ArrayList<String>();
        for (String file : files) {
            for (String line : ProjectTree.lines(file)) {
                if (pattern.matcher(line).find()) {
                    found.add(file + ": " + line.strip());
                }
            }
        }
        return found;
    }
}
