package io.jenkins.plugins.deploymentrecord.cluster;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.ResourceBundle;

/** The texts that a person sees, from {@code Texts.properties} in this package: a translation needs no code. */
final class Texts {

    private Texts() {}

    /** Returns the text named {@code key}; arguments are formatted by {@link String#valueOf(Object)}. */
    static String get(String key, Object... arguments) {
        String pattern = ResourceBundle.getBundle(Texts.class.getName()).getString(key);
        return new MessageFormat(pattern)
                .format(Arrays.stream(arguments).map(String::valueOf).toArray());
    }
}
