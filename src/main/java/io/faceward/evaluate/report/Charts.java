package io.faceward.evaluate.report;

import io.faceward.evaluate.Cell;
import io.faceward.evaluate.Entry;
import io.faceward.evaluate.FaceQuality;
import io.faceward.evaluate.Rate;
import io.faceward.evaluate.Summary;
import io.faceward.evaluate.Treatment;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.Histogram;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.Styler.LegendPosition;

/** The charts of a report, as PNG files by their titles. They need a font of the system. */
final class Charts {

    private static final int WIDTH = 1050;
    private static final int HEIGHT = 380;
    private static final int BINS = 24;
    private static final int LABEL_POINTS = 10;
    private static final int OPACITY = 190;
    private static final float FIRST_HUE = 0.61f;

    /** Steps of this length on the circle of hues keep any number of colours apart. */
    private static final float GOLDEN_RATIO = 0.618034f;

    private final Summary summary;
    private final Tables tables;

    Charts(Summary summary, Tables tables) {
        this.summary = summary;
        this.tables = tables;
    }

    /** Writes every chart that there are figures for; answers the files' names by their titles. */
    Map<String, String> write(List<Entry> entries, Path folder) throws IOException {
        Files.createDirectories(folder);
        Map<String, CategoryChart> charts = new LinkedHashMap<>();
        put(charts, "success", success(false));
        put(charts, "success-calibrated", success(true));
        put(charts, "psnr", histogram("PSNR of the face's square, dB", entries, FaceQuality::psnr));
        put(charts, "ssim", histogram("SSIM of the face's square", entries, FaceQuality::ssim));
        Map<String, String> files = new LinkedHashMap<>();
        for (Map.Entry<String, CategoryChart> chart : charts.entrySet()) {
            String name = chart.getKey() + ".png";
            Files.write(folder.resolve(name), BitmapEncoder.getBitmapBytes(chart.getValue(), BitmapFormat.PNG));
            files.put(chart.getValue().getTitle(), name);
        }
        return files;
    }

    private static void put(Map<String, CategoryChart> charts, String name, @Nullable CategoryChart chart) {
        if (chart != null) {
            charts.put(name, chart);
        }
    }

    /** Bars of the success rate: a group for each manipulator, a bar for each transform; the control beside them. */
    private @Nullable CategoryChart success(boolean calibrated) {
        CategoryChart chart = chart(
                "Defence success rate, "
                        + (calibrated ? "threshold of each manipulator's own" : "threshold of the papers"),
                "manipulator");
        List<String> manipulators = summary.manipulators().stream()
                .map(manipulator -> manipulator.id())
                .toList();
        for (Treatment treatment : summary.quality().keySet()) {
            for (String transform : tables.transforms()) {
                // Null leaves a gap: a rate that is not known is not 0.
                List<@Nullable Double> rates = new ArrayList<>();
                for (String manipulator : manipulators) {
                    Cell cell = tables.cell(treatment, manipulator, transform);
                    Rate rate = cell == null ? null : cell.rate(tables.rule(), calibrated);
                    rates.add(rate == null ? null : rate.value());
                }
                if (rates.stream().anyMatch(Objects::nonNull)) {
                    chart.addSeries(tables.name(treatment) + ", " + transform, manipulators, rates)
                            .setFillColor(colour(treatment, tables.transforms().indexOf(transform)));
                }
            }
        }
        chart.getStyler().setYAxisMin(0.0).setYAxisMax(1.0).setYAxisDecimalPattern("0.0#");
        // Figures on the bars, so that a rate of 0 is seen to be one.
        chart.getStyler()
                .setLabelsVisible(true)
                .setLabelsRotation(90)
                .setLabelsPosition(1)
                .setLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, LABEL_POINTS))
                .setLabelsFontColorAutomaticEnabled(false);
        return chart.getSeriesMap().isEmpty() ? null : chart;
    }

    private @Nullable CategoryChart histogram(
            String title, List<Entry> entries, Function<FaceQuality, @Nullable Double> figure) {
        Map<Treatment, List<Double>> values = new LinkedHashMap<>();
        for (Treatment treatment : summary.quality().keySet()) {
            values.put(treatment, values(entries, treatment, figure));
        }
        List<Double> all = values.values().stream().flatMap(List::stream).toList();
        if (all.isEmpty()) {
            return null;
        }
        double least = all.stream().mapToDouble(v -> v).min().orElseThrow();
        double most = all.stream().mapToDouble(v -> v).max().orElseThrow();
        double margin = most > least ? 0 : Math.max(Math.abs(most) / 100, 1e-3);
        CategoryChart chart = chart(title, "");
        values.forEach((treatment, figures) -> {
            if (!figures.isEmpty()) {
                Histogram bars = new Histogram(figures, BINS, least - margin, most + margin);
                chart.addSeries(tables.name(treatment), bars.getxAxisData(), bars.getyAxisData())
                        .setFillColor(colour(treatment, 0));
            }
        });
        chart.setYAxisTitle("faces");
        chart.getStyler().setOverlapped(true).setAvailableSpaceFill(0.98);
        chart.getStyler()
                .setXAxisDecimalPattern(most - least > 2 ? "0.0" : "0.000")
                .setXAxisMaxLabelCount(BINS / 2);
        return chart;
    }

    private static List<Double> values(
            List<Entry> entries, Treatment treatment, Function<FaceQuality, @Nullable Double> figure) {
        return entries.stream()
                .flatMap(entry -> entry.photo().faces().stream())
                .flatMap(face -> Stream.ofNullable(face.quality().get(treatment)))
                .flatMap(quality -> Stream.ofNullable(figure.apply(quality)))
                .toList();
    }

    /** Colours for protections and greys for noise; translucent, so that histograms can lie over each other. */
    private static Color colour(Treatment treatment, int index) {
        boolean control = treatment == Treatment.NOISE;
        float hue = (FIRST_HUE + index * GOLDEN_RATIO) % 1;
        int rgb = Color.HSBtoRGB(hue, control ? 0.05f : 0.65f, control ? 0.65f + index % 3 * 0.1f : 0.8f);
        return new Color(rgb >> 16 & 0xFF, rgb >> 8 & 0xFF, rgb & 0xFF, OPACITY);
    }

    private static CategoryChart chart(String title, String axis) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(axis)
                .theme(ChartTheme.XChart)
                .build();
        chart.getStyler()
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setLegendBorderColor(Color.WHITE)
                .setLegendPosition(LegendPosition.OutsideE);
        chart.getStyler().setPlotGridVerticalLinesVisible(false).setYAxisDecimalPattern("0.##");
        return chart;
    }
}
