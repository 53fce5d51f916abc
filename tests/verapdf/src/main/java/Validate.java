import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.RuleId;

/**
 * Validates PDF files with veraPDF and prints one line of JSON for each file and profile.
 *
 * <p>Arguments: the profiles, as veraPDF names them and with commas between, and then the files. A file that could
 * not be validated at all gets a "problem" instead of an answer. The exit status tells nothing of the files.
 */
public final class Validate {
    /** How many failed checks of each rule are kept; only the first is told, and all are counted. */
    private static final int KEPT_OF_EACH_RULE = 1;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The root logger is kept here, since a logger that nothing holds loses its level. */
    private static final Logger LOG = Logger.getLogger("");

    private Validate() {}

    public static void main(String[] arguments) {
        if (arguments.length < 2) {
            System.err.println("Usage: Validate PROFILE[,PROFILE...] FILE...");
            System.exit(2);
        }
        LOG.setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();
        List<PDFAFlavour> profiles =
                Arrays.stream(arguments[0].split(",")).map(PDFAFlavour::valueOf).toList();
        List<String> files = Arrays.asList(arguments).subList(1, arguments.length);
        // veraPDF keeps what it reads in each thread's own variables, so that files may be read side by side.
        files.parallelStream()
                .flatMap(file -> profiles.stream().map(profile -> line(file, profile)))
                .forEachOrdered(System.out::println);
    }

    private static String line(String file, PDFAFlavour profile) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("file", file);
        answer.put("profile", profile.name());
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), profile);
                PDFAValidator validator = Foundries.defaultInstance()
                        .createValidator(profile, KEPT_OF_EACH_RULE, false, true, false)) {
            ValidationResult result = validator.validate(parser);
            answer.put("compliant", result.isCompliant());
            answer.put("failures", failures(result));
        } catch (Exception problem) {
            answer.put("problem", problem.toString());
        }
        return JSON.valueToTree(answer).toString();
    }

    private static List<Map<String, Object>> failures(ValidationResult result) {
        List<Map<String, Object>> failures = new ArrayList<>();
        for (Map.Entry<RuleId, Integer> failed : result.getFailedChecks().entrySet()) {
            TestAssertion first = first(result, failed.getKey());
            Map<String, Object> failure = new LinkedHashMap<>();
            failure.put("specification", failed.getKey().getSpecification().getId());
            failure.put("clause", failed.getKey().getClause());
            failure.put("test", failed.getKey().getTestNumber());
            failure.put("description", first.getMessage());
            failure.put("count", failed.getValue());
            failure.put("where", first.getLocation().getContext());
            failure.put("message", first.getErrorMessage());
            failures.add(failure);
        }
        return failures;
    }

    private static TestAssertion first(ValidationResult result, RuleId rule) {
        return result.getTestAssertions().stream()
                .filter(assertion -> assertion.getRuleId().equals(rule))
                .findFirst()
                .orElseThrow();
    }
}
