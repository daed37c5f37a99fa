package io.jenkins.plugins.deploymentrecord.administration;

import io.jenkins.plugins.deploymentrecord.service.Warnings;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The text of a warning about the outbox's files. */
final class WarningText {

    private WarningText() {}

    static String of(Warnings.Entry entry) {
        String file = entry.file().toString();
        String text =
                switch (entry.warning()) {
                    case NEWER_LINES -> Messages.WarningText_newerLines(file, entry.detail());
                    case LINES_SET_ASIDE -> Messages.WarningText_linesSetAside(file, entry.detail());
                    case FILE_BEGUN_ANEW -> Messages.WarningText_fileBegunAnew(file);
                    case NOT_WRITABLE -> Messages.WarningText_notWritable(file, entry.detail());
                    case NO_LOCKS -> Messages.WarningText_noLocks(file, entry.detail());
                    case INTERNAL_ERROR -> Messages.WarningText_internalError(entry.detail());
                };
        return Messages.WarningText_at(
                Instant.ofEpochMilli(entry.at()).truncatedTo(ChronoUnit.SECONDS).toString(), text);
    }
}
