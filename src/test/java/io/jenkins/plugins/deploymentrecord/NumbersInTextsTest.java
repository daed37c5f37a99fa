package io.jenkins.plugins.deploymentrecord;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import io.jenkins.plugins.deploymentrecord.administration.AccountRow;
import io.jenkins.plugins.deploymentrecord.administration.EntryRow;
import io.jenkins.plugins.deploymentrecord.administration.Selection;
import io.jenkins.plugins.deploymentrecord.run.DeploymentRecordView;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.type.PrimitiveType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * MessageFormat prints a number in groups of digits and in the language of the controller, and "#1,234" is not the name
 * of a build. So numbers are passed to every text as strings.
 */
class NumbersInTextsTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path PAGES = Path.of("src/main/resources");
    private static final Pattern TEXT_WITH_ARGUMENTS = Pattern.compile("\\$\\{%[^(}]+\\((.*?)\\)\\}");
    private static final Pattern PROPERTY = Pattern.compile("(\\w+)\\.([a-z])(\\w*)");

    /** The classes of the beans that a page names. */
    private static final Map<String, List<Class<?>>> BEANS = Map.of(
            "entry", List.of(DeploymentRecordView.class, EntryRow.class),
            "lookup", List.of(AccountRow.Lookup.class),
            "selection", List.of(Selection.class));

    private final List<String> numbers = new ArrayList<>();
    private int texts;

    @Test
    void noMessageHasANumberAsArgument() throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var diagnostics = new DiagnosticCollector<JavaFileObject>();
        try (var files = compiler.getStandardFileManager(diagnostics, Locale.ROOT, StandardCharsets.UTF_8)) {
            var task = (JavacTask) compiler.getTask(
                    null,
                    files,
                    diagnostics,
                    List.of("-proc:none", "-classpath", classpath()),
                    null,
                    files.getJavaFileObjectsFromPaths(filesIn(SOURCES, ".java")));
            Iterable<? extends CompilationUnitTree> units = task.parse();
            task.analyze();
            var calls = new MessageCalls(task);
            units.forEach(unit -> calls.scan(unit, null));
        }

        assertThat(texts, is(greaterThan(40)));
        assertThat(numbers, is(empty()));
    }

    /**
     * The values that a page inserts are known only when it is shown, so each value must be a string property of a
     * bean, or be converted to a string in the page.
     */
    @Test
    void noTextOfAPageHasANumberAsArgument() throws Exception {
        for (Path page : filesIn(PAGES, ".jelly")) {
            var matcher = TEXT_WITH_ARGUMENTS.matcher(Files.readString(page));
            while (matcher.find()) {
                texts++;
                for (String argument : matcher.group(1).split(", ")) {
                    if (!argument.endsWith(".toString()") && !isText(argument)) {
                        numbers.add(page.getFileName() + ": " + argument);
                    }
                }
            }
        }

        assertThat(texts, is(greaterThan(10)));
        assertThat(numbers, is(empty()));
    }

    private static boolean isText(String expression) {
        var property = PROPERTY.matcher(expression);
        if (!property.matches()) {
            return false;
        }
        String getter = "get" + property.group(2).toUpperCase(Locale.ROOT) + property.group(3);
        List<Method> getters = BEANS.getOrDefault(property.group(1), List.of()).stream()
                .flatMap(bean -> Stream.of(bean.getMethods()))
                .filter(method -> method.getName().equals(getter))
                .toList();
        return !getters.isEmpty() && getters.stream().allMatch(method -> method.getReturnType() == String.class);
    }

    private static List<Path> filesIn(Path directory, String end) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(end)).toList();
        }
    }

    /** Returns the class path. Surefire's own class path has a jar that refers to the other jars. */
    private static String classpath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** Collects the arguments of messages that may be formatted as a number or a date. */
    private final class MessageCalls extends TreePathScanner<Void, Void> {

        private final JavacTask task;
        private final Trees trees;

        MessageCalls(JavacTask task) {
            this.task = task;
            trees = Trees.instance(task);
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
            if (call.getMethodSelect() instanceof MemberSelectTree method
                    && method.getExpression() instanceof IdentifierTree owner
                    && owner.getName().contentEquals("Messages")) {
                texts++;
                call.getArguments().forEach(argument -> check(call, argument));
            }
            return super.visitMethodInvocation(call, nothing);
        }

        private void check(MethodInvocationTree call, ExpressionTree argument) {
            if (argument instanceof ConditionalExpressionTree choice) {
                check(call, choice.getTrueExpression());
                check(call, choice.getFalseExpression());
            } else if (argument instanceof ParenthesizedTree inner) {
                check(call, inner.getExpression());
            } else if (mayBeFormatted(trees.getTypeMirror(new TreePath(getCurrentPath(), argument)))) {
                numbers.add(call + ": " + argument);
            }
        }

        private boolean mayBeFormatted(TypeMirror type) {
            TypeMirror object = type instanceof PrimitiveType primitive
                    ? task.getTypes().boxedClass(primitive).asType()
                    : type;
            return object == null
                    || object.getKind() == TypeKind.ERROR
                    || Stream.of(Number.class, Date.class).anyMatch(formatted -> isRelated(object, formatted));
        }

        private boolean isRelated(TypeMirror type, Class<?> formatted) {
            TypeMirror other =
                    task.getElements().getTypeElement(formatted.getName()).asType();
            return task.getTypes().isAssignable(type, other) || task.getTypes().isAssignable(other, type);
        }
    }
}
