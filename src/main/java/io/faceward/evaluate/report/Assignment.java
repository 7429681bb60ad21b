package io.faceward.evaluate.report;

import io.faceward.evaluate.Plan;
import io.faceward.protect.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be evaluated, and where the report goes.
 *
 * @param samples with names that differ
 * @param settings of the protection
 * @param values the settings as they were asked for, to be told in the report
 * @param attacked ids of the manipulators that the protection was made against; null if its card tells
 * @param sheets how many of the photos get a contact sheet
 * @param folder of the report; if it holds a part of the same run, that is not done again
 */
public record Assignment(
        List<Sample> samples,
        Settings settings,
        Map<String, String> values,
        Plan plan,
        @Nullable Set<String> attacked,
        int sheets,
        Path folder) {}
