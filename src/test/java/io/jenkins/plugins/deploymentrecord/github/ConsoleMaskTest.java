package io.jenkins.plugins.deploymentrecord.github;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A text is secret if and only if a build's console hides a part of it. */
class ConsoleMaskTest {

    private static final String SECRET = "hunter2-and-more";

    /** A filter that processes lines, like Jenkins' own filters; ends the last line when it is closed. */
    private static final class LineFilter extends FilterOutputStream {

        private final UnaryOperator<String> change;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        LineFilter(OutputStream log, UnaryOperator<String> change) {
            super(log);
            this.change = change;
        }

        @Override
        public void write(int b) throws IOException {
            line.write(b);
            if (b == '\n') {
                endLine();
            }
        }

        private void endLine() throws IOException {
            out.write(change.apply(line.toString(UTF_8)).getBytes(UTF_8));
            line.reset();
        }

        @Override
        public void close() throws IOException {
            endLine();
            super.close();
        }
    }

    private static OutputStream masking(OutputStream log) {
        return new LineFilter(log, line -> line.replace(SECRET, "****"));
    }

    /** Like the plugin timestamper: a time, or an encoded note, in front of each line. */
    private static OutputStream stamping(OutputStream log) {
        return new LineFilter(log, line -> "\u001b[8mha:AAAAlh+LCAAA=\u001b[0m[2026-11-26T06:00:00.000Z] " + line);
    }

    /** Like the plugin ansicolor: translates colors, and leaves the text of a line alone. */
    private static OutputStream coloring(OutputStream log) {
        return new LineFilter(
                log,
                line -> "\u001b[8mha:AAAA\u001b[0m"
                        + line.replaceAll("\u001b\\[[0-9;]*m", "<b>").stripTrailing() + "\u001b[0m\n");
    }

    private static ConsoleMask mask(ConsoleMask.Filters filters) {
        return new ConsoleMask(filters, UTF_8, List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                SECRET,
                "v1-" + SECRET + "-x",
                SECRET + "\n",
                "a line\n" + SECRET,
                "  " + SECRET + "\u00a0",
                "\r\n" + SECRET + "\r\nx"
            })
    void textWithAMaskedPartIsHidden(String text) throws Exception {
        assertThat(mask(ConsoleMaskTest::masking).hides(text), is(true));
        assertThat(mask(log -> stamping(masking(log))).hides(text), is(true));
        assertThat(mask(log -> masking(coloring(log))).hides(text), is(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "1.4.2", "größe 日本 😀", "a\nb\n\nc", "a b", "****", "x\ty", "[2026"})
    void textToWhichFiltersOnlyAddIsShown(String text) throws Exception {
        assertThat(ConsoleMask.NONE.hides(text), is(false));
        assertThat(mask(ConsoleMaskTest::masking).hides(text), is(false));
        assertThat(mask(ConsoleMaskTest::stamping).hides(text), is(false));
        assertThat(mask(ConsoleMaskTest::coloring).hides(text), is(false));
        assertThat(mask(log -> stamping(coloring(masking(log)))).hides(text), is(false));
    }

    /** A character that the log's charset lacks is lost in every line, so its loss does not mark a secret. */
    @Test
    void charactersMissingInTheLogsCharsetAreNotSecret() throws Exception {
        var ascii = new ConsoleMask(ConsoleMaskTest::masking, US_ASCII, List.of());

        assertThat(ascii.hides("größe"), is(false));
        assertThat(ascii.hides("größe " + SECRET), is(true));
    }

    @Test
    void consoleThatDropsLinesHidesThem() throws Exception {
        assertThat(mask(log -> OutputStream.nullOutputStream()).hides("1.4.2"), is(true));
    }

    @Test
    void hiddenTextsAreFoundAmongShownTexts() throws Exception {
        var mask = mask(log -> stamping(masking(log)));

        assertThat(mask.hidden(List.of("shop", SECRET, "1.4.2", "x" + SECRET, "shop")), contains(SECRET, "x" + SECRET));
        assertThat(mask.hidden(List.of("shop", "1.4.2", "shop", "")), is(empty()));
        assertThat(mask.hidden(List.of()), is(empty()));
    }

    /** A line must not be taken for a longer line that contains it. */
    @Test
    void hiddenTextThatIsPartOfAShownTextIsFound() throws Exception {
        var words = mask(log -> new LineFilter(log, line -> line.equals("shop\n") ? "****\n" : line));

        assertThat(words.hidden(List.of("shop", "shop-web")), contains("shop"));
        assertThat(words.hidden(List.of("shop-web", "shop")), contains("shop"));
    }

    @Test
    void hiddenTextAmongAThousandIsFoundWithFewLogs() throws Exception {
        int[] logs = new int[1];
        var mask = mask(log -> {
            logs[0]++;
            return masking(log);
        });
        List<String> texts = IntStream.range(0, 1_000)
                .mapToObj(i -> i == 500 ? SECRET : "text " + i)
                .toList();

        assertThat(mask.hidden(texts), contains(SECRET));
        assertThat(logs[0], is(lessThan(30)));
    }

    /** The console masks the short secret, but a text may contain it by chance. */
    @Test
    void knownShortSecretDoesNotHideATextThatContainsIt() throws Exception {
        ConsoleMask.Filters filters =
                log -> new LineFilter(log, line -> line.replace(SECRET, "****").replace("shop", "****"));
        var mask = new ConsoleMask(filters, UTF_8, List.of(new SecretValue("shop"), new SecretValue(SECRET)));

        assertThat(mask.hidden(List.of("shop", "my-shop-web", "shopshop", "shop\nshop")), is(empty()));
        assertThat(mask.hides("shop " + SECRET), is(true));
        assertThat(mask.hides(SECRET), is(true));
        assertThat(mask(filters).hides("shop"), is(true));
    }
}
