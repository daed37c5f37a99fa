package io.jenkins.plugins.deploymentrecord.kubernetes;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * The text of a file: detects its encoding, which is UTF-8 or PowerShell's UTF-16, and its format. JSON may be of any
 * size; YAML is limited, because it is slow to parse.
 */
final class ListText {

    private static final int BUFFER = 64 * 1024;
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final Reader reader;
    private final int maxYamlCharacters;
    private boolean json;
    private boolean tooLong;
    private boolean atEnd;

    /** @throws IOException if the stream cannot be read */
    ListText(InputStream in, int maxYamlCharacters) throws IOException {
        this.maxYamlCharacters = maxYamlCharacters;
        var bytes = new BufferedInputStream(in, BUFFER);
        bytes.mark(2);
        Charset charset = charset(bytes.readNBytes(2));
        bytes.reset();
        // an explicit decoder, because an InputStreamReader with a charset replaces malformed bytes
        reader = new BufferedReader(new InputStreamReader(bytes, charset.newDecoder()), BUFFER);
    }

    /** Whether the parser reached the limit of YAML. */
    boolean isTooLong() {
        return tooLong;
    }

    /** Whether the JSON parser has read the whole text; always false for YAML, whose parser reads ahead. */
    boolean isJsonAtEnd() {
        return json && atEnd;
    }

    JsonParser parser() throws IOException {
        json = firstCharacter() == '{';
        if (json) {
            return JsonFactory.builder()
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .build()
                    .createParser(new WatchedReader());
        }
        var options = new LoaderOptions();
        // this class has a limit of its own, whose error can be distinguished from others
        options.setCodePointLimit(Integer.MAX_VALUE);
        return YAMLFactory.builder().loaderOptions(options).build().createParser(new WatchedReader());
    }

    private static Charset charset(byte[] start) {
        if (start.length == 2 && (start[0] == 0 || start[0] == (byte) 0xFE && start[1] == (byte) 0xFF)) {
            return StandardCharsets.UTF_16BE;
        }
        return start.length == 2 && (start[1] == 0 || start[0] == (byte) 0xFF && start[1] == (byte) 0xFE)
                ? StandardCharsets.UTF_16LE
                : StandardCharsets.UTF_8;
    }

    /** Returns the first character that is not white space, without consuming it; -1 if there is none. */
    private int firstCharacter() throws IOException {
        int c;
        do {
            reader.mark(1);
            c = reader.read();
        } while (c == BYTE_ORDER_MARK || c >= 0 && Character.isWhitespace(c));
        reader.reset();
        return c;
    }

    private final class WatchedReader extends FilterReader {

        private long left = json ? Long.MAX_VALUE : maxYamlCharacters;

        WatchedReader() {
            super(ListText.this.reader);
        }

        @Override
        public int read(char[] buffer, int offset, int length) throws IOException {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException();
            }
            int count = super.read(buffer, offset, length);
            atEnd = count < 0;
            left -= Math.max(0, count);
            if (left < 0) {
                tooLong = true;
                throw new IOException("longer than " + maxYamlCharacters);
            }
            return count;
        }
    }
}
