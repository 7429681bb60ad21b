package io.faceward.training;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Draws the columns of a training log over its steps, one small chart each; columns that are alike up to a dot in their names,
 * such as {@code weight.stargan}, share one.
 */
final class LossCurves {

    private static final int WIDTH = 480;
    private static final int HEIGHT = 300;
    private static final int COLUMNS = 3;

    private LossCurves() {}

    /** Reads a log with a header and the step in its first column; writes a PNG. A log without figures leaves none. */
    static void draw(Path log, Path png) throws IOException {
        List<String> lines = Files.readAllLines(log);
        if (lines.size() < 3) {
            return;
        }
        String[] names = lines.get(0).split(",");
        List<String[]> rows =
                lines.stream().skip(1).map(line -> line.split(",")).toList();
        List<XYChart> charts = new ArrayList<>();
        Map<String, List<Integer>> alike = new LinkedHashMap<>();
        for (int column = 1; column < names.length; column++) {
            alike.computeIfAbsent(title(names[column]), title -> new ArrayList<>())
                    .add(column);
        }
        alike.forEach((title, columns) -> {
            XYChart chart = chart(title, columns.size() > 1);
            columns.forEach(column -> add(chart, names[column], column(rows, 0), column(rows, column)));
            charts.add(chart);
        });
        int width = Math.min(COLUMNS, charts.size());
        int height = (charts.size() + width - 1) / width;
        while (charts.size() < width * height) {
            charts.add(chart("", false));
        }
        try (OutputStream out = Files.newOutputStream(png)) {
            BitmapEncoder.saveBitmap(charts, height, width, out, BitmapFormat.PNG);
        }
    }

    private static double[] column(List<String[]> rows, int column) {
        return rows.stream().mapToDouble(row -> Double.parseDouble(row[column])).toArray();
    }

    private static String title(String column) {
        int dot = column.indexOf('.');
        return dot < 0 ? column : column.substring(0, dot);
    }

    private static XYChart chart(String title, boolean legend) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle("step")
                .build();
        chart.getStyler().setLegendVisible(legend);
        chart.getStyler().setLegendPosition(LegendPosition.InsideNE);
        return chart;
    }

    /** The finite values: some figures are not taken in every phase. */
    private static void add(XYChart chart, String name, double[] steps, double... values) {
        int[] finite = IntStream.range(0, values.length)
                .filter(i -> Double.isFinite(values[i]))
                .toArray();
        if (finite.length > 0) {
            chart.addSeries(
                            name.substring(name.indexOf('.') + 1),
                            IntStream.of(finite).mapToDouble(i -> steps[i]).toArray(),
                            IntStream.of(finite).mapToDouble(i -> values[i]).toArray())
                    .setMarker(SeriesMarkers.NONE);
        }
    }
}
