package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.in;
import static org.hamcrest.Matchers.is;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An exception may be stored in a build's files and be read by a later version of Java. */
class StoredExceptionTest {

    @Test
    void storedInvalidDeploymentKeepsItsMessage() throws Exception {
        var errors = List.of(new FieldError("name", "is missing"), new FieldError("digest", "is missing"));
        var before = new InvalidDeploymentException(errors);
        assertThat(before.errors(), is(errors));

        var after = readBack(before);
        assertThat(after.getMessage(), is(before.getMessage()));
        assertThat(after.errors(), is(empty()));
    }

    @Test
    void storedRateLimitKeepsItsLimit() throws Exception {
        var limit = new RateLimit(RateLimit.Kind.PRIMARY, Clients.NOW);
        var after = readBack(new GitHubException.RateLimited("later", limit));
        assertThat(after.getMessage(), is("later"));
        assertThat(after.limit(), is(limit));
    }

    @Test
    void storedUnavailableKeepsTheTimeOfTheNextAttempt() throws Exception {
        var after = readBack(new GitHubException.Unavailable("later", Clients.NOW, true));
        assertThat(after.notBefore(), is(Optional.of(Clients.NOW)));
        assertThat(
                readBack(new GitHubException.Unavailable("later", null, false)).notBefore(), is(Optional.empty()));
    }

    /** Jenkins' files can contain neither Java records nor {@code java.time}. */
    @ParameterizedTest
    @MethodSource("exceptions")
    void exceptionsStoreOnlyPlainValues(Class<?> exception) {
        Stream.of(exception.getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()))
                .filter(field -> !Modifier.isTransient(field.getModifiers()))
                .map(Field::getType)
                .filter(type -> !type.isEnum())
                .forEach(type -> assertThat(type, is(in(Set.of(String.class, int.class, long.class, boolean.class)))));
    }

    static Stream<Class<?>> exceptions() {
        return Stream.concat(
                Stream.of(InvalidDeploymentException.class, GitHubException.class),
                Stream.of(GitHubException.class.getPermittedSubclasses()));
    }

    @SuppressWarnings("unchecked")
    private static <T extends Exception> T readBack(T exception) throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(exception);
        }
        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (T) in.readObject();
        }
    }
}
