package io.jenkins.plugins.deploymentrecord.cluster;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.ResourceBundle;

/** The texts that a person sees, from {@code Texts.properties} beside this class: a translation needs no code. */
final class Texts {

    private Texts() {}

    /** The text named {@code key}; arguments are put in as {@link String#valueOf(Object)} gives them. */
    static String get(String key, Object... arguments) {
        String pattern = ResourceBundle.getBundle(Texts.class.getName()).getString(key);
        return new MessageFormat(pattern)
                .format(Arrays.stream(arguments).map(String::valueOf).toArray());
    }
}
