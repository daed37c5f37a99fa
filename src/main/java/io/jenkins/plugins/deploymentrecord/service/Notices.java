package io.jenkins.plugins.deploymentrecord.service;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deploymentrecord.github.AnswerNotice;
import io.jenkins.plugins.deploymentrecord.github.GitHubToken;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The announcements in GitHub's latest responses: tokens that expire, and the end of the API version. Kept in memory
 * only, since the next response repeats them. Thread-safe.
 */
@Restricted(NoExternalUse.class)
public final class Notices {

    /** A token with a shorter life is renewed by a program. */
    private static final Duration SHORT_LIFE = Duration.ofDays(1);

    private static final int MAX_TOKENS = 1_000;

    /** Guarded by this; so is versionEnds. */
    private final Map<Credential, Instant> tokens = new LinkedHashMap<>();

    private final Map<String, Optional<Instant>> versionEnds = new LinkedHashMap<>();

    /** A credential as named by a job. */
    record Credential(String apiUrl, String credentialsId, String job) {}

    /**
     * A token that expires.
     *
     * @param job a job that used the token recently
     */
    public record ExpiringToken(String apiUrl, String credentialsId, String job, Instant expires) {}

    /**
     * The end of the API version that this plugin requests.
     *
     * @param ends null if GitHub did not announce a time
     */
    public record VersionEnd(String apiUrl, @CheckForNull Instant ends) {}

    void add(OutboxEntry entry, GitHubToken token, AnswerNotice notice, Instant now) {
        add(
                new Credential(
                        entry.destination().apiUrl(),
                        entry.destination().credentialsId(),
                        entry.origin().job()),
                token,
                notice,
                now);
    }

    /** @param credential whose token authenticated the request */
    synchronized void add(Credential credential, GitHubToken token, AnswerNotice notice, Instant now) {
        if (notice.isVersionDeprecated()) {
            versionEnds.put(credential.apiUrl(), notice.versionEnds());
        } else if (notice.isSuccess()) {
            versionEnds.remove(credential.apiUrl());
        }
        if (!token.isOfInstallation()) {
            notice.tokenExpires().ifPresentOrElse(expires -> expires(credential, expires, now), () -> {
                if (notice.isSuccess()) {
                    renewed(credential);
                }
            });
        }
    }

    private void expires(Credential credential, Instant expires, Instant now) {
        if (expires.equals(tokens.get(credential))) {
            return;
        }
        renewed(credential);
        if (expires.isAfter(now.plus(SHORT_LIFE)) && tokens.size() < MAX_TOKENS) {
            tokens.put(credential, expires);
        }
    }

    /** The credential has a new token: the expiry of the old token is removed for all jobs. */
    private void renewed(Credential credential) {
        Instant old = tokens.remove(credential);
        tokens.entrySet()
                .removeIf(other -> other.getValue().equals(old)
                        && other.getKey().apiUrl().equals(credential.apiUrl())
                        && other.getKey().credentialsId().equals(credential.credentialsId()));
    }

    /** Returns the tokens that have not expired now, but will expire before a given time, without duplicates. */
    public synchronized List<ExpiringToken> expiring(Instant now, Instant before) {
        var found = new LinkedHashMap<List<Object>, ExpiringToken>();
        tokens.forEach((credential, expires) -> {
            if (expires.isBefore(before) && expires.isAfter(now)) {
                found.putIfAbsent(
                        List.of(credential.apiUrl(), credential.credentialsId(), expires),
                        new ExpiringToken(credential.apiUrl(), credential.credentialsId(), credential.job(), expires));
            }
        });
        return List.copyOf(found.values());
    }

    /** Returns the servers that announce the end of the API version. */
    public synchronized List<VersionEnd> versionEnds() {
        return versionEnds.entrySet().stream()
                .map(end -> new VersionEnd(end.getKey(), end.getValue().orElse(null)))
                .toList();
    }
}
