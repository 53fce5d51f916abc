import biweekly.Biweekly;
import biweekly.ICalVersion;
import biweekly.ICalendar;
import biweekly.io.ParseWarning;
import biweekly.io.text.ICalReader;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.validate.ValidationEntry;
import net.fortuna.ical4j.validate.ValidationException;

/**
 * Validates calendars by RFC 5545 with ical4j and biweekly, both at their strictest.
 *
 * <p>Arguments: the files. What is wrong is printed one thing a line, as FILE, TAB, what; nothing where all is right.
 */
public final class Calendars {
    private Calendars() {}

    public static void main(String[] arguments) throws Exception {
        for (String file : arguments) {
            List<String> faults = new ArrayList<>(ical4j(Path.of(file)));
            faults.addAll(biweekly(Path.of(file)));
            for (String fault : faults) {
                System.out.println(file + "\t" + fault.replaceAll("\\s+", " "));
            }
        }
    }

    private static List<String> ical4j(Path file) {
        List<String> faults = new ArrayList<>();
        try (InputStream stream = Files.newInputStream(file)) {
            Calendar calendar = new CalendarBuilder().build(stream);
            for (ValidationEntry entry : calendar.validate(true).getEntries()) {
                faults.add("ical4j: " + entry.getSeverity() + " " + entry.getContext() + ": " + entry.getMessage());
            }
        } catch (ValidationException problem) {
            faults.add("ical4j: " + problem.getMessage());
        } catch (Exception problem) { // a file that it cannot read at all
            faults.add("ical4j: " + problem);
        }
        return faults;
    }

    private static List<String> biweekly(Path file) throws Exception {
        List<String> faults = new ArrayList<>();
        try (ICalReader reader = new ICalReader(file.toFile())) {
            int calendars = 0;
            for (ICalendar calendar = reader.readNext(); calendar != null; calendar = reader.readNext()) {
                calendars++;
                for (ParseWarning warning : reader.getWarnings()) {
                    faults.add("biweekly: " + warning);
                }
                calendar.validate(ICalVersion.V2_0).forEach(one -> faults.add("biweekly: " + one));
            }
            if (calendars == 0) {
                faults.add("biweekly: no calendar");
            }
        }
        return faults;
    }
}
