package io.jenkins.plugins.deploymentrecord.form;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.util.ListBoxModel;

/** The options of a form for waiting for GitHub's answer. If the form chooses neither, the folders decide. */
record WaitOptions(@CheckForNull Item item, FormDefaults defaults) {

    ListBoxModel list(@CheckForNull String chosen) {
        var access = new FormAccess(item);
        var model = new ListBoxModel();
        model.add(access.mayConfigure() ? defaultText() : Messages.WaitOptions_unset(), "");
        if (access.mayRead() || Boolean.TRUE.toString().equals(chosen)) {
            model.add(text(true), "true");
        }
        if (access.mayRead() || Boolean.FALSE.toString().equals(chosen)) {
            model.add(text(false), "false");
        }
        return model;
    }

    private String defaultText() {
        return defaults.waiting()
                .map(value -> Messages.WaitOptions_ofFolder(text(Boolean.parseBoolean(value.value())), value.origin()))
                .orElseGet(() -> Messages.WaitOptions_default(text(true)));
    }

    private static String text(boolean wait) {
        return wait ? Messages.WaitOptions_wait() : Messages.WaitOptions_doNotWait();
    }
}
